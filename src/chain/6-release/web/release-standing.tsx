import { useState, type ReactNode } from 'react'
import { useQuery } from '@tanstack/react-query'
import { isAllowed } from '../../../workspace/access/model.ts'
import { readRun } from '../../../workspace/runs/contract.ts'
import { Button, buttonClass } from '../../../ui/button.tsx'
import { ChoiceField, TextAreaField } from '../../../ui/choice-field.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { FailureState } from '../../../ui/error-state.tsx'
import { formatTime } from '../../../ui/format.ts'
import { useT } from '../../../ui/i18n.tsx'
import { Note } from '../../../ui/note.tsx'
import { server, serverQuery, useServerCommand } from '../../../ui/server.ts'
import { StatusPill } from '../../../ui/status-pill.tsx'
import { listNotices, listRebuilds, readRelease, readRevocation, rebuildRelease, withdrawRelease, type NoticeView, type ReleaseView } from '../contract.ts'
import { releasePolicy } from '../policy.ts'
import { revocationReasons } from '../model.ts'
import { reasonMessages, standingMessages as m } from './standing-messages.ts'

interface Props { readonly release: ReleaseView, readonly roles: readonly string[] }
type Reason = (typeof revocationReasons)[number]

/** A reason code in words; one that came with a withdrawal of assets may be any text and stands as it is. */
export const useReasonText = (): ((reason: string) => string) => {
  const t = useT()
  return reason => { const known = revocationReasons.find(r => r === reason); return known ? t(reasonMessages[known]) : reason }
}

/** Proof that the release is what it was: packed again, compared, the results kept. */
export const RebuildsCard = ({ release, roles }: Props): ReactNode => {
  const t = useT(), [run, follow] = useState<string | null>(null), command = useServerCommand(rebuildRelease)
  const progress = useQuery({ ...serverQuery(readRun, { params: { run: run ?? '' } }), enabled: run !== null, refetchInterval: q => (q.state.data?.endedAt ? false : 1000) })
  const isRunning = run !== null && !progress.data?.endedAt
  const { data } = useQuery({ ...serverQuery(listRebuilds, { params: { release: release.id } }), refetchInterval: isRunning ? 1000 : false })
  return (
    <section className="card" aria-labelledby="rebuilds">
      <header><h2 id="rebuilds">{t(m.rebuilds)}</h2>{isAllowed(releasePolicy['release.rebuild'], roles) && <span className="end"><Button size="s" busy={isRunning || command.isPending} onClick={() => command.mutate({ params: { release: release.id } }, { onSuccess: made => follow(made.run) })}>{t(m.rebuild)}</Button></span>}</header>
      <div className="body stack">
        <p className="meta secondary">{t(m.rebuildText)}</p>
        {command.error && <FailureState failure={server().failureOf(command.error)} />}
        {isRunning && <p role="status"><a href={`/p/${release.project}/runs/${run}`}>{t(m.rebuilding)}</a></p>}
        {data && data.rebuilds.length > 0 && <ul className="stack">{data.rebuilds.map(r => (
          <li key={r.run} className="row wrap">
            <StatusPill shape={r.identical ? 'tick' : 'cross'} tone={r.identical ? 'ok' : 'bad'}>{r.identical ? t(m.identical) : t(m.differing, { n: r.differing })}</StatusPill>
            <span className="meta quiet">{formatTime(new Date(r.at))}</span>
            {r.differences.slice(0, 5).map(d => <code key={d.path} className="breaks">{d.path}</code>)}
          </li>
        ))}</ul>}
      </div>
    </section>
  )
}

const NoticeLine = ({ notice }: { readonly notice: NoticeView }): ReactNode => {
  const t = useT(), reason = useReasonText()
  return (
    <li>
      <div className="row wrap"><StatusPill shape="triangle" tone={notice.kind === 'revoked' ? 'bad' : 'warn'}>{notice.kind === 'revoked' ? t(m.revoked) : t(m.affected, { n: notice.assets })}</StatusPill><span>{reason(notice.reason)}</span><span className="meta quiet">{formatTime(new Date(notice.at))}</span></div>
      {notice.note && <p className="meta secondary">{notice.note}</p>}
    </li>
  )
}

const WithdrawDialog = ({ release, holders, onClose }: { readonly release: ReleaseView, readonly holders: number, onClose(): void }): ReactNode => {
  const t = useT(), [reason, choose] = useState<Reason>('licence'), [note, write] = useState(''), command = useServerCommand(withdrawRelease, [readRelease, listNotices])
  const send = (): void => command.mutate({ params: { release: release.id }, body: { reason, ...(note.trim() !== '' && { note: note.trim() }) } }, { onSuccess: onClose })
  return (
    <Dialog open title={t(m.withdrawTitle, { release: release.display })} onClose={onClose} actions={<><Button onClick={onClose}>{t(m.cancel)}</Button><Button variant="danger" busy={command.isPending} onClick={send}>{t(m.withdrawDo)}</Button></>}>
      <div className="stack">
        <p>{t(m.withdrawText, { n: holders })}</p>
        <ChoiceField label={t(m.reason)} value={reason} options={revocationReasons.map(value => ({ value, label: t(reasonMessages[value]) }))} onChange={value => choose(value)} />
        <TextAreaField label={t(m.note)} value={note} maxLength={2000} onChange={event => write(event.target.value)} />
        {command.error && <FailureState failure={server().failureOf(command.error)} />}
      </div>
    </Dialog>
  )
}

/** What was said of the release since, and whom it concerns. */
export const NoticesCard = ({ release, roles }: Props): ReactNode => {
  const t = useT(), { data } = useQuery(serverQuery(listNotices, { params: { release: release.id } })), [isOpen, open] = useState(false)
  return (
    <section className="card" aria-labelledby="notices">
      <header><h2 id="notices">{t(m.notices)}</h2><span className="end row">
        <a className={buttonClass({ size: 's' })} href={server().mediaUrlOf(readRevocation, { params: { release: release.id } })} download={`${release.display}-revocation.json`}>{t(m.statement)}</a>
        {release.state === 'ready' && isAllowed(releasePolicy['release.withdraw'], roles) && <Button size="s" onClick={() => open(true)}>{t(m.withdraw)}</Button>}
      </span></header>
      <div className="body stack">
        {data && (data.notices.length === 0 ? <p className="meta secondary">{t(m.noNotices)}</p> : <ul className="stack">{data.notices.map(n => <NoticeLine key={n.id} notice={n} />)}</ul>)}
        {data?.holders && <><h3>{t(m.holders)}</h3>{data.holders.length === 0 ? <p className="meta secondary">{t(m.noHolders)}</p> : <ul className="stack">{data.holders.map(h => (
          <li key={h.membership} className="row wrap"><span className="strong">{h.name}</span><span className="secondary">{t(m.downloads, { n: h.downloads })}</span><span className="meta quiet">{formatTime(new Date(h.lastAt))}</span></li>
        ))}</ul>}</>}
      </div>
      {isOpen && <WithdrawDialog release={release} holders={data?.holders?.length ?? 0} onClose={() => open(false)} />}
    </section>
  )
}

/** Above everything else of a release about which there is a notice. */
export const NoticeBanner = ({ release }: { readonly release: ReleaseView }): ReactNode => {
  const t = useT(), reason = useReasonText(), { data } = useQuery({ ...serverQuery(listNotices, { params: { release: release.id } }), enabled: release.notices > 0 })
  return data?.notices.map(n => <Note key={n.id} tone={n.kind === 'revoked' ? 'bad' : 'warn'}>{n.kind === 'revoked' ? t(m.revoked) : t(m.affected, { n: n.assets })} · {reason(n.reason)} · {formatTime(new Date(n.at))}</Note>)
}

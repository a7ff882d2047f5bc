import { useMemo, type ReactNode } from 'react'
import { useQuery } from '@tanstack/react-query'
import { isAllowed } from '../../../workspace/access/model.ts'
import { readProject } from '../../../workspace/project/contract.ts'
import { buttonClass } from '../../../ui/button.tsx'
import { useCrumbs } from '../../../ui/crumbs.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { FailureState } from '../../../ui/error-state.tsx'
import { formatCount, formatTime } from '../../../ui/format.ts'
import { useT } from '../../../ui/i18n.tsx'
import { PageHead } from '../../../ui/page-head.tsx'
import { Segmented } from '../../../ui/segmented.tsx'
import { server, serverQuery } from '../../../ui/server.ts'
import { SkeletonRows } from '../../../ui/skeleton.tsx'
import { useUrlState } from '../../../ui/url-state.ts'
import { listAppeals, type AppealView } from '../appeal/contract.ts'
import { appealStates, type AppealState } from '../model.ts'
import { inspectionPolicy } from '../policy.ts'
import { appealMessages as a } from './appeal-messages.ts'
import { lotMessages as m } from './lot-messages.ts'
import { defectMessages } from './messages.ts'
import { AppealPill } from './workbench-appeal.tsx'
import './batch.css'

const Table = ({ appeals, decides }: { readonly appeals: readonly AppealView[], readonly decides: boolean }): ReactNode => {
  const t = useT()
  return (
    <section className="card ledger">
      <table className="table">
        <thead><tr><th>{t(a.task)}</th><th>{t(a.review)}</th><th>{t(a.author)}</th><th>{t(m.state)}</th><th>{t(a.decision)}</th><th className="number"><span className="visually-hidden">{t(m.action)}</span></th></tr></thead>
        <tbody>{appeals.map(x => (
          <tr key={x.id}>
            <td><span className="strong">{`${x.batchDisplay} · ${x.taskNumber}`}</span><div className="meta quiet"><time dateTime={x.createdAt}>{formatTime(new Date(x.createdAt))}</time></div></td>
            <td>{t(x.verdict === 'fix' ? a.wasFixed : a.wasReturned)}<div className="meta secondary">{x.defects.map(d => [t(defectMessages[d.code]), d.note].filter(Boolean).join(' ')).join('; ') || x.comment}</div></td>
            <td>{x.reason}</td><td><AppealPill state={x.state} /></td><td className="secondary">{x.decision}</td>
            <td className="number"><a href={`/appeals/${x.id}`}>{t(x.state === 'open' && decides ? a.decide : a.look)}</a></td>
          </tr>
        ))}</tbody>
      </table>
    </section>
  )
}

/** `/p/:project/appeals`: what authors say against reviews, the open ones first. */
export const AppealsPage = ({ params }: { readonly params: Readonly<Record<string, string>> }): ReactNode => {
  const t = useT(), project = params['project'] ?? '', [asked, choose] = useUrlState('state'), state = appealStates.find(s => s === asked)
  const head = useQuery(serverQuery(readProject, { params: { project } })), appeals = useQuery(serverQuery(listAppeals, { params: { project }, query: {} })), name = head.data?.name ?? ''
  useCrumbs(useMemo(() => [{ label: name, href: `/p/${project}` }, { label: t(m.inspect), href: `/p/${project}/inspect` }, { label: t(a.appeals) }], [name, project, t]))
  const error = head.error ?? appeals.error
  if (error) return <><PageHead title={t(a.appeals)} /><FailureState failure={server().failureOf(error)} /></>
  if (!head.data || !appeals.data) return <><PageHead title={t(a.appeals)} /><SkeletonRows rows={6} /></>
  const all = appeals.data.appeals, count = (s: AppealState): number => all.filter(x => x.state === s).length, [first] = all, decides = isAllowed(inspectionPolicy['appeal.decide'], head.data.roles)
  const shown = state ? all.filter(x => x.state === state) : all
  return (
    <>
      <PageHead title={t(a.appeals)} actions={decides && first?.state === 'open' && <a className={buttonClass({ variant: 'primary' })} href={`/appeals/${first.id}`}>{t(a.decide)}</a>}>{t(a.appealsText)}</PageHead>
      {all.length === 0 ? <EmptyState what={t(a.none)} next={t(a.noneNext)} /> : <>
        <div className="row"><Segmented label={t(m.state)} value={state ?? ''} onChange={choose} segments={[{ value: '', label: t(m.all) }, ...appealStates.map(s => ({ value: s, label: `${t(a[s])} ${formatCount(count(s))}` }))]} /></div>
        {shown.length === 0 ? <EmptyState what={t(a.none)} /> : <Table appeals={shown} decides={decides} />}
      </>}
    </>
  )
}

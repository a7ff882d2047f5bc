import { useId, useState, type ReactNode } from 'react'
import { useQuery } from '@tanstack/react-query'
import { Button, buttonClass } from '../../../ui/button.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { FailureState } from '../../../ui/error-state.tsx'
import { Field } from '../../../ui/field.tsx'
import { formatBytes, formatCount, formatShare, formatTime } from '../../../ui/format.ts'
import { useT } from '../../../ui/i18n.tsx'
import { server, serverQuery, useServerCommand } from '../../../ui/server.ts'
import { StatusPill } from '../../../ui/status-pill.tsx'
import { exportJournal, listExports, readExport, type ExportView } from '../audit/contract.ts'
import { startOfDay } from './journal-filter.ts'
import { journalMessages as m } from './journal-messages.ts'

const dayOf = (at: Date): string => `${at.getFullYear()}-${String(at.getMonth() + 1).padStart(2, '0')}-${String(at.getDate()).padStart(2, '0')}`
const isUnderWay = (one: ExportView): boolean => one.state === 'running' || one.state === 'paused' || one.state === 'cancelling'

/** Which days to write. @param project empty for the whole organisation */
export const ExportDialog = ({ project, open, onClose }: { readonly project: string, readonly open: boolean, onClose(): void }): ReactNode => {
  const t = useT(), make = useServerCommand(exportJournal, [listExports])
  const [from, setFrom] = useState(() => dayOf(new Date(Date.now() - 30 * 86_400_000))), [to, setTo] = useState(() => dayOf(new Date()))
  const begin = startOfDay(from), end = startOfDay(to, 1)
  const write = (): void => {
    if (begin && end) make.mutate({ body: { from: begin.toISOString(), to: end.toISOString(), ...(project && { project }) } }, { onSuccess: onClose })
  }
  return (
    <Dialog open={open} title={t(m.exportTitle)} onClose={onClose} actions={<>
      <Button onClick={onClose}>{t(m.notNow)}</Button>
      <Button variant="primary" busy={make.isPending} onClick={write}>{t(m.exportDo)}</Button>
    </>}>
      <div className="stack loose">
        <p>{t(m.exportText)}</p>
        <div className="journal-days"><Field label={t(m.from)} type="date" value={from} onChange={event => setFrom(event.target.value)} /><Field label={t(m.to)} type="date" value={to} onChange={event => setTo(event.target.value)} /></div>
        {make.error && <FailureState failure={server().failureOf(make.error)} />}
      </div>
    </Dialog>
  )
}

const ExportRow = ({ one }: { readonly one: ExportView }): ReactNode => {
  const t = useT()
  return (
    <tr>
      <td className="strong">{dayOf(new Date(one.from))} – {dayOf(new Date(Date.parse(one.to) - 1))}</td>
      <td className="secondary">{formatTime(new Date(one.createdAt))}</td>
      <td className="number">{one.archive ? formatCount(one.archive.entries) : ''}</td>
      <td className="number">{one.archive ? formatBytes(one.archive.size) : ''}</td>
      <td className="number">{one.archive
        ? <a className={buttonClass({ size: 's' })} href={server().mediaUrlOf(readExport, { params: { run: one.run } })} download>{t(m.download)}</a>
        : isUnderWay(one) ? <StatusPill shape="half" tone="accent">{formatShare(one.share, 0)}</StatusPill> : <StatusPill shape="cross" tone="bad">{t(m.exportFailed)}</StatusPill>}</td>
    </tr>
  )
}

/** What was written for auditors; nothing is shown before the first. */
export const ExportsCard = ({ project }: { readonly project: string }): ReactNode => {
  const t = useT(), id = useId()
  const { data, error } = useQuery({ ...serverQuery(listExports, { query: project ? { project } : {} }), refetchInterval: query => (query.state.data?.exports.some(isUnderWay) ? 1000 : false) })
  if (error) return <FailureState failure={server().failureOf(error)} />
  if (!data || data.exports.length === 0) return null
  return (
    <section className="card" aria-labelledby={id}>
      <header><h2 id={id}>{t(m.exports)}</h2></header>
      <table className="table">
        <thead><tr><th>{t(m.period)}</th><th>{t(m.made)}</th><th className="number">{t(m.entriesHead)}</th><th className="number">{t(m.size)}</th><th className="number"><span className="visually-hidden">{t(m.download)}</span></th></tr></thead>
        <tbody>{data.exports.map(one => <ExportRow key={one.run} one={one} />)}</tbody>
      </table>
    </section>
  )
}

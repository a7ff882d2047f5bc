import type { ReactNode } from 'react'
import { useQuery } from '@tanstack/react-query'
import { readSchema } from '../../../workspace/project/contract.ts'
import { buttonClass } from '../../../ui/button.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { FailureState } from '../../../ui/error-state.tsx'
import { formatCount } from '../../../ui/format.ts'
import { useLocale, useT } from '../../../ui/i18n.tsx'
import { Note } from '../../../ui/note.tsx'
import { server, serverQuery } from '../../../ui/server.ts'
import { SkeletonRows } from '../../../ui/skeleton.tsx'
import { pick } from '../../../kernel/messages.ts'
import type { BatchView } from '../../3-production/contract.ts'
import { downloadDefects, readDefects, type DefectReport, type DefectReportView } from '../report/contract.ts'
import { defectMessages } from './messages.ts'
import { PersonName, usePeopleNames } from './people-names.tsx'
import { reportMessages as r } from './report-messages.ts'

type Rate = DefectReport['codes'][number]['rate']
const percent = (share: number): string => `${(share * 100).toFixed(1)} %`
/** A share never stands without its interval and its n. */
export const RateCell = ({ rate }: { readonly rate: Rate }): ReactNode => {
  const t = useT()
  if (!rate) return <td className="number quiet">–</td>
  return <td className="number">{percent(rate.count / rate.n)} <span className="meta secondary" title={t(r.intervalText)}>{`${t(r.interval, { low: percent(rate.low), high: percent(rate.high) })} · n ${formatCount(rate.n)}`}</span></td>
}

/** The five counts and what they rest on; the same for a batch as it stands and for a frozen delivery. */
export const CodeTable = ({ report }: { readonly report: DefectReport }): ReactNode => {
  const t = useT()
  return (
    <>
      <p className="body secondary">{t(r.basis, { tasks: report.tasks, checked: report.checked, reviewed: report.reviewed, sampled: report.sampled, corrections: report.corrections, overturned: report.overturned, inspections: report.inspectionRounds, client: report.clientRounds })}</p>
      <table className="table">
        <thead><tr><th>{t(r.code)}</th><th className="number">{t(r.count)}</th><th className="number">{t(r.minor)}</th><th className="number">{t(r.major)}</th><th className="number">{t(r.critical)}</th><th className="number">{t(r.tasks)}</th><th className="number">{t(r.rate)}</th></tr></thead>
        <tbody>{report.codes.map(c => (
          <tr key={c.code}>
            <td className="strong">{t(defectMessages[c.code])}</td><td className="number strong">{formatCount(c.defects)}</td>
            {(['minor', 'major', 'critical'] as const).map(severity => <td key={severity} className="number">{formatCount(c.bySeverity[severity])}</td>)}
            <td className="number">{c.rate ? formatCount(c.rate.count) : '–'}</td><RateCell rate={c.rate} />
          </tr>
        ))}</tbody>
      </table>
    </>
  )
}

const Classes = ({ batch, classes }: { readonly batch: Pick<BatchView, 'project' | 'schemaVersion'>, readonly classes: DefectReport['classes'] }): ReactNode => {
  const t = useT(), { locale } = useLocale(), schema = useQuery({ ...serverQuery(readSchema, { params: { project: batch.project }, query: { version: batch.schemaVersion } }), staleTime: Infinity })
  if (classes.length === 0) return null
  const nameOf = (id: string | null): string => { const found = schema.data?.document.classes.find(c => c.id === id); return id === null ? t(r.wholeTask) : found ? pick(found.name, locale) : id }
  return (
    <section className="card" aria-labelledby="defects-class">
      <header><h2 id="defects-class">{t(r.byClass)}</h2></header>
      <table className="table"><tbody>{classes.map(c => <tr key={`${c.class} ${c.code}`}><td>{nameOf(c.class)}</td><td>{t(defectMessages[c.code])}</td><td className="number">{formatCount(c.defects)}</td></tr>)}</tbody></table>
    </section>
  )
}

const People = ({ batch, roles, report }: { readonly batch: BatchView, readonly roles: readonly string[], readonly report: DefectReportView }): ReactNode => {
  const t = useT(), nameOf = usePeopleNames(batch.project, roles), { people = [], reviewers = [] } = report
  return (
    <>
      {people.length > 0 && <section className="card" aria-labelledby="defects-person">
        <header><h2 id="defects-person">{t(r.byPerson)}</h2></header>
        <table className="table"><thead><tr><th>{t(r.person)}</th><th>{t(r.code)}</th><th className="number">{t(r.count)}</th><th className="number">{t(r.rate)}</th></tr></thead>
          <tbody>{people.map(p => <tr key={p.person}><td><PersonName id={p.person} name={nameOf(p.person)} /></td><td className="secondary">{p.codes.map(c => `${t(defectMessages[c.code])} ${formatCount(c.defects)}`).join(' · ')}</td><td className="number">{formatCount(p.defects)}</td><RateCell rate={p.rate} /></tr>)}</tbody></table>
      </section>}
      {reviewers.length > 0 && <section className="card" aria-labelledby="defects-reviewer">
        <header><h2 id="defects-reviewer">{t(r.byReviewer)}</h2></header>
        <table className="table"><thead><tr><th>{t(r.person)}</th><th className="number">{t(r.judged)}</th><th className="number">{t(r.overturned)}</th><th className="number">{t(r.ofVerdicts)}</th></tr></thead>
          <tbody>{reviewers.map(p => <tr key={p.person}><td><PersonName id={p.person} name={nameOf(p.person)} /></td><td className="number">{formatCount(p.judged)}</td><td className="number">{formatCount(p.overturned)}</td><RateCell rate={p.rate} /></tr>)}</tbody></table>
      </section>}
    </>
  )
}

/** The five-count defect report of a batch as it stands: by code, class and, for those who may know, by person. */
export const DefectReportSection = ({ batch, roles }: { readonly batch: BatchView, readonly roles: readonly string[] }): ReactNode => {
  const t = useT(), { data, error } = useQuery(serverQuery(readDefects, { params: { batch: batch.id } }))
  if (error) return <FailureState failure={server().failureOf(error)} />
  if (!data) return <SkeletonRows rows={6} />
  if (data.checked === 0) return <EmptyState what={t(r.unchecked)} next={t(r.uncheckedNext)} />
  const back = data.keepComingBack
  return (
    <div className="stack">
      {back.length > 0 && <Note tone="warn">{t(r.comesBack, { n: back.length, limit: batch.returnLimit, list: back.map(x => t(r.taskTimes, { number: x.number, returns: x.returns })).join(', ') })}</Note>}
      <section className="card" aria-labelledby="defects-code">
        <header><h2 id="defects-code">{t(r.report)}</h2><a className={buttonClass({ size: 's' })} href={server().mediaUrlOf(downloadDefects, { params: { batch: batch.id } })} download>{t(r.csv)}</a></header>
        <CodeTable report={data} />
      </section>
      <Classes batch={batch} classes={data.classes} />
      <People batch={batch} roles={roles} report={data} />
    </div>
  )
}

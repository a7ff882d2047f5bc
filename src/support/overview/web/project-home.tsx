import type { ReactNode } from 'react'
import { useQuery } from '@tanstack/react-query'
import { pick } from '../../../kernel/messages.ts'
import { readProject } from '../../../workspace/project/contract.ts'
import { listRuns, type RunView } from '../../../workspace/runs/contract.ts'
import { buttonClass } from '../../../ui/button.tsx'
import { FailureState } from '../../../ui/error-state.tsx'
import { Estimate } from '../../../ui/estimate.tsx'
import { formatCount } from '../../../ui/format.ts'
import { useLocale, useT } from '../../../ui/i18n.tsx'
import { PageHead } from '../../../ui/page-head.tsx'
import { ProgressBar } from '../../../ui/progress-bar.tsx'
import { server, serverQuery } from '../../../ui/server.ts'
import { SkeletonRows } from '../../../ui/skeleton.tsx'
import { readOverview, type OverviewView } from '../contract.ts'
import { overviewMessages as m } from './messages.ts'

const Chain = ({ stages }: Pick<OverviewView, 'stages'>): ReactNode => {
  const t = useT(), most = Math.max(1, ...stages.map(s => s.count))
  return (
    <section className="card">
      <header><h2>{t(m.chain)}</h2></header>
      <table className="table">
        <thead><tr><th>{t(m.stage)}</th><th>{t(m.share)}</th><th className="number">{t(m.count)}</th><th className="number">{t(m.waiting)}</th><th className="number">{t(m.dropped)}</th></tr></thead>
        <tbody>{stages.map(s => (
          <tr key={s.stage}>
            <td>{t(m[s.stage])}</td>
            <td style={{ width: '45%' }}><ProgressBar label={t(m[s.stage])} total={most} segments={[{ label: t(m.count), count: s.count, tone: 'accent' }]} /></td>
            <td className="number">{formatCount(s.count)}</td><td className="number">{formatCount(s.waiting)}</td><td className="number">{formatCount(s.dropped)}</td>
          </tr>
        ))}</tbody>
      </table>
    </section>
  )
}

const Waits = ({ waits }: Pick<OverviewView, 'waits'>): ReactNode => {
  const t = useT()
  return (
    <section className="card">
      <header><h2>{t(m.waits)}</h2></header>
      <table className="table"><tbody>
        {waits.length === 0 && <tr><td className="quiet">{t(m.nothingWaits)}</td></tr>}
        {waits.map(w => <tr key={`${w.what} ${w.batch ?? ''}`}><td>{t(m[w.what], { n: w.count })}</td><td className="number mono">{w.display ?? ''}</td></tr>)}
      </tbody></table>
    </section>
  )
}

const LiveRuns = ({ runs }: { readonly runs: readonly RunView[] }): ReactNode => {
  const t = useT(), { locale } = useLocale()
  if (runs.length === 0) return null
  return (
    <section className="card">
      <header><h2>{t(m.runs)}</h2></header>
      <table className="table"><tbody>{runs.map(r => (
        <tr key={r.id}><td>{pick(r.title, locale)}</td><td style={{ width: '60%' }}><ProgressBar label={pick(r.title, locale)} total={100} segments={[{ label: t(m.count), count: Math.round(r.share * 100), tone: 'accent' }]} /></td><td className="number">{Math.round(r.share * 100)} %</td></tr>
      ))}</tbody></table>
    </section>
  )
}

const Quality = ({ quality }: Pick<OverviewView, 'quality'>): ReactNode => {
  const t = useT(), figures = [[m.accuracy, quality.accuracy], [m.firstPass, quality.firstPass]] as const
  return (
    <section className="card">
      <header><h2>{t(m.quality)}</h2></header>
      <div className="row wrap" style={{ padding: 16 }}>
        {figures.every(([, f]) => f === null) && <span className="quiet">{t(m.noQuality)}</span>}
        {figures.map(([label, f]) => f && <Estimate key={t(label)} label={t(label)} value={f.value} interval={[f.low, f.high]} n={f.n} />)}
      </div>
    </section>
  )
}

/** `/p/:project`: where the work stands. Read again every few seconds while runs are under way. */
export const ProjectHome = ({ params }: { readonly params: Readonly<Record<string, string>> }): ReactNode => {
  const t = useT(), project = params['project']!
  const runs = useQuery({ ...serverQuery(listRuns, { query: { project, live: true } }), refetchInterval: 3000 })
  const head = useQuery(serverQuery(readProject, { params: { project } })), overview = useQuery({ ...serverQuery(readOverview, { params: { project } }), refetchInterval: 3000 })
  const error = head.error ?? overview.error
  if (error) return <FailureState failure={server().failureOf(error)} />
  if (!head.data || !overview.data) return <SkeletonRows rows={8} />
  return (
    <div className="stack">
      <PageHead title={head.data.name} actions={<a className={buttonClass({})} href="/api/docs" target="_blank" rel="noreferrer">{t(m.api)}</a>}>{head.data.description}</PageHead>
      <LiveRuns runs={runs.data?.runs ?? []} />
      <Chain stages={overview.data.stages} />
      <Waits waits={overview.data.waits} />
      <Quality quality={overview.data.quality} />
    </div>
  )
}

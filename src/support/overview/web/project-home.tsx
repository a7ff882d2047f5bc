import { useMemo, type ReactNode } from 'react'
import { useQuery } from '@tanstack/react-query'
import { pick } from '../../../kernel/messages.ts'
import { readProject } from '../../../workspace/project/contract.ts'
import { listRuns, type RunView } from '../../../workspace/runs/contract.ts'
import { buttonClass } from '../../../ui/button.tsx'
import { useCrumbs } from '../../../ui/crumbs.tsx'
import { FailureState } from '../../../ui/error-state.tsx'
import { Estimate } from '../../../ui/estimate.tsx'
import { formatTime } from '../../../ui/format.ts'
import { Icon } from '../../../ui/icon.tsx'
import { useLocale, useT } from '../../../ui/i18n.tsx'
import { usePoll } from '../../../ui/live.ts'
import { usePageExists } from '../../../ui/page-exists.ts'
import { PageHead } from '../../../ui/page-head.tsx'
import { ProgressBar } from '../../../ui/progress-bar.tsx'
import { server, serverQuery } from '../../../ui/server.ts'
import { SkeletonRows } from '../../../ui/skeleton.tsx'
import { StatusPill } from '../../../ui/status-pill.tsx'
import { readOverview, type OverviewView } from '../contract.ts'
import { ApprovedByDay } from './approved-by-day.tsx'
import { FlowDiagram } from './flow-diagram.tsx'
import { overviewMessages as m } from './messages.ts'
import './overview.css'

type Wait = OverviewView['waits'][number]
/** Whose turn it is, and on which page. */
const turns: { readonly [W in Wait['what']]: readonly [who: 'coordinator' | 'executors' | 'reviewers', page: string] } = {
  uploads: ['coordinator', 'source'], unprepared: ['coordinator', 'screen'], 'failed-measures': ['coordinator', 'screen'], returned: ['executors', 'annotate'], 'open-tasks': ['executors', 'annotate'], parked: ['coordinator', 'annotate'],
  reviews: ['reviewers', 'inspect'], lots: ['reviewers', 'inspect'], unreleased: ['coordinator', 'releases'],
}

/** Two days are late, a day is worth a look. */
const Since = ({ at, now }: { readonly at: string, /** Milliseconds since the epoch. */ readonly now: number }): ReactNode => {
  const t = useT(), minutes = Math.max(0, Math.floor((now - Date.parse(at)) / 60_000)), hours = Math.floor(minutes / 60), days = Math.floor(hours / 24)
  const text = days > 0 ? t(m.daysLong, { n: days }) : hours > 0 ? t(m.hours, { n: hours }) : t(m.minutes, { n: minutes })
  return days > 1 ? <StatusPill shape="triangle" tone="bad">{text}</StatusPill> : days === 1 ? <StatusPill shape="clock" tone="warn">{text}</StatusPill> : <span className="secondary">{text}</span>
}

const Waits = ({ project, waits, now }: { readonly project: string, readonly now: number } & Pick<OverviewView, 'waits'>): ReactNode => {
  const t = useT(), exists = usePageExists()
  return (
    <section className="card" aria-labelledby="waits">
      <header><h2 id="waits">{t(m.waits)}</h2><span className="meta quiet">{t(m.oldestFirst)}</span></header>
      {waits.length === 0 ? <p className="quiet body">{t(m.nothingWaits)}</p> : (
        <table className="table">
          <thead><tr><th>{t(m.who)}</th><th>{t(m.what)}</th><th>{t(m.where)}</th><th className="number">{t(m.forHowLong)}</th><th><span className="visually-hidden">{t(m.action)}</span></th></tr></thead>
          <tbody>{waits.map(w => {
            const [who, page] = turns[w.what]
            return (
              <tr key={`${w.what} ${w.batch ?? ''}`}>
                <td className="strong">{t(m[who])}</td><td>{t(m[w.what], { n: w.count })}</td><td className="secondary">{w.display ?? ''}</td><td className="number">{w.since && <Since at={w.since} now={now} />}</td>
                <td className="number">{exists(`/p/$project/${page}`) && <a href={`/p/${project}/${page}`}>{t(m.open)}</a>}</td>
              </tr>
            )
          })}</tbody>
        </table>
      )}
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
    <section className="card" aria-labelledby="quality">
      <header><h2 id="quality">{t(m.quality)}</h2></header>
      <div className="body two">
        {figures.every(([, f]) => f === null) && <span className="quiet">{t(m.noQuality)}</span>}
        {figures.map(([label, f]) => f && <Estimate key={t(label)} label={t(label)} value={f.value} interval={[f.low, f.high]} n={f.n} />)}
      </div>
    </section>
  )
}

/** Younger counts need no date. Milliseconds. */
const countedAgo = 3000

/** `/p/:project`: where the work stands. Read again every few seconds while runs are under way. */
export const ProjectHome = ({ params }: { readonly params: Readonly<Record<string, string>> }): ReactNode => {
  const t = useT(), poll = usePoll(), exists = usePageExists(), project = params['project'] ?? ''
  const runs = useQuery({ ...serverQuery(listRuns, { query: { project, live: true } }), refetchInterval: poll(3000) })
  const head = useQuery(serverQuery(readProject, { params: { project } })), overview = useQuery({ ...serverQuery(readOverview, { params: { project } }), refetchInterval: poll(3000) })
  const name = head.data?.name ?? ''
  useCrumbs(useMemo(() => [{ label: name }], [name]))
  const error = head.error ?? overview.error
  if (error) return <><PageHead title={t(m.overview)} /><FailureState failure={server().failureOf(error)} action={<a className={buttonClass({})} href="/projects">{t(m.allProjects)}</a>} /></>
  if (!head.data || !overview.data) return <SkeletonRows rows={8} />
  return (
    <>
      <PageHead title={head.data.name} actions={<>
        <a className={buttonClass({})} href="/api/docs" target="_blank" rel="noreferrer">{t(m.api)}</a>
        {exists('/p/$project/source') && <a className={buttonClass({ variant: 'primary' })} href={`/p/${project}/source`}><Icon name="import" size={14} />{t(m.importAction)}</a>}
      </>}>{head.data.description}</PageHead>
      <LiveRuns runs={runs.data?.runs ?? []} />
      <FlowDiagram project={project} stages={overview.data.stages} reasons={overview.data.reasons} />
      {overview.dataUpdatedAt - Date.parse(overview.data.countedAt) > countedAgo && <p className="meta quiet">{t(m.countedAt, { at: formatTime(new Date(overview.data.countedAt)) })}</p>}
      <div className="overview-grid">
        <Waits project={project} waits={overview.data.waits} now={overview.dataUpdatedAt} />
        <div className="stack loose"><Quality quality={overview.data.quality} /><ApprovedByDay days={overview.data.days} /></div>
      </div>
    </>
  )
}

import { useMemo, type ReactNode } from 'react'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { pick } from '../../../kernel/messages.ts'
import { Button } from '../../../ui/button.tsx'
import { useCrumbs } from '../../../ui/crumbs.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { FailureState } from '../../../ui/error-state.tsx'
import { formatCount, formatTime } from '../../../ui/format.ts'
import { useLocale, useT } from '../../../ui/i18n.tsx'
import { usePoll } from '../../../ui/live.ts'
import { PageHead } from '../../../ui/page-head.tsx'
import { server, serverQuery, valueOf } from '../../../ui/server.ts'
import { SkeletonRows } from '../../../ui/skeleton.tsx'
import { Tabs } from '../../../ui/tabs.tsx'
import { useUrlState } from '../../../ui/url-state.ts'
import { listRuns, type RunView } from '../contract.ts'
import { runMessages as m } from './messages.ts'
import type { ProjectPlace } from './place.ts'
import { isLive, problemCount, RunProgress, RunSpeed, RunStatePill, RunTime } from './run-facts.tsx'
import './runs.css'

/** The stage under way, or the last one that was reached. */
const currentStage = (run: RunView): RunView['stages'][number] | undefined => run.stages.find(s => s.done + s.dead < s.total) ?? run.stages.findLast(s => s.total > 0)

const RunRow = ({ run, project, now }: { readonly run: RunView, readonly project: string, readonly now: number }): ReactNode => {
  const t = useT(), { locale } = useLocale(), href = `/p/${project}/runs/${run.id}`, problems = problemCount(run), stage = currentStage(run)
  return (
    <tr>
      <td><RunStatePill run={run} /></td>
      <td><a className="strong" href={href}>{pick(run.title, locale)}</a>{isLive(run) && <div className="meta quiet">{t(m.startedAgo, { at: formatTime(new Date(run.createdAt)) })}</div>}</td>
      <td className="secondary">{stage ? pick(stage.title, locale) : ''}</td>
      <td><RunProgress run={run} /></td>
      <td className="number">{formatCount(run.stages.reduce((sum, s) => sum + s.items, 0))}</td>
      <td className="number secondary"><RunSpeed run={run} now={now} /></td>
      <td className="secondary"><RunTime run={run} now={now} /></td>
      <td className="number">{problems > 0 ? <a href={`${href}#problems`}>{formatCount(problems)}</a> : <span className="quiet">0</span>}</td>
    </tr>
  )
}

const RunTable = ({ runs, project, now }: { readonly runs: readonly RunView[], readonly project: string, readonly now: number }): ReactNode => {
  const t = useT()
  return (
    <div className="run-scroll">
      <table className="table run-table">
        <thead><tr><th>{t(m.state)}</th><th>{t(m.run)}</th><th>{t(m.stage)}</th><th>{t(m.progress)}</th><th className="number">{t(m.items)}</th><th className="number" title={t(m.speedHint)}>{t(m.speed)}</th><th>{t(m.time)}</th><th className="number">{t(m.problems)}</th></tr></thead>
        <tbody>{runs.map(run => <RunRow key={run.id} run={run} project={project} now={now} />)}</tbody>
      </table>
    </div>
  )
}

const EndedRuns = ({ project }: { readonly project: string }): ReactNode => {
  const t = useT(), pageSize = 50
  const pages = useInfiniteQuery({
    queryKey: [listRuns.id, project, 'pages'], initialPageParam: '', refetchInterval: 15_000,
    queryFn: async ({ pageParam, signal }) => valueOf(await server().call(listRuns, { query: { project, limit: pageSize, ...(pageParam && { before: pageParam }) } }, { signal })),
    getNextPageParam: page => (page.runs.length === pageSize ? page.runs.at(-1)?.createdAt : undefined),
  })
  if (pages.error) return <div className="body"><FailureState failure={server().failureOf(pages.error)} /></div>
  if (!pages.data) return <div className="body"><SkeletonRows rows={6} /></div>
  const ended = pages.data.pages.flatMap(page => page.runs).filter(run => !isLive(run))
  if (ended.length === 0 && !pages.hasNextPage) return <EmptyState what={t(m.nothingEnded)} next={t(m.nothingRunsNext)} />
  return (
    <>
      <RunTable runs={ended} project={project} now={pages.dataUpdatedAt} />
      {pages.hasNextPage && <div className="run-more"><Button size="s" busy={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>{t(m.more)}</Button></div>}
    </>
  )
}

/** `/p/:project/runs`: all long work of the project. */
export const RunsPage = ({ place }: { readonly place: ProjectPlace }): ReactNode => {
  const t = useT(), poll = usePoll(), { id: project, name } = place
  const [tab, choose] = useUrlState('tab', 'running')
  const live = useQuery({ ...serverQuery(listRuns, { query: { project, live: true } }), refetchInterval: poll(2000) })
  const shown = tab === 'ended' ? 'ended' : 'running', runs = live.data?.runs
  useCrumbs(useMemo(() => [{ label: name, href: `/p/${project}` }, { label: t(m.runs) }], [name, project, t]))
  if (live.error) return <><PageHead title={t(m.runs)} /><FailureState failure={server().failureOf(live.error)} /></>
  return (
    <>
      <PageHead title={t(m.runs)}>{t(m.lead)}</PageHead>
      <Tabs label={t(m.views)} value={shown} onChange={value => choose(value)} tabs={[{ value: 'running', label: t(m.underWay), ...(runs && { count: runs.length }) }, { value: 'ended', label: t(m.ended) }]}>
        <section className="card" aria-label={t(shown === 'ended' ? m.ended : m.underWay)}>
          {shown === 'ended' ? <EndedRuns project={project} />
            : !runs ? <div className="body"><SkeletonRows rows={3} /></div>
            : runs.length === 0 ? <EmptyState what={t(m.nothingRuns)} next={t(m.nothingRunsNext)} action={<Button onClick={() => choose('ended')}>{t(m.showEnded)}</Button>} />
            : <RunTable runs={runs} project={project} now={live.dataUpdatedAt} />}
        </section>
      </Tabs>
    </>
  )
}

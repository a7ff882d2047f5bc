import { useMemo, useState, type ReactNode } from 'react'
import { useQuery } from '@tanstack/react-query'
import type { Failure } from '../../../kernel/failure.ts'
import { pick } from '../../../kernel/messages.ts'
import { Button, buttonClass } from '../../../ui/button.tsx'
import { useCrumbs } from '../../../ui/crumbs.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { FailureState } from '../../../ui/error-state.tsx'
import { formatCount, formatShare, formatTime } from '../../../ui/format.ts'
import { useLocale, useT } from '../../../ui/i18n.tsx'
import { usePoll } from '../../../ui/live.ts'
import { Note } from '../../../ui/note.tsx'
import { PageHead } from '../../../ui/page-head.tsx'
import { ProgressBar } from '../../../ui/progress-bar.tsx'
import { server, serverQuery, useServerCommand } from '../../../ui/server.ts'
import { SkeletonRows } from '../../../ui/skeleton.tsx'
import { isAllowed } from '../../access/model.ts'
import { controlRun, listRuns, readRun, type RunView } from '../contract.ts'
import { runPolicy } from '../policy.ts'
import { runMessages as m } from './messages.ts'
import type { ProjectPlace } from './place.ts'
import { isLive, RunProgress, RunSpeed, RunStatePill, TimeLeftText, useDuration } from './run-facts.tsx'
import { RunPace, RunWeight } from './run-pace.tsx'
import { RunProblems } from './run-problems.tsx'
import './runs.css'

/** Where the thing that a run made is shown; the shell knows the kinds, this page does not. */
export interface RunResult { readonly href: string, readonly label: string }
export interface RunPageProps {
  readonly place: ProjectPlace
  readonly id: string
  resultOf?(run: RunView): RunResult | null
}

const isFailure = (value: unknown): value is Failure => typeof value === 'object' && value !== null && 'code' in value && typeof value.code === 'string' && 'parameters' in value
const partsDone = (run: RunView): number => run.stages.reduce((sum, s) => sum + s.done, 0)

const Stages = ({ run }: { readonly run: RunView }): ReactNode => {
  const t = useT(), { locale } = useLocale()
  return (
    <section className="card" aria-labelledby="stages">
      <header><h2 id="stages">{t(m.stages)}</h2></header>
      <table className="table">
        <thead><tr><th>{t(m.stage)}</th><th>{t(m.progress)}</th><th className="number">{t(m.parts)}</th><th className="number">{t(m.setAside)}</th><th className="number">{t(m.items)}</th></tr></thead>
        <tbody>{run.stages.map(s => (
          <tr key={s.name}>
            <td className="strong">{pick(s.title, locale)}</td>
            {s.total === 0 ? <td colSpan={4} className="quiet">{t(isLive(run) ? m.notPlanned : m.neverReached)}</td> : <>
              <td style={{ width: '34%' }}><ProgressBar label={pick(s.title, locale)} total={s.total} segments={[{ label: t(m.parts), count: s.done, tone: s.done === s.total ? 'ok' : 'accent' }, { label: t(m.setAside), count: s.dead, tone: 'bad' }]} /></td>
              <td className="number">{t(m.partsOf, { done: formatCount(s.done), total: formatCount(s.total) })}</td>
              <td className="number">{s.dead > 0 ? <a className="bad" href="#problems">{formatCount(s.dead)}</a> : <span className="quiet">0</span>}</td>
              <td className="number">{formatCount(s.items)}</td>
            </>}
          </tr>
        ))}</tbody>
      </table>
    </section>
  )
}

const Facts = ({ run, now }: { readonly run: RunView, readonly now: number }): ReactNode => {
  const t = useT(), duration = useDuration()
  return (
    <section className="card" aria-label={t(m.progress)}>
      <div className="body stack">
        <div className="row"><span className="run-share">{formatShare(run.share, 0)}</span><span className="grow" />{isLive(run) && <span className="secondary" role="status" title={t(m.leftHint)}><TimeLeftText run={run} now={now} /></span>}</div>
        <RunProgress run={run} />
        <dl className="facts">
          <dt>{t(m.startedAt)}</dt><dd>{formatTime(new Date(run.createdAt))}</dd>
          {run.endedAt && <><dt>{t(m.endedAt)}</dt><dd>{formatTime(new Date(run.endedAt))}</dd><dt>{t(m.took)}</dt><dd>{duration(Date.parse(run.endedAt) - Date.parse(run.createdAt))}</dd></>}
          <dt>{t(m.speed)}</dt><dd><RunSpeed run={run} now={now} /><div className="meta quiet">{t(m.speedHint)}</div></dd>
        </dl>
      </div>
    </section>
  )
}

/** Pause, go on, cancel; cancelling says first what it keeps. */
const Controls = ({ run }: { readonly run: RunView }): ReactNode => {
  const t = useT(), { locale } = useLocale(), [asking, ask] = useState(false)
  const command = useServerCommand(controlRun, [readRun, listRuns]), title = pick(run.title, locale)
  const move = (state: 'running' | 'paused' | 'cancelling'): void => command.mutate({ params: { run: run.id }, body: { state } }, { onSettled: () => ask(false) })
  return (
    <>
      {command.error && <FailureState failure={server().failureOf(command.error)} />}
      {run.state === 'running' && <Button icon="pause" busy={command.isPending} onClick={() => move('paused')}>{t(m.pause)}</Button>}
      {(run.state === 'running' || run.state === 'paused') && <Button variant="danger" onClick={() => ask(true)}>{t(m.cancelRun)}</Button>}
      {run.retries > 0 && <Button variant={run.state === 'failed' ? 'primary' : undefined} icon="undo" busy={command.isPending} title={t(m.retryHint)} onClick={() => move('running')}>{t(m.retry, { n: run.retries })}</Button>}
      {run.state === 'paused' && <Button variant="primary" icon="play" busy={command.isPending} onClick={() => move('running')}>{t(m.goOn)}</Button>}
      <Dialog open={asking && isLive(run)} title={t(m.cancelTitle, { run: title })} onClose={() => ask(false)} actions={<>
        <Button onClick={() => ask(false)}>{t(m.keepRunning)}</Button>
        <Button variant="danger" busy={command.isPending} onClick={() => move('cancelling')}>{t(m.cancelVerb)}</Button>
      </>}><Kept run={run} /></Dialog>
    </>
  )
}

const Kept = ({ run }: { readonly run: RunView }): ReactNode => {
  const t = useT(), { locale } = useLocale()
  return <div className="stack"><p>{t(m.cancelBoundary, { done: partsDone(run) })}</p>{run.keeps && <p className="strong">{pick(run.keeps, locale)}</p>}<p>{t(m.cancelIsFinal)}</p></div>
}

/** `/p/:project/runs/:run`: one run, as it goes. */
export const RunPage = ({ place, id, resultOf }: RunPageProps): ReactNode => {
  const t = useT(), poll = usePoll(), { locale } = useLocale(), { id: project, name, roles } = place
  const query = useQuery({ ...serverQuery(readRun, { params: { run: id } }), refetchInterval: q => (q.state.data && !isLive(q.state.data) ? false : poll(1000)) })
  const run = query.data, title = run ? pick(run.title, locale) : ''
  useCrumbs(useMemo(() => [{ label: name, href: `/p/${project}` }, { label: t(m.runs), href: `/p/${project}/runs` }, { label: title }], [name, project, title, t]))
  if (query.error) return <><PageHead title={t(m.run)} /><FailureState failure={server().failureOf(query.error)} action={<a className={buttonClass({})} href={`/p/${project}/runs`}>{t(m.runs)}</a>} /></>
  if (!run) return <SkeletonRows rows={8} />
  const result = resultOf?.(run) ?? null, mayControl = isAllowed(runPolicy['run.control'], roles)
  return (
    <>
      <PageHead title={title} aside={<RunStatePill run={run} />} actions={<>
        {mayControl && (isLive(run) || run.retries > 0) && <Controls run={run} />}
        {result && !isLive(run) && <a className={buttonClass({ variant: 'primary' })} href={result.href}>{result.label}</a>}
      </>}>{isLive(run) && mayControl ? t(m.pauseHint) : undefined}</PageHead>
      {run.state === 'failed' && isFailure(run.failure) && <FailureState failure={run.failure} />}
      {run.state === 'cancelled' && run.keeps && <Note>{pick(run.keeps, locale)}</Note>}
      <div className="run-grid">
        <div className="stack loose"><Stages run={run} /><RunProblems run={run} /></div>
        <div className="stack loose">
          <Facts run={run} now={query.dataUpdatedAt} />
          <RunPace run={run} />
          {mayControl && isLive(run) && <RunWeight run={run} />}
          {mayControl && isLive(run) && <section className="card" aria-labelledby="kept"><header><h2 id="kept">{t(m.ifCancelled)}</h2></header><div className="body secondary"><Kept run={run} /></div></section>}
        </div>
      </div>
    </>
  )
}

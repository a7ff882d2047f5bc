import { useState, type ReactNode } from 'react'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import type { Failure } from '../../../kernel/failure.ts'
import { listProblems, listRuns, type RunView } from '../../../workspace/runs/contract.ts'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { FailureState } from '../../../ui/error-state.tsx'
import { formatCount, formatShare, formatTime } from '../../../ui/format.ts'
import { useFailureText, useT } from '../../../ui/i18n.tsx'
import { usePoll } from '../../../ui/live.ts'
import { usePageExists } from '../../../ui/page-exists.ts'
import { ProgressBar } from '../../../ui/progress-bar.tsx'
import { server, serverQuery, valueOf } from '../../../ui/server.ts'
import { SkeletonRows } from '../../../ui/skeleton.tsx'
import { StatusPill, type PillShape, type Tone } from '../../../ui/status-pill.tsx'
import { sourceMessages as m } from './messages.ts'

const looks: { readonly [S in RunView['state']]: readonly [PillShape, Tone] } = {
  running: ['half', 'accent'], paused: ['pause', 'warn'], cancelling: ['clock', 'warn'], cancelled: ['cross', 'neutral'], failed: ['cross', 'bad'], done: ['tick', 'ok'],
}
export const isLive = (run: RunView): boolean => run.state === 'running' || run.state === 'paused' || run.state === 'cancelling'

export const RunState = ({ run }: { readonly run: RunView }): ReactNode => {
  const t = useT(), [shape, tone] = looks[run.state]
  return (
    <span className="row">
      <StatusPill shape={shape} tone={tone}>{t(m[run.state])}</StatusPill>
      {isLive(run) && <><span style={{ width: 80 }}><ProgressBar label={t(m[run.state])} total={100} segments={[{ label: t(m[run.state]), count: Math.round(run.share * 100), tone: 'accent' }]} /></span><span className="meta secondary">{formatShare(run.share, 0)}</span></>}
    </span>
  )
}

const numberOf = (result: unknown, key: string): string => {
  const found = typeof result === 'object' && result !== null ? Object.entries(result).find(([name]) => name === key)?.[1] : undefined
  return formatCount(typeof found === 'number' ? found : 0)
}
const numbersOf = (result: unknown): Readonly<Record<string, string>> => Object.fromEntries(['assets', 'existing', 'failed', 'skipped', 'unchanged', 'changed', 'missing'].map(key => [key, numberOf(result, key)]))
const isFailure = (value: unknown): value is Failure => typeof value === 'object' && value !== null && 'code' in value && typeof value.code === 'string'

const Severity = ({ warning }: { readonly warning: boolean }): ReactNode => {
  const t = useT()
  return <StatusPill shape={warning ? 'triangle' : 'cross'} tone={warning ? 'warn' : 'bad'}>{t(warning ? m.warning : m.error)}</StatusPill>
}

/** File, line and reason of everything that went wrong, a page at a time. */
const Problems = ({ run, total }: { readonly run: string, readonly total: number }): ReactNode => {
  const t = useT(), text = useFailureText(), pageSize = 50
  const pages = useInfiniteQuery({
    queryKey: [listProblems.id, run, 'pages'], initialPageParam: 0,
    queryFn: async ({ pageParam, signal }) => valueOf(await server().call(listProblems, { params: { run }, query: { after: pageParam, limit: pageSize } }, { signal })),
    getNextPageParam: page => page.next,
  })
  if (pages.error) return <FailureState failure={server().failureOf(pages.error)} />
  if (!pages.data) return <SkeletonRows rows={3} />
  const problems = pages.data.pages.flatMap(page => page.problems)
  const parametersOf = (parameters: Readonly<Record<string, unknown>>): Failure['parameters'] => Object.fromEntries(Object.entries(parameters).map(([k, v]) => [k, typeof v === 'number' || typeof v === 'boolean' ? v : String(v)]))
  return (
    <>
      <table className="table">
        <thead><tr><th>{t(m.file)}</th><th className="number">{t(m.line)}</th><th>{t(m.reason)}</th></tr></thead>
        <tbody>{problems.map(p => (
          <tr key={p.id}>
            <td><code>{p.file ?? ''}</code></td><td className="number">{p.line === null ? '' : formatCount(p.line)}</td>
            <td><span className="row"><Severity warning={p.warning} />{text({ code: p.code, status: 422, parameters: parametersOf(p.parameters) })}</span></td>
          </tr>
        ))}</tbody>
      </table>
      {pages.hasNextPage && <div style={{ padding: '8px 16px' }}><button type="button" className="ui-link" onClick={() => void pages.fetchNextPage()}>{t(m.more, { n: formatCount(Math.min(pageSize, total - problems.length)) })}</button></div>}
    </>
  )
}

const ImportRow = ({ run, project }: { readonly run: RunView, readonly project: string }): ReactNode => {
  const t = useT(), text = useFailureText(), exists = usePageExists()
  const [open, setOpen] = useState(false)
  const problems = run.problems.reduce((sum, p) => sum + p.count, 0)
  return (
    <>
      <tr>
        <td>{formatTime(new Date(run.createdAt))}</td>
        <td><RunState run={run} /></td>
        <td>{run.state === 'done' ? t(run.kind === 'source.sync' ? m.synced : m.made, numbersOf(run.result)) : isFailure(run.failure) ? text(run.failure) : ''}</td>
        <td>{problems > 0 ? <button type="button" className="ui-link" aria-expanded={open} onClick={() => setOpen(!open)}>{t(m.problems, { n: problems })}</button> : !isLive(run) && <span className="quiet">{t(m.noProblems)}</span>}</td>
        <td className="number">{exists('/p/$project/runs/$run') && <a href={`/p/${project}/runs/${run.id}`}>{t(m.openRun)}</a>}</td>
      </tr>
      {open && <tr><td colSpan={5} style={{ padding: 0 }}><Problems run={run.id} total={problems} /></td></tr>}
    </>
  )
}

/** Every import of the project, newest first; read again while one is under way. */
export const ImportHistory = ({ project }: { readonly project: string }): ReactNode => {
  const t = useT(), poll = usePoll()
  const runs = useQuery({ ...serverQuery(listRuns, { query: { project, limit: 200 } }), refetchInterval: query => (query.state.data?.runs.some(isLive) ? poll(1000) : poll(15_000)) })
  const imports = runs.data?.runs.filter(run => run.kind === 'source.import' || run.kind === 'source.sync')
  return (
    <section className="card" aria-labelledby="imports">
      <header><h2 id="imports">{t(m.history)}</h2></header>
      {runs.error && <div className="body"><FailureState failure={server().failureOf(runs.error)} /></div>}
      {!runs.error && !imports && <div className="body"><SkeletonRows rows={3} /></div>}
      {imports?.length === 0 && <EmptyState what={t(m.noImports)} />}
      {imports && imports.length > 0 && (
        <table className="table">
          <thead><tr><th>{t(m.startedAt)}</th><th>{t(m.state)}</th><th>{t(m.result)}</th><th>{t(m.problemsHead)}</th><th><span className="visually-hidden">{t(m.openRun)}</span></th></tr></thead>
          <tbody>{imports.map(run => <ImportRow key={run.id} run={run} project={project} />)}</tbody>
        </table>
      )}
    </section>
  )
}

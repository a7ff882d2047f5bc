import type { ReactNode } from 'react'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import type { Failure } from '../../../kernel/failure.ts'
import { Button } from '../../../ui/button.tsx'
import { FailureState } from '../../../ui/error-state.tsx'
import { formatCount } from '../../../ui/format.ts'
import { useFailureText, useT } from '../../../ui/i18n.tsx'
import { server, serverQuery, valueOf } from '../../../ui/server.ts'
import { SkeletonRows } from '../../../ui/skeleton.tsx'
import { StatusPill, Tag } from '../../../ui/status-pill.tsx'
import { useUrlState } from '../../../ui/url-state.ts'
import { listProblems, type ProblemView, type RunView } from '../contract.ts'
import { runMessages as m } from './messages.ts'
import { isLive, problemCount } from './run-facts.tsx'

/** A stored problem as the failure that it was; whatever is no plain value is told as JSON. */
const failureOfProblem = ({ code, parameters }: ProblemView): Failure => ({
  code, status: 422, parameters: Object.fromEntries(Object.entries(parameters).map(([key, value]) => [key, typeof value === 'number' || typeof value === 'string' || typeof value === 'boolean' ? value : JSON.stringify(value)])),
})

const Severity = ({ warning }: { readonly warning: boolean }): ReactNode => {
  const t = useT()
  return <StatusPill shape={warning ? 'triangle' : 'cross'} tone={warning ? 'warn' : 'bad'}>{t(warning ? m.warning : m.error)}</StatusPill>
}

/** One reason: its code, the sentence of its first case, how often. */
const ReasonRow = ({ run, problem, onChoose }: { readonly run: string, readonly problem: RunView['problems'][number], onChoose(code: string): void }): ReactNode => {
  const t = useT(), text = useFailureText()
  const first = useQuery({ ...serverQuery(listProblems, { params: { run }, query: { code: problem.code, limit: 1 } }), staleTime: Infinity })
  const example = first.data?.problems[0]
  return (
    <tr>
      <td><Severity warning={problem.warning} /></td>
      <td><code className="meta">{problem.code}</code><div className="meta secondary">{example && t(m.example, { text: text(failureOfProblem(example)) })}</div></td>
      <td className="number"><button type="button" className="ui-link" aria-label={t(m.casesOf, { n: formatCount(problem.count), code: problem.code })} onClick={() => onChoose(problem.code)}>{formatCount(problem.count)}</button></td>
    </tr>
  )
}

const Reasons = ({ run, onChoose }: { readonly run: RunView, onChoose(code: string): void }): ReactNode => {
  const t = useT()
  return (
    <table className="table tall">
      <thead><tr><th><span className="visually-hidden">{t(m.state)}</span></th><th>{t(m.byCode)}</th><th className="number">{t(m.count)}</th></tr></thead>
      <tbody>{run.problems.map(p => <ReasonRow key={`${p.code} ${p.warning}`} run={run.id} problem={p} onChoose={onChoose} />)}</tbody>
    </table>
  )
}

const Cases = ({ run, code, total }: { readonly run: string, readonly code: string, readonly total: number }): ReactNode => {
  const t = useT(), text = useFailureText(), pageSize = 50
  const pages = useInfiniteQuery({
    queryKey: [listProblems.id, run, code, total, 'pages'], initialPageParam: 0,
    queryFn: async ({ pageParam, signal }) => valueOf(await server().call(listProblems, { params: { run }, query: { after: pageParam, limit: pageSize, ...(code && { code }) } }, { signal })),
    getNextPageParam: page => page.next,
  })
  if (pages.error) return <div className="body"><FailureState failure={server().failureOf(pages.error)} /></div>
  if (!pages.data) return <div className="body"><SkeletonRows rows={4} /></div>
  const problems = pages.data.pages.flatMap(page => page.problems)
  return (
    <>
      <table className="table tall problem-cases">
        <thead><tr><th>{t(m.file)}</th><th className="number">{t(m.line)}</th><th>{t(m.field)}</th><th>{t(m.reason)}</th></tr></thead>
        <tbody>{problems.map(p => (
          <tr key={p.id}>
            <td><code>{p.file ?? '–'}</code></td><td className="number">{p.line === null ? '–' : formatCount(p.line)}</td><td>{p.field === null ? '–' : <code>{p.field}</code>}</td>
            <td><span className="row"><Severity warning={p.warning} /><span>{text(failureOfProblem(p))}</span></span></td>
          </tr>
        ))}</tbody>
      </table>
      {pages.hasNextPage && total > problems.length && <div className="run-more"><Button size="s" busy={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>{t(m.moreProblems, { n: formatCount(Math.min(pageSize, total - problems.length)) })}</Button></div>}
    </>
  )
}

/** What went wrong: by reason in words, and case by case with its place. The chosen reason lives in the address. */
export const RunProblems = ({ run }: { readonly run: RunView }): ReactNode => {
  const t = useT(), [code, choose] = useUrlState('code'), all = problemCount(run)
  const total = code ? run.problems.filter(p => p.code === code).reduce((sum, p) => sum + p.count, 0) : all
  return (
    <section className="card" id="problems" aria-labelledby="problems-title">
      <header><h2 id="problems-title">{t(m.problems)}</h2><span className="meta quiet">{formatCount(all)}</span>{all > 0 && <span className="meta secondary end">{t(m.othersWentOn)}</span>}</header>
      {all === 0 ? <p className="quiet body">{t(isLive(run) ? m.noProblemsYet : m.noProblems)}</p> : <>
        <Reasons run={run} onChoose={choose} />
        <div className="problem-head"><h3>{t(m.everyProblem)}</h3>{code && <><Tag icon="filter">{code}</Tag><Button size="s" onClick={() => choose('')}>{t(m.showAll)}</Button></>}</div>
        <Cases run={run.id} code={code} total={total} />
      </>}
    </section>
  )
}

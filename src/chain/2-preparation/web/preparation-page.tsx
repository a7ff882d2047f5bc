import { useMemo, useState, type ReactNode } from 'react'
import { useQuery } from '@tanstack/react-query'
import { readProject } from '../../../workspace/project/contract.ts'
import { readRun } from '../../../workspace/runs/contract.ts'
import { Button, buttonClass } from '../../../ui/button.tsx'
import { useCrumbs } from '../../../ui/crumbs.tsx'
import { FailureState } from '../../../ui/error-state.tsx'
import { formatCount, formatShare, formatTime } from '../../../ui/format.ts'
import { useT } from '../../../ui/i18n.tsx'
import { PageHead } from '../../../ui/page-head.tsx'
import { usePageExists } from '../../../ui/page-exists.ts'
import { ProgressBar } from '../../../ui/progress-bar.tsx'
import { server, serverQuery } from '../../../ui/server.ts'
import { SkeletonRows } from '../../../ui/skeleton.tsx'
import { StatusPill } from '../../../ui/status-pill.tsx'
import type { Output } from '../../../kernel/contract.ts'
import { readDataset } from '../../1-source/contract.ts'
import { readPreparation, readRecipe } from '../contract.ts'
import { preparationMessages as m } from './messages.ts'
import { SelectionDialog } from './selection-dialog.tsx'
import { useVerdictFilter, VerdictTable } from './verdict-table.tsx'
import { OutcomePill, useOperatorWords } from './verdict-words.tsx'
import './preparation.css'

type Result = Output<typeof readPreparation>
const filterHref = (path: string, filter: Readonly<Record<string, string | number | null>>): string =>
  `${path}?${new URLSearchParams(Object.entries(filter).flatMap(([k, v]) => v === null ? [] : [[k, String(v)]]))}`

/** Per step: how many with which outcome and why; every figure opens the assets behind it. */
const StepTable = ({ result, path }: { readonly result: Result, readonly path: string }): ReactNode => {
  const t = useT(), words = useOperatorWords()
  const steps = [...Map.groupBy(result.outcomes, o => o.step)]
  return (
    <section className="card" aria-labelledby="per-step">
      <header><h2 id="per-step">{t(m.perStep)}</h2></header>
      <table className="table">
        <thead><tr><th>{t(m.step)}</th><th>{t(m.verdicts)}</th><th>{t(m.reasons)}</th></tr></thead>
        <tbody>{steps.map(([step, outcomes]) => {
          const byOutcome = [...Map.groupBy(outcomes, o => o.outcome)].map(([outcome, some]) => ({ outcome, count: some.reduce((sum, o) => sum + o.count, 0) }))
          return (
            <tr key={step}>
              <td><span className="quiet">{step + 1}</span> <span className="strong">{words.operator(outcomes[0]?.operator ?? '')}</span></td>
              <td><span className="row wrap" style={{ paddingBlock: 4 }}>{byOutcome.map(o => <a key={o.outcome} className="row" href={filterHref(path, { step, outcome: o.outcome })}><OutcomePill outcome={o.outcome} />{formatCount(o.count)}</a>)}</span></td>
              <td><span className="row wrap">{outcomes.filter(o => o.reason !== null).map(o => <a key={`${o.outcome} ${o.reason}`} href={filterHref(path, { step, outcome: o.outcome, reason: o.reason })}>{words.reason(o.operator, o.reason ?? '')} {formatCount(o.count)}</a>)}</span></td>
            </tr>
          )
        })}</tbody>
      </table>
    </section>
  )
}

const Facets = ({ result, path }: { readonly result: Result, readonly path: string }): ReactNode => {
  const t = useT(), words = useOperatorWords()
  if (result.facets.length === 0) return null
  return (
    <section className="card" aria-labelledby="facets">
      <header><h2 id="facets">{t(m.classify)}</h2></header>
      <dl className="facts body">{[...Map.groupBy(result.facets, f => f.facet)].map(([facet, values]) => [
        <dt key={`${facet} name`}>{words.facet(facet)}</dt>,
        <dd key={facet}><span className="row wrap">{values.map(v => <a key={v.value} href={filterHref(path, { facet, value: v.value })}>{words.facetValue(facet, v.value)} {formatCount(v.count)}</a>)}</span></dd>,
      ])}</dl>
    </section>
  )
}

/** While the run is under way its progress stands here instead of the verdicts. */
const UnderWay = ({ run, project }: { readonly run: string, readonly project: string }): ReactNode => {
  const t = useT(), exists = usePageExists()
  const { data, error } = useQuery({ ...serverQuery(readRun, { params: { run } }), refetchInterval: 1000 })
  if (error) return <FailureState failure={server().failureOf(error)} />
  return (
    <section className="card"><div className="body row">
      <StatusPill shape="half" tone="accent">{t(m.running)}</StatusPill>
      <div className="grow"><ProgressBar label={t(m.running)} total={100} segments={[{ label: t(m.running), count: Math.round((data?.share ?? 0) * 100), tone: 'accent' }]} /></div>
      <span role="status">{formatShare(data?.share ?? 0, 0)}</span>
      {exists('/p/$project/runs/$run') && <a href={`/p/${project}/runs/${run}`}>{t(m.openRun)}</a>}
    </div></section>
  )
}

/** `/p/:project/preparations/:preparation`: what a recipe said of a dataset. */
export const PreparationPage = ({ params }: { readonly params: Readonly<Record<string, string>> }): ReactNode => {
  const t = useT(), project = params['project'] ?? '', preparation = params['preparation'] ?? '', path = `/p/${project}/preparations/${preparation}`
  const [selecting, select] = useState(false)
  const { filter, conditions } = useVerdictFilter()
  const head = useQuery(serverQuery(readProject, { params: { project } }))
  const result = useQuery({ ...serverQuery(readPreparation, { params: { preparation } }), refetchInterval: query => (query.state.data?.preparation.finishedAt === null ? 1500 : false) })
  const made = result.data?.preparation
  const recipe = useQuery({ ...serverQuery(readRecipe, { params: { recipe: made?.recipe ?? '' }, query: {} }), enabled: made !== undefined }), dataset = useQuery({ ...serverQuery(readDataset, { params: { dataset: made?.dataset ?? '' } }), enabled: made !== undefined })
  const name = head.data?.name ?? '', title = made && recipe.data ? t(m.resultOf, { recipe: recipe.data.name, version: made.version }) : ''
  useCrumbs(useMemo(() => [{ label: name, href: `/p/${project}` }, { label: t(m.screen), href: `/p/${project}/screen` }, { label: title }], [name, project, title, t]))
  const error = head.error ?? result.error ?? recipe.error ?? dataset.error
  if (error) return <><PageHead title={t(m.verdicts)} /><FailureState failure={server().failureOf(error)} /></>
  if (!result.data || !made || !recipe.data || !dataset.data) return <SkeletonRows rows={8} />
  // A selection takes what is kept, or what is dropped; without a word about it, what is kept.
  const selected = { kept: filter.kept ?? true, ...(filter.facet && filter.value && { facets: { [filter.facet]: [filter.value] } }), ...(filter.name && { name: filter.name }) }
  return (
    <>
      <PageHead title={title} actions={made.finishedAt && <>
        <a className={buttonClass({})} href={`/p/${project}/recipes/${made.recipe}?dataset=${made.dataset}`}>{t(m.recipe)}</a>
        <Button variant="primary" onClick={() => select(true)}>{t(m.makeSelection)}</Button>
      </>}>{t(m.resultLead, { dataset: dataset.data.name, assets: formatCount(made.assets), at: formatTime(new Date(made.createdAt)) })}</PageHead>
      {made.finishedAt === null ? <UnderWay run={preparation} project={project} /> : <>
        <StepTable result={result.data} path={path} />
        <Facets result={result.data} path={path} />
        <VerdictTable project={project} preparation={preparation} dataset={made.dataset} kept={result.data.kept} dropped={result.data.dropped} />
        <SelectionDialog open={selecting} project={project} preparation={preparation} filter={selected} conditions={[t(selected.kept ? m.kept : m.dropped), ...conditions.filter(c => c.forSelection).map(c => c.text)]} onClose={() => select(false)} />
      </>}
    </>
  )
}

import { useMemo, type ReactNode } from 'react'
import { useQuery } from '@tanstack/react-query'
import { pick } from '../../../kernel/messages.ts'
import { readProject } from '../../../workspace/project/contract.ts'
import { buttonClass } from '../../../ui/button.tsx'
import { useCrumbs } from '../../../ui/crumbs.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { FailureState } from '../../../ui/error-state.tsx'
import { formatCount, formatTime } from '../../../ui/format.ts'
import { Icon } from '../../../ui/icon.tsx'
import { useLocale, useT } from '../../../ui/i18n.tsx'
import { PageHead } from '../../../ui/page-head.tsx'
import { server, serverQuery } from '../../../ui/server.ts'
import { SkeletonRows } from '../../../ui/skeleton.tsx'
import { StatusPill, Tag } from '../../../ui/status-pill.tsx'
import { listDatasets } from '../../1-source/contract.ts'
import { listOperators, listPreparations, listRecipes, listSelections, type OperatorView, type PreparationView, type RecipeView, type SelectionView } from '../contract.ts'
import { preparationMessages as m } from './messages.ts'
import './preparation.css'

export type Step = OperatorView['step']
const leads = { screen: m.screenLead, clean: m.cleanLead, classify: m.classifyLead } as const

const Recipes = ({ project, step, recipes, operators }: { readonly project: string, readonly step: Step, readonly recipes: readonly RecipeView[], readonly operators: readonly OperatorView[] }): ReactNode => {
  const t = useT(), { locale } = useLocale()
  const known = new Map(operators.map(o => [o.id, o]))
  const shown = recipes.map(recipe => ({ recipe, own: recipe.steps.map((s, at) => ({ at, operator: known.get(s.operator) })).filter(s => s.operator?.step === step) }))
  if (recipes.length === 0) return <EmptyState what={t(m.noRecipes)} next={t(m.noRecipesNext)} action={<a className={buttonClass({})} href={`/p/${project}/recipes/new`}>{t(m.newRecipe)}</a>} />
  return (
    <table className="table">
      <thead><tr><th>{t(m.name)}</th><th>{t(m.operators)}</th><th className="number">{t(m.version)}</th><th className="number">{t(m.created)}</th></tr></thead>
      <tbody>{shown.map(({ recipe, own }) => (
        <tr key={recipe.id}>
          <td className="strong"><a href={`/p/${project}/recipes/${recipe.id}?step=${own[0]?.at ?? 0}`}>{recipe.name}</a></td>
          <td><span className="row wrap" style={{ paddingBlock: 4 }}>{own.length === 0 ? <span className="quiet">{t(m.noRecipesOfStep)}</span> : own.map(s => <Tag key={s.at}>{pick(s.operator?.title ?? {}, locale)}</Tag>)}</span></td>
          <td className="number">{formatCount(recipe.version)}</td><td className="number quiet">{formatTime(new Date(recipe.createdAt))}</td>
        </tr>
      ))}</tbody>
    </table>
  )
}

const Preparations = ({ project, preparations, recipes, datasetNames }: { readonly project: string, readonly preparations: readonly PreparationView[], readonly recipes: readonly RecipeView[], readonly datasetNames: ReadonlyMap<string, string> }): ReactNode => {
  const t = useT()
  if (preparations.length === 0) return <EmptyState what={t(m.noPreparations)} />
  return (
    <table className="table">
      <thead><tr><th>{t(m.recipe)}</th><th>{t(m.dataset)}</th><th className="number">{t(m.assets)}</th><th>{t(m.startedAt)}</th><th>{t(m.state)}</th><th><span className="visually-hidden">{t(m.openDetails)}</span></th></tr></thead>
      <tbody>{preparations.map(p => (
        <tr key={p.id}>
          <td className="strong">{recipes.find(r => r.id === p.recipe)?.name ?? ''} <span className="quiet">v{p.version}</span></td><td>{datasetNames.get(p.dataset) ?? ''}</td><td className="number">{formatCount(p.assets)}</td>
          <td className="quiet">{formatTime(new Date(p.createdAt))}</td>
          <td>{p.finishedAt ? <StatusPill shape="tick" tone="ok">{t(m.finished)}</StatusPill> : <StatusPill shape="half" tone="accent">{t(m.running)}</StatusPill>}</td>
          <td className="number"><a href={`/p/${project}/preparations/${p.id}`}>{t(m.openDetails)}</a></td>
        </tr>
      ))}</tbody>
    </table>
  )
}

const Selections = ({ selections }: { readonly selections: readonly SelectionView[] }): ReactNode => {
  const t = useT()
  if (selections.length === 0) return <EmptyState what={t(m.noSelections)} />
  return (
    <table className="table">
      <thead><tr><th>{t(m.selections)}</th><th>{t(m.name)}</th><th className="number">{t(m.assets)}</th><th className="number">{t(m.created)}</th></tr></thead>
      <tbody>{selections.map(s => <tr key={s.id}><td className="mono">{s.display}</td><td className="strong">{s.name}</td><td className="number">{formatCount(s.assets)}</td><td className="number quiet">{formatTime(new Date(s.createdAt))}</td></tr>)}</tbody>
    </table>
  )
}

/** `/p/:project/screen`, `/clean`, `/classify`: the same recipes, seen from one stage. */
const StagePage = ({ project, step }: { readonly project: string, readonly step: Step }): ReactNode => {
  const t = useT(), params = { project }
  const head = useQuery(serverQuery(readProject, { params })), operators = useQuery(serverQuery(listOperators, {})), recipes = useQuery(serverQuery(listRecipes, { params }))
  const preparations = useQuery({ ...serverQuery(listPreparations, { params }), refetchInterval: query => (query.state.data?.preparations.some(p => p.finishedAt === null) ? 1500 : false) })
  const selections = useQuery(serverQuery(listSelections, { params })), datasets = useQuery(serverQuery(listDatasets, { params }))
  const name = head.data?.name ?? ''
  useCrumbs(useMemo(() => [{ label: name, href: `/p/${project}` }, { label: t(m[step]) }], [name, project, step, t]))
  const error = head.error ?? operators.error ?? recipes.error ?? preparations.error ?? selections.error ?? datasets.error
  if (error) return <><PageHead title={t(m[step])} /><FailureState failure={server().failureOf(error)} /></>
  const datasetNames = new Map(datasets.data?.datasets.map(d => [d.id, d.name]))
  const card = (id: string, title: string, count: number | undefined, content: ReactNode): ReactNode => (
    <section className="card" aria-labelledby={id}><header><h2 id={id}>{title}</h2>{count !== undefined && <span className="meta quiet">{formatCount(count)}</span>}</header>{count === undefined ? <div className="body"><SkeletonRows rows={2} /></div> : content}</section>
  )
  return (
    <>
      <PageHead title={t(m[step])} actions={<a className={buttonClass({ variant: 'primary' })} href={`/p/${project}/recipes/new`}><Icon name="plus" size={14} />{t(m.newRecipe)}</a>}>{t(leads[step])}</PageHead>
      {card('recipes', t(m.recipes), operators.data && recipes.data?.recipes.length, <Recipes project={project} step={step} recipes={recipes.data?.recipes ?? []} operators={operators.data?.operators ?? []} />)}
      {card('preparations', t(m.preparations), preparations.data?.preparations.length, <Preparations project={project} preparations={preparations.data?.preparations ?? []} recipes={recipes.data?.recipes ?? []} datasetNames={datasetNames} />)}
      {card('selections', t(m.selections), selections.data?.selections.length, <Selections selections={selections.data?.selections ?? []} />)}
    </>
  )
}

interface Props { readonly params: Readonly<Record<string, string>> }
export const ScreenPage = ({ params }: Props): ReactNode => <StagePage project={params['project'] ?? ''} step="screen" />
export const CleanPage = ({ params }: Props): ReactNode => <StagePage project={params['project'] ?? ''} step="clean" />
export const ClassifyPage = ({ params }: Props): ReactNode => <StagePage project={params['project'] ?? ''} step="classify" />

import { useMemo, useState, type ReactNode } from 'react'
import { useQuery } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { pick } from '../../../kernel/messages.ts'
import { readProject } from '../../../workspace/project/contract.ts'
import { Button } from '../../../ui/button.tsx'
import { ChoiceField } from '../../../ui/choice-field.tsx'
import { useCrumbs } from '../../../ui/crumbs.tsx'
import { FailureState } from '../../../ui/error-state.tsx'
import { Field } from '../../../ui/field.tsx'
import { formatCount } from '../../../ui/format.ts'
import { useLocale, useT } from '../../../ui/i18n.tsx'
import { Note } from '../../../ui/note.tsx'
import { PageHead } from '../../../ui/page-head.tsx'
import { Popover } from '../../../ui/popover.tsx'
import { server, serverQuery, useServerCommand } from '../../../ui/server.ts'
import { SkeletonRows } from '../../../ui/skeleton.tsx'
import { StatusPill, Tag } from '../../../ui/status-pill.tsx'
import { useToast } from '../../../ui/toast.tsx'
import { useUrlState } from '../../../ui/url-state.ts'
import { listDatasets, type DatasetView } from '../../1-source/contract.ts'
import { applyRecipe, createRecipe, listOperators, listPreparations, listRecipes, readRecipe, saveRecipe, type OperatorView, type RecipeView } from '../contract.ts'
import { LastRun } from './last-run.tsx'
import { useSettled } from '../../../ui/settled.ts'
import { preparationMessages as m } from './messages.ts'
import { areNumbersSound } from './parameter-form.tsx'
import { addStep, byOperator, draftOf, moveStep, outdated, sameSteps, stepsOf, suggested, type DraftStep } from './recipe-draft.ts'
import { StepDetail } from './step-detail.tsx'
import { StepList } from './step-list.tsx'
import './preparation.css'

const AddOperator = ({ operators, onAdd }: { readonly operators: readonly OperatorView[], onAdd(operator: OperatorView): void }): ReactNode => {
  const t = useT(), { locale } = useLocale()
  return (
    <Popover label={t(m.addOperator)} align="end" trigger={props => <Button {...props} size="s" icon="plus">{t(m.addOperator)}</Button>}>
      {close => (['screen', 'clean', 'classify'] as const).map(step => (
        <div key={step}>
          <div className="caption meta quiet" style={{ padding: '6px 10px 2px' }}>{t(m[step])}</div>
          {operators.filter(o => o.step === step).map(o => <button key={o.id} type="button" className="ui-option" title={pick(o.describes, locale)} onClick={() => { close(); onAdd(o) }}><span className="grow">{pick(o.title, locale)}</span></button>)}
        </div>
      ))}
    </Popover>
  )
}

interface BuilderProps { readonly project: string, readonly saved: RecipeView | null, readonly operators: readonly OperatorView[], readonly datasets: readonly DatasetView[] }

/** The draft as it stands in the builder, and the ways to change it. */
const useDraft = (saved: RecipeView | null, operators: readonly OperatorView[], datasets: readonly DatasetView[]) => {
  const known = useMemo(() => byOperator(operators), [operators])
  const [draft, setDraft] = useState<readonly DraftStep[]>(() => draftOf(saved?.steps ?? suggested(operators, datasets.flatMap(d => Object.keys(d.modalities)))))
  const [at, choose] = useUrlState('step', '0')
  const current = Math.min(Number.parseInt(at, 10) || 0, draft.length - 1)
  const show = (place: number): void => choose(String(Math.max(0, place)))
  return {
    known, draft, current, show,
    add: (operator: OperatorView): void => { const added = addStep(draft, operator, known); setDraft(added.draft); show(added.at) },
    move: (from: number, to: number): void => { setDraft(moveStep(draft, from, to)); show(to) },
    remove: (place: number): void => { setDraft(draft.toSpliced(place, 1)); show(place - 1) },
    change: (parameters: Readonly<Record<string, unknown>>): void => setDraft(draft.with(current, { ...draft[current]!, parameters })),
    takeUp: (): void => setDraft(draft.map(s => { const o = known.get(s.operator); return o ? { ...s, version: o.version, parameters: { ...o.defaults, ...s.parameters } } : s })),
  }
}

const Builder = ({ project, saved, operators, datasets }: BuilderProps): ReactNode => {
  const t = useT(), router = useRouter(), toast = useToast()
  const { known, draft, current, show, add, move, remove, change, takeUp } = useDraft(saved, operators, datasets)
  const [name, setName] = useState(saved?.name ?? '')
  const [wanted, chooseDataset] = useUrlState('dataset', datasets.find(d => d.assets > 0)?.id ?? datasets[0]?.id ?? '')
  const dataset = datasets.find(d => d.id === wanted) ?? null, steps = stepsOf(draft), settled = useSettled(draft)
  const create = useServerCommand(createRecipe, [listRecipes]), save = useServerCommand(saveRecipe, [listRecipes, readRecipe]), apply = useServerCommand(applyRecipe, [listPreparations])
  const isChanged = saved === null || !sameSteps(saved.steps, steps), isOld = outdated(steps, known).length > 0
  const unsound = draft.find(s => { const o = known.get(s.operator); return o && !areNumbersSound(o, s.parameters) })
  const failure = create.error ?? save.error ?? apply.error
  const keep = async (): Promise<RecipeView> => !isChanged && saved ? saved : saved ? save.mutateAsync({ params: { recipe: saved.id }, body: { base: saved.version, steps } }) : create.mutateAsync({ params: { project }, body: { name: name.trim(), steps } })
  const store = async (): Promise<void> => {
    const kept = await keep()
    toast({ text: t(m.saved, { version: kept.version }) })
    if (!saved) router.history.replace(`/p/${project}/recipes/${kept.id}?dataset=${wanted}`)
  }
  const run = async (): Promise<void> => {
    if (!dataset) return
    const kept = await keep(), made = await apply.mutateAsync({ params: { recipe: kept.id }, body: { dataset: dataset.id, version: kept.version } })
    router.history.push(`/p/${project}/preparations/${made.run}`)
  }
  const missing = draft.length === 0 ? t(m.noSteps) : name.trim() === '' ? t(m.nameMissing) : unsound ? t(m.numberProblem, { problem: 'unreadable', min: '', max: '' }) : undefined
  const operator = known.get(draft[current]?.operator ?? '')
  // What the server refuses stands in the error state below.
  const quietly = (work: () => Promise<void>) => (): void => void work().catch(() => undefined)
  return (
    <>
      <PageHead title={saved ? `${t(m.recipe)} ${saved.name}` : t(m.newRecipe)} aside={saved && <><Tag>v{saved.version}</Tag>{isChanged && <StatusPill shape="half" tone="warn">{t(m.draft)}</StatusPill>}</>} actions={<>
        {isChanged && missing === undefined && <Button busy={create.isPending || save.isPending} onClick={quietly(store)}>{t(m.save, { version: (saved?.version ?? 0) + 1 })}</Button>}
        <Button variant="primary" icon="play" busy={apply.isPending} onClick={quietly(run)}
          blocked={missing ?? (!dataset ? t(m.datasetMissing) : dataset.assets === 0 ? t(m.datasetEmpty) : undefined)}>{t(m.apply, { n: dataset?.assets ?? 0 })}</Button>
      </>}>{t(m.stays)}</PageHead>
      {failure && <FailureState failure={server().failureOf(failure)} />}
      {isOld && <Note tone="warn"><span className="row">{t(m.outdated)}<Button size="s" onClick={takeUp}>{t(m.takeUp)}</Button></span></Note>}
      <div className="recipe-builder">
        <section className="card" aria-labelledby="steps"><header><h2 id="steps">{t(m.steps)}</h2><span className="meta quiet">{formatCount(draft.length)}</span><span className="end" /><AddOperator operators={operators} onAdd={add} /></header>
          <StepList project={project} dataset={dataset?.id ?? null} settled={settled} draft={draft} operators={known} current={current} onChoose={show} onMove={move} onRemove={remove} />
        </section>
        {operator ? <StepDetail key={draft[current]!.key} project={project} dataset={dataset?.id ?? null} draft={draft} settled={settled} at={current} operator={operator} onChange={change} /> : <div />}
        <div className="stack loose">
          <section className="card"><div className="body stack">
            {!saved && <Field label={t(m.recipeName)} value={name} maxLength={200} onChange={event => setName(event.target.value)} />}
            {datasets.length > 0 && <ChoiceField label={t(m.dataset)} value={wanted} options={datasets.map(d => ({ value: d.id, label: `${d.name} · ${formatCount(d.assets)}` }))} onChange={chooseDataset} />}
          </div></section>
          {saved && dataset && <LastRun project={project} recipe={saved.id} dataset={dataset.id} />}
        </div>
      </div>
    </>
  )
}

/** `/p/:project/recipes/:recipe`, `new` for one that does not exist yet. */
export const RecipePage = ({ params }: { readonly params: Readonly<Record<string, string>> }): ReactNode => {
  const t = useT(), project = params['project'] ?? '', id = params['recipe'] ?? 'new', isNew = id === 'new'
  const head = useQuery(serverQuery(readProject, { params: { project } })), operators = useQuery(serverQuery(listOperators, {})), datasets = useQuery(serverQuery(listDatasets, { params: { project } }))
  const recipe = useQuery({ ...serverQuery(readRecipe, { params: { recipe: id }, query: {} }), enabled: !isNew })
  const projectName = head.data?.name ?? '', name = isNew ? t(m.newRecipe) : recipe.data?.name ?? ''
  useCrumbs(useMemo(() => [{ label: projectName, href: `/p/${project}` }, { label: t(m.screen), href: `/p/${project}/screen` }, { label: name }], [projectName, project, name, t]))
  const error = head.error ?? operators.error ?? datasets.error ?? recipe.error
  if (error) return <><PageHead title={t(m.recipe)} /><FailureState failure={server().failureOf(error)} /></>
  if (!operators.data || !datasets.data || (!isNew && !recipe.data)) return <SkeletonRows rows={8} />
  const saved = recipe.data ?? null
  // A newer version is a new draft.
  return <Builder key={saved ? `${saved.id}@${saved.version}` : 'new'} project={project} saved={saved} operators={operators.data.operators} datasets={datasets.data.datasets} />
}

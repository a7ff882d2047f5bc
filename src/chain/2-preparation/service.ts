import { Compile } from 'typebox/compile'
import type { Clock } from '../../kernel/clock.ts'
import { refuse, type Failure } from '../../kernel/failure.ts'
import { newId, type AssetId, type DatasetId, type ProjectId, type RecipeId, type RunId, type SelectionId } from '../../kernel/ids.ts'
import type { Plugins } from '../../sockets/registry.ts'
import { can, type Actor } from '../../workspace/access/model.ts'
import { demand } from '../../workspace/access/service.ts'
import type { Tx } from '../../workspace/database/connect.ts'
import type { Services } from '../../workspace/database/services.ts'
import { record } from '../../workspace/journal/service.ts'
import { enterProject, nextNumber } from '../../workspace/project/service.ts'
import { enterDataset } from '../1-source/service.ts'
import { preparationFailures, recipeFailures, selectionFailures } from './errors.ts'
import { prepareRun } from './jobs.ts'
import * as ledger from './ledger/repository.ts'
import { standingOf, type RecipeStep, type SelectionFilter } from './model.ts'
import { previewStep, type Preview } from './preview.ts'
import { anyParameters, operatorOf, parametersDigest } from './recipe-spec.ts'
import * as rows from './repository.ts'
import './policy.ts'

// How TypeBox says that `additionalProperties: false` met one.
const noSuchProperty = 'schema is false'

/** Everything wrong with the steps, each with its place (`steps[2].parameters.min`). */
const stepProblems = (plugins: Plugins, steps: readonly RecipeStep[]): Failure[] => steps.flatMap(({ operator: id, version, parameters }, i) => {
  const operator = plugins.operators.get(id), at = `steps[${i}]`
  if (!operator) return [recipeFailures.unknownOperator({ operator: id }, { field: `${at}.operator` })]
  if (operator.version !== version) return [recipeFailures.operatorVersion({ operator: id, version, current: operator.version }, { field: `${at}.version` })]
  const compiled = Compile(operator.parameters)
  return compiled.Check(parameters) ? [] : [...compiled.Errors(parameters)].slice(0, 5).map(e =>
    recipeFailures.badParameter({ operator: id, problem: e.message === noSuchProperty ? 'no such parameter' : e.message }, { field: `${at}.parameters${e.instancePath.replaceAll('/', '.')}` }))
})
const soundSteps = (plugins: Plugins, steps: readonly RecipeStep[]): void => {
  const problems = stepProblems(plugins, steps)
  if (problems[0]) refuse({ ...problems[0], causes: problems })
}

export const createRecipe = async (tx: Tx, { clock, plugins }: Services, actor: Actor, project: ProjectId, input: { name: string, steps: readonly RecipeStep[] }): Promise<rows.StoredRecipe> => {
  await enterProject(tx, actor, project, 'recipe.change')
  soundSteps(plugins, input.steps)
  const id = newId<RecipeId>(), now = clock.now(), { organisation } = actor
  await rows.insertRecipe(tx, { id, organisation, project, name: input.name, now })
  await rows.insertVersion(tx, { organisation, recipe: id, version: 1, steps: input.steps, by: actor.membership, now })
  await record(tx, actor, now, { verb: 'recipe.created', kind: 'recipe', object: id, project, content: input })
  return (await rows.findRecipe(tx, id))!
}

/** The recipe, if the actor may do `permission` in its project. Existence is secret to outsiders. */
export const enterRecipe = async (tx: Tx, actor: Actor, id: RecipeId, permission: string, version?: number): Promise<rows.StoredRecipe> => {
  const recipe = await rows.findRecipe(tx, id, version)
  if (!recipe || !can(actor, 'project.read', { project: recipe.project })) return refuse(recipeFailures.unknown())
  demand(actor, permission, { project: recipe.project })
  return recipe
}

export const saveRecipe = async (tx: Tx, { clock, plugins }: Services, actor: Actor, id: RecipeId, base: number, steps: readonly RecipeStep[]): Promise<rows.StoredRecipe> => {
  const recipe = await enterRecipe(tx, actor, id, 'recipe.change'), version = base + 1, now = clock.now()
  soundSteps(plugins, steps)
  if (base !== recipe.version || !(await rows.insertVersion(tx, { organisation: actor.organisation, recipe: id, version, steps, by: actor.membership, now }))) refuse(recipeFailures.changedMeanwhile({ current: recipe.version }))
  await record(tx, actor, now, { verb: 'recipe.saved', kind: 'recipe', object: `${id}@${version}`, project: recipe.project, content: steps })
  return (await rows.findRecipe(tx, id))!
}

/** Freezes what the dataset holds and starts the run; both stand or fall together. */
export const applyRecipe = async (tx: Tx, services: Services, actor: Actor, id: RecipeId, input: { dataset: DatasetId, version?: number }): Promise<RunId> => {
  const recipe = await enterRecipe(tx, actor, id, 'recipe.apply', input.version), dataset = await enterDataset(tx, actor, input.dataset, 'dataset.read')
  if (dataset.project !== recipe.project) refuse(recipeFailures.otherProject({}, { field: 'dataset' }))
  soundSteps(services.plugins, recipe.steps)
  const run = newId<RunId>(), { project, version } = recipe, now = services.clock.now()
  if ((await rows.freeze(tx, { id: run, organisation: actor.organisation, project, dataset: dataset.id, recipe: id, version, now })) === 0) refuse(preparationFailures.nothing())
  return services.runs.start(tx, actor, prepareRun, { id: run, project, spec: { dataset: dataset.id, steps: [...recipe.steps] }, services })
}

/** Live counts for the recipe page. @param step index of the step looked at; the ones after it do not matter */
export const preview = async (tx: Tx, { plugins }: Services, actor: Actor, project: ProjectId, input: { dataset: DatasetId, steps: readonly RecipeStep[], step: number }): Promise<Preview> => {
  await enterProject(tx, actor, project, 'recipe.read')
  const dataset = await enterDataset(tx, actor, input.dataset, 'dataset.read')
  if (dataset.project !== project) refuse(recipeFailures.otherProject({}, { field: 'dataset' }))
  if (input.step >= input.steps.length) refuse(recipeFailures.noStep({ step: input.step }, { field: 'step' }))
  const steps = input.steps.slice(0, input.step + 1)
  soundSteps(plugins, steps)
  const operators = steps.map(s => operatorOf(plugins, s)), last = steps.length - 1
  // Earlier joint judgements are not replayed, so their measures, which are long, stay where they are.
  const wanted = steps.map((s, i) => ({ operator: s.operator, version: s.version, digests: operators[i]!.judge || i === last ? [anyParameters, parametersDigest(s)] : [] }))
  return previewStep(await rows.previewAssets(tx, dataset.id, wanted), steps, operators)
}

export const enterPreparation = async (tx: Tx, actor: Actor, id: RunId, permission: string): Promise<rows.StoredPreparation> => {
  const preparation = await rows.findPreparation(tx, id)
  if (!preparation || !can(actor, 'project.read', { project: preparation.project })) return refuse(preparationFailures.unknown())
  demand(actor, permission, { project: preparation.project })
  return preparation
}

/** A person's word against an operator's. The verdict stays; where the asset stands is worked out again. */
export const overrule = async (tx: Tx, clock: Clock, actor: Actor, id: RunId, input: { asset: AssetId, step: number, outcome: 'kept' | 'dropped', reason: string }): Promise<void> => {
  const { project, finished_at } = await enterPreparation(tx, actor, id, 'verdict.overrule'), { asset, step, outcome, reason } = input, now = clock.now()
  if (!finished_at) refuse(preparationFailures.unfinished())
  const verdicts = await ledger.lockPrepared(tx, id, asset) ? await ledger.findVerdicts(tx, id, [asset]) : []
  if (!verdicts.some(v => v.step === step)) refuse(preparationFailures.noVerdict({ step }, { field: 'step' }))
  await ledger.insertOverruling(tx, { id: newId(now.getTime()), organisation: actor.organisation, preparation: id, asset, step, outcome, reason, by: actor.membership, now })
  const overruled = new Map((await ledger.findOverrulings(tx, id, [asset])).map(o => [o.step, o.outcome]))
  await ledger.updatePrepared(tx, id, asset, standingOf(verdicts.map(v => ({ step: v.step, verdict: ledger.verdictOf(v) })), overruled))
  await record(tx, actor, now, { verb: 'verdict.overruled', kind: 'preparation', object: id, project, content: input, detail: { asset, step, outcome } })
}

export interface SelectionInput { readonly name: string, readonly preparation: RunId, readonly filter: SelectionFilter, readonly limit?: number, readonly seed?: string }
/** Freezes the assets that a filter lets through. */
export const select = async (tx: Tx, clock: Clock, actor: Actor, project: ProjectId, input: SelectionInput): Promise<rows.StoredSelection> => {
  await enterProject(tx, actor, project, 'selection.create')
  const preparation = await enterPreparation(tx, actor, input.preparation, 'preparation.read')
  if (preparation.project !== project) refuse(preparationFailures.unknown({}, { field: 'preparation' }))
  if (!preparation.finished_at) refuse(preparationFailures.unfinished({}, { field: 'preparation' }))
  const id = newId<SelectionId>(), now = clock.now(), number = await nextNumber(tx, actor.organisation, project, 'selection')
  const assets = await rows.insertSelection(tx, { ...input, id, organisation: actor.organisation, project, number, limit: input.limit ?? null, seed: input.seed ?? null, by: actor.membership, now })
  if (assets === 0) refuse(selectionFailures.empty({}, { field: 'filter' }))
  await record(tx, actor, now, { verb: 'selection.frozen', kind: 'selection', object: id, project, content: input, detail: { assets, preparation: input.preparation } })
  return (await rows.findSelection(tx, id))!
}

export const enterSelection = async (tx: Tx, actor: Actor, id: SelectionId): Promise<rows.StoredSelection> => {
  const selection = await rows.findSelection(tx, id)
  if (!selection || !can(actor, 'project.read', { project: selection.project })) return refuse(selectionFailures.unknown())
  demand(actor, 'selection.read', { project: selection.project })
  return selection
}

/** For slices to the right: the assets of a selection of this project, in import order. */
export const selectedAssets = async (tx: Tx, project: ProjectId, id: SelectionId): Promise<{ asset: string, name: string, modality: string, cluster: string | null, facts: unknown }[]> => {
  const selection = await rows.findSelection(tx, id)
  if (selection?.project !== project) return refuse(selectionFailures.unknown({}, { field: 'selection' }))
  return rows.selectionAssets(tx, id, { after: -1, limit: null })
}

export { listRecipes, listSelections } from './repository.ts'

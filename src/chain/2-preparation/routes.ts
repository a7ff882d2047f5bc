import type { AssetId, DatasetId, ProjectId, RecipeId, RunId, SelectionId } from '../../kernel/ids.ts'
import type { OperatorDefinition } from '../../sockets/operator.ts'
import { on, type Endpoint } from '../../workspace/access/endpoint.ts'
import type { Tx } from '../../workspace/database/connect.ts'
import { displayNumber } from '../../workspace/project/model.ts'
import { enterProject } from '../../workspace/project/service.ts'
import * as contract from './contract.ts'
import type { Message } from '../../kernel/messages.ts'
import * as ledger from './ledger/repository.ts'
import * as rows from './repository.ts'
import * as preparation from './service.ts'

const texts = (found: Readonly<Record<string, Message>>) => Object.fromEntries(Object.entries(found).map(([key, text]) => [key, { ...text }]))
const operatorView = (o: OperatorDefinition): contract.OperatorView => ({
  id: o.id, version: o.version, step: o.step, title: { ...o.title }, describes: { ...o.describes }, modalities: [...o.modalities], parameters: o.parameters, defaults: { ...o.defaults },
  parameterTexts: Object.fromEntries(Object.entries(o.parameterTexts).map(([key, { title, unit }]) => [key, { title: { ...title }, ...(unit !== undefined && { unit }) }])),
  reasons: texts(o.reasons), details: texts(o.details ?? {}), facet: o.facet ? { id: o.facet.id, title: { ...o.facet.title } } : null, histogram: o.histogram ? { ...o.histogram } : null, joint: o.group !== undefined,
})
const recipeView = ({ created_at, ...r }: rows.StoredRecipe): contract.RecipeView => ({ ...r, steps: [...r.steps], createdAt: created_at.toISOString() })
const preparationView = ({ created_at, finished_at, ...p }: rows.StoredPreparation): contract.PreparationView => ({ ...p, createdAt: created_at.toISOString(), finishedAt: finished_at?.toISOString() ?? null })
const selectionView = ({ created_at, ...s }: rows.StoredSelection): contract.SelectionView => ({ ...s, display: displayNumber('selection', s.number), createdAt: created_at.toISOString() })

/** Assets of the ledger with their verdicts, each with the overruling that counts. */
const ledgerViews = async (tx: Tx, id: RunId, assets: readonly ledger.LedgerAsset[]): Promise<contract.LedgerView[]> => {
  const ids = assets.map(a => a.asset), verdicts = Map.groupBy(await ledger.findVerdicts(tx, id, ids), v => v.asset)
  const overrulings = new Map((await ledger.findOverrulings(tx, id, ids)).map(o => [`${o.asset} ${o.step}`, o]))
  return assets.map(asset => ({
    ...asset,
    verdicts: (verdicts.get(asset.asset) ?? []).map(v => {
      const word = overrulings.get(`${v.asset} ${v.step}`)
      return {
        step: v.step, operator: v.operator, version: v.operator_version, parameters: v.parameters as Record<string, unknown>, outcome: v.outcome, reason: v.reason, detail: v.detail, facet: v.facet, value: v.value, result: v.result_asset, measures: v.measures,
        overruled: word ? { outcome: word.outcome, reason: word.reason, by: word.by_membership, at: word.created_at.toISOString() } : null,
      }
    }),
  }))
}

export const preparationRoutes: readonly Endpoint[] = [
  on(contract.listOperators)(async ({ services }) => ({ operators: [...services.plugins.operators.values()].map(operatorView) })),
  on(contract.listRecipes)(async ({ tx, actor, input }) => {
    const { id } = await enterProject(tx, actor, input.params.project as ProjectId, 'recipe.read')
    return { recipes: (await rows.listRecipes(tx, id)).map(recipeView) }
  }),
  on(contract.createRecipe)(async ({ tx, actor, input, services }) => recipeView(await preparation.createRecipe(tx, services, actor, input.params.project as ProjectId, input.body))),
  on(contract.previewRecipe)(async ({ tx, actor, input: { params, body }, services }) => {
    const { histogram, examples, ...counts } = await preparation.preview(tx, services, actor, params.project as ProjectId, { ...body, dataset: body.dataset as DatasetId })
    return { ...counts, histogram: histogram && { ...histogram, counts: [...histogram.counts] }, examples: examples && { dropped: [...examples.dropped], kept: [...examples.kept] } }
  }),
  on(contract.readRecipe)(async ({ tx, actor, input }) => recipeView(await preparation.enterRecipe(tx, actor, input.params.recipe as RecipeId, 'recipe.read', input.query.version))),
  on(contract.saveRecipe)(async ({ tx, actor, input, services }) => recipeView(await preparation.saveRecipe(tx, services, actor, input.params.recipe as RecipeId, input.body.base, input.body.steps))),
  on(contract.applyRecipe)(async ({ tx, actor, input: { params, body }, services }) => ({ run: await preparation.applyRecipe(tx, services, actor, params.recipe as RecipeId, { ...body, dataset: body.dataset as DatasetId }) })),
  on(contract.listPreparations)(async ({ tx, actor, input }) => {
    const { id } = await enterProject(tx, actor, input.params.project as ProjectId, 'preparation.read')
    return { preparations: (await rows.listPreparations(tx, id)).map(preparationView) }
  }),
  on(contract.readPreparation)(async ({ tx, actor, input }) => {
    const found = await preparation.enterPreparation(tx, actor, input.params.preparation as RunId, 'preparation.read')
    const [standing, outcomes, facets] = [await ledger.countPrepared(tx, found.id), await ledger.countVerdicts(tx, found.id), await ledger.countFacets(tx, found.id)]
    return { preparation: preparationView(found), ...standing, outcomes: outcomes.map(({ n, ...o }) => ({ ...o, count: n })), facets: facets.map(({ all, ...f }) => ({ ...f, count: all })) }
  }),
  on(contract.listVerdicts)(async ({ tx, actor, input: { params, query } }) => {
    const { id } = await preparation.enterPreparation(tx, actor, params.preparation as RunId, 'preparation.read')
    const { after = -1, limit = 100, ...filter } = query, found = await ledger.listLedger(tx, id, filter, { after, limit })
    return { assets: await ledgerViews(tx, id, found), next: found.length === limit ? found.at(-1)!.ordinal : null }
  }),
  on(contract.overrule)(async ({ tx, actor, input: { params, body }, services }) => {
    const id = params.preparation as RunId, asset = body.asset as AssetId
    await preparation.overrule(tx, services.clock, actor, id, { ...body, asset })
    return (await ledgerViews(tx, id, [(await ledger.findLedger(tx, id, asset))!]))[0]!
  }),
  on(contract.createSelection)(async ({ tx, actor, input: { params, body }, services }) => selectionView(await preparation.select(tx, services.clock, actor, params.project as ProjectId, { ...body, preparation: body.preparation as RunId }))),
  on(contract.listSelections)(async ({ tx, actor, input }) => {
    const { id } = await enterProject(tx, actor, input.params.project as ProjectId, 'selection.read')
    return { selections: (await rows.listSelections(tx, id)).map(selectionView) }
  }),
  on(contract.readSelection)(async ({ tx, actor, input: { params, query } }) => {
    const selection = await preparation.enterSelection(tx, actor, params.selection as SelectionId), limit = query.limit ?? 100
    const items = await rows.selectionAssets(tx, selection.id, { after: query.after ?? -1, limit })
    return { selection: selectionView(selection), items, next: items.length === limit ? items.at(-1)!.ordinal : null }
  }),
]

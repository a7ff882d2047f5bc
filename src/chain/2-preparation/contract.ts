import { Type, type Static } from 'typebox'
import { defineRoute } from '../../kernel/contract.ts'
import { Instant, Nullable, Uuid } from '../../workspace/access/contract.ts'
import { RecipeStep, SelectionFilter } from './model.ts'

const InProject = Type.Object({ project: Uuid })
const Name = Type.String({ minLength: 1, maxLength: 200 })
const Steps = Type.Array(RecipeStep, { minItems: 1, maxItems: 50 })
const Texts = Type.Record(Type.String(), Type.String())
const Outcome = Type.Enum(['kept', 'dropped', 'changed', 'classified', 'failed'])

export const OperatorView = Type.Object({
  id: Type.String(), version: Type.Integer(), step: Type.Enum(['screen', 'clean', 'classify']), title: Texts, describes: Texts, modalities: Type.Array(Type.String()),
  parameters: Type.Unknown({ description: 'JSON Schema' }), defaults: Type.Record(Type.String(), Type.Unknown()), parameterTexts: Type.Record(Type.String(), Type.Object({ title: Texts, unit: Type.Optional(Type.String()) })),
  reasons: Type.Record(Type.String(), Texts), details: Type.Record(Type.String(), Texts), facet: Nullable(Type.Object({ id: Type.String(), title: Texts })), histogram: Nullable(Type.Object({ measure: Type.String(), parameter: Type.String() })), joint: Type.Boolean({ description: 'Judges all assets together' }),
})
export type OperatorView = Static<typeof OperatorView>
export const listOperators = defineRoute({ id: 'operator.list', method: 'GET', path: '/api/v1/operators', summary: 'Operators that a recipe can use', guard: { permission: 'recipe.read' }, ok: Type.Object({ operators: Type.Array(OperatorView) }) })

export const RecipeView = Type.Object({ id: Uuid, project: Uuid, name: Type.String(), version: Type.Integer(), steps: Type.Array(RecipeStep), createdAt: Instant })
export type RecipeView = Static<typeof RecipeView>
export const listRecipes = defineRoute({ id: 'recipe.list', method: 'GET', path: '/api/v1/projects/:project/recipes', summary: 'Recipes of a project, each in its newest version', guard: { permission: 'recipe.read' }, params: InProject, ok: Type.Object({ recipes: Type.Array(RecipeView) }) })
export const createRecipe = defineRoute({ id: 'recipe.create', method: 'POST', path: '/api/v1/projects/:project/recipes', summary: 'Create a recipe', guard: { permission: 'recipe.change' }, status: 201, params: InProject, body: Type.Object({ name: Name, steps: Steps }, { additionalProperties: false }), ok: RecipeView })
const Example = Type.Object({ asset: Uuid, name: Type.String(), value: Type.Number() })
export const previewRecipe = defineRoute({
  id: 'recipe.preview', method: 'POST', path: '/api/v1/projects/:project/recipes/preview', summary: 'What a step would do, from measures taken before; nothing is changed', guard: { permission: 'recipe.read' }, params: InProject, repeatable: true,
  body: Type.Object({ dataset: Uuid, steps: Steps, step: Type.Integer({ minimum: 0, maximum: 49 }) }, { additionalProperties: false }),
  ok: Type.Object({
    reached: Type.Integer(), measured: Type.Integer(), unmeasured: Type.Integer(), kept: Nullable(Type.Integer()), dropped: Nullable(Type.Integer()),
    histogram: Nullable(Type.Object({ min: Type.Number(), max: Type.Number(), counts: Type.Array(Type.Integer()) })),
    examples: Nullable(Type.Object({ dropped: Type.Array(Example), kept: Type.Array(Example) }, { description: 'Assets nearest to the threshold, nearest first' })),
  }),
})
export const readRecipe = defineRoute({ id: 'recipe.read', method: 'GET', path: '/api/v1/recipes/:recipe', summary: 'One recipe, newest unless a version is named', guard: { permission: 'recipe.read' }, params: Type.Object({ recipe: Uuid }), query: Type.Object({ version: Type.Optional(Type.Integer({ minimum: 1 })) }, { additionalProperties: false }), ok: RecipeView })
export const saveRecipe = defineRoute({ id: 'recipe.save', method: 'POST', path: '/api/v1/recipes/:recipe/versions', summary: 'Save a new version', guard: { permission: 'recipe.change' }, status: 201, params: Type.Object({ recipe: Uuid }), body: Type.Object({ base: Type.Integer({ minimum: 1 }), steps: Steps }, { additionalProperties: false }), ok: RecipeView })
export const applyRecipe = defineRoute({
  id: 'recipe.apply', method: 'POST', path: '/api/v1/recipes/:recipe/applications', summary: 'Apply a recipe to what a dataset holds now: a run', guard: { permission: 'recipe.apply' }, status: 202, params: Type.Object({ recipe: Uuid }),
  body: Type.Object({ dataset: Uuid, version: Type.Optional(Type.Integer({ minimum: 1 })) }, { additionalProperties: false }), ok: Type.Object({ run: Uuid }),
})

export const PreparationView = Type.Object({ id: Uuid, project: Uuid, dataset: Uuid, recipe: Uuid, version: Type.Integer(), assets: Type.Integer(), createdAt: Instant, finishedAt: Nullable(Instant) })
export type PreparationView = Static<typeof PreparationView>
export const listPreparations = defineRoute({ id: 'preparation.list', method: 'GET', path: '/api/v1/projects/:project/preparations', summary: 'Recipes applied, newest first', guard: { permission: 'preparation.read' }, params: InProject, ok: Type.Object({ preparations: Type.Array(PreparationView) }) })
const OfPreparation = Type.Object({ preparation: Uuid })
export const readPreparation = defineRoute({
  id: 'preparation.read', method: 'GET', path: '/api/v1/preparations/:preparation', summary: 'Counts by step, outcome and reason, and by facet', guard: { permission: 'preparation.read' }, params: OfPreparation,
  ok: Type.Object({
    preparation: PreparationView, kept: Type.Integer(), dropped: Type.Integer(),
    outcomes: Type.Array(Type.Object({ step: Type.Integer(), operator: Type.String(), outcome: Outcome, reason: Nullable(Type.String()), count: Type.Integer() })),
    facets: Type.Array(Type.Object({ facet: Type.String(), value: Type.String(), kept: Type.Integer(), count: Type.Integer() })),
  }),
})
export const VerdictView = Type.Object({
  step: Type.Integer(), operator: Type.String(), version: Type.Integer(), parameters: Type.Record(Type.String(), Type.Unknown()), outcome: Outcome, reason: Nullable(Type.String()), detail: Type.Unknown(), facet: Nullable(Type.String()), value: Nullable(Type.String()),
  result: Nullable(Uuid), measures: Type.Unknown({ description: 'What was measured; {"applies": false} where the operator does not look at this kind of asset' }),
  overruled: Nullable(Type.Object({ outcome: Type.Enum(['kept', 'dropped']), reason: Type.String(), by: Uuid, at: Instant })),
})
export const LedgerView = Type.Object({
  ordinal: Type.Integer(), asset: Uuid, name: Type.String(), modality: Type.String(), kept: Type.Boolean(), final: Uuid, facets: Type.Record(Type.String(), Type.String()), cluster: Nullable(Uuid), verdicts: Type.Array(VerdictView),
})
export type LedgerView = Static<typeof LedgerView>
export const listVerdicts = defineRoute({
  id: 'verdict.list', method: 'GET', path: '/api/v1/preparations/:preparation/verdicts', summary: 'Assets with all their verdicts, in import order', guard: { permission: 'preparation.read' }, params: OfPreparation,
  query: Type.Object({
    step: Type.Optional(Type.Integer({ minimum: 0 })), outcome: Type.Optional(Outcome), reason: Type.Optional(Type.String({ maxLength: 200 })), facet: Type.Optional(Type.String({ maxLength: 64 })), value: Type.Optional(Type.String({ maxLength: 200 })),
    kept: Type.Optional(Type.Boolean()), modality: Type.Optional(Type.String({ maxLength: 64 })), name: Type.Optional(Type.String({ maxLength: 200, description: 'Part of the name, in any case' })), after: Type.Optional(Type.Integer({ minimum: 0 })), limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 500 })),
  }, { additionalProperties: false }),
  ok: Type.Object({ assets: Type.Array(LedgerView), next: Nullable(Type.Integer()) }),
})
export const overrule = defineRoute({
  id: 'verdict.overrule', method: 'POST', path: '/api/v1/preparations/:preparation/overrule', summary: 'Put a person\'s word against an operator\'s', guard: { permission: 'verdict.overrule' }, status: 201, params: OfPreparation,
  body: Type.Object({ asset: Uuid, step: Type.Integer({ minimum: 0 }), outcome: Type.Enum(['kept', 'dropped']), reason: Type.String({ minLength: 1, maxLength: 1000 }) }, { additionalProperties: false }), ok: LedgerView,
})

export const SelectionView = Type.Object({ id: Uuid, project: Uuid, number: Type.Integer(), display: Type.String(), name: Type.String(), preparation: Nullable(Uuid), filter: Type.Unknown(), assets: Type.Integer(), createdAt: Instant })
export type SelectionView = Static<typeof SelectionView>
export const createSelection = defineRoute({
  id: 'selection.create', method: 'POST', path: '/api/v1/projects/:project/selections', summary: 'Freeze the assets that a filter lets through', guard: { permission: 'selection.create' }, status: 201, params: InProject,
  body: Type.Object({ name: Name, preparation: Uuid, filter: SelectionFilter, limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 10_000_000 })), seed: Type.Optional(Type.String({ minLength: 1, maxLength: 200, description: 'With a limit: a random sample that this seed decides; without: the first ones' })) }, { additionalProperties: false }), ok: SelectionView,
})
export const listSelections = defineRoute({ id: 'selection.list', method: 'GET', path: '/api/v1/projects/:project/selections', summary: 'Selections, newest first', guard: { permission: 'selection.read' }, params: InProject, ok: Type.Object({ selections: Type.Array(SelectionView) }) })
export const readSelection = defineRoute({
  id: 'selection.read', method: 'GET', path: '/api/v1/selections/:selection', summary: 'One selection with a page of its assets', guard: { permission: 'selection.read' }, params: Type.Object({ selection: Uuid }),
  query: Type.Object({ after: Type.Optional(Type.Integer({ minimum: 0 })), limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 1000 })) }, { additionalProperties: false }),
  ok: Type.Object({ selection: SelectionView, items: Type.Array(Type.Object({ ordinal: Type.Integer(), asset: Uuid, name: Type.String(), modality: Type.String(), cluster: Nullable(Uuid) })), next: Nullable(Type.Integer()) }),
})

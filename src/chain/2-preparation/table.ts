import type { Generated } from 'kysely'

export interface RecipeRow { id: string, organisation: string, project: string, name: string, created_at: Date }
export interface RecipeVersionRow { organisation: string, recipe: string, version: number, steps: unknown, created_by: string, created_at: Date }
export interface PreparationRow { id: string, organisation: string, project: string, dataset: string, recipe: string, version: number, assets: number, created_at: Date, finished_at: Date | null }
export interface PreparationAssetRow { organisation: string, preparation: string, ordinal: number, asset: string }
export interface MeasureRow { organisation: string, sha256: string, operator: string, version: number, parameters_digest: string, measures: unknown }
export interface VerdictRow {
  organisation: string, preparation: string, asset: string, step: number, operator: string, operator_version: number, parameters: unknown, outcome: 'kept' | 'dropped' | 'changed' | 'classified' | 'failed',
  reason: string | null, detail: unknown, facet: string | null, value: string | null, result_asset: string | null, measures: unknown, created_at: Date
}
export interface OverrulingRow { id: string, organisation: string, preparation: string, asset: string, step: number, outcome: 'kept' | 'dropped', reason: string, by_membership: string, created_at: Date }
export interface PreparedRow { organisation: string, preparation: string, asset: string, kept: boolean, final: string, facets: Generated<unknown>, cluster: string | null }
export interface SelectionRow { id: string, organisation: string, project: string, number: number, name: string, preparation: string | null, filter: unknown, assets: number, created_by: string, created_at: Date }
export interface SelectionAssetRow { organisation: string, selection: string, ordinal: number, asset: string, cluster: string | null }
declare module '../../workspace/database/tables.ts' {
  interface Tables {
    recipe: RecipeRow, recipe_version: RecipeVersionRow, preparation: PreparationRow, preparation_asset: PreparationAssetRow, measure: MeasureRow, verdict: VerdictRow,
    overruling: OverrulingRow, prepared: PreparedRow, selection: SelectionRow, selection_asset: SelectionAssetRow
  }
}

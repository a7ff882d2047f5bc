import type { LiveQueries } from '../../../ui/live.ts'
import { listPreparations, listRecipes, listSelections, listVerdicts, readPreparation, readRecipe } from '../contract.ts'

export const preparationLive: LiveQueries = { recipe: [listRecipes, readRecipe], preparation: [listPreparations, readPreparation, listVerdicts], selection: [listSelections], run: [listPreparations, readPreparation] }

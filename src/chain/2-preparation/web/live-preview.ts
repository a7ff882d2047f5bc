import { keepPreviousData } from '@tanstack/react-query'
import type { Output } from '../../../kernel/contract.ts'
import { serverQuery } from '../../../ui/server.ts'
import { previewRecipe } from '../contract.ts'
import type { RecipeStep } from '../model.ts'

export type Preview = Output<typeof previewRecipe>

/** What a step does to a dataset. Only the steps up to it count, so that moving a threshold asks nothing again about those before. */
export const previewQuery = (project: string, dataset: string | null, steps: readonly RecipeStep[], step: number) => ({
  ...serverQuery(previewRecipe, { params: { project }, body: { dataset: dataset ?? '', steps: steps.slice(0, step + 1), step } }),
  enabled: dataset !== null && step < steps.length, placeholderData: keepPreviousData, staleTime: 30_000,
})

import { Type, type Static } from 'typebox'

/** Another organisation that does the step; null = people of the project's own organisation. */
const Party = Type.Union([Type.String({ format: 'uuid' }), Type.Null()])
const Share = Type.Number({ minimum: 0, maximum: 1 })

/**
 * A workflow is data: who does what to every task of a batch, always in the order annotate, review, arbitrate, client.
 * A step that is null is left out.
 */
export const Workflow = Type.Object({
  annotate: Type.Object({
    party: Party,
    overlap: Type.Integer({ minimum: 1, maximum: 20, description: 'How many annotate each task, none seeing the others' }),
    extend: Type.Union([Type.Object({ to: Type.Integer({ minimum: 2, maximum: 20 }), below: Share }, { additionalProperties: false }), Type.Null()], { description: 'While agreement is below `below`, one more annotator at a time, up to `to`' }),
  }, { additionalProperties: false }),
  review: Type.Union([Type.Object({ party: Party, percent: Type.Number({ exclusiveMinimum: 0, maximum: 100, description: 'Of the tasks; 100 = all' }) }, { additionalProperties: false }), Type.Null()]),
  arbitrate: Type.Union([Type.Object({ party: Party, below: Share }, { additionalProperties: false }), Type.Null()], { description: 'Tasks whose annotations agree less than `below`, and those in dispute' }),
  client: Type.Union([Type.Object({ party: Party }, { additionalProperties: false }), Type.Null()], { description: 'Who accepts what is delivered' }),
}, { additionalProperties: false })
export type Workflow = Static<typeof Workflow>

/** What is wrong with a workflow, as a place and a reason; null when it can be carried out. */
export const workflowProblem = (w: Workflow): { field: string, reason: 'nobodydecides' | 'extendsnowhere' | 'nothingtocompare' } | null => {
  const { annotate, review, arbitrate } = w
  if (annotate.extend && annotate.extend.to <= annotate.overlap) return { field: 'workflow.annotate.extend.to', reason: 'extendsnowhere' }
  if (annotate.overlap === 1 && annotate.extend) return { field: 'workflow.annotate.extend', reason: 'nothingtocompare' }
  // One annotator and a reviewer may still disagree with each other: then an arbiter has something to decide.
  if (annotate.overlap === 1 && arbitrate && !review) return { field: 'workflow.arbitrate', reason: 'nothingtocompare' }
  // Of several annotations one must be chosen: by whoever reviews every task, or by agreement with an arbiter for the rest.
  if (annotate.overlap > 1 && !arbitrate && review?.percent !== 100) return { field: 'workflow.annotate.overlap', reason: 'nobodydecides' }
  return null
}

/** How a workflow reviews, for queries that need no more. */
export const reviewOf = ({ review }: Workflow): 'all' | 'sample' | 'none' => (!review ? 'none' : review.percent === 100 ? 'all' : 'sample')

/** Someone alone: one annotator, no review. */
export const plainWorkflow = (overlap: number, review: 'all' | 'none'): Workflow => ({
  annotate: { party: null, overlap, extend: null }, review: review === 'all' ? { party: null, percent: 100 } : null, arbitrate: null, client: null,
})

import { expect, test } from 'vitest'
import { plainWorkflow, reviewOf, workflowProblem, type Workflow } from './workflow.ts'

const readers = (change: Partial<Workflow> = {}): Workflow =>
  ({ annotate: { party: null, overlap: 3, extend: null }, review: null, arbitrate: { party: null, below: 0.9 }, client: null, ...change })

test('a workflow holds when something decides what stands: one annotator, a review of every task, or an arbiter', () => {
  expect(workflowProblem(plainWorkflow(1, 'none'))).toBeNull()
  expect(workflowProblem(plainWorkflow(3, 'all'))).toBeNull()
  expect(workflowProblem(readers())).toBeNull()
  expect(workflowProblem(plainWorkflow(2, 'none'))).toEqual({ field: 'workflow.annotate.overlap', reason: 'nobodydecides' })
  expect(workflowProblem(readers({ arbitrate: null, review: { party: null, percent: 20 } }))?.reason).toBe('nobodydecides')
})

test('an extension has to lead somewhere, and one annotator leaves nothing to compare', () => {
  expect(workflowProblem(readers({ annotate: { party: null, overlap: 3, extend: { to: 3, below: 0.8 } } }))).toEqual({ field: 'workflow.annotate.extend.to', reason: 'extendsnowhere' })
  expect(workflowProblem(readers({ annotate: { party: null, overlap: 1, extend: null } }))).toEqual({ field: 'workflow.arbitrate', reason: 'nothingtocompare' })
  const alone = { party: null, overlap: 1, extend: null }
  expect(workflowProblem(readers({ annotate: alone, review: { party: null, percent: 100 } }))).toBeNull()
  expect(workflowProblem(readers({ annotate: { ...alone, extend: { to: 3, below: 0.9 } }, review: { party: null, percent: 100 } }))?.field).toBe('workflow.annotate.extend')
})

test('a review of some percent is a sample, of all is all, of none is none', () => {
  expect([100, 12.5].map(percent => reviewOf(readers({ review: { party: null, percent } })))).toEqual(['all', 'sample'])
  expect(reviewOf(readers())).toBe('none')
})

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { workflowProblem, type Workflow } from '../../3-production/workflow.ts'
import { draftOfWorkflow, templates, workflowFrom, workflowOf, type WorkflowDraft } from './workflow-draft.ts'

const share = fc.integer({ min: 1, max: 100 }).map(n => n / 100), party = fc.constantFrom(null, '01890000-0000-7000-8000-000000000001')
const anyWorkflow: fc.Arbitrary<Workflow> = fc.record({
  annotate: fc.record({ party, overlap: fc.integer({ min: 1, max: 20 }), extend: fc.option(fc.record({ to: fc.integer({ min: 2, max: 20 }), below: share })) }),
  review: fc.option(fc.record({ party, percent: fc.integer({ min: 1, max: 100 }) })), arbitrate: fc.option(fc.record({ party, below: share })), client: fc.option(fc.record({ party })),
}).filter(w => workflowProblem(w) === null)

test('a workflow reads back from the form as it was, parties included', () => {
  fc.assert(fc.property(anyWorkflow, workflow => { expect(workflowFrom(draftOfWorkflow(workflow), workflow)).toEqual({ ok: true, workflow }) }))
})

test('every template can be carried out', () => {
  for (const template of templates) expect(workflowFrom(draftOfWorkflow(workflowOf[template])), template).toEqual({ ok: true, workflow: workflowOf[template] })
})

test('the first thing wrong is named', () => {
  const draft = draftOfWorkflow(workflowOf['three-to-five']), of = (part: Partial<WorkflowDraft>): string | null => { const typed = workflowFrom({ ...draft, ...part }); return typed.ok ? null : typed.problem }
  expect([of({ overlap: '0' }), of({ extendTo: 'x' }), of({ extendBelow: '0' }), of({ review: 'sample', percent: '100' }), of({ below: '101' })]).toEqual(['overlap', 'extendto', 'extendbelow', 'percent', 'below'])
  expect([of({ extendTo: '3' }), of({ arbitrates: false }), of({ overlap: '1', extendTo: '' })]).toEqual(['extendsnowhere', 'nobodydecides', 'nothingtocompare'])
})

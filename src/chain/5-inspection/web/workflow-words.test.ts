import { expect, test } from 'vitest'
import { pick } from '../../../kernel/messages.ts'
import type { Translate } from '../../../ui/i18n.tsx'
import { workflowOf } from './workflow-draft.ts'
import { stripOf, workflowSays } from './workflow-words.ts'

const t: Translate = (message, values: Readonly<Record<string, unknown>> = {}) => pick(message, 'en').replace(/\{(\w+)\}/g, (_, name: string) => String(values[name]))

test('a workflow says in plain words what will happen', () => {
  expect(workflowSays(t, workflowOf['three-ruled'])).toEqual(['3 people read each task without seeing each other.', 'If they agree less than 90 %, an arbiter rules.', 'Otherwise the annotation that agrees most with the others stands.'])
  expect(workflowSays(t, workflowOf.alone)).toEqual(['One person annotates each task.', 'Without a review what is submitted stands; the evidence of the release says so.'])
  expect(workflowSays(t, workflowOf.client)).toEqual(['One person annotates each task.', 'Somebody else reviews every task.', 'After delivery the client accepts before it is settled.'])
  expect(workflowSays(t, workflowOf['three-to-five'])[1]).toBe('While they agree less than 90 %, one more reads it, up to 5.')
  expect(workflowSays(t, workflowOf.sampled).at(-1)).toBe('What is not drawn stands as submitted.')
})

test('the strip has the steps of the workflow with the tasks that are there', () => {
  const counts = { open: 3, taken: 2, submitted: 1, in_review: 1, disputed: 4, approved: 9 }
  expect(stripOf({ workflow: workflowOf['three-ruled'], counts, state: 'open' })).toEqual([{ id: 'annotate', count: 5 }, { id: 'arbitrate', count: 4 }, { id: 'approved', count: 9 }])
  expect(stripOf({ workflow: workflowOf.client, counts: { approved: 9 }, state: 'delivered' })).toEqual([{ id: 'annotate', count: 0 }, { id: 'review', count: 0 }, { id: 'approved', count: 0 }, { id: 'client', count: 9 }])
})

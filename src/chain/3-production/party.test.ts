import { expect, test } from 'vitest'
import { newId, type MembershipId, type ProjectId } from '../../kernel/ids.ts'
import { partyOf, stepParty } from './party.ts'
import { plainWorkflow } from './workflow.ts'

const project = newId<ProjectId>(), supplier = newId(), membership = newId<MembershipId>()

test('somebody of the project\'s own organisation works for no party, a guest for theirs, and for none in another project', () => {
  const guest = { membership, parties: new Map([[project, { id: supplier }]]) }
  expect(partyOf({ membership }, project)).toBeNull()
  expect(partyOf(guest, project)).toBe(supplier)
  expect(partyOf(guest, newId<ProjectId>())).toBeNull()
})

test('a step is done by the party that the workflow names, and by the own organisation where it names none', () => {
  const workflow = { ...plainWorkflow(1, 'all'), review: { party: supplier, percent: 100 } }
  expect([stepParty(workflow, 'annotate'), stepParty(workflow, 'review'), stepParty(workflow, 'arbitrate')]).toEqual([null, supplier, null])
})

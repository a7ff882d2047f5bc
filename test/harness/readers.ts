import { newId } from '../../src/kernel/ids.ts'
import type { AssignmentView } from '../../src/chain/3-production/contract.ts'
import type { WorkView } from '../../src/chain/4-annotation/contract.ts'
import type { Person } from './run-inline.ts'
import { need } from './text-batch.ts'

type Step = AssignmentView['step']
/** Claims of a step in one batch; null when nothing is left for this person. @throws on any other refusal */
export const claimOf = async (person: Person, project: string, batch: string, step: Step): Promise<AssignmentView | null> => {
  const { status, body } = await person.send('POST', '/api/v1/assignments', { project, batch, step })
  if (status === 404) return null
  if (status !== 201) throw new Error(`${status} ${JSON.stringify(body)}`)
  return body
}
export const workOf = (person: Person, { id }: Pick<AssignmentView, 'id'>): Promise<WorkView> => need(person, 'GET', `/api/v1/assignments/${id}/work`)

/** Marks the characters from `start` to `end` as the only place of the text, and submits. */
export const submitSpan = async (person: Person, assignment: Pick<AssignmentView, 'id'>, [start, end]: readonly [number, number]): Promise<void> => {
  const { schema, assets: [asset], annotations: [mine] } = await workOf(person, assignment), base = mine?.revision ?? 0
  const known = mine?.shapes[0], shape = { id: known?.id ?? newId(), kind: 'span', version: 1, class: 'place', question: null, slot: asset!.slot, attributes: {}, origin: 'human', z: 0, payload: { fragments: [[start, end]], text: 'x'.repeat(end - start) } }
  await need(person, 'POST', `/api/v1/assignments/${assignment.id}/revisions`, { changeId: newId(), base, schemaVersion: schema.version, operations: [{ op: 'put', shape }] })
  await need(person, 'POST', `/api/v1/assignments/${assignment.id}/submission`, { changeId: newId(), revision: base + 1 })
}

/** Claims and marks. @returns the assignment */
export const readSpan = async (person: Person, project: string, batch: string, span: readonly [number, number]): Promise<AssignmentView> => {
  const assignment = await claimOf(person, project, batch, 'annotate')
  if (!assignment) throw new Error('nothing left to read')
  await submitSpan(person, assignment, span)
  return assignment
}

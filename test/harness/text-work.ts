import { newId } from '../../src/kernel/ids.ts'
import type { AssignmentView } from '../../src/chain/3-production/contract.ts'
import type { WorkView } from '../../src/chain/4-annotation/contract.ts'
import type { Person } from './run-inline.ts'
import { need } from './text-batch.ts'

export interface Place { readonly project: string, readonly batch: string }
export const claimNext = (person: Person, { project, batch }: Place, step: 'annotate' | 'review' = 'annotate'): Promise<AssignmentView> => need<AssignmentView>(person, 'POST', '/api/v1/assignments', { project, batch, step })
export const workOf = (person: Person, assignment: string): Promise<WorkView> => need<WorkView>(person, 'GET', `/api/v1/assignments/${assignment}/work`)
/** A span of two characters of a text task. */
export const spanAt = (from: number, words: string, id: string = newId()) => ({ id, kind: 'span', version: 1, class: 'place', question: null, slot: 'text', attributes: {}, origin: 'human', z: 0, payload: { fragments: [[from, from + 2]], text: words } })

/** Puts one span into a held assignment and submits it. */
export const submitSpan = async (person: Person, assignment: string, from = 0, words = '贵阳'): Promise<WorkView> => {
  const work = await workOf(person, assignment), base = work.annotations[0]?.revision ?? 0
  await need(person, 'POST', `/api/v1/assignments/${assignment}/revisions`, { changeId: newId(), base, schemaVersion: work.schema.version, operations: [{ op: 'put', shape: spanAt(from, words, work.annotations[0]?.shapes[0]?.id) }] })
  await need(person, 'POST', `/api/v1/assignments/${assignment}/submission`, { changeId: newId(), revision: base + 1 })
  return workOf(person, assignment).catch(() => work)
}
/** Claims the next task, annotates and submits it. @returns the work as it was opened */
export const annotateNext = async (person: Person, place: Place, from = 0, words = '贵阳'): Promise<WorkView> => submitSpan(person, (await claimNext(person, place)).id, from, words)
/** Claims the next review and gives one verdict on its first annotation. @param said besides annotation, revision and verdict */
export const reviewNext = async (person: Person, place: Place, verdict: 'accept' | 'return' | 'fix', said: object | ((work: WorkView) => object) = {}): Promise<WorkView> => {
  const { id } = await claimNext(person, place, 'review'), work = await workOf(person, id), [only] = work.annotations
  const more = typeof said === 'function' ? said(work) : said
  await need(person, 'POST', `/api/v1/assignments/${id}/verdict`, { annotation: only!.id, revision: only!.submitted, verdict, ...(verdict === 'return' && { defects: [{ code: 'offset', severity: 'major' }] }), ...more })
  return work
}

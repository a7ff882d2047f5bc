import { afterAll, beforeAll, expect, test } from 'vitest'
import type { InlineProduct, Person } from '../../../../test/harness/run-inline.ts'
import { need, startTextBatch } from '../../../../test/harness/text-batch.ts'
import { annotateNext, claimNext, reviewNext, spanAt, submitSpan } from '../../../../test/harness/text-work.ts'
import { inScope } from '../../../workspace/database/connect.ts'
import type { OwnAssignmentView } from '../../3-production/contract.ts'
import type { CorrectionView, ReviewView } from '../contract.ts'
import type { DefectReportView } from '../report/contract.ts'
import type { AppealView, ChargeView } from './contract.ts'

let product: InlineProduct, boss: Person, annotator: Person, reviewer: Person, arbiter: Person, project: string, batch: string

/** Three texts, annotated; the first sent back, the second corrected, the third sent back and revised before the appeal. */
beforeAll(async () => {
  ({ product, boss, project, batch } = await startTextBatch(['贵阳和遵义。', '在贵阳的人。', '去贵阳的路。'], { appealHours: 1 }))
  annotator = await product.member(boss.organisation, ['executor'])
  reviewer = await product.member(boss.organisation, ['reviewer', 'arbiter'])
  arbiter = await product.member(boss.organisation, ['arbiter'])
}, 120_000)
afterAll(() => product.stop())

const own = async (state: string): Promise<OwnAssignmentView[]> => (await need<{ assignments: OwnAssignmentView[] }>(annotator, 'GET', `/api/v1/assignments?state=${state}`)).assignments
const reviewsOf = async (assignment: string): Promise<ReviewView[]> => (await need<{ reviews: ReviewView[] }>(annotator, 'GET', `/api/v1/assignments/${assignment}/reviews`)).reviews
const report = (): Promise<DefectReportView> => need<DefectReportView>(boss, 'GET', `/api/v1/batches/${batch}/defects`)
const raise = (assignment: string, review: string): ReturnType<Person['send']> => annotator.send('POST', `/api/v1/assignments/${assignment}/appeals`, { review, reason: '规范 3.2 就是这样写的' })
const decide = (person: Person, appeal: string, state: 'upheld' | 'rejected'): ReturnType<Person['send']> => person.send('POST', `/api/v1/appeals/${appeal}/decision`, { state, decision: '按规范' })
const code = (reply: { body: unknown }): unknown => (reply.body as { error?: { code: string } }).error?.code

test('the reviewer does not decide on their own verdict; an upheld appeal against a return lets the work stand as submitted, takes the defect out of the author’s count and counts the reviewer’s verdict as overturned', async () => {
  const work = await annotateNext(annotator, { project, batch })
  await reviewNext(reviewer, { project, batch }, 'return', { defects: [{ code: 'offset', severity: 'major', slot: 'text', pin: { offset: 3 }, note: '偏了' }] })
  const [review] = await reviewsOf(work.assignment.id)
  expect(review).toMatchObject({ verdict: 'return', appeal: null, defects: [{ code: 'offset', slot: 'text', pin: { offset: 3 }, note: '偏了' }] })
  expect(Date.parse(review!.appealUntil!) - Date.parse(review!.at)).toBe(3_600_000)
  expect((await report()).codes.find(c => c.code === 'offset')).toMatchObject({ defects: 1, bySeverity: { major: 1 } })
  const raised = await raise(work.assignment.id, review!.id), appeal = (raised.body as { id: string }).id
  expect([raised.status, code(await raise(work.assignment.id, review!.id))]).toEqual([201, 'appeal.already-raised'])
  const [seen] = (await need<{ appeals: AppealView[] }>(arbiter, 'GET', `/api/v1/projects/${project}/appeals`)).appeals
  expect(seen).toMatchObject({ id: appeal, state: 'open', taskNumber: work.task.number, verdict: 'return' })
  expect((await need<{ submitted: unknown[] }>(arbiter, 'GET', `/api/v1/appeals/${appeal}`)).submitted).toHaveLength(1)
  expect(code(await decide(reviewer, appeal, 'rejected'))).toBe('appeal.took-part')
  expect((await decide(arbiter, appeal, 'upheld')).body).toMatchObject({ state: 'upheld', restored: true })
  expect(code(await decide(arbiter, appeal, 'rejected'))).toBe('appeal.decided')
  expect((await own('accepted')).map(a => a.id)).toEqual([work.assignment.id])
  const after = await report()
  expect(after).toMatchObject({ overturned: 1, reviewers: [{ judged: 1, overturned: 1 }] })
  expect(after.codes.find(c => c.code === 'offset')!.defects).toBe(0)
  expect(after.people).toMatchObject([{ defects: 0, rate: { count: 0, n: 1 } }])
  const outcome = await inScope(product.engine.services.db, { organisation: boss.organisation }, tx => tx.selectFrom('outcome').select(['why', 'revision']).where('task', '=', work.task.id).execute())
  expect(outcome).toEqual([{ why: 'ruled', revision: 1 }])
})

test('a correction is charged with the code of the change; an upheld appeal makes the submitted revision stand and marks the ledger, and a rejected one leaves the charge', async () => {
  const work = await annotateNext(annotator, { project, batch }, 0, '在贵')
  await reviewNext(reviewer, { project, batch }, 'fix', w => ({ operations: [{ op: 'put', shape: spanAt(1, '贵阳', w.annotations[0]!.shapes[0]!.id) }] }))
  const ledger = async (): Promise<CorrectionView[]> => (await need<{ corrections: CorrectionView[] }>(boss, 'GET', `/api/v1/batches/${batch}/corrections`)).corrections
  expect(await ledger()).toMatchObject([{ codes: ['offset'], overturned: false }])
  expect((await need<{ corrections: unknown[] }>(boss, 'GET', `/api/v1/batches/${batch}/corrections?code=missed`)).corrections).toEqual([])
  const [charge] = (await need<{ charges: ChargeView[] }>(annotator, 'GET', '/api/v1/charges')).charges
  expect(charge).toMatchObject({ verdict: 'fix', taskNumber: work.task.number, defects: [{ code: 'offset', severity: 'minor' }], appeal: null })
  const appeal = ((await raise(charge!.assignment, charge!.review)).body as { id: string }).id
  expect((await need<{ submitted: { payload: { text: string } }[], corrected: { payload: { text: string } }[] }>(arbiter, 'GET', `/api/v1/appeals/${appeal}`))).toMatchObject({ submitted: [{ payload: { text: '在贵' } }], corrected: [{ payload: { text: '贵阳' } }] })
  expect((await decide(arbiter, appeal, 'upheld')).body).toMatchObject({ restored: true })
  expect(await ledger()).toMatchObject([{ overturned: true }])
  const outcomes = await inScope(product.engine.services.db, { organisation: boss.organisation }, tx => tx.selectFrom('outcome').select(['why', 'revision']).where('task', '=', work.task.id).orderBy('number').execute())
  expect(outcomes).toEqual([{ why: 'corrected', revision: 2 }, { why: 'ruled', revision: 1 }])
  expect((await annotator.send('GET', `/api/v1/projects/${project}/appeals`)).status).toBe(403)
})

test('work that moved on keeps its way: an upheld appeal then changes only the count, and a rejected one is told to the author', async () => {
  const work = await annotateNext(annotator, { project, batch }, 1)
  await reviewNext(reviewer, { project, batch }, 'return')
  const [first] = await reviewsOf(work.assignment.id), appeal = ((await raise(work.assignment.id, first!.id)).body as { id: string }).id
  await claimNext(annotator, { project, batch })
  await submitSpan(annotator, work.assignment.id, 2)
  expect((await decide(arbiter, appeal, 'upheld')).body).toMatchObject({ state: 'upheld', restored: false })
  await reviewNext(reviewer, { project, batch }, 'return')
  const second = (await reviewsOf(work.assignment.id))[1]!, other = ((await raise(work.assignment.id, second.id)).body as { id: string }).id
  await decide(arbiter, other, 'rejected')
  expect((await reviewsOf(work.assignment.id)).map(r => [r.appeal?.state, r.appeal?.decision])).toEqual([['upheld', '按规范'], ['rejected', '按规范']])
  expect((await report()).codes.find(c => c.code === 'offset')).toMatchObject({ defects: 1, rate: { count: 1, n: 3 } })
})

test('after the time that the batch gives, there is no appeal', async () => {
  const [back] = await own('returned'), reviews = await reviewsOf(back!.id)
  await inScope(product.engine.services.db, { organisation: boss.organisation }, tx => tx.updateTable('batch').set({ appeal_hours: 0 }).where('id', '=', batch).execute())
  expect([code(await raise(back!.id, reviews[1]!.id)), code(await raise(back!.id, back!.id))]).toEqual(['appeal.too-late', 'appeal.unknown-review'])
})

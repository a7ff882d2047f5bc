import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { InlineProduct, Person } from '../../../../test/harness/run-inline.ts'
import { need, startTextBatch } from '../../../../test/harness/text-batch.ts'
import { annotateNext, claimNext, reviewNext, submitSpan } from '../../../../test/harness/text-work.ts'
import { inScope } from '../../../workspace/database/connect.ts'
import type { BatchView, TaskView } from '../../3-production/contract.ts'
import type { Static } from 'typebox'
import type { InspectionItemView, InspectionView } from '../contract.ts'
import type { DefectReportView } from '../report/contract.ts'
import type { VoidRequestView } from './contract.ts'

let product: InlineProduct, boss: Person, annotator: Person, inspector: Person, project: string, first: string, selection: string
beforeAll(async () => {
  ({ product, boss, project, batch: first } = await startTextBatch(Array.from({ length: 3 }, (_, i) => `贵阳的第 ${i} 份文本。`), { returnLimit: 2 }))
  annotator = await product.member(boss.organisation, ['executor'])
  inspector = await product.member(boss.organisation, ['requester'])
  selection = (await batchOf(first)).selection
}, 120_000)
afterAll(() => product.stop())

const code = (reply: { body: unknown }): unknown => (reply.body as { error?: { code: string } }).error?.code
const batchOf = (id: string): Promise<BatchView> => need<BatchView>(boss, 'GET', `/api/v1/batches/${id}`)
const cut = async (settings: object): Promise<string> => (await need<BatchView>(boss, 'POST', `/api/v1/projects/${project}/batches`, { name: 'B', selection, open: true, ...settings })).id

/** A lot of three, all in the sample, annotated without review and drawn. */
const drawnLot = async (settings: object): Promise<{ batch: string, inspection: string, items: InspectionItemView[] }> => {
  const batch = await cut({ review: 'none', plan: { level: 'III', aql: '10' }, ...settings })
  for (let i = 0; i < 3; i++) await annotateNext(annotator, { project, batch })
  const [{ id: inspection }] = (await need<{ inspections: InspectionView[] }>(boss, 'GET', `/api/v1/batches/${batch}/inspections`)).inspections as [InspectionView]
  await need(inspector, 'POST', `/api/v1/inspections/${inspection}/sample`)
  return { batch, inspection, items: (await need<{ items: InspectionItemView[] }>(inspector, 'GET', `/api/v1/inspections/${inspection}/sample`)).items }
}
const judge = (inspection: string, task: string, body: object): ReturnType<Person['send']> => inspector.send('POST', `/api/v1/inspections/${inspection}/items/${task}`, body)

test('somebody who is alone with the permission confirms their own request after a day, and the journal says that they were alone', async () => {
  const batch = await cut({}), ask = (): Promise<VoidRequestView> => need(boss, 'POST', `/api/v1/batches/${batch}/void-requests`, { reason: '重复采购' }), asked = await ask()
  const decide = (id: string, state: string): ReturnType<Person['send']> => boss.send('POST', `/api/v1/void-requests/${id}/decision`, { state })
  expect(Date.parse(asked.aloneFrom!) - Date.parse(asked.requestedAt)).toBe(24 * 3_600_000)
  expect(code(await decide(asked.id, 'approved'))).toBe('voiding.wait-alone')
  expect(((await decide(asked.id, 'declined')).body as BatchView).state).toBe('open')
  const again = await ask(), inBase = <T>(work: Parameters<typeof inScope<T>>[2]): Promise<T> => inScope(product.engine.services.db, { organisation: boss.organisation }, work)
  await inBase(tx => sql`update void_request set requested_at = requested_at - interval '25 hours' where id = ${again.id}`.execute(tx))
  expect((await decide(again.id, 'approved')).body).toMatchObject({ state: 'void', voidReason: '重复采购' })
  const verbs = (await inBase(tx => tx.selectFrom('journal').select('verb').where('object', '=', batch).orderBy('id').execute())).map(row => row.verb)
  expect(verbs.slice(-2)).toEqual(['void.confirmed-alone', 'batch.void'])
  await expect(inBase(tx => sql`update void_request set alone = false where id = ${again.id}`.execute(tx))).rejects.toThrow(/void_request_check/)
})

test('a batch that was opened is voided only as another person approves what the first one asked, and a declined request leaves it', async () => {
  const coordinator = await product.member(boss.organisation, ['coordinator']), ask = (): ReturnType<Person['send']> => boss.send('POST', `/api/v1/batches/${first}/void-requests`, { reason: '数据来源有误' })
  expect(code(await boss.send('POST', `/api/v1/batches/${first}/state`, { version: (await batchOf(first)).version, state: 'void', reason: 'x' }))).toBe('production.void-needs-second')
  const request = (await ask()).body as VoidRequestView, decide = (person: Person, id: string, state: string): ReturnType<Person['send']> => person.send('POST', `/api/v1/void-requests/${id}/decision`, { state })
  const own = async (person: Person): Promise<boolean[]> => (await need<{ requests: VoidRequestView[] }>(person, 'GET', `/api/v1/batches/${first}/void-requests`)).requests.map(r => r.own)
  expect([await own(boss), await own(coordinator)]).toEqual([[true], [false]])
  expect([code(await ask()), code(await decide(boss, request.id, 'approved')), (await decide(annotator, request.id, 'approved')).status]).toEqual(['voiding.already-asked', 'voiding.own-request', 403])
  expect(((await decide(coordinator, request.id, 'declined')).body as BatchView).state).toBe('open')
  expect(code(await decide(coordinator, request.id, 'approved'))).toBe('voiding.unknown')
  const other = await cut({}), second = await need<VoidRequestView>(boss, 'POST', `/api/v1/batches/${other}/void-requests`, { reason: '重复采购' })
  expect((await decide(coordinator, second.id, 'approved')).body).toMatchObject({ state: 'void', voidReason: '重复采购', voidRule: null })
  expect((await need<{ requests: VoidRequestView[] }>(boss, 'GET', `/api/v1/batches/${other}/void-requests`)).requests).toMatchObject([{ state: 'approved', reason: '重复采购' }])
  const draft = await cut({ open: false })
  expect(await need<BatchView>(boss, 'POST', `/api/v1/batches/${draft}/state`, { version: 1, state: 'void', reason: '建错了' })).toMatchObject({ state: 'void', voidReason: '建错了' })
})

test('an item that does not conform names a defect, what conforms names none, and a pin lies in its text', async () => {
  const { inspection, items: [item] } = await drawnLot({}), defect = { code: 'R5', severity: 'minor', slot: 'text', pin: { offset: 3 } }
  expect([code(await judge(inspection, item!.task, { conforms: false })), code(await judge(inspection, item!.task, { conforms: true, defects: [defect] }))]).toEqual(['inspection.defect-needed', 'inspection.conforms-with-defect'])
  for (const pin of [{ offset: 1000 }, { x: 1, y: 1 }]) expect(code(await judge(inspection, item!.task, { conforms: false, defects: [{ ...defect, pin }] }))).toBe('inspection.pin-outside')
  expect(code(await judge(inspection, item!.task, { conforms: false, defects: [{ ...defect, slot: 'image' }] }))).toBe('inspection.pin-outside')
  expect((await judge(inspection, item!.task, { conforms: false, defects: [defect] })).status).toBe(200)
  const { items } = await need<{ items: InspectionItemView[] }>(inspector, 'GET', `/api/v1/inspections/${inspection}/sample`)
  expect(items[0]!.defects).toEqual([{ shape: null, note: '', ...defect }])
})

test('illegal content that an inspection confirms as critical voids the lot by rule, and so do more than 5 % of failing items of safety data', async () => {
  const endOf = async (settings: object, defect: object): Promise<BatchView & { result: string }> => {
    const { batch, inspection, items } = await drawnLot(settings)
    await judge(inspection, items[0]!.task, { conforms: false, defects: [defect] })
    for (const item of items.slice(1)) await judge(inspection, item.task, { conforms: true })
    const { state } = await need<InspectionView>(inspector, 'POST', `/api/v1/inspections/${inspection}/result`)
    return { ...await batchOf(batch), result: state }
  }
  expect(await endOf({}, { code: 'illegal-content', severity: 'critical' })).toMatchObject({ state: 'void', voidRule: 'illegal-content', voidReason: null, result: 'rejected' })
  expect(await endOf({ safety: true }, { code: 'offset', severity: 'minor' })).toMatchObject({ state: 'void', voidRule: 'safety-share', result: 'rejected' })
  expect((await endOf({}, { code: 'illegal-content', severity: 'minor' })).state).not.toBe('void')
})

test('work that is sent back as often as the batch allows is named in the report, counted in the list and written into the journal', async () => {
  const reviewer = await product.member(boss.organisation, ['reviewer']), place = { project, batch: first }, work = await annotateNext(annotator, place)
  const reported = async (): Promise<unknown> => (await need<DefectReportView>(boss, 'GET', `/api/v1/batches/${first}/defects`)).keepComingBack
  await reviewNext(reviewer, place, 'return')
  expect(await reported()).toEqual([])
  await claimNext(annotator, place)
  await submitSpan(annotator, work.assignment.id)
  await reviewNext(reviewer, place, 'return')
  expect(await reported()).toEqual([{ task: work.task.id, number: work.task.number, returns: 2 }])
  const { tasks } = await need<{ tasks: Static<typeof TaskView>[] }>(boss, 'GET', `/api/v1/batches/${first}/tasks`)
  expect(tasks.map(t => t.returns)).toEqual([2, 0, 0])
  const { entries } = await need<{ entries: { verb: string, object: string }[] }>(boss, 'GET', '/api/v1/journal')
  expect(entries.filter(e => e.verb === 'task.keeps-coming-back').map(e => e.object)).toEqual([work.task.id])
})

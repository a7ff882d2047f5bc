import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { InlineProduct, Person } from '../../../../test/harness/run-inline.ts'
import { claimOf, submitSpan } from '../../../../test/harness/readers.ts'
import { need, startTextBatch } from '../../../../test/harness/text-batch.ts'
import type { BatchId } from '../../../kernel/ids.ts'
import { inScope } from '../../../workspace/database/connect.ts'
import type { BatchView, OwnAssignmentView } from '../../3-production/contract.ts'
import type { DefectInput, InspectionItemView, InspectionView } from '../contract.ts'
import type { DefectReportView } from '../report/contract.ts'
import { batchFigures } from '../service.ts'
import type { ChargedLotView, LotAppealsView } from './contract.ts'

let product: InlineProduct, boss: Person, author: Person, first: Person, second: Person, project: string, selection: string

beforeAll(async () => {
  const started = await startTextBatch(Array.from({ length: 16 }, (_, i) => `贵阳的第 ${i} 份文本。`), { review: 'none' })
  ;({ product, boss, project } = started)
  selection = (await need<BatchView>(boss, 'GET', `/api/v1/batches/${started.batch}`)).selection
  author = await product.member(boss.organisation, ['executor', 'supervisor'])
  first = await product.member(boss.organisation, ['supervisor', 'coordinator'])
  second = await product.member(boss.organisation, ['supervisor'])
}, 120_000)
afterAll(() => product.stop())

const code = (reply: { body: unknown }): unknown => (reply.body as { error?: { code: string } }).error?.code
const batchOf = (batch: string): Promise<BatchView> => need(boss, 'GET', `/api/v1/batches/${batch}`)
const offset: DefectInput = { code: 'offset', severity: 'major' }, missed: DefectInput = { code: 'missed', severity: 'minor' }
const appealsOf = (inspection: string): Promise<LotAppealsView> => need(first, 'GET', `/api/v1/inspections/${inspection}/appeals`)
const decide = (person: Person, appeal: string, defects: readonly string[], overturned: readonly string[]): ReturnType<Person['send']> =>
  person.send('POST', `/api/v1/lot-appeals/${appeal}/decision`, { decision: '按规范', defects: defects.map(defect => ({ defect, state: overturned.includes(defect) ? 'overturned' : 'stands' })) })

/** A lot of 16 annotated by one author, a sample of 8 with Ac 2 judged by the first inspector, the first items with the given defects. */
const judgedLot = async (bad: readonly DefectInput[][], settings: object = {}): Promise<{ batch: string, inspection: string, bad: string[] }> => {
  const batch = (await need<{ id: string }>(boss, 'POST', `/api/v1/projects/${project}/batches`, { name: 'Lot', selection, review: 'none', plan: { level: 'III', aql: '10' }, open: true, ...settings })).id
  for (let i = 0; i < 16; i++) await submitSpan(author, (await claimOf(author, project, batch, 'annotate'))!, [0, 2])
  const inspection = (await need<{ inspections: InspectionView[] }>(first, 'GET', `/api/v1/batches/${batch}/inspections`)).inspections[0]!.id
  await need(first, 'POST', `/api/v1/inspections/${inspection}/sample`)
  const { items } = await need<{ items: InspectionItemView[] }>(first, 'GET', `/api/v1/inspections/${inspection}/sample`)
  for (const [i, { task }] of items.entries()) await need(first, 'POST', `/api/v1/inspections/${inspection}/items/${task}`, bad[i] ? { conforms: false, defects: bad[i] } : { conforms: true })
  await need(first, 'POST', `/api/v1/inspections/${inspection}/result`)
  return { batch, inspection, bad: items.slice(0, bad.length).map(i => i.task) }
}

test('an author appeals against defects of a rejected lot; neither author nor the inspector who judged decides; one item that falls gets the lot under its plan, and everything follows', async () => {
  const { batch, inspection, bad } = await judgedLot([[offset], [offset], [offset, missed]])
  expect((await batchOf(batch)).state).toBe('rework')
  const [lot] = (await need<{ lots: ChargedLotView[] }>(author, 'GET', '/api/v1/lot-charges')).lots
  expect(lot).toMatchObject({ inspection, isVoid: false })
  expect(lot!.defects).toHaveLength(4)
  const [one] = lot!.defects.filter(d => d.task === bad[0]), [two] = lot!.defects.filter(d => d.task === bad[2])
  const raise = (person: Person, body: object): ReturnType<Person['send']> => person.send('POST', `/api/v1/inspections/${inspection}/appeals`, body)
  const raised = await raise(author, { defects: [{ defect: one!.id, reason: '规范 3.2' }, { defect: two!.id, reason: '规范 3.3' }] }), appeal = (raised.body as { id: string }).id, both = [one!.id, two!.id]
  expect([raised.status, code(await raise(author, { defects: [{ defect: one!.id, reason: 'again' }] })), code(await raise(first, { reason: 'x' })), (await raise(second, { reason: 'x' })).status]).toEqual([201, 'lot-appeal.already-raised', 'lot-appeal.took-part', 403])
  expect((await appealsOf(inspection)).appeals).toMatchObject([{ id: appeal, state: 'open', own: false, defects: expect.arrayContaining(both) }])
  expect([code(await decide(author, appeal, both, both)), code(await decide(first, appeal, both, both)), code(await decide(second, appeal, [one!.id], []))]).toEqual(['lot-appeal.took-part', 'lot-appeal.took-part', 'lot-appeal.decide-each'])
  expect((await decide(second, appeal, both, [one!.id])).body).toMatchObject({ state: 'upheld', result: 'accepted', nonconforming: 2, batch: 'accepted', restored: 3 })
  expect(code(await decide(second, appeal, both, []))).toBe('lot-appeal.decided')
  expect((await need<{ inspections: InspectionView[] }>(first, 'GET', `/api/v1/batches/${batch}/inspections`)).inspections).toMatchObject([{ round: 1, state: 'accepted', nonconforming: 2 }])
  const { items } = await need<{ items: InspectionItemView[] }>(first, 'GET', `/api/v1/inspections/${inspection}/sample`)
  expect(items.find(i => i.task === bad[0])).toMatchObject({ conforms: true, defects: [] })
  expect((await batchOf(batch)).counts).toEqual({ approved: 16 })
  const report = await need<DefectReportView>(boss, 'GET', `/api/v1/batches/${batch}/defects`)
  expect(report).toMatchObject({ overturned: 1, reviewers: [{ judged: 8, overturned: 1 }] })
  expect(report.codes.find(c => c.code === 'offset')!.defects).toBe(2)
  const figures = await inScope(product.engine.services.db, { organisation: boss.organisation }, tx => batchFigures(tx, batch as BatchId))
  expect(figures.defects.map(d => [d.code, Number(d.n)])).toEqual([['missed', 1], ['offset', 2]])
})

test('work that was begun again is not taken away: the figures change, the untouched item stands, the batch stays in rework', async () => {
  const { batch, inspection, bad } = await judgedLot([[offset], [offset], [offset]])
  const back = (await need<{ assignments: OwnAssignmentView[] }>(author, 'GET', '/api/v1/assignments?state=returned')).assignments.filter(a => a.batch === batch)
  await need(author, 'POST', `/api/v1/assignments/${back.find(a => a.task === bad[1])!.id}/lease`)
  const { id } = await need<{ id: string }>(boss, 'POST', `/api/v1/inspections/${inspection}/appeals`, { reason: '整批都按旧规范判的' }), { defects, appeals } = await appealsOf(inspection)
  expect(appeals).toMatchObject([{ reason: '整批都按旧规范判的', defects: defects.map(d => d.id) }])
  expect((await decide(second, id, defects.map(d => d.id), defects.filter(d => d.task === bad[0]).map(d => d.id))).body).toMatchObject({ state: 'upheld', result: 'accepted', nonconforming: 2, batch: 'rework', restored: 1 })
  expect((await batchOf(batch)).counts).toEqual({ approved: 14, taken: 2 })
})

test('a lot that a rule of the standard voided comes back when the defect falls; a lot whose appeal is rejected, and one that people voided, stay as they are', async () => {
  const illegal: DefectInput = { code: 'illegal-content', severity: 'critical' }, { batch, inspection } = await judgedLot([[illegal]])
  expect(await batchOf(batch)).toMatchObject({ state: 'void', voidRule: 'illegal-content' })
  const { id } = await need<{ id: string }>(author, 'POST', `/api/v1/inspections/${inspection}/appeals`, { reason: '这是新闻标题' }), { defects: [defect] } = await appealsOf(inspection)
  expect((await decide(second, id, [defect!.id], [defect!.id])).body).toMatchObject({ result: 'accepted', nonconforming: 0, batch: 'accepted' })
  expect(await batchOf(batch)).toMatchObject({ state: 'accepted', voidRule: null })
  const other = await judgedLot([[illegal]]), raised = await need<{ id: string }>(author, 'POST', `/api/v1/inspections/${other.inspection}/appeals`, { reason: 'r' }), [stands] = (await appealsOf(other.inspection)).defects
  expect((await decide(second, raised.id, [stands!.id], [])).body).toMatchObject({ state: 'rejected', result: 'rejected', batch: 'void', restored: 0 })
  const move = (set: object): Promise<unknown> => inScope(product.engine.services.db, { organisation: boss.organisation }, tx => tx.updateTable('batch').set(set).where('id', '=', other.batch).execute())
  await move({ void_rule: null })
  await expect(move({ state: 'inspecting' })).rejects.toThrow(/voided by people/)
})

test('an appeal has its time, and a lot that was accepted has nothing to appeal', async () => {
  const late = await judgedLot([[offset], [offset], [offset]], { appealHours: 1 }), good = await judgedLot([[offset]])
  await inScope(product.engine.services.db, { organisation: boss.organisation }, tx => sql`update inspection set ended_at = ended_at - interval '61 minutes' where id = ${late.inspection}`.execute(tx))
  const raise = async (inspection: string): Promise<unknown> => code(await author.send('POST', `/api/v1/inspections/${inspection}/appeals`, { reason: 'r' }))
  expect([await raise(late.inspection), await raise(good.inspection)]).toEqual(['lot-appeal.too-late', 'lot-appeal.not-rejected'])
})

import { afterAll, beforeAll, expect, test } from 'vitest'
import type { InlineProduct, Person } from '../../../../test/harness/run-inline.ts'
import { need, startTextBatch } from '../../../../test/harness/text-batch.ts'
import { annotateNext, claimNext, reviewNext, spanAt, submitSpan, type Place } from '../../../../test/harness/text-work.ts'
import { newId } from '../../../kernel/ids.ts'
import type { BatchView, OwnAssignmentView } from '../../3-production/contract.ts'
import type { DefectReportView } from '../report/contract.ts'
import type { DeliveredItemView, DeliveryView } from './contract.ts'

let product: InlineProduct, boss: Person, annotator: Person, other: Person, reviewer: Person, client: Person, place: Place
const workflow = { annotate: { party: null, overlap: 1, extend: null }, review: { party: null, percent: 100 }, arbitrate: null, client: { party: null } }

/** Four texts annotated by two people, one corrected in review, the batch accepted without a plan. */
beforeAll(async () => {
  const { project, batch, ...started } = await startTextBatch(['贵阳的甲。', '贵阳的乙，人多。', '贵阳的丙，山高。', '贵阳的丁，水清。'], { workflow })
  ;({ product, boss } = started)
  place = { project, batch }
  ;[annotator, other, reviewer, client] = await Promise.all((['executor', 'executor', 'reviewer', 'requester'] as const).map(role => product.member(boss.organisation, [role]))) as [Person, Person, Person, Person]
  for (const person of [annotator, annotator, other, other]) await annotateNext(person, place)
  for (let i = 0; i < 3; i++) await reviewNext(reviewer, place, 'accept')
  await reviewNext(reviewer, place, 'fix', w => ({ operations: [{ op: 'put', shape: spanAt(1, '阳的', w.annotations[0]!.shapes[0]!.id) }] }))
}, 120_000)
afterAll(() => product.stop())

const url = (rest: string): string => `/api/v1/batches/${place.batch}/${rest}`
const code = (reply: { body: unknown }): unknown => (reply.body as { error?: { code: string } }).error?.code
const batch = (): Promise<BatchView> => need<BatchView>(boss, 'GET', `/api/v1/batches/${place.batch}`)
const returned = async (person: Person): Promise<OwnAssignmentView[]> => (await need<{ assignments: OwnAssignmentView[] }>(person, 'GET', '/api/v1/assignments?state=returned')).assignments
const accept = (): Promise<BatchView> => need<BatchView>(boss, 'POST', url('acceptance'))
let delivery: DeliveryView, items: DeliveredItemView[]

test('an accepted batch is delivered with its report frozen, and the client sees what was delivered and no people', async () => {
  expect(code(await boss.send('POST', url('delivery'), {}))).toBe('production.cannot-move-batch')
  await accept()
  expect((await client.send('POST', url('delivery'), {})).status).toBe(403)
  delivery = await need<DeliveryView>(boss, 'POST', url('delivery'), { note: '第一批' })
  expect(delivery).toMatchObject({ round: 1, state: 'delivered', tasks: 4, note: '第一批', report: { tasks: 4, reviewed: 4, sampled: 0, checked: 4, corrections: 1, clientRounds: 0 } })
  expect(delivery.report.codes.slice(0, 5).map(c => [c.code, c.defects, c.bySeverity.minor])).toEqual([['missed', 0, 0], ['wrong-class', 0, 0], ['offset', 1, 1], ['duplicate', 0, 0], ['extra', 0, 0]])
  expect(delivery.report.codes[2]!.rate).toMatchObject({ count: 1, n: 4, low: expect.closeTo(0.0456, 3), high: expect.closeTo(0.6994, 3) })
  expect(await batch()).toMatchObject({ state: 'delivered', deliveredAt: delivery.deliveredAt })
  ;({ items } = await need<{ items: DeliveredItemView[] }>(client, 'GET', `/api/v1/deliveries/${delivery.id}/items`))
  expect(items.map(i => [i.number, i.shapes.length, i.assets.length])).toEqual([[1, 1, 1], [2, 1, 1], [3, 1, 1], [4, 1, 1]])
  const drawn = async (): Promise<number[]> => (await need<{ items: DeliveredItemView[] }>(client, 'GET', `/api/v1/deliveries/${delivery.id}/items?sample=2`)).items.map(i => i.number)
  expect(await drawn()).toHaveLength(2)
  expect(await drawn()).toEqual(await drawn())
  const { people } = await need<{ people: { membership: string }[] }>(boss, 'GET', '/api/v1/people'), read = JSON.stringify([items, await need(client, 'GET', url('deliveries')), await need(client, 'GET', url('defects'))])
  expect(people.filter(p => read.includes(p.membership))).toEqual([])
  expect((await annotator.send('GET', url('deliveries'))).status).toBe(403)
})

test('named tasks go back to those who made them, with reason and pinned defects, the rest stays approved, and after acceptance a second round is delivered and accepted', async () => {
  const verdict = `/api/v1/deliveries/${delivery.id}/verdict`, mark = { task: items[2]!.task, defects: [{ code: 'missed', severity: 'major', slot: 'text', pin: { offset: 2 }, note: '漏了一处' }] }
  expect(code(await client.send('POST', verdict, { state: 'rework', tasks: [mark] }))).toBe('delivery.reason-needed')
  expect(code(await client.send('POST', verdict, { state: 'rework', reason: 'x', tasks: [{ ...mark, task: newId() }] }))).toBe('delivery.not-delivered')
  expect(code(await client.send('POST', verdict, { state: 'rework', reason: 'x', tasks: [{ ...mark, defects: [{ ...mark.defects[0], pin: { offset: 99 } }] }] }))).toBe('inspection.pin-outside')
  expect(await need<DeliveryView>(client, 'POST', verdict, { state: 'rework', reason: '地名漏标', tasks: [mark] })).toMatchObject({ state: 'rework', reason: '地名漏标', sentBack: [{ task: mark.task, number: 3, defects: [{ code: 'missed', pin: { offset: 2 } }] }] })
  expect(code(await client.send('POST', verdict, { state: 'accepted' }))).toBe('delivery.decided')
  expect(await batch()).toMatchObject({ state: 'client_rework', clientRounds: 1, counts: { approved: 3, taken: 1 } })
  expect([(await returned(annotator)).length, (await returned(other)).map(a => a.taskNumber)]).toEqual([0, [3]])
  const again = await claimNext(other, place)
  await submitSpan(other, again.id, 2, '的丙')
  await reviewNext(reviewer, place, 'accept')
  await accept()
  const second = await need<DeliveryView>(boss, 'POST', url('delivery'), {})
  expect(second).toMatchObject({ round: 2, report: { clientRounds: 1 } })
  expect(second.report.codes.find(c => c.code === 'missed')).toMatchObject({ defects: 1, bySeverity: { major: 1 } })
  expect(code(await boss.send('POST', url('closing')))).toBe('production.cannot-move-batch')
  await need(client, 'POST', `/api/v1/deliveries/${second.id}/verdict`, { state: 'accepted' })
  expect((await need<BatchView>(boss, 'POST', url('closing'))).state).toBe('closed')
  const { deliveries } = await need<{ deliveries: DeliveryView[] }>(client, 'GET', url('deliveries'))
  expect(deliveries.map(d => [d.round, d.state])).toEqual([[2, 'accepted'], [1, 'rework']])
  expect(deliveries[1]!.report).toEqual(delivery.report)
})

test('the report and the ledger download as CSV and JSON lines with what they show on screen, people only for those who may know them', async () => {
  const report = await need<DefectReportView>(boss, 'GET', url('defects'))
  expect(report.people!.map(p => [p.defects, p.rate!.n])).toEqual([[2, 2], [0, 2]])
  expect(report.classes).toEqual([{ class: 'place', code: 'offset', defects: 1 }, { class: null, code: 'missed', defects: 1 }])
  const text = async (person: Person, path: string): Promise<string[]> => (await person.send('GET', url(path))).bytes.toString('utf8').replace('\uFEFF', '').trim().split(/\r?\n/)
  expect((await text(boss, 'defects/file')).filter(line => line.startsWith('person'))).toHaveLength(2)
  expect((await text(client, 'defects/file')).filter(line => line.startsWith('person'))).toHaveLength(0)
  expect((await text(client, 'defects/file'))[3]).toBe(`code,,offset,1,1,0,0,1,4,0.25,${report.codes[2]!.rate!.low},${report.codes[2]!.rate!.high}`)
  const [header, row, ...rest] = await text(client, 'corrections/file?format=csv')
  expect([header, rest]).toEqual(['task,taskNumber,shape,annotator,corrector,original,corrected,originalAt,correctedAt,codes,overturned', []])
  expect(row).toContain('"[""offset""]",false')
  expect((await text(client, 'corrections/file?format=jsonl')).map(line => JSON.parse(line) as object)).toMatchObject([{ codes: ['offset'], overturned: false, original: { payload: { text: '贵阳' } }, corrected: { payload: { text: '阳的' } } }])
  expect(await text(client, 'corrections/file?format=jsonl&code=extra')).toEqual([''])
})

test('a batch whose workflow names no client is not delivered', async () => {
  const { selection } = await batch(), plain = await need<BatchView>(boss, 'POST', `/api/v1/projects/${place.project}/batches`, { name: 'P', selection, open: true })
  expect(code(await boss.send('POST', `/api/v1/batches/${plain.id}/delivery`, {}))).toBe('delivery.no-client')
})

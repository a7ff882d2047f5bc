import type { Static } from 'typebox'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { InlineProduct, Person } from '../../../test/harness/run-inline.ts'
import { need, startTextBatch } from '../../../test/harness/text-batch.ts'
import { newId, type BatchId } from '../../kernel/ids.ts'
import { sha256 } from '../../workspace/blobs/service.ts'
import { inScope } from '../../workspace/database/connect.ts'
import type { AssignmentView, BatchView, TaskView } from '../3-production/contract.ts'
import type { WorkView } from '../4-annotation/contract.ts'
import type { InspectionItemView, InspectionView, LotView } from './contract.ts'
import { drawSample, keepsCommitment } from './model.ts'
import { batchFigures } from './service.ts'

type Task = Static<typeof TaskView>
interface Sample { inspection: InspectionView, batch: BatchView, items: InspectionItemView[] }
let product: InlineProduct, boss: Person, annotator: Person, requester: Person, project: string, batch: string

const annotate = async (): Promise<void> => {
  const assignment = await need<AssignmentView>(annotator, 'POST', '/api/v1/assignments', { project, batch, step: 'annotate' }), own = `/api/v1/assignments/${assignment.id}`
  const work = await need<WorkView>(annotator, 'GET', `${own}/work`)
  const shape = { id: newId(), kind: 'span', version: 1, class: 'place', question: null, slot: work.assets[0]!.slot, attributes: {}, origin: 'human', z: 0, payload: { fragments: [[0, 2]], text: '贵阳' } }
  await need(annotator, 'POST', `${own}/revisions`, { changeId: newId(), base: 0, schemaVersion: work.schema.version, operations: [{ op: 'put', shape }] })
  await need(annotator, 'POST', `${own}/submission`, { changeId: newId(), revision: 1 })
}
const tasks = async (): Promise<Task[]> => (await need<{ tasks: Task[] }>(requester, 'GET', `/api/v1/batches/${batch}/tasks`)).tasks
const inspections = async (): Promise<InspectionView[]> => (await need<{ inspections: InspectionView[] }>(requester, 'GET', `/api/v1/batches/${batch}/inspections`)).inspections
const sampleOf = (inspection: string): Promise<Sample> => need<Sample>(requester, 'GET', `/api/v1/inspections/${inspection}/sample`)

/** Sixteen texts, annotated without review; one task is set aside, so that fifteen are handed in, a lot of a smaller code letter. */
beforeAll(async () => {
  ({ product, boss, project, batch } = await startTextBatch(Array.from({ length: 16 }, (_, i) => `贵阳的第 ${i} 份文本。`), { review: 'none', plan: { level: 'III', aql: '10' } }))
  annotator = await product.member(boss.organisation, ['executor'])
  requester = await product.member(boss.organisation, ['requester'])
}, 120_000)
afterAll(() => product.stop())

test('the plan that counts is that of the lot handed in, the sample can be drawn again from what is revealed, and it tells a requester all that is needed to look at it but no names of people', async () => {
  const [committed] = await inspections()
  expect(committed).toMatchObject({ state: 'committed', seed: null, plan: { lotSize: 16, sampleSize: 8, acceptance: 2 } })
  const [, dropped] = await tasks()
  await need(boss, 'POST', `/api/v1/tasks/${dropped!.id}/state`, { state: 'discarded', reason: 'unreadable' })
  for (let i = 0; i < 15; i++) await annotate()
  const drawn = await need<InspectionView>(requester, 'POST', `/api/v1/inspections/${committed!.id}/sample`)
  expect(drawn).toMatchObject({ state: 'drawn', plan: { lotSize: 15, sampleSize: 5, acceptance: 1, rejection: 2 } })
  expect(keepsCommitment(committed!.commitment, drawn.seed!, drawn.salt!, sha256)).toBe(true)
  const { inspection, batch: lot, items } = await sampleOf(drawn.id)
  expect([inspection.id, lot.id, lot.schemaVersion, lot.state]).toEqual([drawn.id, batch, 1, 'inspecting'])
  expect(items.map(i => i.task)).toEqual(drawSample((await tasks()).filter(t => t.state !== 'discarded').map(t => t.id), 5, drawn.seed!))
  for (const item of items) {
    const [asset] = item.assets
    expect([item.conforms, item.defects, item.shapes.length]).toEqual([null, [], 1])
    expect(asset).toMatchObject({ modality: 'text', mediaType: 'text/plain' })
    expect([asset!.name, asset!.text]).toEqual([expect.stringMatching(/^\d+\.txt$/), expect.stringMatching(/^[0-9a-f]{64}$/)])
    expect((await need<{ text: string }>(requester, 'GET', `/api/v1/assets/${asset!.asset}/text`)).text).toContain('贵阳的第')
    expect((await requester.send('GET', `/api/v1/assets/${asset!.asset}/content`)).status).toBe(200)
  }
  const people = await inScope(product.engine.services.db, { organisation: boss.organisation }, tx => tx.selectFrom('membership').select('id').execute())
  const said = JSON.stringify(await sampleOf(drawn.id))
  expect(people.filter(p => said.includes(p.id))).toEqual([])
})

test('judging an item again replaces its defects in the sample and in the figures of the batch, and the list of lots counts what is judged and found', async () => {
  const [{ id }] = await inspections() as [InspectionView], { items: [first, ...others] } = await sampleOf(id), judge = `/api/v1/inspections/${id}/items/`
  const defect = { shape: first!.shapes[0]!.id, code: 'wrong-class', severity: 'major', note: 'a person' }
  await need(requester, 'POST', judge + first!.task, { conforms: false, defects: [defect, { shape: null, code: 'missed', severity: 'minor' }] })
  await need(requester, 'POST', judge + first!.task, { conforms: false, defects: [defect] })
  expect((await sampleOf(id)).items[0]).toMatchObject({ conforms: false, defects: [defect] })
  const lots = (): Promise<LotView[]> => need<{ lots: LotView[] }>(requester, 'GET', `/api/v1/projects/${project}/inspections`).then(r => r.lots)
  expect((await lots()).map(l => [l.id, l.state, l.judged, l.found])).toEqual([[id, 'drawn', 1, 1]])
  const figures = await inScope(product.engine.services.db, { organisation: boss.organisation }, tx => batchFigures(tx, batch as BatchId))
  expect(figures.defects.map(d => [d.code, Number(d.n)])).toEqual([['wrong-class', 1]])
  for (const other of others) await need(requester, 'POST', judge + other.task, { conforms: true })
  expect(await need(requester, 'POST', `/api/v1/inspections/${id}/result`)).toMatchObject({ state: 'accepted', nonconforming: 1 })
  expect((await annotator.send('GET', `/api/v1/projects/${project}/inspections`)).status).toBe(403)
})

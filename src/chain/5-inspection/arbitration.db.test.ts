import { afterAll, beforeAll, expect, test } from 'vitest'
import { claimOf, readSpan, submitSpan, workOf } from '../../../test/harness/readers.ts'
import type { InlineProduct, Person } from '../../../test/harness/run-inline.ts'
import { need, startTextBatch } from '../../../test/harness/text-batch.ts'
import { inScope } from '../../workspace/database/connect.ts'
import type { BatchView, OwnAssignmentView } from '../3-production/contract.ts'
import type { Workflow } from '../3-production/workflow.ts'
import { outcomesOf } from './repository.ts'
import { keepsCommitment } from './draw.ts'
import { sha256 } from '../../workspace/blobs/service.ts'
import type { BatchId, TaskId } from '../../kernel/ids.ts'

const texts = ['他从贵阳坐车去遵义。', '她昨天到了安顺城里。', '我们在凯里见了朋友。', '都匀的春天来得很早。', '从毕节到昆明要半天。']
const three: Workflow = { annotate: { party: null, overlap: 3, extend: null }, review: null, arbitrate: { party: null, below: 0.9 }, client: null }
let product: InlineProduct, boss: Person, project: string, selection: string
let readers: Person[], spare: Person[], arbiter: Person, reviewer: Person

beforeAll(async () => {
  const started = await startTextBatch(texts)
  ;({ product, boss, project } = started)
  selection = (await need<BatchView>(boss, 'GET', `/api/v1/batches/${started.batch}`)).selection
  const people = (role: 'executor' | 'arbiter' | 'reviewer', n: number) => Promise.all(Array.from({ length: n }, () => product.member(boss.organisation, [role])))
  readers = await people('executor', 3)
  spare = await people('executor', 3)
  ;[arbiter] = await people('arbiter', 1) as [Person]
  ;[reviewer] = await people('reviewer', 1) as [Person]
}, 120_000)
afterAll(() => product.stop())

const open = async (workflow: Workflow, more: object = {}): Promise<string> => (await need<{ id: string }>(boss, 'POST', `/api/v1/projects/${project}/batches`, { name: 'W', selection, workflow, open: true, ...more })).id
const batchOf = (batch: string): Promise<BatchView> => need(boss, 'GET', `/api/v1/batches/${batch}`)
interface Task { readonly id: string, readonly number: number, readonly state: string, readonly agreement: number | null, readonly overlap: number, readonly dispute: string | null }
const tasksOf = async (batch: string): Promise<Task[]> => (await need<{ tasks: Task[] }>(boss, 'GET', `/api/v1/batches/${batch}/tasks`)).tasks
const outcomes = (batch: string) => inScope(product.engine.services.db, { organisation: boss.organisation }, tx => outcomesOf(tx, [batch as BatchId]))
const readAll = async (batch: string, spans: readonly (readonly [number, number])[], by = readers) => { for (const [i, span] of spans.entries()) await readSpan(by[i]!, project, batch, span) }
const rule = async (assignment: string, body: object, by = arbiter): Promise<readonly unknown[]> => {
  const reply = await by.send('POST', `/api/v1/assignments/${assignment}/ruling`, body), said = reply.body as { state?: string, error?: { code: string } }
  return [reply.status, said.state ?? said.error?.code]
}

test('three readers who agree need nobody: the one who agrees most stands, all work is accepted, and the agreement is stored', async () => {
  const batch = await open(three)
  await readAll(batch, [[2, 4], [2, 4], [2, 4]])
  const [task] = await tasksOf(batch), [outcome] = await outcomes(batch)
  expect(task).toMatchObject({ state: 'approved', agreement: 1, dispute: null })
  expect(outcome).toMatchObject({ task: task!.id, why: 'chosen' })
  expect((await need<{ assignments: OwnAssignmentView[] }>(readers[2]!, 'GET', '/api/v1/assignments?state=accepted')).assignments.map(a => a.batch)).toContain(batch)
})

test('readers who disagree are ruled on by an arbiter who is none of them: chosen as it is, and the reason is kept', async () => {
  const batch = await open(three)
  await readAll(batch, [[2, 4], [2, 4], [6, 8]])
  expect((await tasksOf(batch))[0]).toMatchObject({ state: 'disputed', agreement: 0.33333, dispute: 'agreement' })
  const judges = await product.member(boss.organisation, ['arbiter', 'executor'])
  const queue = async (person: Person) => (await need<{ batches: { batch: string, arbitrate: number, annotate: number }[] }>(person, 'GET', `/api/v1/projects/${project}/queue`)).batches.find(b => b.batch === batch)
  expect(await queue(arbiter)).toMatchObject({ arbitrate: 1 })
  const own = (await claimOf(judges, project, batch, 'annotate'))!
  expect(own.task).not.toBe((await tasksOf(batch))[0]!.id)
  const held = (await claimOf(arbiter, project, batch, 'arbitrate'))!, work = await workOf(arbiter, held)
  expect((await tasksOf(batch))[0]!.state).toBe('disputed')
  expect(await claimOf(judges, project, batch, 'arbitrate')).toBeNull()
  expect(work.annotations).toHaveLength(3)
  expect(work.annotations.every(a => a.author === undefined)).toBe(true)
  expect(work.task).toMatchObject({ dispute: 'agreement', agreement: 0.33333 })
  const odd = work.annotations.find(a => JSON.stringify(a.shapes[0]!.payload).includes('[[6,8]]'))!
  expect(await rule(held.id, { verdict: 'choose', annotation: odd.id, revision: odd.revision + 1, reason: 'x' })).toEqual([409, 'inspection.stale-revision'])
  expect(await rule(held.id, { verdict: 'choose', annotation: odd.id, revision: odd.revision, reason: '出发地不算' })).toEqual([200, 'approved'])
  expect(await rule(held.id, { verdict: 'discard', reason: 'again' })).toEqual([409, 'inspection.not-arbitrating'])
  expect((await outcomes(batch))[0]).toMatchObject({ why: 'ruled', annotation: odd.id })
  expect((await need<{ rulings: object[] }>(boss, 'GET', `/api/v1/batches/${batch}/rulings`)).rulings).toMatchObject([{ taskNumber: 1, verdict: 'choose', annotation: odd.id, reason: '出发地不算', fresh: false }])
})

test('a reader does not arbitrate what they read, even with the role', async () => {
  const batch = await open(three), both = await product.member(boss.organisation, ['executor', 'arbiter'])
  await readAll(batch, [[0, 1], [2, 4], [6, 8]], [both, readers[0]!, readers[1]!])
  expect(await claimOf(both, project, batch, 'arbitrate')).toBeNull()
  expect(await claimOf(arbiter, project, batch, 'arbitrate')).not.toBeNull()
})

test('a correction is a revision of the arbiter, stands as ruled, and enters the ledger; the annotations of all readers are kept', async () => {
  const batch = await open(three)
  await readAll(batch, [[2, 4], [0, 1], [6, 8]])
  const held = (await claimOf(arbiter, project, batch, 'arbitrate'))!, { annotations: [first] } = await workOf(arbiter, held)
  const corrected = { ...first!.shapes[0]!, payload: { fragments: [[2, 5]], text: 'xxx' } }
  expect(await rule(held.id, { verdict: 'correct', annotation: first!.id, revision: first!.revision, operations: [{ op: 'put', shape: corrected }], reason: 'r' })).toEqual([200, 'approved'])
  expect((await outcomes(batch))[0]).toMatchObject({ why: 'ruled', annotation: first!.id, revision: first!.revision + 1 })
  const ledger = (await need<{ corrections: object[] }>(boss, 'GET', `/api/v1/batches/${batch}/corrections`)).corrections
  expect(ledger).toMatchObject([{ shape: corrected.id, corrected: { payload: { fragments: [[2, 5]] } } }])
  expect((await need<{ annotations: object[] }>(boss, 'GET', `/api/v1/tasks/${held.task}/annotations`)).annotations).toHaveLength(3)
})

test('redo sends all back to the same readers in their next round with the reason; with fresh readers nobody of before reads it again', async () => {
  const batch = await open(three)
  await readAll(batch, [[2, 4], [0, 1], [6, 8]])
  expect(await rule((await claimOf(arbiter, project, batch, 'arbitrate'))!.id, { verdict: 'redo', reason: '看规范第三条' })).toEqual([200, 'taken'])
  for (const [i, reader] of readers.entries()) {
    const again = (await claimOf(reader, project, batch, 'annotate'))!
    expect(again).toMatchObject({ round: 2, reason: '看规范第三条' })
    await submitSpan(reader, again, [2 + i, 4 + i])
  }
  expect((await tasksOf(batch))[0]).toMatchObject({ state: 'disputed' })
  const task = (await tasksOf(batch))[0]!.id
  expect(await rule((await claimOf(arbiter, project, batch, 'arbitrate'))!.id, { verdict: 'redo', fresh: true, reason: 'r' })).toEqual([200, 'open'])
  for (const reader of readers) expect((await claimOf(reader, project, batch, 'annotate'))!.task).not.toBe(task)
  for (const reader of spare) expect(await readSpan(reader, project, batch, [2, 4])).toMatchObject({ task, round: 1 })
  expect((await tasksOf(batch))[0]).toMatchObject({ state: 'approved', agreement: 1 })
})

test('what no annotation can settle is discarded, and leaves the batch', async () => {
  const batch = await open(three)
  await readAll(batch, [[2, 4], [0, 1], [6, 8]])
  expect(await rule((await claimOf(arbiter, project, batch, 'arbitrate'))!.id, { verdict: 'discard', reason: 'unreadable' })).toEqual([200, 'discarded'])
  expect(await outcomes(batch)).toEqual([])
})

test('disagreement asks one reader more at a time up to the limit, then the arbiter', async () => {
  const batch = await open({ ...three, annotate: { party: null, overlap: 3, extend: { to: 5, below: 0.8 } } })
  await readAll(batch, [[2, 4], [0, 1], [6, 8]])
  expect((await tasksOf(batch))[0]).toMatchObject({ state: 'open', overlap: 4 })
  await readSpan(spare[0]!, project, batch, [2, 4])
  expect((await tasksOf(batch))[0]).toMatchObject({ state: 'open', overlap: 5 })
  await readSpan(spare[1]!, project, batch, [2, 4])
  expect((await tasksOf(batch))[0]).toMatchObject({ state: 'disputed', overlap: 5, agreement: 0.3 })
  expect(await need(boss, 'GET', `/api/v1/batches/${batch}/agreement`)).toMatchObject({ measured: 1, disputed: 1, extended: 1, mean: { value: 0.3, interval: null, n: 1 } })
})

test('a reviewer who cannot decide hands the task to the arbiter, with a reason, where there is one', async () => {
  const reviewed: Workflow = { annotate: { party: null, overlap: 1, extend: null }, review: { party: null, percent: 100 }, arbitrate: { party: null, below: 0.9 }, client: null }
  const dispute = async (workflow: Workflow, comment?: string) => {
    const batch = await open(workflow)
    await readSpan(readers[0]!, project, batch, [2, 4])
    const review = (await claimOf(reviewer, project, batch, 'review'))!, { annotations: [only] } = await workOf(reviewer, review)
    const { status, body } = await reviewer.send('POST', `/api/v1/assignments/${review.id}/verdict`, { annotation: only!.id, revision: only!.revision, verdict: 'dispute', ...(comment && { comment }) })
    return { batch, heard: [status, (body as { state?: string, error?: { code: string } }).state ?? (body as { error: { code: string } }).error.code] }
  }
  expect((await dispute({ ...reviewed, arbitrate: null }, 'why')).heard).toEqual([409, 'inspection.no-arbiter'])
  expect((await dispute(reviewed)).heard).toEqual([422, 'inspection.dispute-needs-reason'])
  const { batch, heard } = await dispute(reviewed, '规范没有说')
  expect(heard).toEqual([200, 'disputed'])
  const held = (await claimOf(arbiter, project, batch, 'arbitrate'))!
  expect((await need<{ reviews: { comment: string }[] }>(arbiter, 'GET', `/api/v1/assignments/${held.id}/reviews`)).reviews.map(r => r.comment)).toEqual(['规范没有说'])
  expect(await rule(held.id, { verdict: 'redo', reason: 'r' })).toEqual([200, 'taken'])
})

test('a sampling review looks at the tasks drawn when the batch opened, the others stand at once; the draw can be repeated once the batch is accepted', async () => {
  const batch = await open({ annotate: { party: null, overlap: 1, extend: null }, review: { party: null, percent: 30 }, arbitrate: null, client: null })
  const before = (await batchOf(batch)).reviewDraw
  expect(before).toMatchObject({ seed: null, salt: null })
  for (let n = 0; n < texts.length; n++) await readSpan(readers[0]!, project, batch, [0, 2])
  expect((await batchOf(batch)).counts).toEqual({ approved: 3, submitted: 2 })
  for (let n = 0; n < 2; n++) {
    const review = (await claimOf(reviewer, project, batch, 'review'))!, { annotations: [only] } = await workOf(reviewer, review)
    await need(reviewer, 'POST', `/api/v1/assignments/${review.id}/verdict`, { annotation: only!.id, revision: only!.revision, verdict: 'accept' })
  }
  expect((await batchOf(batch)).state).toBe('submitted')
  const { reviewDraw } = await need<BatchView>(boss, 'POST', `/api/v1/batches/${batch}/acceptance`)
  expect(reviewDraw!.commitment).toBe(before!.commitment)
  expect(keepsCommitment(before!.commitment, reviewDraw!.seed!, reviewDraw!.salt!, sha256)).toBe(true)
})

test('a rejected lot is in rework while its bad items are done again, and is handed in by itself under a new commitment', async () => {
  const batch = await open({ annotate: { party: null, overlap: 1, extend: null }, review: null, arbitrate: null, client: null }, { plan: { level: 'II', aql: '1.0' } })
  for (let n = 0; n < texts.length; n++) await readSpan(readers[0]!, project, batch, [0, 2])
  const supervisor = await product.member(boss.organisation, ['supervisor']), inspections = async () => (await need<{ inspections: { id: string, round: number, state: string }[] }>(boss, 'GET', `/api/v1/batches/${batch}/inspections`)).inspections
  const { id } = (await inspections())[0]!
  await need(supervisor, 'POST', `/api/v1/inspections/${id}/sample`)
  const { items } = await need<{ items: { task: TaskId }[] }>(supervisor, 'GET', `/api/v1/inspections/${id}/sample`)
  for (const [i, { task }] of items.entries()) await need(supervisor, 'POST', `/api/v1/inspections/${id}/items/${task}`, i < 2 ? { conforms: false, defects: [{ code: 'offset', severity: 'major' }] } : { conforms: true })
  await need(supervisor, 'POST', `/api/v1/inspections/${id}/result`)
  expect((await batchOf(batch)).state).toBe('rework')
  expect((await inspections()).map(i => i.state)).toEqual(['rejected', 'committed'])
  for (let n = 0; n < 2; n++) await submitSpan(readers[0]!, (await claimOf(readers[0]!, project, batch, 'annotate'))!, [2, 4])
  expect((await batchOf(batch)).state).toBe('submitted')
})

test('a workflow is saved under a name, version by version, and what somebody else saved in between is not overwritten', async () => {
  const save = async (base: number, workflow = three): Promise<readonly unknown[]> => {
    const { status, body } = await boss.send('POST', `/api/v1/projects/${project}/workflows`, { name: '三人读片', base, workflow }), said = body as { version?: number, error?: { code: string } }
    return [status, said.version ?? said.error?.code]
  }
  expect([await save(0), await save(0), await save(1, { ...three, arbitrate: { party: null, below: 0.8 } })]).toEqual([[201, 1], [409, 'production.workflow-moved'], [201, 2]])
  expect(await save(2, { ...three, arbitrate: null })).toEqual([422, 'production.workflow-broken'])
  const { workflows } = await need<{ workflows: object[] }>(boss, 'GET', `/api/v1/projects/${project}/workflows`)
  expect(workflows).toMatchObject([{ name: '三人读片', version: 2, workflow: { arbitrate: { below: 0.8 } } }])
  expect(await need(boss, 'GET', `/api/v1/projects/${project}/workflow?name=${encodeURIComponent('三人读片')}&version=1`)).toMatchObject({ version: 1, workflow: { arbitrate: { below: 0.9 } } })
})

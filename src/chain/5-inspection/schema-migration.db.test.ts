import { afterAll, beforeAll, expect, test } from 'vitest'
import type { InlineProduct, Person } from '../../../test/harness/run-inline.ts'
import { need, startTextBatch } from '../../../test/harness/text-batch.ts'
import { newId } from '../../kernel/ids.ts'
import type { PlannedView, SchemaView } from '../../workspace/project/contract.ts'
import type { AssignmentView, BatchView } from '../3-production/contract.ts'
import type { AnnotationView, WorkView } from '../4-annotation/contract.ts'

let product: InlineProduct, boss: Person, annotator: Person, project: string, batch: string, first: string
const classes = { list: 'classes' } as const
const schema = (): string => `/api/v1/projects/${project}/schema`
const plan = (base: number, steps: object[], preview = false): Promise<PlannedView> => need(boss, 'POST', `${schema()}/migrations${preview ? '/preview' : ''}`, { base, steps })
const work = (assignment: string): Promise<WorkView> => need(annotator, 'GET', `/api/v1/assignments/${assignment}/work`)
const claim = async (): Promise<string> => (await need<AssignmentView>(annotator, 'POST', '/api/v1/assignments', { project, batch, step: 'annotate' })).id
const put = async (assignment: string, shape: object, schemaVersion: number): Promise<number> => {
  const { annotations: [mine] } = await work(assignment)
  const reply = await need<{ revision: number, refused: unknown[] }>(annotator, 'POST', `/api/v1/assignments/${assignment}/revisions`, { changeId: newId(), base: mine!.revision, schemaVersion, operations: [{ op: 'put', shape }] })
  expect(reply.refused).toEqual([])
  return reply.revision
}
const submit = (assignment: string, revision: number) => annotator.send('POST', `/api/v1/assignments/${assignment}/submission`, { changeId: newId(), revision })
const place = (id: string, of: string | null) => ({ id, kind: 'span', version: 1, class: of, question: null, slot: 'text', attributes: {}, origin: 'human', z: 0, payload: { fragments: [[1, 3]], text: '贵阳' } })
const shapes = [newId(), newId()]

/** Two texts, annotated without review under version 1; the batch of two is handed in when both are done. */
beforeAll(async () => {
  ({ product, boss, project, batch } = await startTextBatch(['去贵阳。', '在贵阳停了三天，然后往北走。'], { review: 'none' }))
  annotator = await product.member(boss.organisation, ['executor'])
  first = await claim()
  expect((await submit(first, await put(first, place(shapes[0]!, 'place'), 1))).status).toBe(200)
}, 120_000)
afterAll(() => product.stop())

test('a preview counts per step what stands by the state of the tasks and saves nothing', async () => {
  const second = await claim()
  await put(second, place(shapes[1]!, 'place'), 1)
  const { version, effects, document } = await plan(1, [
    { step: 'rename', at: classes, id: 'place', text: { en: 'Location' } }, { step: 'split', at: classes, from: 'place', into: [{ id: 'town', name: { en: 'Town' } }, { id: 'river', name: { en: 'River' } }] },
  ], true)
  expect([version, document.classes.map(c => c.id), document.retired]).toEqual([2, ['town', 'river'], [{ list: 'classes', id: 'place', name: { en: 'Location' }, into: ['town', 'river'], since: 2 }]])
  const counts = { shapes: 2, annotations: 2, releases: 0, tasks: { approved: 1, taken: 1 } }
  expect(effects).toEqual([{ step: 0, needsPerson: false, ...counts }, { step: 1, needsPerson: true, ...counts }])
  expect(await need<SchemaView>(boss, 'GET', schema())).toMatchObject({ version: 1, migration: null })
  expect(await boss.send('POST', `${schema()}/migrations/preview`, { base: 1, steps: [{ step: 'retire', at: classes, id: 'tram', to: null }] }))
    .toMatchObject({ status: 422, body: { error: { code: 'project.migration-broken', parameters: { step: 1, reason: 'unknown', id: 'tram' }, place: { field: 'steps[0].id' } } } })
})

test('a split moves the batch to its version, sends what stands back to its author and reads what was written before without a class; a page opened before is read forward too', async () => {
  await plan(1, [{ step: 'split', at: classes, from: 'place', into: [{ id: 'town', name: { en: 'Town' } }, { id: 'river', name: { en: 'River' } }] }])
  expect(await need<BatchView>(boss, 'GET', `/api/v1/batches/${batch}`)).toMatchObject({ schemaVersion: 2, state: 'open', counts: { taken: 2 } })
  const { reviews } = await need<{ reviews: { shapes: number, version: number }[] }>(boss, 'GET', `${schema()}/reviews`)
  expect(reviews.map(r => [r.version, r.shapes])).toEqual([[2, 1], [2, 1]])
  const { assignments } = await need<{ assignments: AssignmentView[] }>(annotator, 'GET', '/api/v1/assignments')
  expect(assignments.map(a => [a.id === first, a.state])).toEqual([[true, 'returned'], [false, 'held']])
  await need(annotator, 'POST', `/api/v1/assignments/${first}/lease`)
  const opened = await work(first)
  expect(opened).toMatchObject({ schema: { version: 2 }, annotations: [{ revision: 1, shapes: [{ id: shapes[0], class: null }], forwarded: [{ was: { class: 'place' }, is: { class: null }, choices: ['town', 'river'] }] }] })
  expect(await submit(first, 1)).toMatchObject({ status: 422, body: { error: { code: 'annotation.incomplete', causes: [{ code: 'annotation.no-class' }] } } })
  // Saved by a page that still shows version 1: stored as version 2 reads it.
  const old = await put(first, { ...place(shapes[0]!, 'place'), z: 4 }, 1)
  expect((await work(first)).annotations[0]).toMatchObject({ shapes: [{ class: null, z: 4 }] })
  expect(old).toBe(2)
})

test('the stored revision stays as it was written, the new choice is submitted under the new version and ends the waiting', async () => {
  const revision = await put(first, place(shapes[0]!, 'town'), 2)
  expect((await submit(first, revision)).status).toBe(200)
  const { annotations: [annotation] } = await need<{ annotations: AnnotationView[] }>(boss, 'GET', `/api/v1/tasks/${(await work(first)).task.id}/annotations`)
  const { revisions } = await need<{ revisions: { operations: { shape: { class: string } }[] }[] }>(boss, 'GET', `/api/v1/annotations/${annotation!.id}/revisions`)
  expect(revisions.map(r => r.operations[0]!.shape.class)).toEqual(['place', null, 'town'])
  expect((await need<{ reviews: unknown[] }>(boss, 'GET', `${schema()}/reviews`)).reviews).toHaveLength(1)
})

test('a migration is taken back only while nothing needs what it made; then its retired ids live again and nobody waits', async () => {
  expect(await boss.send('POST', `${schema()}/migrations/undo`, { base: 2 })).toMatchObject({ status: 409, body: { error: { code: 'project.undo-loses', parameters: { shapes: 1, tasks: 1, version: 2 } } } })
  await plan(2, [{ step: 'merge', at: classes, from: ['river'], into: 'town' }])
  expect((await need<BatchView>(boss, 'GET', `/api/v1/batches/${batch}`)).schemaVersion).toBe(2)
  expect(await need<SchemaView>(boss, 'POST', `${schema()}/migrations/undo`, { base: 3 })).toMatchObject({ version: 4, migration: { undoes: 3 }, document: { classes: [{ id: 'town' }, { id: 'river' }] } })
  expect(await boss.send('POST', `${schema()}/migrations/undo`, { base: 4 })).toMatchObject({ status: 409, body: { error: { code: 'project.nothing-to-undo' } } })
})

test('a coordinator moves a batch to the newest version by hand, once; an edit keeps what is retired and gives no retired id to something else', async () => {
  const { version } = await need<BatchView>(boss, 'GET', `/api/v1/batches/${batch}`)
  expect(await need(boss, 'POST', `/api/v1/batches/${batch}/schema`, { version })).toMatchObject({ schemaVersion: 4, version: version + 1 })
  expect(await boss.send('POST', `/api/v1/batches/${batch}/schema`, { version })).toMatchObject({ status: 409, body: { error: { code: 'production.changed-meanwhile' } } })
  expect(await boss.send('POST', `/api/v1/batches/${batch}/schema`, { version: version + 1 })).toMatchObject({ status: 409, body: { error: { code: 'production.schema-newest' } } })
  const { document } = await need<SchemaView>(boss, 'GET', schema()), taken = { ...document.classes[0]!, id: 'place' }
  expect(await boss.send('POST', schema(), { base: 4, document: { ...document, retired: [], classes: [...document.classes, taken] } })).toMatchObject({ status: 409, body: { error: { code: 'project.id-retired', parameters: { id: 'place' } } } })
  expect(await need<SchemaView>(boss, 'POST', schema(), { base: 4, document: { classes: document.classes, questions: [] } })).toMatchObject({ version: 5, migration: null, document: { retired: [{ id: 'place' }] } })
})

import { afterAll, beforeAll, expect, test } from 'vitest'
import type { InlineProduct, Person } from '../../../test/harness/run-inline.ts'
import { need, startTextBatch } from '../../../test/harness/text-batch.ts'
import { claimNext, spanAt, workOf } from '../../../test/harness/text-work.ts'
import { newId } from '../../kernel/ids.ts'
import type { PlannedView, SchemaView } from '../../workspace/project/contract.ts'

let product: InlineProduct, boss: Person, annotator: Person, project: string, batch: string, held: string
const relations = { list: 'relations' } as const, [a, b, tie] = [newId(), newId(), newId()]
const schema = (): string => `/api/v1/projects/${project}/schema`
const plan = (base: number, steps: object[], preview = false): Promise<PlannedView> => need(boss, 'POST', `${schema()}/migrations${preview ? '/preview' : ''}`, { base, steps })
const type = (id: string) => ({ id, name: { en: id }, from: ['place'], to: ['place'] })
const tied = (of: string, id = tie!) => ({ ...spanAt(0, '贵阳', id), kind: 'relation', class: of, payload: { from: a, to: b } })
const save = async (operations: object[], schemaVersion: number) => {
  const { annotations: [mine] } = await workOf(annotator, held)
  return need<{ revision: number, refused: { code: string }[] }>(annotator, 'POST', `/api/v1/assignments/${held}/revisions`, { changeId: newId(), base: mine!.revision, schemaVersion, operations })
}
const submit = async () => annotator.send('POST', `/api/v1/assignments/${held}/submission`, { changeId: newId(), revision: (await workOf(annotator, held)).annotations[0]!.revision })

beforeAll(async () => {
  ({ product, boss, project, batch } = await startTextBatch(['贵阳在贵州。'], { review: 'none' }))
  annotator = await product.member(boss.organisation, ['executor'])
  const { document } = await need<SchemaView>(boss, 'GET', schema())
  // A type of the same id as the class: neither is taken for the other.
  await need(boss, 'POST', schema(), { base: 1, document: { ...document, relations: [type('in'), type('within'), type('place')] } })
  const { version } = await need<{ version: number }>(boss, 'GET', `/api/v1/batches/${batch}`)
  await need(boss, 'POST', `/api/v1/batches/${batch}/schema`, { version })
  held = (await claimNext(annotator, { project, batch })).id
  expect((await save([spanAt(0, '贵阳', a), spanAt(3, '贵州', b), tied('in')].map(shape => ({ op: 'put', shape })), 2)).refused).toEqual([])
  expect((await submit()).status).toBe(200)
}, 120_000)
afterAll(() => product.stop())

test('a preview counts relations and classes apart, whatever their ids; a merge carries ties over and nobody is asked', async () => {
  const steps = [{ step: 'merge', at: relations, from: ['in'], into: 'within' }, { step: 'retire', at: relations, id: 'place', to: 'within' }, { step: 'rename', at: { list: 'classes' }, id: 'place', text: { en: 'Where' } }]
  const { effects } = await plan(2, steps, true)
  expect(effects.map(e => [e.needsPerson, e.shapes, e.tasks])).toEqual([[false, 1, { approved: 1 }], [false, 0, {}], [false, 2, { approved: 1 }]])
  await plan(2, steps)
  expect((await need<{ reviews: unknown[] }>(boss, 'GET', `${schema()}/reviews`)).reviews).toEqual([])
  const { version } = await need<{ version: number }>(boss, 'GET', `/api/v1/batches/${batch}`)
  await need(boss, 'POST', `/api/v1/batches/${batch}/schema`, { version })
  expect((await workOf(annotator, held)).annotations[0]).toMatchObject({ forwarded: [{ was: { class: 'in' }, is: { class: 'within' }, choices: null }] })
  expect(await need<SchemaView>(boss, 'POST', `${schema()}/migrations/undo`, { base: 3 })).toMatchObject({ version: 4, document: { relations: [{ id: 'in' }, { id: 'within' }, { id: 'place' }] } })
})

test('a type that is retired without a successor falls, its task goes back to its author, and the ends are free', async () => {
  const { effects } = await plan(4, [{ step: 'retire', at: relations, id: 'in', to: null }])
  expect(effects).toMatchObject([{ needsPerson: true, shapes: 1, tasks: { approved: 1 } }])
  expect((await need<{ reviews: object[] }>(boss, 'GET', `${schema()}/reviews`)).reviews).toMatchObject([{ version: 5, shapes: 1 }])
  await need(annotator, 'POST', `/api/v1/assignments/${held}/lease`)
  const { annotations: [opened] } = await workOf(annotator, held)
  expect(opened).toMatchObject({ shapes: [{ kind: 'span' }, { kind: 'span' }], forwarded: [{ was: { class: 'in' }, is: null, choices: [] }] })
  expect((await save([{ op: 'put', shape: tied('in', newId()) }], 5)).refused).toMatchObject([{ code: 'shape.unknown-relation' }])
  expect((await save([{ op: 'remove', id: b }], 5)).refused).toEqual([])
  expect((await submit()).status).toBe(200)
  expect((await need<{ reviews: unknown[] }>(boss, 'GET', `${schema()}/reviews`)).reviews).toEqual([])
})

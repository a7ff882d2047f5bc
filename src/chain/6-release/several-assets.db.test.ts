import sharp from 'sharp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { importFiles } from '../../../test/harness/example-project.ts'
import { startProduct, type InlineProduct, type Person } from '../../../test/harness/run-inline.ts'
import { newId } from '../../kernel/ids.ts'
import { importRun } from '../1-source/jobs.ts'
import { sourceRoutes } from '../1-source/routes.ts'
import { prepareRun } from '../2-preparation/jobs.ts'
import { preparationRoutes } from '../2-preparation/routes.ts'
import type { AssignmentView, BatchView } from '../3-production/contract.ts'
import type { GroupingView } from '../3-production/grouping/contract.ts'
import { productionRoutes } from '../3-production/routes.ts'
import type { WorkView } from '../4-annotation/contract.ts'
import { annotationRoutes } from '../4-annotation/routes.ts'
import type { InspectionItemView, InspectionView } from '../5-inspection/contract.ts'
import { inspectionRoutes } from '../5-inspection/routes.ts'
import { followProduction } from '../5-inspection/service.ts'
import type { ReleaseView } from './contract.ts'
import { releaseRun } from './jobs.ts'
import { releaseRoutes } from './routes.ts'
import { verifyRelease } from './verify.ts'

let product: InlineProduct, boss: Person, annotator: Person, reviewer: Person, inspector: Person, project: string, selection: string
const pairs = { by: 'stem', places: [{ slot: 'right', modality: 'image', ending: '_right' }, { slot: 'left', modality: 'image', ending: '_left' }] }
const documents = { by: 'stem', places: [{ slot: 'picture', modality: 'image', ending: '' }, { slot: 'caption', modality: 'text', ending: '' }] }

const need = async <T>(person: Person, method: 'GET' | 'POST', url: string, body?: unknown): Promise<T> => {
  const reply = await person.send(method, url, body)
  if (reply.status >= 300) throw new Error(`${method} ${url}: ${reply.status} ${JSON.stringify(reply.body)}`)
  return reply.body as T
}
const preview = (group: object): Promise<GroupingView> => need(boss, 'POST', `/api/v1/projects/${project}/task-preview`, { selection, group })

beforeAll(async () => {
  followProduction()
  product = await startProduct({ kinds: [importRun, prepareRun, releaseRun], endpoints: [...sourceRoutes, ...preparationRoutes, ...productionRoutes, ...annotationRoutes, ...inspectionRoutes, ...releaseRoutes] })
  boss = await product.founder('Ada')
  annotator = await product.member(boss.organisation, ['executor'])
  reviewer = await product.member(boss.organisation, ['reviewer'])
  inspector = await product.member(boss.organisation, ['requester'])
  const text = { en: 'text' }
  project = (await need<{ id: string }>(boss, 'POST', '/api/v1/projects', {
    name: 'Pairs', guideline: { goal: text, format: text, method: text, quality: text, rules: [{ class: null, kind: 'positive', text }, { class: null, kind: 'negative', text }] },
    schema: {
      classes: [{ id: 'car', name: { en: 'Car' }, colour: 1, kinds: ['box'], attributes: [] }, { id: 'place', name: { en: 'Place' }, colour: 2, kinds: ['span'], attributes: [] }],
      questions: [{ id: 'same', title: { en: 'Same?' }, kind: 'choice', options: [{ id: 'yes', name: { en: 'Yes' } }], required: true }],
      relations: [{ id: 'near', name: { en: 'Near' }, from: ['car'], to: ['car'] }],
    },
  })).id
  const picture = (red: number): Promise<Buffer> => sharp({ create: { width: 80, height: 60, channels: 3, background: { r: red, g: 250 - red, b: 90 } } }).png().toBuffer()
  const names = ['a_left.png', 'a_right.png', 'b_left.png', 'b_right.png', 'c_left.png', 'run/f1.png', 'run/f2.png', 'run/f10.png', 'doc.png']
  const files = Object.fromEntries(await Promise.all(names.map(async (name, i) => [name, await picture(i * 25)] as const)))
  const { dataset, run } = await importFiles(boss, project, { ...files, 'doc.txt': Buffer.from('我在贵阳。') })
  await product.engine.result(boss.organisation, run)
  const { operators } = await need<{ operators: { id: string, version: number, defaults: object }[] }>(boss, 'GET', '/api/v1/operators')
  const size = operators.find(o => o.id === 'image-size')!
  const recipe = await need<{ id: string }>(boss, 'POST', `/api/v1/projects/${project}/recipes`, { name: 'All', steps: [{ operator: size.id, version: size.version, parameters: { ...size.defaults, minWidth: 1, minHeight: 1 } }] })
  const preparation = (await need<{ run: string }>(boss, 'POST', `/api/v1/recipes/${recipe.id}/applications`, { dataset })).run
  await product.engine.result(boss.organisation, preparation)
  selection = (await need<{ id: string }>(boss, 'POST', `/api/v1/projects/${project}/selections`, { name: 'All', preparation, filter: { kept: true } })).id
})
afterAll(() => product.stop())

test('a preview says how many tasks a rule makes, what they look like, and why assets are left over', async () => {
  const paired = await preview(pairs)
  expect(paired).toMatchObject({ assets: 10, tasks: 2, sizes: [{ assets: 2, tasks: 2 }] })
  expect(paired.left.map(l => [l.reason, l.assets, l.examples.length])).toEqual([['no-place', 5, 3], ['incomplete', 1, 1]])
  expect(paired.examples[0]).toMatchObject({ key: 'a', places: [{ slot: 'right', name: 'a_right.png', modality: 'image' }, { slot: 'left', name: 'a_left.png', modality: 'image' }] })
  expect(await preview({ by: 'folder', modality: 'image', length: 4, step: 2 })).toMatchObject({ tasks: 2, left: [{ reason: 'no-place', assets: 1 }, { reason: 'stepped-over', assets: 4 }] })
  expect((await preview({ by: 'none' })).tasks).toBe(10)
})

test('a rule that cannot hold is refused by the place where it does not, and one that makes no task says so', async () => {
  const refused = async (group: object): Promise<[number, string, string | undefined]> => {
    const reply = await boss.send('POST', `/api/v1/projects/${project}/batches`, { name: 'x', selection, group }), { error: { code, place } } = reply.body as { error: { code: string, place?: { field?: string } } }
    return [reply.status, code, place?.field]
  }
  const [right, left] = pairs.places
  expect(await refused({ by: 'stem', places: [right, { ...left, slot: 'right' }] })).toEqual([422, 'production.group-broken', 'group.places.1.slot'])
  expect(await refused({ by: 'stem', places: [right, { ...left, modality: 'smell' }] })).toEqual([422, 'production.group-broken', 'group.places.1.modality'])
  expect(await refused({ by: 'fact', key: 'scene', modality: 'image', length: 5 })).toEqual([422, 'production.nothing-grouped', 'group'])
  expect((await refused({ by: 'stem', places: [right] }))[0]).toBeGreaterThanOrEqual(400)
})

const shapeIn = (slot: string, isText = false) => ({ id: newId(), kind: isText ? 'span' : 'box', version: 1, class: isText ? 'place' : 'car', question: null as string | null, slot, attributes: {}, origin: 'human', z: 0, payload: isText ? { fragments: [[2, 4]], text: '贵阳' } : { x: 4, y: 6, w: 20, h: 10 } as object })
const answer = (slot: string) => ({ ...shapeIn(slot), kind: 'choice', class: 'yes', question: 'same', payload: { negative: false } })

/** One shape in every place and the answer in the last; a relation from one place to another is refused; claimed, annotated, reviewed. */
const work = async (batch: string): Promise<WorkView> => {
  const { id } = await need<AssignmentView>(annotator, 'POST', '/api/v1/assignments', { project, batch, step: 'annotate' })
  const view = await need<WorkView>(annotator, 'GET', `/api/v1/assignments/${id}/work`), shapes = [...view.assets.map(a => shapeIn(a.slot, a.modality === 'text')), answer(view.assets.at(-1)!.slot)]
  const wrong = [shapeIn('nowhere'), ...view.assets.flatMap(a => (a.modality === 'text' ? [shapeIn(a.slot)] : [shapeIn(a.slot, true)]))]
  const saved = await need<{ applied: string[], refused: { code: string }[] }>(annotator, 'POST', `/api/v1/assignments/${id}/revisions`, { changeId: newId(), base: 0, schemaVersion: view.schema.version, operations: [...shapes, ...wrong].map(shape => ({ op: 'put', shape })) })
  expect([saved.applied.length, saved.refused.map(r => r.code)]).toEqual([shapes.length, ['shape.unknown-slot', ...view.assets.map(() => 'shape.wrong-slot')]])
  const [one, other] = shapes.filter(s => s.kind === 'box')
  if (one && other && one.slot !== other.slot) {
    const across = { ...one, id: newId(), kind: 'relation', class: 'near', payload: { from: one.id, to: other.id } }
    const put = (shape: object) => need(annotator, 'POST', `/api/v1/assignments/${id}/revisions`, { changeId: newId(), base: 1, schemaVersion: view.schema.version, operations: [{ op: 'put', shape }] })
    expect(await put(across)).toMatchObject({ revision: 1, applied: [], refused: [{ index: 0, code: 'shape.wrong-slot', field: 'payload' }] })
  }
  await need(annotator, 'POST', `/api/v1/assignments/${id}/submission`, { changeId: newId(), revision: 1 })
  const review = await need<AssignmentView>(reviewer, 'POST', '/api/v1/assignments', { project, batch, step: 'review' }), judged = await need<WorkView>(reviewer, 'GET', `/api/v1/assignments/${review.id}/work`), [only] = judged.annotations
  expect([judged.assets.map(a => a.slot), only!.shapes.map(s => s.slot).sort()]).toEqual([view.assets.map(a => a.slot), shapes.map(s => s.slot).sort()])
  await need(reviewer, 'POST', `/api/v1/assignments/${review.id}/verdict`, { annotation: only!.id, revision: only!.submitted, verdict: 'accept' })
  return view
}

/** Annotates everything, and inspects the lot in full. @returns the work views in the order of the tasks */
const produce = async (name: string, group: object): Promise<{ batch: BatchView, views: WorkView[] }> => {
  const batch = await need<BatchView>(boss, 'POST', `/api/v1/projects/${project}/batches`, { name, selection, group, plan: { level: 'III', aql: '4.0' }, open: true }), views: WorkView[] = []
  for (let i = 0; i < batch.tasks; i++) views.push(await work(batch.id))
  const { inspections: [inspection] } = await need<{ inspections: InspectionView[] }>(inspector, 'GET', `/api/v1/batches/${batch.id}/inspections`)
  await need(inspector, 'POST', `/api/v1/inspections/${inspection!.id}/sample`)
  const { items } = await need<{ items: InspectionItemView[] }>(inspector, 'GET', `/api/v1/inspections/${inspection!.id}/sample`)
  for (const item of items) {
    expect(item.assets.length).toBe(views[0]!.assets.length)
    await need(inspector, 'POST', `/api/v1/inspections/${inspection!.id}/items/${item.task}`, { conforms: true })
  }
  await need(inspector, 'POST', `/api/v1/inspections/${inspection!.id}/result`)
  return { batch, views }
}

interface Line { item: string, split: string, shapes: { kind: string, group: string | null }[], extra: { task?: { id: string, slot: string, position: number, of: number } } }
const linesOf = async (id: string): Promise<Line[]> => {
  const zip = (await boss.send('GET', `/api/v1/releases/${id}/exports/feedstock-jsonl`)).bytes, at = zip.indexOf('items.jsonl') + 'items.jsonl'.length
  return zip.subarray(at, zip.indexOf(Buffer.from([0x50, 0x4b, 3, 4]), at)).toString('utf8').split('\n').filter(line => line.startsWith('{')).map(line => JSON.parse(line))
}

const released = async (name: string, batches: readonly BatchView[]): Promise<string> => {
  const { release, run } = await need<{ release: string, run: string }>(boss, 'POST', `/api/v1/projects/${project}/releases`, {
    name, batches: batches.map(b => b.id), formats: ['coco-instances', 'yolo'], splits: [{ name: 'train', percent: 50 }, { name: 'test', percent: 50 }], seed: 'one',
  })
  await product.engine.result(boss.organisation, run)
  return release
}

test('pairs, an image with its text and a sequence go through the chain, and the release has every shape on its own asset, a task on one side', async () => {
  const paired = await produce('Pairs', pairs), captioned = await produce('Captions', documents), sequence = await produce('Runs', { by: 'folder', modality: 'image', length: 3 })
  expect(paired.views.map(v => v.assets.map(a => [a.slot, a.name]))).toEqual([[['right', 'a_right.png'], ['left', 'a_left.png']], [['right', 'b_right.png'], ['left', 'b_left.png']]])
  expect(captioned.views.map(v => v.assets.map(a => [a.slot, a.modality]))).toEqual([[['picture', 'image'], ['caption', 'text']]])
  expect(sequence.views.map(v => v.assets.map(a => a.name))).toContainEqual(['run/f1.png', 'run/f2.png', 'run/f10.png'])

  const release = await released('Pairs', [paired.batch, captioned.batch])
  const view = await need<ReleaseView>(boss, 'GET', `/api/v1/releases/${release}`), lines = await linesOf(release), bytes = (await boss.send('GET', `/api/v1/releases/${release}/archive`)).bytes
  const tasks = Map.groupBy(lines, l => l.extra.task!.id)
  expect([view.items, lines.length, tasks.size]).toEqual([6, 6, 3])
  for (const of of tasks.values()) {
    expect(new Set(of.map(l => l.split)).size).toBe(1)
    expect(of.map(l => [l.extra.task!.position, l.extra.task!.of])).toEqual([[0, 2], [1, 2]])
    // One drawn shape each; the answer is about the task and goes with its first asset.
    expect(of.map(l => l.shapes.map(s => s.kind).sort().join())).toEqual(['box,choice', of[1]!.item === 'doc.txt' ? 'span' : 'box'])
  }
  expect(lines.map(l => [l.item, l.extra.task!.slot]).sort(([a], [b]) => (a! < b! ? -1 : 1))).toEqual([['a_left.png', 'left'], ['a_right.png', 'right'], ['b_left.png', 'left'], ['b_right.png', 'right'], ['doc.png', 'picture'], ['doc.txt', 'caption']])
  const coco = (await boss.send('GET', `/api/v1/releases/${release}/exports/coco-instances`)).bytes.toString('utf8')
  const drawn = [...coco.matchAll(/"image_id":/g)].length
  expect([drawn, view.counts!.shapes]).toEqual([5, 9])
  const { good, findings, manifest } = await verifyRelease({ size: bytes.length, read: async (at, length) => bytes.subarray(at, Math.max(at, Math.min(at + length, bytes.length))) })
  expect([good, findings, manifest!.splits!.leaks]).toEqual([true, [], 0])
  expect(manifest!.items.map(i => i.slot)).toEqual(lines.map(l => l.extra.task!.slot))

  const frames = await linesOf(await released('Runs', [sequence.batch])), runs = [...Map.groupBy(frames, l => l.extra.task!.id).values()]
  expect(runs.map(of => of.map(l => l.extra.task!.slot).join())).toEqual(runs.map(() => 'frame-001,frame-002,frame-003'))
  expect(runs.map(of => of.map(l => l.item))).toContainEqual(['run/f1.png', 'run/f2.png', 'run/f10.png'])
  expect(runs.map(of => [new Set(of.map(l => l.split)).size, of.map(l => l.shapes.length)])).toEqual(runs.map(() => [1, [2, 1, 1]]))
})

test('a pair of which one asset was withdrawn is not in the next release', async () => {
  const { items: assets } = await need<{ items: { asset: string, name: string }[] }>(boss, 'GET', `/api/v1/selections/${selection}`), batches = (await need<{ batches: BatchView[] }>(boss, 'GET', `/api/v1/projects/${project}/batches`)).batches
  await need(boss, 'POST', `/api/v1/projects/${project}/withdrawals`, { assets: [assets.find(a => a.name === 'a_left.png')!.asset], reason: 'asked by the person shown' })
  expect((await linesOf(await released('After', batches.filter(b => b.name === 'Pairs')))).map(l => l.item)).toEqual(['b_right.png', 'b_left.png'])
})

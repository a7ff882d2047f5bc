import { createPublicKey, verify } from 'node:crypto'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { importFiles } from '../../../test/harness/example-project.ts'
import { startProduct, type InlineProduct, type Person } from '../../../test/harness/run-inline.ts'
import { newId, type ReleaseId } from '../../kernel/ids.ts'
import { canonical, sha256 } from '../../workspace/blobs/service.ts'
import { inScope } from '../../workspace/database/connect.ts'
import type { Work } from '../../workspace/runs/service.ts'
import { importRun } from '../1-source/jobs.ts'
import { sourceRoutes } from '../1-source/routes.ts'
import { prepareRun } from '../2-preparation/jobs.ts'
import { preparationRoutes } from '../2-preparation/routes.ts'
import type { AssignmentView } from '../3-production/contract.ts'
import { productionRoutes } from '../3-production/routes.ts'
import type { WorkView } from '../4-annotation/contract.ts'
import { annotationRoutes } from '../4-annotation/routes.ts'
import { inspectionRoutes } from '../5-inspection/routes.ts'
import { followProduction } from '../5-inspection/service.ts'
import type { EvidenceView, FormatView, ReleaseView } from './contract.ts'
import { releaseRun } from './jobs.ts'
import { releaseRoutes } from './routes.ts'
import { fingerprintOf } from './signer.ts'
import { verifyRelease, type RandomAccess } from './verify.ts'

let product: InlineProduct, boss: Person, annotator: Person, reviewer: Person, auditor: Person, project: string, selection: string, accepted: string
const formats = ['coco-instances', 'conll2003', 'csv', 'feedstock-jsonl', 'hf-imagefolder', 'label-studio', 'pascal-voc', 'tc609-02', 'yolo']

const need = async <T>(person: Person, method: 'GET' | 'POST', url: string, body?: unknown): Promise<T> => {
  const reply = await person.send(method, url, body)
  if (reply.status >= 300) throw new Error(`${method} ${url}: ${reply.status} ${JSON.stringify(reply.body)}`)
  return reply.body as T
}
const over = (bytes: Buffer): RandomAccess => ({ size: bytes.length, read: async (at, length) => bytes.subarray(at, Math.max(at, Math.min(at + length, bytes.length))) })

const picture = (red: number): Promise<Buffer> => sharp({ create: { width: 80, height: 60, channels: 3, background: { r: red, g: 40, b: 90 } } }).png().toBuffer()

/** One box on a picture, one span on a text; the word stands behind a character of two UTF-16 units. */
const draw = (work: WorkView) => {
  const { modality, slot } = work.assets[0]!, image = modality === 'image'
  return {
    op: 'put', shape: {
      id: newId(), kind: image ? 'box' : 'span', version: 1, class: image ? 'car' : 'place', question: null, slot, attributes: {}, origin: 'human', z: 0,
      payload: image ? { x: 4.5, y: 6, w: 20, h: 10.25 } : { fragments: [[2, 4]], text: '贵阳' },
    },
  }
}
const annotate = async (batch: string): Promise<void> => {
  const assignment = await need<AssignmentView>(annotator, 'POST', '/api/v1/assignments', { project, batch, step: 'annotate' })
  const work = await need<WorkView>(annotator, 'GET', `/api/v1/assignments/${assignment.id}/work`)
  await need(annotator, 'POST', `/api/v1/assignments/${assignment.id}/revisions`, { changeId: newId(), base: 0, schemaVersion: work.schema.version, operations: [draw(work)] })
  await need(annotator, 'POST', `/api/v1/assignments/${assignment.id}/submission`, { changeId: newId(), revision: 1 })
}
const review = async (batch: string): Promise<void> => {
  const assignment = await need<AssignmentView>(reviewer, 'POST', '/api/v1/assignments', { project, batch, step: 'review' })
  const { annotations: [only] } = await need<WorkView>(reviewer, 'GET', `/api/v1/assignments/${assignment.id}/work`)
  await need(reviewer, 'POST', `/api/v1/assignments/${assignment.id}/verdict`, { annotation: only!.id, revision: only!.submitted, verdict: 'accept' })
}

beforeAll(async () => {
  followProduction()
  product = await startProduct({ kinds: [importRun, prepareRun, releaseRun], endpoints: [...sourceRoutes, ...preparationRoutes, ...productionRoutes, ...annotationRoutes, ...inspectionRoutes, ...releaseRoutes] })
  boss = await product.founder('Ada')
  annotator = await product.member(boss.organisation, ['executor'])
  reviewer = await product.member(boss.organisation, ['reviewer'])
  auditor = await product.member(boss.organisation, ['auditor'])
  const text = { en: 'text' }
  project = (await need<{ id: string }>(boss, 'POST', '/api/v1/projects', {
    name: 'Streets', guideline: { goal: text, format: text, method: text, quality: text, rules: [{ class: null, kind: 'positive', text }, { class: null, kind: 'negative', text }] },
    schema: { questions: [], classes: [{ id: 'car', name: { en: 'Car', 'zh-Hans': '汽车' }, colour: 1, kinds: ['box'], attributes: [] }, { id: 'place', name: { en: 'Place', 'zh-Hans': '地点' }, colour: 2, kinds: ['span'], attributes: [] }] },
  })).id
  const { dataset, run } = await importFiles(boss, project, { 'a.png': await picture(10), 'b.png': await picture(200), 'tiny.png': await sharp(await picture(90)).resize(8, 6).png().toBuffer(), 'c.txt': Buffer.from('🚗去贵阳。'), 'd.txt': Buffer.from('我在贵阳。') })
  await product.engine.result(boss.organisation, run)
  const { operators } = await need<{ operators: { id: string, version: number, defaults: object }[] }>(boss, 'GET', '/api/v1/operators')
  const step = (id: string, parameters: object = {}) => { const { version, defaults } = operators.find(o => o.id === id)!; return { operator: id, version, parameters: { ...defaults, ...parameters } } }
  const recipe = await need<{ id: string }>(boss, 'POST', `/api/v1/projects/${project}/recipes`, { name: 'All', steps: [step('image-size', { minWidth: 20, minHeight: 20 }), step('text-language')] })
  const preparation = (await need<{ run: string }>(boss, 'POST', `/api/v1/recipes/${recipe.id}/applications`, { dataset })).run
  await product.engine.result(boss.organisation, preparation)
  selection = (await need<{ id: string }>(boss, 'POST', `/api/v1/projects/${project}/selections`, { name: 'All', preparation, filter: { kept: true } })).id
  accepted = (await need<{ id: string }>(boss, 'POST', `/api/v1/projects/${project}/batches`, { name: 'One', selection, open: true })).id
  for (let i = 0; i < 4; i++) { await annotate(accepted); await review(accepted) }
  await need(boss, 'POST', `/api/v1/batches/${accepted}/acceptance`)
})
afterAll(() => product.stop())

const release = async (name: string, extra: object = {}): Promise<ReleaseView> => {
  const started = await need<{ release: string, run: string }>(boss, 'POST', `/api/v1/projects/${project}/releases`, { name, batches: [accepted], formats, seed: 'one', ...extra })
  // A release is found from its run and the other way round.
  expect(started.run).toBe(started.release)
  await product.engine.result(boss.organisation, started.run)
  return need<ReleaseView>(boss, 'GET', `/api/v1/releases/${started.release}`)
}
const archiveOf = async (id: string, person = boss): Promise<Buffer> => (await person.send('GET', `/api/v1/releases/${id}/archive`)).bytes

test('a batch that is not accepted is refused by its number and state, and leaves no release behind', async () => {
  const open = await need<{ id: string, display: string }>(boss, 'POST', `/api/v1/projects/${project}/batches`, { name: 'Open', selection, open: true })
  const refused = await boss.send('POST', `/api/v1/projects/${project}/releases`, { name: 'Early', batches: [open.id] })
  expect([refused.status, refused.body]).toMatchObject([409, { error: { code: 'release.batch-not-accepted', parameters: { batch: open.display, state: 'open' }, place: { field: 'batches' } } }])
  expect(await need(boss, 'GET', `/api/v1/projects/${project}/releases`)).toEqual({ releases: [] })
})

test('an accepted batch becomes a release whose archive verifies offline, agrees with its exports and names what each format lost', async () => {
  const view = await release('First', { language: 'en', media: true }), bytes = await archiveOf(view.id)
  expect(view).toMatchObject({ state: 'ready', items: 4, counts: { items: 4, shapes: 4, byClass: { Car: 2, Place: 2 } }, archive: { sha256: sha256(bytes), size: bytes.length } })
  expect(view.exports.map(e => [e.format, e.items, e.annotations])).toEqual(formats.map(f => [f, 4, 4]))
  expect(view.exports.find(e => e.format === 'feedstock-jsonl')!.losses).toEqual([])
  expect(view.exports.find(e => e.format === 'coco-instances')!.losses.reduce((n, l) => n + l.count, 0)).toBeGreaterThan(0)
  const { good, findings, manifest } = await verifyRelease(over(bytes))
  expect([good, findings]).toEqual([true, []])
  const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: view.signature!.publicKey }, format: 'jwk' })
  expect(verify(null, Buffer.from(canonical(manifest)), key, Buffer.from(view.signature!.value, 'base64url'))).toBe(true)
  expect(manifest!.files.map(f => f.path).filter(p => p.startsWith('assets/'))).toEqual(['assets/a.png', 'assets/b.png', 'assets/c.txt', 'assets/d.txt'])
  expect(manifest!.evidence).toMatchObject([{ unreviewed: false, uninspected: true, overlap: 1, verdicts: { accept: 4 }, corrections: 0, preparation: { version: 1, kept: 4, dropped: 1 } }])
  expect(manifest!.evidence).toMatchObject([{ preparation: { operators: [
    { step: 0, operator: 'image-size', kept: 4, dropped: 1, changed: 0, classified: 0, failed: 0, overruled: 0 }, { step: 1, operator: 'text-language', kept: 2, dropped: 0, changed: 0, classified: 2, failed: 0, overruled: 0 },
  ] } }])
  const said = JSON.stringify(manifest!.evidence)
  const people = await inScope(product.engine.services.db, { organisation: boss.organisation }, tx => tx.selectFrom('membership').select(['id', 'account']).execute())
  for (const p of people) expect([said.includes(p.id), said.includes(p.account)]).toEqual([false, false])
  const lines = await linesOf(view.id)
  expect(lines.map(l => [l.item, l.shapes[0].kind, l.shapes[0].label, l.text])).toEqual([['a.png', 'box', 'Car', null], ['b.png', 'box', 'Car', null], ['c.txt', 'span', 'Place', '🚗去贵阳。'], ['d.txt', 'span', 'Place', '我在贵阳。']])
})

test('the manifest is served as it stands in the archive, with what each format was given and lost, and its evidence is told without it', async () => {
  const view = await release('Told'), bytes = await archiveOf(view.id), reply = await boss.send('GET', `/api/v1/releases/${view.id}/manifest`)
  const at = bytes.indexOf(reply.bytes)
  expect([reply.status, reply.headers['content-type'], at]).toEqual([200, 'application/json', 30 + 'manifest.json'.length])
  const { manifest, signature } = JSON.parse(reply.bytes.toString('utf8'))
  expect(signature).toMatchObject({ publicKey: view.signature!.publicKey, value: view.signature!.value })
  expect(manifest.exports).toEqual(view.exports.map(({ format, files, items, annotations, losses }) => ({ format, files, items, annotations, losses })))
  expect(view.signature!.fingerprint).toBe(fingerprintOf(view.signature!.publicKey))
  const { batches } = await need<{ batches: EvidenceView[] }>(auditor, 'GET', `/api/v1/releases/${view.id}/evidence`)
  expect(batches).toEqual(manifest.evidence)
  expect(batches[0]!.people.map(p => p.steps).toSorted((a, b) => Object.keys(a)[0]!.localeCompare(Object.keys(b)[0]!))).toEqual([{ annotate: 4 }, { review: 4 }])
  for (const part of ['manifest', 'evidence']) expect((await annotator.send('GET', `/api/v1/releases/${view.id}/${part}`)).status).toBe(403)
})

test('the formats are listed with what they hold and whether they can be written', async () => {
  const { formats: found } = await need<{ formats: FormatView[] }>(boss, 'GET', '/api/v1/formats')
  expect(found.filter(f => f.writes).map(f => f.id).sort()).toEqual(formats)
  expect(found.find(f => f.id === 'coco-instances')).toMatchObject({ title: { en: 'COCO instances' }, modalities: ['image'], reads: true, writes: true })
  expect(found.flatMap(f => f.shapes).find(s => s.id === 'box')!.title['zh-Hans']).toBeTruthy()
})

test('a class that newer schema versions renamed is in every export, under one name, in the language that names them all', async () => {
  const name = (zh: string, en: string) => ({ 'zh-Hans': zh, en }), { version, document } = await need<{ version: number, document: { classes: { id: string }[], questions: unknown[] } }>(boss, 'GET', `/api/v1/projects/${project}/schema`)
  const bus = { id: 'bus', name: { en: 'Bus' }, colour: 3, kinds: ['box'], attributes: [] }
  await need(boss, 'POST', `/api/v1/projects/${project}/schema`, { base: version, document: { classes: [bus, ...document.classes.map(c => c.id === 'car' ? { ...c, name: name('机动车', 'Motor car') } : c)], questions: [] } })
  const view = await release('After the schema moved on')
  // The batch was made under the first version: what came later does not touch it.
  expect([view.spec.language, view.counts!.byClass]).toEqual(['en', { Car: 2, Place: 2 }])
  const zip = (await boss.send('GET', `/api/v1/releases/${view.id}/exports/coco-instances`)).bytes.toString('utf8')
  const categories = [...zip.matchAll(/"categories":(\[[^\]]*\])/g)].map(m => JSON.parse(m[1]!) as { name: string }[])
  expect(categories.length).toBeGreaterThan(0)
  for (const list of categories) expect(list.map(c => c.name)).toEqual(['Car', 'Place'])
})

/** The native export, read back out of its own ZIP (its entries are stored as they are). */
const linesOf = async (id: string): Promise<{ item: string, text: string | null, shapes: { kind: string, label: string }[] & { 0: { kind: string, label: string } } }[]> => {
  const zip = (await boss.send('GET', `/api/v1/releases/${id}/exports/feedstock-jsonl`)).bytes, at = zip.indexOf('items.jsonl') + 'items.jsonl'.length
  return zip.subarray(at, zip.indexOf(Buffer.from([0x50, 0x4b, 3, 4]), at)).toString('utf8').split('\n').filter(line => line.startsWith('{')).map(line => JSON.parse(line))
}

test('building the same release again from the same rows gives the same bytes', async () => {
  const view = await release('Again'), { services } = product.engine, { organisation } = boss
  const work = { run: newId(), organisation, spec: { release: view.id }, services, signal: AbortSignal.timeout(60_000), read: look => inScope(services.db, { organisation }, look) } as Work<{ release: string }>
  const [exporting, packing] = releaseRun.stages, written = []
  for (const format of formats) written.push((await exporting!.work(work as never, format)).output)
  const { output } = await packing!.work(work as never, written)
  expect(output).toMatchObject({ archive: view.archive })
})

test('a range of an archive is answered in part under its hash, and a release of another organisation does not exist', async () => {
  const view = await release('Ranged'), whole = await archiveOf(view.id), url = `/api/v1/releases/${view.id as ReleaseId}/archive`
  const part = await auditor.send('GET', url, undefined, { range: 'bytes=10-19' })
  expect([part.status, part.headers['content-range'], part.headers['etag'], part.bytes]).toEqual([206, `bytes 10-19/${whole.length}`, `"${sha256(whole)}"`, whole.subarray(10, 20)])
  const stranger = await product.founder('Eve')
  expect([(await stranger.send('GET', url)).status, (await stranger.send('GET', `/api/v1/releases/${view.id}`)).status]).toEqual([404, 404])
  expect((await annotator.send('GET', url)).status).toBe(403)
})

import sharp from 'sharp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { importFiles } from '../../../test/harness/example-project.ts'
import { enterAsParty } from '../../../test/harness/parties.ts'
import { startTextBatch, need, type TextBatch } from '../../../test/harness/text-batch.ts'
import type { GuidelineView } from '../../workspace/project/contract.ts'
import { pictureLimit } from '../../workspace/project/examples/model.ts'
import type { GuidelineDocument } from '../../workspace/project/model.ts'
import { followExamples } from './examples.ts'

let world: TextBatch, assets: string[], version = 1
const text = { en: 'text' }, url = (): string => `/api/v1/projects/${world.project}/guideline`
const showing = (...shown: GuidelineDocument['rules'][number]['shown'][]): GuidelineDocument => ({
  goal: text, format: text, method: text, quality: text,
  rules: [{ class: null, kind: 'positive', text }, { class: null, kind: 'negative', text }, ...shown.map(s => ({ class: 'place', kind: 'positive' as const, text, reason: { en: 'the whole name' }, shown: s }))],
})
const save = async (document: GuidelineDocument) => {
  const reply = await world.boss.send('POST', url(), { base: version, document, material: false })
  if (reply.status === 201) version++
  return reply
}
beforeAll(async () => {
  followExamples()
  world = await startTextBatch(['贵阳市在贵州省。', 'The second text lies elsewhere.'])
  const { datasets } = await need<{ datasets: { id: string }[] }>(world.boss, 'GET', `/api/v1/projects/${world.project}/datasets`)
  assets = (await need<{ assets: { id: string }[] }>(world.boss, 'GET', `/api/v1/datasets/${datasets[0]!.id}/assets`)).assets.map(a => a.id)
}, 120_000)
afterAll(() => world.product.stop())

test('an example shows a part of an asset of the project; another asset, an empty part and a picture that nobody sent are refused with the place', async () => {
  const refused = async (shown: GuidelineDocument['rules'][number]['shown']) => (await save(showing(shown))).body
  const refusal = (reason: string) => ({ error: { code: 'project.example-broken', parameters: { rule: 3, reason }, place: { field: 'document.rules[2].shown' } } })
  expect(await refused({ asset: '01890000-0000-7000-8000-000000000001' })).toMatchObject(refusal('asset'))
  expect(await refused({ asset: assets[0]!, span: { from: 3, to: 3 } })).toMatchObject(refusal('part'))
  expect(await refused({ picture: 'a'.repeat(64) })).toMatchObject(refusal('picture'))
  expect(await save(showing({ asset: assets[0]!, span: { from: 0, to: 3 } }))).toMatchObject({ status: 201, body: { withdrawn: [], document: { rules: { 2: { shown: { asset: assets[0], span: { from: 0, to: 3 } }, reason: { en: 'the whole name' } } } } } })
})

test('a picture is uploaded once, told by its bytes and given to whoever reads the project; what is no picture or too large is refused', async () => {
  const bytes = await sharp({ create: { width: 8, height: 8, channels: 3, background: '#abc' } }).png().toBuffer(), pictures = `${url()}/pictures`
  const stored = await world.boss.send('PUT', pictures, bytes)
  expect([stored.status, stored.body]).toMatchObject([201, { mediaType: 'image/png', size: bytes.length }])
  const { picture } = stored.body as { picture: string }
  expect((await world.boss.send('PUT', pictures, bytes)).body).toEqual(stored.body)
  expect((await save(showing({ picture }))).status).toBe(201)
  const reader = await world.product.member(world.boss.organisation, ['executor']), read = await reader.send('GET', `${pictures}/${picture}`)
  expect([read.status, read.headers['content-type'], read.headers['content-security-policy'], read.bytes.equals(bytes)]).toEqual([200, 'image/png', expect.stringContaining('sandbox'), true])
  expect((await reader.send('PUT', pictures, bytes)).status).toBe(403)
  expect(await world.boss.send('PUT', pictures, Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'))).toMatchObject({ status: 415, body: { error: { code: 'project.picture-kind' } } })
  expect(await world.boss.send('PUT', pictures, Buffer.alloc(pictureLimit + 1))).toMatchObject({ status: 413, body: { error: { code: 'project.picture-too-large' } } })
  expect((await reader.send('GET', `${pictures}/${'b'.repeat(64)}`)).status).toBe(404)
  const stranger = await world.product.founder('Foreign')
  expect((await stranger.send('GET', `${pictures}/${picture}`)).status).toBe(404)
})

test('a guest is given examples of assets in its sight and uploaded pictures, and no others', async () => {
  const { run, dataset } = await importFiles(world.boss, world.project, { 'apart.txt': Buffer.from('No task is about this one.') })
  await world.product.engine.result(world.boss.organisation, run)
  const [apart] = (await need<{ assets: { id: string }[] }>(world.boss, 'GET', `/api/v1/datasets/${dataset}/assets`)).assets
  const { picture } = (await world.boss.send('PUT', `${url()}/pictures`, Buffer.from('89504e470d0a1a0a', 'hex'))).body as { picture: string }
  const document = showing({ asset: assets[0]! }, { asset: apart!.id }, { picture })
  expect((await save(document)).status).toBe(201)
  const { guest } = await enterAsParty(world.product, world.boss, world.project, { kind: 'supplier', steps: ['annotate'], batches: [world.batch] }, ['executor'])
  const seen = document.rules.toSpliced(3, 1)
  expect((await need<GuidelineView>(guest, 'GET', url())).document.rules).toEqual(seen)
  expect((await need<GuidelineView>(world.boss, 'GET', url())).document.rules).toEqual(document.rules)
})

test('a withdrawn asset is named as withdrawn; the example may stay while a word is corrected, and no new one is made of it', async () => {
  expect((await save(showing({ asset: assets[1]! }))).status).toBe(201)
  expect((await world.boss.send('POST', `/api/v1/projects/${world.project}/withdrawals`, { assets: [assets[1]], reason: 'asked for' })).status).toBe(201)
  expect(await need<GuidelineView>(world.boss, 'GET', url())).toMatchObject({ withdrawn: [assets[1]] })
  expect((await world.boss.send('GET', `/api/v1/assets/${assets[1]}/text`)).status).toBe(410)
  expect((await save({ ...showing({ asset: assets[1]! }), goal: { en: 'another word' } })).status).toBe(201)
  expect((await save(showing())).status).toBe(201)
  expect(await save(showing({ asset: assets[1]! }))).toMatchObject({ status: 422, body: { error: { code: 'project.example-broken' } } })
})

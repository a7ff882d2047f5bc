import { DeleteObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3'
import pg from 'pg'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { makeProject } from '../../../../test/harness/example-project.ts'
import { isLacking, outsideServers } from '../../../../test/harness/outside.ts'
import { startProduct, type InlineProduct, type Person } from '../../../../test/harness/run-inline.ts'
import { startS3Server, type S3Server } from '../../../../test/harness/s3-server.ts'
import { inScope, connect } from '../../../workspace/database/connect.ts'
import { sha256 } from '../../../workspace/blobs/service.ts'
import { startDue } from '../../../workspace/runs/schedule/service.ts'
import { preparationRoutes } from '../../2-preparation/routes.ts'
import { prepareRun } from '../../2-preparation/jobs.ts'
import { importRun } from '../jobs.ts'
import { sourceRoutes } from '../routes.ts'
import { bucketOf } from './connect.ts'
import { syncRun } from './jobs.ts'
import { listObjects } from './list-objects.ts'
import { findConnection, findSource } from './repository.ts'

interface Asset { id: string, name: string, sha256: string, size: number, thumbnail: boolean }
interface Source { id: string, objects: Record<string, number>, listedAfter: string | null, isSyncing: boolean, run: string, every: string | null, nextAt: string | null }
interface Reported { id: string, key: string, asset: string, state: string, foundSize: number | null }

describe.skipIf(isLacking(outsideServers.s3))('objects of a bucket outside', () => {
  let s3: S3Server, owner: pg.Client, product: InlineProduct, ada: Person, project: string, connection: string, number = 0
  beforeAll(async () => {
    s3 = await startS3Server()
    await s3.bucket('raw')
    product = await startProduct({ kinds: [importRun, syncRun, prepareRun], endpoints: [...sourceRoutes, ...preparationRoutes] })
    owner = new pg.Client(product.database.ownerUrl)
    await owner.connect()
    ada = await product.founder('Ada')
    project = await makeProject(ada)
    connection = await connected('raw')
  }, 120_000)
  afterAll(async () => {
    await owner.end()
    await product.stop()
    await s3.stop()
  })

  const asked = async <T>(method: 'GET' | 'POST' | 'PATCH' | 'DELETE', url: string, body: unknown, status: number): Promise<T> => {
    const reply = await ada.send(method, url, body)
    expect([reply.status, reply.body], url).toEqual([status, expect.anything()])
    return reply.body
  }
  const access = (bucket: string, change: object = {}) => ({ name: `C${number++}`, endpoint: s3.access.endpoint, region: s3.access.region, bucket, prefix: '', pathStyle: true, accessKey: s3.access.accessKeyId, secret: s3.access.secretAccessKey, ...change })
  const connected = async (bucket: string, change: object = {}): Promise<string> => (await asked<{ id: string }>('POST', `/api/v1/projects/${project}/storage-connections`, access(bucket, change), 201)).id
  const put = (Key: string, Body: Uint8Array | string) => s3.client.send(new PutObjectCommand({ Bucket: 'raw', Key, Body }))
  const remove = (Key: string) => s3.client.send(new DeleteObjectCommand({ Bucket: 'raw', Key }))
  const picture = (red: number): Promise<Buffer> => sharp({ create: { width: 90, height: 60, channels: 3, background: { r: red, g: 9, b: 200 } } }).png().toBuffer()
  const provenance = { kind: 'open', licence: 'CC0-1.0', source: 'https://example.org' }
  const linked = async (prefix: string, more: object = {}): Promise<{ dataset: string, source: Source, result: object }> => {
    const dataset = (await asked<{ id: string }>('POST', `/api/v1/projects/${project}/datasets`, { name: `D${number++}` }, 201)).id
    const source = await asked<Source>('POST', `/api/v1/datasets/${dataset}/linked-sources`, { connection, prefix, provenance, ...more }, 201)
    return { dataset, source, result: await product.engine.result(ada.organisation, source.run) as object }
  }
  const synced = async (source: string): Promise<object> => await product.engine.result(ada.organisation, (await asked<{ run: string }>('POST', `/api/v1/linked-sources/${source}/syncs`, undefined, 202)).run) as object
  const assetsOf = async (dataset: string): Promise<Asset[]> => (await asked<{ assets: Asset[] }>('GET', `/api/v1/datasets/${dataset}/assets?limit=1000`, undefined, 200)).assets
  const sourceOf = async (dataset: string): Promise<Source> => (await asked<{ sources: Source[] }>('GET', `/api/v1/datasets/${dataset}/linked-sources`, undefined, 200)).sources[0]!
  const reported = async (source: string, state: string): Promise<Reported[]> => (await asked<{ objects: Reported[] }>('GET', `/api/v1/linked-sources/${source}/objects?state=${state}`, undefined, 200)).objects
  const content = (asset: string, headers: Record<string, string> = {}) => ada.send('GET', `/api/v1/assets/${asset}/content`, undefined, headers)

  test('a prefix becomes assets whose facts are measured and whose bytes stay outside; what is no asset is named, and reading takes ranges', async () => {
    const [one, text] = [await picture(1), Buffer.from('外面的文本')]
    for (const [key, bytes] of [['a/one.png', one], ['a/sub/two.txt', text], ['a/pack.zip', 'PK'], ['a/.DS_Store', 'x'], ['a/empty/', ''], ['b/other.png', one]] as const) await put(key, bytes)
    const { dataset, result } = await linked('a/')
    expect(result).toEqual({ files: 5, assets: 2, existing: 0, unchanged: 0, restored: 0, changed: 0, missing: 0, skipped: 2, failed: 1, resumed: false })
    const assets = await assetsOf(dataset)
    expect(assets.map(a => [a.name, a.sha256, a.size, a.thumbnail])).toEqual([['one.png', sha256(one), one.length, true], ['sub/two.txt', sha256(text), text.length, false]])
    expect((await content(assets[0]!.id)).bytes.equals(one)).toBe(true)
    const part = await content(assets[0]!.id, { range: 'bytes=10-29' })
    expect([part.status, part.headers['content-range'], part.bytes.equals(one.subarray(10, 30))]).toEqual([206, `bytes 10-29/${one.length}`, true])
    expect((await sharp((await ada.send('GET', `/api/v1/assets/${assets[0]!.id}/thumbnail`)).bytes).metadata()).format).toBeDefined()
    expect((await asked<{ text: string }>('GET', `/api/v1/assets/${assets[1]!.id}/text`, undefined, 200)).text).toBe('外面的文本')
    // The store here has the thumbnail and not the picture.
    const { rows } = await owner.query<{ sha256: string }>('select sha256 from feedstock.blob where sha256 = any($1)', [assets.map(a => a.sha256)])
    expect(rows).toEqual([])
  }, 60_000)

  test('an object that changed outside is refused to every reader, marked, reported, and taken as a new asset only when somebody says so', async () => {
    const [old, fresh] = [await picture(10), await picture(20)]
    await put('c/x.png', old)
    await put('c/y.png', await picture(11))
    const { dataset, source } = await linked('c/'), [asset] = await assetsOf(dataset)
    await put('c/x.png', fresh)
    for (const range of ['', 'bytes=0-9']) expect(await content(asset!.id, range === '' ? {} : { range })).toMatchObject({ status: 410, body: { error: { code: 'storage.changed', parameters: { key: 'c/x.png' } } } })
    expect((await sourceOf(dataset)).objects).toEqual({ linked: 1, changed: 1 })
    // A recipe that has to read the bytes says which asset failed and why; the other one goes through.
    const recipe = (await asked<{ id: string }>('POST', `/api/v1/projects/${project}/recipes`, { name: `R${number++}`, steps: [{ operator: 'image-blur', version: 1, parameters: { minSharpness: 20 } }] }, 201)).id
    const { run } = await asked<{ run: string }>('POST', `/api/v1/recipes/${recipe}/applications`, { dataset }, 202)
    await product.engine.result(ada.organisation, run)
    const { rows: verdicts } = await owner.query<{ outcome: string, reason: string | null }>('select outcome, reason from feedstock.verdict where preparation = $1 order by asset', [run])
    expect(verdicts[0]).toEqual({ outcome: 'failed', reason: 'storage.changed' })
    expect(verdicts[1]!.outcome).not.toBe('failed')
    expect(await synced(source.id)).toMatchObject({ assets: 0, unchanged: 1, changed: 1 })
    expect(await synced(source.id)).toMatchObject({ assets: 0, unchanged: 1, changed: 0 })
    expect(await reported(source.id, 'changed')).toMatchObject([{ key: 'c/x.png', asset: asset!.id, foundSize: fresh.length }])
    const taken = await asked<{ run: string, taken: number }>('POST', `/api/v1/linked-sources/${source.id}/new-versions`, {}, 202)
    expect([taken.taken, await product.engine.result(ada.organisation, taken.run)]).toMatchObject([1, { assets: 1 }])
    const now = (await assetsOf(dataset)).filter(a => a.name === 'x.png')
    expect(now.map(a => a.sha256)).toEqual([sha256(old), sha256(fresh)])
    expect((await content(now[1]!.id)).bytes.equals(fresh)).toBe(true)
    expect((await content(asset!.id)).status).toBe(410)
    expect((await sourceOf(dataset)).objects).toEqual({ linked: 2, replaced: 1 })
  }, 90_000)

  test('an object that vanished is missing until it is restored; the same bytes under another ETag are not a change', async () => {
    const bytes = await picture(30)
    await put('d/x.png', bytes)
    const { dataset, source } = await linked('d/'), [asset] = await assetsOf(dataset)
    await remove('d/x.png')
    expect(await content(asset!.id)).toMatchObject({ status: 410, body: { error: { code: 'storage.missing' } } })
    expect(await synced(source.id)).toMatchObject({ missing: 1, assets: 0 })
    expect(await reported(source.id, 'missing')).toMatchObject([{ key: 'd/x.png', asset: asset!.id }])
    await put('d/x.png', bytes)
    expect((await content(asset!.id)).bytes.equals(bytes)).toBe(true)
    expect(await synced(source.id)).toMatchObject({ missing: 0, restored: 1 })
    await owner.query(`update feedstock.linked_object set etag = '"other"' where source = $1`, [source.id])
    expect(await synced(source.id)).toMatchObject({ assets: 0, changed: 0, unchanged: 1 })
    expect((await content(asset!.id)).status).toBe(200)
    expect((await sourceOf(dataset)).objects).toEqual({ linked: 1 })
  }, 90_000)

  test('a listing that was broken off goes on after the last page that was written down, and nothing is lost or counted twice', async () => {
    for (let i = 0; i < 7; i++) await put(`e/${i}.txt`, `text ${i}`)
    const { dataset, source } = await linked('e/')
    for (let i = 7; i < 10; i++) await put(`e/${i}.txt`, `text ${i}`)
    await remove('e/2.txt')
    const { services } = product.engine, { organisation } = ada, stop = new AbortController()
    const { stored, from } = await inScope(services.db, { organisation }, async tx => ({ stored: (await findSource(tx, source.id))!, from: (await findConnection(tx, connection))! }))
    const bucket = bucketOf(services, from)
    // The worker dies after its second page of three.
    let pages = 0
    const dying = { ...bucket, list: async (...of: Parameters<typeof bucket.list>) => { if (pages++ === 2) stop.abort(new Error('killed')); stop.signal.throwIfAborted(); return bucket.list(...of) } }
    await expect(listObjects({ organisation, services, signal: stop.signal } as never, dying, stored, 3)).rejects.toThrow('killed')
    expect((await sourceOf(dataset)).listedAfter).toBe('e/6.txt')
    expect(await synced(source.id)).toMatchObject({ files: 9, assets: 3, unchanged: 6, missing: 1, resumed: true })
    expect((await sourceOf(dataset))).toMatchObject({ listedAfter: null, objects: { linked: 9, missing: 1 } })
    expect(await assetsOf(dataset)).toHaveLength(10)
  }, 90_000)

  test('a schedule begins a sync when it is due, once for all workers, never beside one under way, and stops when whoever made it is gone', async () => {
    await put('f/1.txt', 'one')
    const { dataset, source } = await linked('f/', { every: 'hour' }), { services } = product.engine, { db: scheduler } = connect(product.database.schedulerUrl, 1)
    try {
      const due = (): Promise<unknown> => owner.query(`update run.schedule set next_at = now() - interval '1 minute' where id = $1`, [source.id])
      expect(await startDue(services, scheduler)).toEqual([])
      await put('f/2.txt', 'two')
      await due()
      const begun = (await Promise.all([startDue(services, scheduler), startDue(services, scheduler)])).flat()
      expect(begun).toHaveLength(1)
      expect(await product.engine.result(ada.organisation, begun[0]!)).toMatchObject({ assets: 1, unchanged: 1 })
      const after = await sourceOf(dataset)
      expect([after.every, Date.parse(after.nextAt!) > Date.now() + 3_500_000, after.run]).toEqual(['hour', true, begun[0]])
      const twice = await Promise.all([1, 2].map(() => ada.send('POST', `/api/v1/linked-sources/${source.id}/syncs`)))
      expect(twice.map(r => r.status).sort((a, b) => a - b)).toEqual([202, 409])
      // Somebody who links and is disabled: nothing goes on in their name.
      const cora = await product.member(ada.organisation, ['coordinator']), mine = (await cora.send('POST', `/api/v1/datasets/${dataset}/linked-sources`, { connection, prefix: 'f', provenance, every: 'day' })).body as Source
      await product.engine.result(ada.organisation, mine.run)
      const { people } = await asked<{ people: { membership: string, roles: string[] }[] }>('GET', '/api/v1/people', undefined, 200)
      await asked('PATCH', `/api/v1/people/${people.find(p => p.roles.join() === 'coordinator')!.membership}`, { state: 'disabled' }, 200)
      await owner.query(`update run.schedule set next_at = now() - interval '1 minute' where id = $1`, [mine.id])
      expect(await startDue(services, scheduler)).toEqual([])
      const { sources } = await asked<{ sources: Source[] }>('GET', `/api/v1/datasets/${dataset}/linked-sources`, undefined, 200)
      expect(sources.find(s => s.id === mine.id)).toMatchObject({ every: null, nextAt: null })
    } finally { await scheduler.destroy() }
  }, 90_000)

  test('a connection never shows its secret; its test counts objects or says what is wrong, and a sync that is refused says the same', async () => {
    const shown = await ada.send('GET', `/api/v1/projects/${project}/storage-connections`)
    expect(JSON.stringify(shown.body)).not.toContain(s3.access.secretAccessKey)
    expect((await owner.query<{ secret: string }>('select secret from feedstock.storage_connection')).rows.some(r => r.secret.includes(s3.access.secretAccessKey))).toBe(false)
    const tested = async (id: string) => (await ada.send('POST', `/api/v1/storage-connections/${id}/tests`)).body as { objects?: number, error?: { code: string } }
    await put('g/1.txt', 'one')
    expect(await tested(await connected('raw', { prefix: 'g/' }))).toEqual({ objects: 1, more: false })
    const bad: readonly [string, object, string][] = [
      ['raw', { secret: 'wrong' }, 'storage.denied'], ['no-such-bucket', {}, 'storage.no-such-bucket'], ['raw', { endpoint: 'http://127.0.0.1:1' }, 'storage.unreachable'],
    ]
    for (const [bucket, change, code] of bad) expect((await tested(await connected(bucket, change))).error?.code, code).toBe(code)
    const refused = async (endpoint: string) => ((await ada.send('POST', `/api/v1/projects/${project}/storage-connections`, access('raw', { endpoint }))).body as { error: { code: string } }).error.code
    expect(await Promise.all(['http://10.0.0.1', 'https://169.254.169.254', 'https://[::1]:9000', 'https://localhost', 'http://example.org', 'ftp://example.org', 'https://example.org/x'].map(refused))).toEqual([
      'storage.private-address', 'storage.private-address', 'storage.private-address', 'storage.private-address', 'storage.plain-http', 'storage.bad-endpoint', 'storage.bad-endpoint'])
    // The key is taken away after the link: the run fails with the reason, the sync after the new key goes through.
    const { source } = await linked('g/')
    await asked('PATCH', `/api/v1/storage-connections/${connection}`, { key: { accessKey: s3.access.accessKeyId, secret: 'revoked' } }, 200)
    await expect(synced(source.id)).rejects.toThrow('storage.denied')
    await asked('PATCH', `/api/v1/storage-connections/${connection}`, { key: { accessKey: s3.access.accessKeyId, secret: s3.access.secretAccessKey } }, 200)
    expect(await synced(source.id)).toMatchObject({ unchanged: 1 })
    expect((await ada.send('DELETE', `/api/v1/storage-connections/${connection}`)).body).toMatchObject({ error: { code: 'storage.in-use' } })
  }, 90_000)
})

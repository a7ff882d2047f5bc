import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { makeProject } from '../../../../test/harness/example-project.ts'
import { startProduct, type InlineProduct, type Person } from '../../../../test/harness/run-inline.ts'
import { sha256 } from '../../../workspace/blobs/service.ts'
import { inScope } from '../../../workspace/database/connect.ts'
import { makeTar } from '../fixtures/tar.ts'
import { importRun } from '../jobs.ts'
import { sourceRoutesWith } from '../routes.ts'
import { tarBundle } from '../web/tar-bundle.ts'

const limit = 40 * 1024 * 1024, partSize = 8 * 1024 * 1024
let product: InlineProduct, ada: Person, project: string
beforeAll(async () => {
  product = await startProduct({ kinds: [importRun], endpoints: sourceRoutesWith({ uploadLimit: limit }) })
  ada = await product.founder('Ada')
  project = await makeProject(ada)
})
afterAll(() => product.stop())

const makeDataset = async (): Promise<string> => ((await ada.send('POST', `/api/v1/projects/${project}/datasets`, { name: `Set ${Math.random()}` })).body as { id: string }).id
interface Waiting { name: string, sha256: string, size: number, modified: number | null }
const waiting = async (dataset: string): Promise<Waiting[]> => ((await ada.send('GET', `/api/v1/datasets/${dataset}/uploads`)).body as { uploads: Waiting[] }).uploads
interface Session { id: string, received: number, upload: string | null }
const open = async (dataset: string, file: object): Promise<Session> => (await ada.send('POST', `/api/v1/datasets/${dataset}/upload-sessions`, file)).body as Session
const put = (session: Session, offset: number, bytes: Uint8Array) => ada.send('PUT', `/api/v1/upload-sessions/${session.id}?offset=${offset}`, bytes)

test('a large file goes up in pieces, goes on where it stood after a break, and becomes one upload with its bytes and its time', async () => {
  const dataset = await makeDataset(), bytes = randomBytes(2 * partSize + 5), file = { name: 'film/a.bin', size: bytes.length, modified: 1_700_000_000_123 }
  const session = await open(dataset, file)
  expect(session).toMatchObject({ received: 0, upload: null, partSize })
  expect((await put(session, 0, bytes.subarray(0, partSize))).body).toMatchObject({ received: partSize, upload: null })
  // The page was closed: the same file is asked for again, and the server says where it stands.
  expect(await open(dataset, file)).toMatchObject({ id: session.id, received: partSize })
  expect((await put(session, 0, bytes.subarray(0, partSize))).body).toMatchObject({ error: { code: 'source.wrong-offset', parameters: { received: partSize } } })
  await put(session, partSize, bytes.subarray(partSize, 2 * partSize))
  const done = await put(session, 2 * partSize, bytes.subarray(2 * partSize))
  expect(done.body).toMatchObject({ received: bytes.length, upload: expect.any(String) })
  expect(await waiting(dataset)).toEqual([{ id: (done.body as Session).upload, name: 'film/a.bin', sha256: sha256(bytes), size: bytes.length, modified: file.modified }])
  // Whoever did not hear the answer asks again.
  expect((await put(session, bytes.length, Buffer.alloc(0))).body).toEqual(done.body)
  expect((await ada.send('GET', `/api/v1/upload-sessions/${session.id}`)).body).toEqual(done.body)
  // The file was changed since: it is another one.
  expect((await open(dataset, { ...file, modified: 1 })).id).not.toBe(session.id)
})

test('a piece over its limit, a file over the limit and a name that leaves its folder are refused; an empty file is a file', async () => {
  const dataset = await makeDataset()
  const session = await open(dataset, { name: 'a', size: 2 * partSize })
  expect((await put(session, 0, Buffer.alloc(partSize + 1))).body).toMatchObject({ error: { code: 'source.upload-too-large' } })
  expect(await open(dataset, { name: 'b', size: limit + 1 })).toMatchObject({ error: { code: 'source.upload-too-large' } })
  expect(await open(dataset, { name: '../b', size: 1 })).toMatchObject({ error: { code: 'source.bad-name' } })
  expect((await put(await open(dataset, { name: 'none', size: 0 }), 0, Buffer.alloc(0))).body).toMatchObject({ upload: expect.any(String) })
  expect(await waiting(dataset)).toMatchObject([{ name: 'none', size: 0 }])
})

test('an upload that nobody went on with for seven days is given up: the same file begins anew', async () => {
  const dataset = await makeDataset(), file = { name: 'old', size: 10 }, session = await open(dataset, file)
  await put(session, 0, Buffer.alloc(4))
  await inScope(product.engine.services.db, { organisation: ada.organisation }, tx => tx.updateTable('upload_session').set({ touched_at: new Date(Date.now() - 7.1 * 86_400_000) }).where('id', '=', session.id).execute())
  expect((await put(session, 4, Buffer.alloc(6))).body).toMatchObject({ error: { code: 'source.unknown-session' } })
  expect(await open(dataset, file)).toMatchObject({ received: 0 })
  expect((await ada.send('GET', `/api/v1/upload-sessions/${session.id}`)).status).toBe(404)
})

test('a bundle that the page writes brings a thousand small files in one request, with their paths and times; sent twice it changes nothing', async () => {
  const dataset = await makeDataset(), long = `${'很长的文件夹名/'.repeat(12)}诗.txt`
  const files = Array.from({ length: 1000 }, (_, i) => ({ path: i === 7 ? long : `f/${i}.txt`, modified: 1_700_000_000_000 + i, bytes: new Blob([`text ${i}`]) }))
  const bundle = Buffer.from(await new Blob(tarBundle(files.map(f => ({ path: f.path, modified: f.modified, file: f.bytes })))).arrayBuffer())
  const send = () => ada.send('PUT', `/api/v1/datasets/${dataset}/upload-bundles`, bundle)
  const first = await send()
  expect([first.status, (first.body as { uploads: [] }).uploads.length, (first.body as { refused: [] }).refused]).toEqual([201, 1000, []])
  expect((await send()).status).toBe(201)
  const there = new Map((await waiting(dataset)).map(u => [u.name, u]))
  expect(there.size).toBe(1000)
  expect(there.get(long)).toMatchObject({ sha256: sha256('text 7'), size: 6, modified: 1_700_000_000_007 })
})

test('what a bundle may not hold is refused by name, and one that is cut off keeps what came before', async () => {
  const dataset = await makeDataset(), one = { name: 'ok.txt', bytes: Buffer.from('fine') }
  const mixed = await ada.send('PUT', `/api/v1/datasets/${dataset}/upload-bundles`, makeTar([{ name: '../x', bytes: Buffer.from('x') }, { name: 'l', type: '2', bytes: Buffer.alloc(0), link: 'y' }, one]))
  expect((mixed.body as { refused: { code: string, place: { file: string } }[] }).refused.map(f => `${f.place.file} ${f.code}`)).toEqual(['../x source.bad-name', 'l archive.link'])
  const cut = makeTar([{ name: 'first.txt', bytes: Buffer.from('1') }, { name: 'second.txt', bytes: Buffer.alloc(2000) }])
  expect((await ada.send('PUT', `/api/v1/datasets/${dataset}/upload-bundles`, cut.subarray(0, 2000))).body).toMatchObject({ error: { code: 'archive.truncated', parameters: { offset: 2000, entry: 'second.txt' } } })
  expect((await waiting(dataset)).map(u => u.name).sort()).toEqual(['first.txt', 'ok.txt'])
})

test('a person gives up what they sent: nothing of theirs waits any more, and what somebody else sent stays', async () => {
  const dataset = await makeDataset(), bob = await product.member(ada.organisation, ['coordinator'])
  await bob.send('PUT', `/api/v1/datasets/${dataset}/uploads?name=bob.txt`, Buffer.from('b'))
  await ada.send('PUT', `/api/v1/datasets/${dataset}/uploads?name=ada.txt`, Buffer.from('a'))
  const session = await open(dataset, { name: 'big', size: 10 })
  await put(session, 0, Buffer.alloc(4))
  expect((await ada.send('DELETE', `/api/v1/datasets/${dataset}/uploads`)).body).toEqual({ discarded: 1 })
  expect((await waiting(dataset)).map(u => u.name)).toEqual(['bob.txt'])
  expect((await ada.send('GET', `/api/v1/upload-sessions/${session.id}`)).status).toBe(404)
})

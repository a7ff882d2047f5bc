import { randomBytes } from 'node:crypto'
import { get, type IncomingMessage } from 'node:http'
import { Readable } from 'node:stream'
import { setTimeout as sleep } from 'node:timers/promises'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startReleasedProject, type ReleasedProject } from '../../../test/harness/released-project.ts'

setFlagsFromString('--expose-gc')
const collect = runInNewContext('gc') as () => void, size = 300 * 2 ** 20
let made: ReleasedProject, release: string
beforeAll(async () => {
  made = await startReleasedProject()
  release = (await made.release('Large', [await made.batch([{ x: 1, class: 'car' }, { x: 2, class: 'car' }, { x: 3, class: 'bus' }])])).id
  // As large as its archive would be with real pictures: what is sent is a blob, whatever it holds.
  const piece = randomBytes(2 ** 20), pieces = Readable.from((function* () { for (let n = 0; n < size / piece.length; n++) yield piece })())
  const blob = await made.product.engine.services.blobs.put(made.boss.organisation, pieces), owner = new pg.Client(made.product.database.ownerUrl)
  await owner.connect()
  await owner.query(`update feedstock.release set manifest_sha256 = $2, counts = jsonb_set(counts, '{size}', to_jsonb($3::bigint)) where id = $1`, [release, blob.sha256, blob.size])
  await owner.end()
  await made.product.app.listen({ host: '127.0.0.1', port: 0 })
}, 120_000)
afterAll(async () => { await made.product.stop() }, 120_000)

test('A release of 300 MB reaches the client whole while the server holds a small part of it, and no more when the client rests.', async () => {
  const { port } = made.product.app.server.address() as { port: number }
  const reply = await new Promise<IncomingMessage>((resolve, reject) => {
    get({ host: '127.0.0.1', port, path: `/api/v1/releases/${release}/archive`, headers: { authorization: `Bearer ${made.boss.secret}`, 'x-feedstock-organisation': made.boss.organisation } }, resolve).once('error', reject)
  })
  expect([reply.statusCode, Number(reply.headers['content-length'])]).toEqual([200, size])
  // What is still held, not what waits to be collected. Array buffers are part of `external`.
  const used = (): number => { collect(); const { heapUsed, external } = process.memoryUsage(); return heapUsed + external }, before = used()
  let got = 0, most = 0
  // Nobody reads for a while: what the server goes on taking from the disk would pile up here.
  await sleep(500)
  most = used() - before
  for await (const piece of reply as AsyncIterable<Buffer>) {
    got += piece.length
    if (got % (32 * 2 ** 20) < piece.length) most = Math.max(most, used() - before)
  }
  expect(got).toBe(size)
  expect(most / 2 ** 20).toBeLessThan(64)
}, 120_000)

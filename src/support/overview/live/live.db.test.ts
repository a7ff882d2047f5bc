import type { FastifyInstance } from 'fastify'
import type { AddressInfo } from 'node:net'
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { makeProject } from '../../../../test/harness/example-project.ts'
import { startProduct, type InlineProduct, type Person } from '../../../../test/harness/run-inline.ts'
import { buildServer } from '../../../app/server/server.ts'
import { newId } from '../../../kernel/ids.ts'
import { accessRoutes } from '../../../workspace/access/routes.ts'
import { inScope } from '../../../workspace/database/connect.ts'
import { record, startWaking } from '../../../workspace/journal/service.ts'
import { createHub, mostPerAccount, type Hub } from './hub.ts'
import { liveRoutes } from './routes.ts'

let product: InlineProduct, hub: Hub, app: FastifyInstance, base: string, stopWaking: () => void
const reports: unknown[] = []
beforeAll(async () => {
  product = await startProduct({ kinds: [], endpoints: [] })
  const { services } = product.engine
  stopWaking = startWaking(services.db)
  hub = createHub(services, product.database.appUrl, error => { reports.push(error) })
  app = await buildServer({ services, endpoints: [...accessRoutes(null), ...liveRoutes(hub)], webRoot: null, logLevel: 'silent', version: 'test' })
  await app.listen({ host: '127.0.0.1', port: 0 })
  base = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`
})
afterAll(async () => {
  stopWaking()
  await hub.close()
  await app.close()
  await product.stop()
  expect(reports).toEqual([])
})

interface Heard { readonly id: number | null, readonly event: string, readonly data: { kind?: string, object?: string, verb?: string, project?: string | null } }
interface Ear { readonly status: number, readonly headers: Headers, readonly heard: Heard[], lastId(): number, closed: boolean, close(): void }
const ears: Ear[] = []
afterEach(() => { for (const ear of ears.splice(0)) ear.close() })
const listenAs = async (person: Person, query = '', after?: number): Promise<Ear> => {
  const abort = new AbortController()
  const reply = await fetch(`${base}/api/v1/events${query}`, { signal: abort.signal, headers: { authorization: `Bearer ${person.secret}`, 'x-feedstock-organisation': person.organisation, ...(after !== undefined && { 'last-event-id': String(after) }) } })
  const heard: Heard[] = [], ear: Ear = { status: reply.status, headers: reply.headers, heard, closed: false, lastId: () => heard.findLast(h => h.id !== null)?.id ?? -1, close: () => abort.abort() }
  ears.push(ear)
  void (async () => {
    let rest = ''
    try {
      for await (const piece of reply.body!.pipeThrough(new TextDecoderStream())) {
        const frames = (rest + piece).split('\n\n')
        rest = frames.pop()!
        for (const frame of frames) {
          const field = (name: string): string | undefined => frame.split('\n').find(l => l.startsWith(`${name}: `))?.slice(name.length + 2)
          heard.push({ id: field('id') === undefined ? null : Number(field('id')), event: field('event')!, data: JSON.parse(field('data') ?? '{}') })
        }
      }
    } catch { /* Cut on purpose. */ }
    ear.closed = true
  })()
  if (reply.ok) await until(() => heard.some(h => h.event === 'hello'))
  return ear
}
const until = async (met: () => boolean, within = 10_000): Promise<void> => {
  for (const end = Date.now() + within; !met();) {
    if (Date.now() > end) throw new Error(`not within ${within} ms`)
    await new Promise(resolve => { setTimeout(resolve, 5) })
  }
}
const changes = (ear: Ear): string[] => ear.heard.filter(h => h.event === 'change').map(h => h.data.object ?? '?')
const write = (person: Person, project: string | null, object: string): Promise<void> => inScope(product.engine.services.db, { organisation: person.organisation }, tx =>
  record(tx, { organisation: person.organisation, account: null, membership: null, roles: [], request: null }, new Date(), { verb: 'batch.open', kind: 'batch', object, project: project ?? undefined }))

it('tells each organisation of its own changes and of no other\'s, as a stream that no proxy may keep', async () => {
  const [a, b] = [await product.founder('A'), await product.founder('B')], [pa, pb] = [await makeProject(a), await makeProject(b)]
  const [ea, eb] = [await listenAs(a), await listenAs(b)]
  for (let i = 0; i < 20; i++) { await write(a, pa, `a${i}`); await write(b, pb, `b${i}`) }
  await until(() => changes(ea).length >= 20 && changes(eb).length >= 20)
  expect(changes(ea)).toEqual(Array.from({ length: 20 }, (_, i) => `a${i}`))
  expect(changes(eb)).toEqual(Array.from({ length: 20 }, (_, i) => `b${i}`))
  expect([ea.headers.get('content-type'), ea.headers.get('x-accel-buffering'), ea.headers.get('cache-control')]).toEqual(['text/event-stream; charset=utf-8', 'no', 'no-store, no-transform'])
})

it('tells of projects that the person may read, of one where it is asked for, and hides the object from who only works there', async () => {
  const founder = await product.founder('P'), mine = await makeProject(founder, 'Mine'), other = await makeProject(founder, 'Other'), worker = await product.member(founder.organisation, [])
  const { people } = (await founder.send('GET', '/api/v1/people')).body as { people: { membership: string, roles: string[] }[] }, { membership } = people.find(p => p.roles.length === 0)!
  await founder.send('PUT', `/api/v1/projects/${mine}/members/${membership}`, { roles: ['executor'] })
  const [all, one, work] = [await listenAs(founder), await listenAs(founder, `?project=${mine}`), await listenAs(worker)]
  expect((await listenAs(worker, `?project=${other}`)).status).toBe(404)
  await write(founder, other, 'o')
  await write(founder, mine, 'm')
  await until(() => [all, one, work].every(ear => changes(ear).length > 0) && changes(all).length === 2)
  expect([changes(all), changes(one), changes(work)]).toEqual([['o', 'm'], ['m'], ['?']])
  expect(work.heard.at(-1)!.data).toEqual({ kind: 'batch', project: mine })
})

it('ends within five seconds for who is disabled, and at once takes changed roles into account', async () => {
  const founder = await product.founder('Q'), project = await makeProject(founder), worker = await product.member(founder.organisation, ['coordinator'])
  const { people } = (await founder.send('GET', '/api/v1/people')).body as { people: { membership: string, roles: string[] }[] }, { membership } = people.find(p => p.roles.length === 1)!
  const ear = await listenAs(worker)
  await write(founder, project, 'seen')
  await until(() => changes(ear).includes('seen'))
  await founder.send('PATCH', `/api/v1/people/${membership}`, { roles: ['executor'] })
  await write(founder, project, 'hidden')
  await until(() => changes(ear).length === 2)
  expect(changes(ear)).toEqual(['seen', '?'])
  const began = Date.now()
  await founder.send('PATCH', `/api/v1/people/${membership}`, { state: 'disabled' })
  await until(() => ear.closed, 6000)
  expect(Date.now() - began).toBeLessThan(5000)
})

it('ends within five seconds of signing out, though nothing in the organisation changed', async () => {
  const founder = await product.founder('S'), ear = await listenAs(founder)
  await founder.send('DELETE', '/api/v1/session')
  await until(() => ear.closed, 6000)
})

it('goes on after a cut without losing or repeating anything, also what was written meanwhile in transactions that ended out of order', async () => {
  const founder = await product.founder('R'), project = await makeProject(founder), all: string[] = []
  let ear = await listenAs(founder), heard: string[] = []
  for (let cut = 0; cut < 5; cut++) {
    const slow = inScope(product.engine.services.db, { organisation: founder.organisation }, async tx => {
      await record(tx, { organisation: founder.organisation, account: null, membership: null, roles: [], request: null }, new Date(), { verb: 'batch.open', kind: 'batch', object: `slow${cut}`, project })
      await new Promise(resolve => { setTimeout(resolve, 120) })
    })
    for (let i = 0; i < 10; i++) { all.push(`${cut}.${i}`); await write(founder, project, `${cut}.${i}`) }
    all.push(`slow${cut}`)
    const last = ear.lastId()
    ear.close()
    heard = [...heard, ...changes(ear)]
    await slow
    ear = await listenAs(founder, '', last)
    const before = heard.length
    await until(() => before + changes(ear).length >= all.length)
  }
  heard = [...heard, ...changes(ear)]
  expect(heard.toSorted()).toEqual(all.toSorted())
})

it('says that too much was missed instead of sending it all', async () => {
  const founder = await product.founder('T'), project = await makeProject(founder), { organisation } = founder
  const first = await listenAs(founder), last = first.lastId()
  first.close()
  await inScope(product.engine.services.db, { organisation }, async tx => {
    for (let i = 0; i < 1100; i++) await record(tx, { organisation, account: null, membership: null, roles: [], request: null }, new Date(), { verb: 'batch.open', kind: 'batch', object: `x${i}`, project })
  })
  const again = await listenAs(founder, '', last)
  await until(() => again.heard.some(h => h.event === 'reset'))
  expect(again.lastId()).toBeGreaterThan(last)
  expect(changes(again).length).toBeLessThan(1100)
}, 30_000)

it('gives one account a few streams and no more', async () => {
  const founder = await product.founder('U'), streams = []
  for (let i = 0; i < mostPerAccount; i++) streams.push(await listenAs(founder))
  expect((await listenAs(founder)).status).toBe(429)
  streams[0]!.close()
  await until(() => hub.size < mostPerAccount + 1)
  await new Promise(resolve => { setTimeout(resolve, 50) })
  expect((await listenAs(founder)).status).toBe(200)
})

it('carries 200 streams of two organisations through 1,000 changes each hears its own of', async () => {
  const sides = []
  for (const name of ['X', 'Y']) {
    const founder = await product.founder(name), project = await makeProject(founder), members: Person[] = []
    for (let i = 0; i < 13; i++) members.push(await product.member(founder.organisation, ['supervisor']))
    sides.push({ founder, project, members })
  }
  const streams = (await Promise.all(sides.flatMap(({ members }, side) => Array.from({ length: 100 }, async (_, i) => ({ side, ear: await listenAs(members[i % 13]!) })))))
  expect(hub.size).toBeGreaterThanOrEqual(200)
  const before = process.memoryUsage().rss, began = Date.now()
  for (let i = 0; i < 500; i++) await Promise.all(sides.map(({ founder, project }, side) => write(founder, project, `${side}.${i}`)))
  const wrote = Date.now() - began
  await until(() => streams.every(({ ear }) => changes(ear).length >= 500), 30_000)
  const late = Date.now() - began - wrote
  for (const { side, ear } of streams) expect(changes(ear)).toEqual(Array.from({ length: 500 }, (_, i) => `${side}.${i}`))
  // One more, alone: from the commit to the last of a hundred readers.
  const alone: number[] = []
  for (let i = 0; i < 10; i++) {
    const at = Date.now(), object = newId()
    await write(sides[0]!.founder, sides[0]!.project, object)
    await until(() => streams.every(({ side, ear }) => side !== 0 || ear.heard.at(-1)!.data.object === object))
    alone.push(Date.now() - at)
    await new Promise(resolve => { setTimeout(resolve, 250) })
  }
  alone.sort((a, b) => a - b)
  process.stderr.write(`200 streams: 1,000 changes written in ${wrote} ms, all heard ${late} ms later; one change to 100 readers: median ${alone[5]} ms, most ${alone[9]} ms; memory of server and readers together +${Math.round((process.memoryUsage().rss - before) / 1e6)} MB\n`)
  expect(alone[5]).toBeLessThan(1000)
}, 90_000)

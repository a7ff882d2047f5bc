import { Type } from 'typebox'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { defineRoute } from '../../kernel/contract.ts'
import { actIn, call, failureOf, mediaUrlOf, urlOf } from './api.ts'
import { valueOf } from '../../ui/server.ts'

const read = defineRoute({
  id: 'test.read', method: 'GET', path: '/api/v1/things/:thing/parts/:part', summary: 'Read', guard: { permission: 'thing.read' }, params: Type.Object({ thing: Type.String(), part: Type.String() }),
  query: Type.Object({ limit: Type.Optional(Type.Integer()), tag: Type.Optional(Type.Array(Type.String())) }), ok: Type.Object({ n: Type.Integer() }),
})
const write = defineRoute({ id: 'test.write', method: 'POST', path: '/api/v1/things', summary: 'Write', guard: 'account', body: Type.Object({ name: Type.String() }), ok: Type.Object({ n: Type.Integer() }) })

/** Answers every request with one reply and keeps what was sent. */
const answer = (reply: () => Response): Request[] => {
  const sent: Request[] = []
  vi.stubGlobal('fetch', async (url: string, init: RequestInit) => { sent.push(new Request(new URL(url, 'http://feedstock.test'), init)); return reply() })
  return sent
}
afterEach(() => { vi.unstubAllGlobals(); actIn(null) })

describe('the address of a route', () => {
  it('holds its parameters escaped and its query, repeated for lists', () => {
    expect(urlOf(read, { params: { thing: 'a/b', part: '1' }, query: { limit: 5, tag: ['x', 'y'] } })).toBe('/api/v1/things/a%2Fb/parts/1?limit=5&tag=x&tag=y')
  })
  it('does not exist without a parameter', () => { expect(() => urlOf(read, { params: { thing: '', part: '1' }, query: {} })).toThrow(/thing/) })
  it('for a picture names the organisation', () => {
    actIn('org')
    expect(mediaUrlOf(read, { params: { thing: 'a', part: '1' }, query: {} })).toBe('/api/v1/things/a/parts/1?organisation=org')
  })
})

describe('a call', () => {
  it('that writes carries JSON, the organisation and a key that makes it safe to repeat', async () => {
    const sent = answer(() => Response.json({ n: 1 }))
    actIn('org')
    expect(await call(write, { body: { name: 'x' } }, { idempotencyKey: 'k' })).toEqual({ ok: true, value: { n: 1 } })
    await call(write, { body: { name: 'x' } })
    expect(await sent[0]!.json()).toEqual({ name: 'x' })
    expect([sent[0]!.headers.get('idempotency-key'), sent[0]!.headers.get('x-feedstock-organisation')]).toEqual(['k', 'org'])
    expect(sent[1]!.headers.get('idempotency-key')).toMatch(/^[0-9a-f-]{36}$/)
  })
  it('that reads carries no key', async () => {
    const sent = answer(() => Response.json({ n: 1 }))
    await call(read, { params: { thing: 'a', part: '1' }, query: {} })
    expect(sent[0]!.headers.has('idempotency-key')).toBe(false)
  })
  it('gives the failure that the server sent, as a value and thrown for queries', async () => {
    const failure = { code: 'thing.taken', status: 409, parameters: { name: 'x' }, requestId: 'r' }
    answer(() => Response.json({ error: failure }, { status: 409 }))
    const result = await call(write, { body: { name: 'x' } })
    expect(result).toEqual({ ok: false, failure })
    try { valueOf(result); expect.unreachable() } catch (error) { expect(failureOf(error)).toEqual(failure) }
  })
  it('tells an unreachable server from a reply that cannot be read', async () => {
    vi.stubGlobal('fetch', async () => { throw new TypeError('failed') })
    expect(await call(write, { body: { name: 'x' } })).toMatchObject({ ok: false, failure: { code: 'web.offline' } })
    answer(() => new Response('<html>', { status: 502 }))
    expect(await call(write, { body: { name: 'x' } })).toMatchObject({ ok: false, failure: { code: 'web.unreadable-reply', parameters: { status: 502 } } })
    answer(() => new Response('<html>', { status: 200 }))
    expect(await call(write, { body: { name: 'x' } })).toMatchObject({ ok: false, failure: { code: 'web.unreadable-reply' } })
  })
})

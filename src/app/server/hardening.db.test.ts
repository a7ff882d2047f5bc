import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { FastifyInstance } from 'fastify'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startProduct, type InlineProduct, type Person } from '../../../test/harness/run-inline.ts'
import { importRun } from '../../chain/1-source/jobs.ts'
import { sourceRoutesWith } from '../../chain/1-source/routes.ts'
import { accessRoutes } from '../../workspace/access/routes.ts'
import { buildServer } from './server.ts'

const perMinute = 30
let product: InlineProduct, limited: FastifyInstance, pages: string, person: Person
beforeAll(async () => {
  product = await startProduct({ kinds: [importRun], endpoints: sourceRoutesWith({ uploadLimit: 1000 }) })
  pages = mkdtempSync(path.join(tmpdir(), 'feedstock-pages-'))
  writeFileSync(path.join(pages, 'index.html'), '<!doctype html><style nonce="__CSP_NONCE__"></style>')
  limited = await buildServer({ services: product.engine.services, endpoints: accessRoutes(null), webRoot: pages, logLevel: 'silent', version: 'test', requestsPerMinute: perMinute, trustedProxies: ['127.0.0.1'] })
  person = await product.founder('Own')
})
afterAll(async () => {
  await limited.close()
  await product.stop()
  rmSync(pages, { recursive: true, force: true })
})

const asOwner = async (sql: string): Promise<pg.QueryResult> => {
  const client = new pg.Client(product.database.ownerUrl)
  await client.connect()
  try { return await client.query(sql) } finally { await client.end() }
}
const from = (address: string, secret?: string) => ({ 'x-forwarded-for': address, ...(secret && { authorization: `Bearer ${secret}` }) })

test('A caller who asks more often than the limit hears 429 with the code and the seconds to wait; others, the probes and the pages are not touched, and a new secret for each request does not get around it.', async () => {
  const ask = (headers: Record<string, string>, url = '/api/v1/session') => limited.inject({ method: 'GET', url, headers })
  const own = from('10.0.0.1', person.secret), other = await product.founder('Other')
  for (let i = 0; i < perMinute; i++) expect((await ask(own)).statusCode).toBe(200)
  const refused = await ask(own)
  expect([refused.statusCode, refused.json().error.code]).toEqual([429, 'request.too-many'])
  expect(Number(refused.headers['retry-after'])).toBe(refused.json().error.parameters.seconds)
  expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0)
  expect((await ask(from('10.0.0.1', other.secret))).statusCode).toBe(200)
  expect((await ask(own, '/readyz')).statusCode).toBe(200)
  expect((await ask({ ...own, accept: 'text/html' }, '/sign-in')).statusCode).toBe(200)
  const invented = await Promise.all(Array.from({ length: perMinute * 10 + 1 }, (_, i) => ask(from('10.0.0.2', `invented-${i}`))))
  expect(invented.filter(reply => reply.statusCode === 429).length).toBeGreaterThan(0)
  expect((await ask(from('10.0.0.3', other.secret))).statusCode).toBe(200)
})

test('The id that a proxy gives a request is answered, stands in the failure and in the journal; one that is no id is replaced.', async () => {
  const id = 'edge-7.1_a2B3', failed = await person.send('GET', '/api/v1/nowhere', undefined, { 'x-request-id': id })
  expect(failed.headers['x-request-id']).toBe(id)
  expect((failed.body as { error: { requestId: string } }).error.requestId).toBe(id)
  await person.send('POST', '/api/v1/invitations', { name: 'Somebody', roles: ['executor'] }, { 'x-request-id': id })
  expect((await asOwner(`select 1 from feedstock.journal where request = '${id}' and verb = 'person.invited'`)).rowCount).toBe(1)
  for (const wrong of ['short', 'a'.repeat(65), 'two words', '"><script>', '../../../etc']) {
    const replaced = (await person.send('GET', '/api/v1/session', undefined, { 'x-request-id': wrong })).headers['x-request-id']
    expect(replaced).toMatch(/^[0-9a-f-]{36}$/)
  }
})

test('Every HTML answer forbids scripts and styles that are not its own; the nonce of styles is new each time.', async () => {
  const nonces = new Set<string>()
  for (const url of ['/', '/projects', '/join', '/api/docs', '/api/docs/static/index.html']) {
    const reply = await limited.inject({ method: 'GET', url, headers: { accept: 'text/html', ...from('10.0.0.9') } })
    if (!String(reply.headers['content-type']).startsWith('text/html')) continue
    const policy = Object.fromEntries(String(reply.headers['content-security-policy']).split(';').map(part => { const [name, ...words] = part.trim().split(/\s+/); return [name, words.join(' ')] }))
    expect(policy['script-src'], url).toMatch(/^'self'/)
    for (const name of ['script-src', 'default-src', 'style-src']) expect(policy[name] ?? '', `${url} ${name}`).not.toMatch(/unsafe-(inline|eval)|data:|\*|https?:(\s|$)/)
    expect(policy['object-src'] ?? policy['default-src'], url).toMatch(/'none'|'self'/)
    expect(reply.headers['x-content-type-options']).toBe('nosniff')
    if (url.startsWith('/api/')) continue
    expect(policy['frame-ancestors']).toBe("'none'")
    nonces.add(/nonce-([^']+)/.exec(policy['style-src']!)![1]!)
    expect(reply.body).toContain([...nonces].at(-1)!)
  }
  expect(nonces.size).toBe(3)
})

test('Files of people are shown without scripts, origin or network, as what they are said to be, and one that a browser would carry out is kept as a file.', async () => {
  const { id: project } = (await person.send('POST', '/api/v1/projects', {
    name: 'Files', schema: { classes: [], questions: [] },
    guideline: { goal: { en: 't' }, format: { en: 't' }, method: { en: 't' }, quality: { en: 't' }, rules: [{ class: null, kind: 'positive', text: { en: 't' } }, { class: null, kind: 'negative', text: { en: 't' } }] },
  })).body as { id: string }
  const { id: dataset } = (await person.send('POST', `/api/v1/projects/${project}/datasets`, { name: 'Files' })).body as { id: string }
  const upload = (name: string, content: string) => person.send('PUT', `/api/v1/datasets/${dataset}/uploads?name=${encodeURIComponent(name)}`, Buffer.from(content))
  expect((await upload('page.txt', '<script>alert(1)</script>')).status).toBe(201)
  const tooLarge = await upload('large.txt', 'x'.repeat(1001))
  expect([tooLarge.status, (tooLarge.body as { error: { code: string } }).error.code]).toEqual([413, 'source.upload-too-large'])
  const { run } = (await person.send('POST', `/api/v1/datasets/${dataset}/imports`, { provenance: { kind: 'self_collected', record: 'test' } })).body as { run: string }
  await product.engine.result(person.organisation, run)
  const { assets: [asset] } = (await person.send('GET', `/api/v1/datasets/${dataset}/assets`)).body as { assets: { id: string }[] }
  const served = async (mediaType: string) => {
    const { rowCount } = await asOwner(`update feedstock.asset set media_type = '${mediaType}' where id = '${asset!.id}'`)
    expect(rowCount).toBe(1)
    return (await person.send('GET', `/api/v1/assets/${asset!.id}/content`)).headers
  }
  for (const [mediaType, disposition] of [['text/plain', undefined], ['image/png', undefined], ['text/html', 'attachment'], ['image/svg+xml', 'attachment'], ['application/xhtml+xml', 'attachment']] as const) {
    const headers = await served(mediaType)
    expect([headers['content-type'], headers['content-disposition']]).toEqual([mediaType, disposition])
    expect(String(headers['content-security-policy'])).toMatch(/^sandbox; default-src 'none'/)
    expect(headers['x-content-type-options']).toBe('nosniff')
  }
})

test('A body of JSON above 8 MiB is refused with its code.', async () => {
  const reply = await person.send('PUT', '/api/v1/account/preferences', { large: 'x'.repeat(8 * 1024 * 1024) })
  expect([reply.status, (reply.body as { error: { code: string } }).error.code]).toEqual([413, 'request.too-large'])
})

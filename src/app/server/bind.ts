import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { Readable } from 'node:stream'
import { refuse } from '../../kernel/failure.ts'
import { digestOf } from '../../workspace/blobs/digest.ts'
import type { ByteReply, Endpoint, Redirect } from '../../workspace/access/endpoint.ts'
import { findReply, holdKey, isTwin, keepReply, type StoredReply } from '../../workspace/access/repository.ts'
import { scopeOf, type Caller } from '../../workspace/access/service.ts'
import { enterScope, inScope, type Scope } from '../../workspace/database/connect.ts'
import type { Services } from '../../workspace/database/services.ts'
import { auditReads, type Watched } from './audit-reads.ts'
import { carriedCookie, identify, sessionCookie } from './caller.ts'
import { requestFailures } from './errors.ts'

const retryable = new Set(['40001', '40P01'])
const isRetryable = (error: unknown): boolean => retryable.has((error as { code?: string }).code ?? '')

/** Documents that a browser would carry out when somebody opens their address: it keeps them as files. Pictures on a page are not touched by this. */
const runsScripts = /\b(x?html|svg|xml|javascript|ecmascript)\b/i

const loopback: ReadonlySet<string> = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1'])

const callOf = (request: FastifyRequest, reply: FastifyReply, services: Services, caller: Caller | null) => ({
  input: { params: request.params, query: request.query, body: request.body },
  services, visitor: caller?.visitor, actor: caller?.actor,
  client: { userAgent: request.headers['user-agent'] ?? '', loopback: loopback.has(request.socket.remoteAddress ?? ''), address: loopback.has(request.ip) ? null : request.ip, carried: request.cookies[carriedCookie] ?? null },
  sign(secret: string | null) {
    const options = { path: '/', httpOnly: true, sameSite: 'lax' as const, secure: request.protocol === 'https' }
    if (secret) reply.header('x-feedstock-session', secret).setCookie(sessionCookie, secret, { ...options, maxAge: 14 * 86_400 })
    else reply.clearCookie(sessionCookie, options)
  },
  carry(sealed: string | null) {
    // Lax: the provider's redirect is a top-level navigation and brings it; nothing else from another site does.
    const options = { path: '/api/v1/oidc', httpOnly: true, sameSite: 'lax' as const, secure: request.protocol === 'https' }
    if (sealed) reply.setCookie(carriedCookie, sealed, { ...options, maxAge: 600 })
    else reply.clearCookie(carriedCookie, options)
  },
})

type Reads = ReturnType<typeof auditReads>
/** The caller as the handler sees it: of an auditor's reading, one that tells where a permission was an auditor's. */
const watchedCaller = (reads: Reads, caller: Caller | null, endpoint: Endpoint, request: FastifyRequest): { caller: Caller | null, watched: Watched | null } => {
  const watched = caller?.actor ? reads.watch(caller.actor, endpoint.route, { params: request.params, query: request.query }) : null
  return { caller: caller && watched ? { ...caller, actor: watched.actor } : caller, watched }
}

const handled = (endpoint: Endpoint, services: Services, reads: Reads) => async (request: FastifyRequest, reply: FastifyReply): Promise<unknown> => {
  const { caller, watched } = watchedCaller(reads, await identify(request, endpoint.route, services), endpoint, request)
  const call = callOf(request, reply, services, caller)
  const scope: Scope = caller?.actor ? scopeOf(caller.actor) : { account: caller?.visitor.account ?? null }
  const status = endpoint.route.status ?? 200
  const key = endpoint.route.repeatable || request.method === 'GET' || !caller?.actor ? null : request.headers['idempotency-key']
  const asked = { route: endpoint.route.id, requestDigest: digestOf([request.params, request.query, request.body ?? null]) }
  const once = async (): Promise<unknown> => inScope(services.db, scope, async tx => {
    const { organisation, account } = caller?.actor ?? {}, isKept = typeof key === 'string' && organisation !== undefined && account !== undefined
    if (isKept) await holdKey(tx, organisation, account, key)
    const output = await endpoint.handler({ ...call, tx } as never)
    await watched?.write(tx)
    if (!isKept) return output
    // The handler may have gone to another organisation (founding one); its reply is kept where it was asked.
    await enterScope(tx, scope)
    await keepReply(tx, organisation, account, key, { ...asked, status, reply: output }, services.clock.now())
    return output
  })
  /** What was answered under the key before. Repeats are rare, so it is looked for when the work fails, as that of a repeat does at the latest where its reply is kept. */
  const before = async (): Promise<StoredReply | null> => {
    const { organisation, account } = caller?.actor ?? {}
    return typeof key === 'string' && organisation && account ? inScope(services.db, scope, tx => findReply(tx, organisation, account, key)) : null
  }
  for (let attempt = 1; ; attempt++) {
    try {
      const output = await once()
      watched?.done()
      return await reply.code(status).send(output)
    }
    catch (error) {
      const answered = await before()
      if (answered) return reply.code(status).send(replayed(answered, asked))
      if (attempt >= 5 || !(isTwin(error) || isRetryable(error))) throw error
    }
  }
}
const replayed = (before: StoredReply, asked: { route: string, requestDigest: string }): unknown =>
  before.route === asked.route && before.requestDigest === asked.requestDigest ? before.reply : refuse(requestFailures.keyReused())

const streamed = (endpoint: Endpoint, services: Services, reads: Reads) => async (request: FastifyRequest, reply: FastifyReply): Promise<unknown> => {
  const { caller, watched } = watchedCaller(reads, await identify(request, endpoint.route, services), endpoint, request)
  const call = { ...callOf(request, reply, services, caller), body: request.body as Readable, range: request.headers.range ?? null, ifRange: String(request.headers['if-range'] ?? '') || null, head: request.method === 'HEAD', lastEventId: [request.headers['last-event-id']].flat()[0] ?? null }
  const output = await endpoint.handler(call as never)
  if (watched) await inScope(services.db, { organisation: watched.actor.organisation, account: watched.actor.account }, tx => watched.write(tx))
  watched?.done()
  if (endpoint.route.ok !== 'stream') return reply.code(endpoint.route.status ?? 200).send(output)
  const given = output as ByteReply | Redirect
  if ('redirect' in given) return reply.header('cache-control', 'no-store').redirect(given.redirect, 302)
  const bytes = given
  if (bytes.live) return reply.header('content-type', bytes.mediaType).header('cache-control', 'no-store, no-transform').header('x-accel-buffering', 'no').send(bytes.bytes)
  // User files may be HTML or SVG: they are shown without scripts, origin or network.
  reply.header('content-security-policy', "sandbox; default-src 'none'; style-src 'unsafe-inline'").header('x-content-type-options', 'nosniff').header('content-type', bytes.mediaType).header('accept-ranges', 'bytes')
  if (bytes.etag) {
    reply.header('etag', `"${bytes.etag}"`).header('cache-control', 'private, max-age=31536000, immutable')
    if (request.headers['if-none-match'] === `"${bytes.etag}"`) {
      if (bytes.bytes instanceof Readable) bytes.bytes.destroy()
      return reply.code(304).send()
    }
  }
  if (bytes.fileName) reply.header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(bytes.fileName)}`)
  else if (runsScripts.test(bytes.mediaType)) reply.header('content-disposition', 'attachment')
  if (bytes.size !== undefined) reply.header('content-length', bytes.size)
  if (bytes.range) reply.code(206).header('content-range', `bytes ${bytes.range.start}-${bytes.range.end}/${bytes.range.total}`)
  if (request.method !== 'HEAD') return reply.send(bytes.bytes)
  if (bytes.bytes instanceof Readable) bytes.bytes.destroy()
  // An empty stream, because of any other body the server would measure the length anew.
  return reply.send(Readable.from([]))
}

/** Puts every endpoint on the server: its schemas validate and serialise, its guard decides, its handler runs. */
export const bindEndpoints = (app: FastifyInstance, endpoints: readonly Endpoint[], services: Services): void => {
  const reads = auditReads(services.clock)
  for (const endpoint of endpoints) {
    const { route } = endpoint
    app.route({
      method: route.method, url: route.path,
      schema: {
        operationId: route.id, summary: route.summary, tags: [route.id.split('.')[0]!],
        ...(route.params && { params: route.params }), ...(route.query && { querystring: route.query }),
        ...(route.body && route.body !== 'stream' && { body: route.body }),
        ...(route.ok !== 'stream' && { response: { [route.status ?? 200]: route.ok } }),
      },
      handler: endpoint.kind === 'handled' ? handled(endpoint, services, reads) : streamed(endpoint, services, reads),
    })
  }
}

import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import cookie from '@fastify/cookie'
import helmet from '@fastify/helmet'
import files from '@fastify/static'
import swagger from '@fastify/swagger'
import swaggerUi from '@fastify/swagger-ui'
import Fastify, { type FastifyError, type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify'
import type { TSchema } from 'typebox'
import { Refusal, refuse, type Failure } from '../../kernel/failure.ts'
import type { Endpoint } from '../../workspace/access/endpoint.ts'
import { sha256 } from '../../workspace/blobs/service.ts'
import { BlobMissing } from '../../workspace/blobs/store.ts'
import type { Services } from '../../workspace/database/services.ts'
import { accessFailures } from '../../workspace/access/errors.ts'
import { logStream } from '../host/log-stream.ts'
import { bindEndpoints } from './bind.ts'
import { shownSecret } from './caller.ts'
import { requestFailures } from './errors.ts'
import { addProbes } from './probes.ts'
import { rateLimit } from './rate.ts'
import { loggedRequest, requestIdOf } from './request-log.ts'
import { InvalidRequest, validatorFor } from './validation.ts'

export interface ServerOptions {
  readonly services: Services
  readonly endpoints: readonly Endpoint[]
  readonly webRoot: string | null
  readonly logLevel: string
  readonly version: string
  /** Reverse proxies whose word on the caller's address counts. */
  readonly trustedProxies?: readonly string[]
  /** Of the API, by one caller; 0: no bound. */
  readonly requestsPerMinute?: number
}

/** JSON bodies; bytes (uploads) have no limit here and are counted where they are stored. */
const jsonLimit = 8 * 1024 * 1024

export const buildServer = async ({ services, endpoints, webRoot, logLevel, version, trustedProxies = [], requestsPerMinute = 0 }: ServerOptions): Promise<FastifyInstance> => {
  const app = Fastify({
    logger: { level: logLevel, stream: logStream(), serializers: { req: loggedRequest } },
    bodyLimit: jsonLimit, genReqId: requestIdOf, requestIdHeader: false, disableRequestLogging: logLevel !== 'debug' && logLevel !== 'trace', routerOptions: { maxParamLength: 500 },
    trustProxy: trustedProxies.length > 0 ? [...trustedProxies] : false,
  })
  app.setValidatorCompiler(({ schema, httpPart }) => validatorFor(schema as TSchema, httpPart ?? 'body') as never)
  app.setErrorHandler(async (error: FastifyError, request, reply) => sendFailure(request, reply, failureOf(error, request)))
  app.addContentTypeParser('*', (_request, payload, done) => done(null, payload))
  app.addHook('onSend', async (request, reply) => { reply.header('x-request-id', request.id) })
  await app.register(cookie)
  if (requestsPerMinute > 0) limitRate(app, services, requestsPerMinute)
  await app.register(helmet, {
    enableCSPNonces: true, strictTransportSecurity: false, crossOriginEmbedderPolicy: false,
    contentSecurityPolicy: { useDefaults: false, directives: { defaultSrc: ["'self'"], scriptSrc: ["'self'"], imgSrc: ["'self'", 'data:', 'blob:'], mediaSrc: ["'self'", 'blob:'], workerSrc: ["'self'", 'blob:'], styleSrc: ["'self'"], styleSrcAttr: ["'unsafe-inline'"], objectSrc: ["'none'"], baseUri: ["'none'"], formAction: ["'self'"], frameAncestors: ["'none'"] } },
  })
  await app.register(swagger, { openapi: { openapi: '3.1.0', info: { title: 'Feedstock', version, description: 'From raw files to a verified release. Our pages and our command line use nothing else.' } } })
  await app.register(swaggerUi, { routePrefix: '/api/docs', staticCSP: true, transformStaticCSP: policy => policy.replaceAll(' https:', '') })
  addProbes(app, services)
  bindEndpoints(app, endpoints, services)
  await serveWeb(app, webRoot)
  return app
}

/** An address may be a whole office behind one router, and whoever invents a new secret for each request is counted here all the same. */
const callersPerAddress = 10

const limitRate = (app: FastifyInstance, { clock }: Services, perMinute: number): void => {
  const callers = rateLimit(perMinute), addresses = rateLimit(perMinute * callersPerAddress)
  app.addHook('onRequest', async request => {
    if (!request.url.startsWith('/api/')) return
    const now = clock.now().getTime(), secret = shownSecret(request)
    const wait = Math.max(addresses.take(request.ip, now), callers.take(secret ? sha256(secret) : request.ip, now))
    if (wait > 0) refuse(requestFailures.tooMany({ seconds: Math.ceil(wait / 1000) }))
  })
}

const failureOf = (error: FastifyError, request: FastifyRequest): Failure => {
  if (error instanceof Refusal || error instanceof InvalidRequest) return error.failure
  if (error instanceof BlobMissing) return accessFailures.notFound()
  if (error.code === 'FST_ERR_CTP_BODY_TOO_LARGE') return requestFailures.tooLarge()
  if (error.statusCode && error.statusCode >= 400 && error.statusCode < 500) return requestFailures.unreadable({ problem: error.code ?? error.message })
  request.log.error({ err: error, route: request.routeOptions.url }, 'request failed')
  // Class 08: connection; 57: shutting down or starting; the pool says ECONNREFUSED.
  const down = /^(08|57)/.test(error.code ?? '') || error.code === 'ECONNREFUSED' || error.code === 'ECONNRESET' || /Connection terminated|not queryable/.test(error.message)
  // Of a file and of the database: no space left, no quota left.
  if (error.code === 'ENOSPC' || error.code === 'EDQUOT' || error.code === '53100') return requestFailures.diskFull()
  return down ? requestFailures.unavailable() : requestFailures.fault({ requestId: request.id })
}

const sendFailure = (request: FastifyRequest, reply: FastifyReply, failure: Failure): FastifyReply => {
  // RFC 9110 15.5.17: whoever asked for too much is told how much there is.
  if (failure.status === 416 && typeof failure.parameters['size'] === 'number') reply.header('content-range', `bytes */${failure.parameters['size']}`)
  if (failure.status === 429 && typeof failure.parameters['seconds'] === 'number') reply.header('retry-after', failure.parameters['seconds'])
  return reply.code(failure.status).type('application/json').serializer(JSON.stringify).send({ error: { ...failure, requestId: request.id } })
}

/** The built pages; every other address is one of theirs. The page carries the nonce that its styles need. */
const serveWeb = async (app: FastifyInstance, webRoot: string | null): Promise<void> => {
  const index = webRoot && existsSync(join(webRoot, 'index.html')) ? readFileSync(join(webRoot, 'index.html'), 'utf8') : null
  if (webRoot && index) await app.register(files, {
    root: webRoot, prefix: '/', wildcard: false, index: false, decorateReply: false, globIgnore: ['index.html'],
    // Built names carry a hash of their content.
    setHeaders: (reply, path) => { reply.header('cache-control', path.includes('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache') },
  })
  app.setNotFoundHandler(async (request, reply) => {
    if (index && request.method === 'GET' && !request.url.startsWith('/api/') && request.headers.accept?.includes('text/html'))
      return reply.header('cache-control', 'no-store').type('text/html; charset=utf-8').send(index.replaceAll('__CSP_NONCE__', reply.cspNonce.style))
    return sendFailure(request, reply, requestFailures.unknownRoute())
  })
}

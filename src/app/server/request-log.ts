import { randomUUID } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import type { FastifyRequest } from 'fastify'
import { isUuid } from '../../kernel/ids.ts'

const given = /^[A-Za-z0-9][A-Za-z0-9._-]{7,63}$/

/** The id that a proxy gave the request, when it looks like one, else a new one: it stands in every line, the answer and the journal. */
export const requestIdOf = (request: IncomingMessage | { readonly headers: Readonly<Record<string, unknown>> }): string => {
  const id = request.headers['x-request-id']
  return typeof id === 'string' && given.test(id) ? id : randomUUID()
}

/**
 * What the log tells of a request: the pattern of its route and the ids in it. Never the address itself, whose query holds the secrets of
 * links, and of headers none.
 */
export const loggedRequest = (request: FastifyRequest) => ({
  method: request.method, route: request.routeOptions?.url ?? null, address: request.ip,
  ids: Object.values(request.params ?? {}).filter((value): value is string => typeof value === 'string' && isUuid(value)),
})

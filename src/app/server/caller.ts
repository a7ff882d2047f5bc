import type { FastifyRequest } from 'fastify'
import { isUuid, type OrganisationId } from '../../kernel/ids.ts'
import { refuse } from '../../kernel/failure.ts'
import type { RouteContract } from '../../kernel/contract.ts'
import { accessFailures } from '../../workspace/access/errors.ts'
import { canSomewhere } from '../../workspace/access/model.ts'
import { recognise, type Caller } from '../../workspace/access/service.ts'
import type { Services } from '../../workspace/database/services.ts'

export const sessionCookie = 'feedstock_session'
/** What a browser brings back from a provider. */
export const carriedCookie = 'feedstock_attempt'

/** The organisation that the request acts for: a header, or the query of an address that a browser opens by itself (a picture). */
const organisationOf = (request: FastifyRequest): OrganisationId | null => {
  const named = request.headers['x-feedstock-organisation'] ?? (request.query as Record<string, unknown> | undefined)?.['organisation']
  return typeof named === 'string' && isUuid(named) ? named as OrganisationId : null
}

/** A cookie travels by itself, so a changing request with one must come from our own pages. */
const fromOurPages = (request: FastifyRequest): boolean => {
  if (request.method === 'GET' || request.method === 'HEAD') return true
  const site = request.headers['sec-fetch-site']
  if (typeof site === 'string') return site === 'same-origin' || site === 'none'
  const { origin, host } = request.headers
  return origin === undefined || URL.parse(origin)?.host === host
}

const bearerOf = (request: FastifyRequest): string | undefined => request.headers.authorization?.match(/^Bearer (\S+)$/)?.[1]

/** What the caller shows to be recognised by, genuine or not. */
export const shownSecret = (request: FastifyRequest): string | undefined => bearerOf(request) ?? request.cookies[sessionCookie]

/** Who calls, as far as the route asks. Refuses what the route's guard refuses. */
export const identify = async (request: FastifyRequest, route: RouteContract, services: Services): Promise<Caller | null> => {
  if (route.guard === 'public') return null
  const bearer = bearerOf(request), secret = shownSecret(request)
  if (!secret) return refuse(accessFailures.unauthenticated())
  if (!bearer && !fromOurPages(request)) refuse(accessFailures.foreignOrigin())
  const organisation = organisationOf(request)
  const caller = await recognise(services.db, secret, organisation, request.id, services.clock.now())
  if (!caller) return refuse(accessFailures.unauthenticated())
  if (route.guard === 'account') return caller
  // A foreign organisation and one that does not exist are the same to the caller.
  if (!caller.actor) return refuse(organisation ? accessFailures.notFound() : accessFailures.noOrganisation())
  if (caller.lacksFactor) refuse(accessFailures.secondFactorNeeded())
  if (!canSomewhere(caller.actor, route.guard.permission)) refuse(accessFailures.denied({ permission: route.guard.permission }))
  return caller
}

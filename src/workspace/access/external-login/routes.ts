import { Refusal } from '../../../kernel/failure.ts'
import { on, onBytes, inSteps, type Endpoint, type Redirect } from '../endpoint.ts'
import { demandSession } from '../service.ts'
import * as contract from './contract.ts'
import * as external from './service.ts'

/** Only inside these pages: a crafted link must not send people elsewhere. */
const within = (next: string | undefined): string => next !== undefined && /^\/(?![/\\])/.test(next) ? next : '/'

/** A browser cannot show JSON: a failure is told by the page, which has the words for its code. */
const orTold = async (page: '/login' | '/settings', work: () => Promise<Redirect>): Promise<Redirect> => {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    const { code, parameters } = error.failure
    return { redirect: `${page}?${new URLSearchParams({ failure: code, about: JSON.stringify(parameters) }).toString()}` }
  }
}

export const externalLoginRoutes: readonly Endpoint[] = [
  on(contract.listProviders)(async ({ services }) => ({ providers: services.externalLogin.providers.map(({ id, label }) => ({ id, label })) })),
  onBytes(contract.startOidc)(({ input, services, carry }) => orTold('/login', async () => {
    const { address, attempt } = await external.begin(services, input.params.provider, { next: within(input.query.next) })
    carry(attempt)
    return { redirect: address }
  })),
  onBytes(contract.oidcCallback)(({ input, services, client, carry, sign }) => orTold('/login', async () => {
    carry(null)
    const done = await external.finish(services, input.params.provider, input.query, client.carried, client.userAgent)
    if ('challenge' in done) return { redirect: `/login?next=${encodeURIComponent(done.next)}#${done.challenge}` }
    if ('secret' in done) sign(done.secret)
    return { redirect: done.next }
  })),
  inSteps(contract.joinByOidc)(async ({ input, services, carry }) => {
    const { address, attempt } = await external.begin(services, input.params.provider, { invitation: input.body.invitation })
    carry(attempt)
    return { address }
  }),
  on(contract.listExternalLogins)(async ({ tx, visitor, services }) => ({ logins: await external.ownLogins(tx, services, visitor) })),
  inSteps(contract.linkExternalLogin)(async ({ visitor, input, services, carry }) => {
    demandSession(visitor)
    const { address, attempt } = await external.begin(services, input.params.provider, { link: visitor.account })
    carry(attempt)
    return { address }
  }),
  on(contract.unlinkExternalLogin)(async ({ tx, visitor, input, services }) => { await external.unlink(tx, services, visitor, input.params.provider); return {} }),
]

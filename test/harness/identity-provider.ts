import { generateKeyPairSync, randomBytes } from 'node:crypto'
import { createServer } from 'node:http'
import { once } from 'node:events'
import Provider from 'oidc-provider'
import { freePort } from './installation.ts'

/** What the provider says of somebody. */
export interface Claims { readonly email?: string, readonly email_verified?: boolean, readonly name?: string }
export interface IdentityProvider {
  readonly issuer: string
  readonly client: { readonly id: string, readonly secret: string }
  /** Who signs in from now on; null: nobody does, and the person says no. */
  become(subject: string | null, claims?: Claims): void
  /** As a browser that begins anew: from the address that the product named to the one that it is sent back to. */
  visit(address: string): Promise<URL>
  stop(): Promise<void>
}

interface Context { readonly oidc: { readonly session: { readonly accountId: string }, readonly provider: Provider } }

/** A real OpenID provider on loopback, which signs everybody in without asking. @param redirect the product's callback */
export const startIdentityProvider = async (redirect: string): Promise<IdentityProvider> => {
  const port = await freePort(), issuer = `http://localhost:${port}`, client = { id: 'feedstock', secret: randomBytes(24).toString('hex') }
  const people = new Map<string, Claims>()
  let now: string | null = null
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const provider = new Provider(issuer, {
    clients: [{ client_id: client.id, client_secret: client.secret, redirect_uris: [redirect], response_types: ['code'], grant_types: ['authorization_code'] }],
    jwks: { keys: [{ ...privateKey.export({ format: 'jwk' }), kid: 'test', alg: 'RS256', use: 'sig' }] },
    cookies: { keys: [randomBytes(16).toString('hex')] }, pkce: { required: () => true },
    ttl: { Interaction: 600, Grant: 600, Session: 600, AccessToken: 600, IdToken: 600 },
    claims: { email: ['email', 'email_verified'], profile: ['name'] },
    findAccount: (_context: unknown, accountId: string) => ({ accountId, claims: () => ({ sub: accountId, ...people.get(accountId) }) }),
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_context: unknown, interaction: { uid: string }) => `/interaction/${interaction.uid}` },
    loadExistingGrant: async (context: Context) => {
      const grant = new context.oidc.provider.Grant({ clientId: client.id, accountId: context.oidc.session.accountId })
      grant.addOIDCScope('openid email profile')
      await grant.save()
      return grant
    },
  })
  const answer = provider.callback()
  const server = createServer((request, response) => {
    if (!request.url?.startsWith('/interaction/')) { answer(request, response); return }
    void provider.interactionFinished(request, response, now === null ? { error: 'access_denied' } : { login: { accountId: now } })
  }).listen(port, '127.0.0.1')
  await once(server, 'listening')
  return {
    issuer, client,
    become(subject, claims) { now = subject; if (subject && claims) people.set(subject, claims) },
    async visit(address) {
      const cookies = new Map<string, string>()
      for (let next = address; ;) {
        const reply = await fetch(next, { redirect: 'manual', headers: { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') } })
        for (const line of reply.headers.getSetCookie()) { const [name, value = ''] = line.split(';')[0]!.split(/=(.*)/s); cookies.set(name!, value) }
        const location = reply.headers.get('location')
        if (!location) throw new Error(`the provider stopped at ${next}: ${reply.status} ${(await reply.text()).slice(0, 300)}`)
        next = new URL(location, next).href
        if (next.startsWith(redirect)) return new URL(next)
      }
    },
    async stop() { server.closeAllConnections(); server.close(); await once(server, 'close') },
  }
}

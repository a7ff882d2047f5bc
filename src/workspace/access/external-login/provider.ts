import * as client from 'openid-client'
import { refuse } from '../../../kernel/failure.ts'
import { accessFailures } from '../errors.ts'
import type { ProviderSettings } from './settings.ts'

/** What a provider says of somebody, after everything about its answer was checked. */
export interface Identity { readonly subject: string, readonly email: string | null, readonly isVerified: boolean, readonly name: string | null }
/** What has to come back, or fit what comes back. */
export interface Checks { readonly state: string, readonly nonce: string, readonly verifier: string }

const timeoutSeconds = 10
/** Discovered once; a failed discovery is not kept. */
const discovered = new Map<string, Promise<client.Configuration>>()

const isDown = (error: unknown): boolean => {
  const code = error instanceof client.ClientError ? error.code : undefined
  return error instanceof TypeError || code === 'OAUTH_TIMEOUT' || code === 'OAUTH_ABORT' || code === 'OAUTH_RESPONSE_IS_NOT_CONFORM' || code === 'OAUTH_RESPONSE_IS_NOT_JSON' || code === 'OAUTH_PARSE_ERROR'
}

const configurationOf = async (provider: ProviderSettings): Promise<client.Configuration> => {
  const key = `${provider.issuer} ${provider.clientId}`, server = new URL(provider.issuer)
  // Plain HTTP only where the settings allow it: on the machine itself.
  const execute = server.protocol === 'http:' ? [client.allowInsecureRequests] : []
  const found = discovered.get(key) ?? client.discovery(server, provider.clientId, provider.clientSecret, undefined, { execute, timeout: timeoutSeconds })
  discovered.set(key, found)
  try {
    return await found
  } catch (error) {
    discovered.delete(key)
    // A wrong issuer and a dead one look alike to whoever signs in; the log of the provider's side tells which.
    if (error instanceof TypeError || error instanceof client.ClientError) return refuse(accessFailures.oidcDown({ provider: provider.label }))
    throw error
  }
}

/** Where the browser is sent, and what is to be remembered until it comes back. PKCE by S256, state and nonce of 256 random bits each. */
export const beginAt = async (provider: ProviderSettings, redirect: string): Promise<{ address: URL, checks: Checks }> => {
  const config = await configurationOf(provider), checks = { state: client.randomState(), nonce: client.randomNonce(), verifier: client.randomPKCECodeVerifier() }
  const address = client.buildAuthorizationUrl(config, {
    redirect_uri: redirect, scope: provider.scopes, state: checks.state, nonce: checks.nonce,
    code_challenge: await client.calculatePKCECodeChallenge(checks.verifier), code_challenge_method: 'S256',
  })
  return { address, checks }
}

const text = (value: unknown): string | null => typeof value === 'string' && value !== '' ? value : null

/** Trades the code for tokens and checks signature, issuer, audience, times and nonce. @param answer the address that the browser came back with */
export const answerOf = async (provider: ProviderSettings, answer: URL, checks: Checks): Promise<Identity> => {
  const config = await configurationOf(provider)
  try {
    const tokens = await client.authorizationCodeGrant(config, answer, { expectedState: checks.state, expectedNonce: checks.nonce, pkceCodeVerifier: checks.verifier, idTokenExpected: true })
    const claims = tokens.claims()
    if (!claims) return refuse(accessFailures.oidcAnswer({ provider: provider.label }))
    // Many providers keep the address out of the ID token; the answer of the user-info endpoint must be about the same subject.
    const facts: Readonly<Record<string, unknown>> = text(claims['email']) === null && config.serverMetadata().userinfo_endpoint ? { ...claims, ...await client.fetchUserInfo(config, tokens.access_token, claims.sub) } : claims
    return { subject: claims.sub, email: text(facts['email'])?.toLowerCase() ?? null, isVerified: facts['email_verified'] === true, name: text(facts['name']) }
  } catch (error) {
    if (error instanceof client.AuthorizationResponseError) return refuse(accessFailures.oidcRefused({ provider: provider.label, reason: error.error }))
    if (isDown(error)) return refuse(accessFailures.oidcDown({ provider: provider.label }))
    if (error instanceof client.ClientError || error instanceof client.ResponseBodyError) return refuse(accessFailures.oidcAnswer({ provider: provider.label }))
    throw error
  }
}

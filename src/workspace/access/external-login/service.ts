import { refuse } from '../../../kernel/failure.ts'
import { newId, type AccountId, type MembershipId, type OrganisationId } from '../../../kernel/ids.ts'
import { sameDigest, sha256 } from '../../blobs/service.ts'
import { enterScope, inScope, type Tx } from '../../database/connect.ts'
import type { Services } from '../../database/services.ts'
import { record, recordForInstallation } from '../../journal/service.ts'
import { accessFailures } from '../errors.ts'
import type { Visitor } from '../model.ts'
import { findAccount, findOrganisation, insertAccount, insertMembership } from '../repository.ts'
import { admit } from '../second-factor/service.ts'
import { demandSession, joinWithAccount } from '../service.ts'
import { answerOf, beginAt, type Checks, type Identity } from './provider.ts'
import * as rows from './repository.ts'
import type { ProviderSettings } from './settings.ts'
import '../vault.ts'

const attemptMinutes = 10
const purpose = 'external-login'

/** What the browser carries sealed until it comes back: the checks, and what it left for. */
interface Attempt extends Checks { readonly provider: string, readonly until: number, readonly next: string, readonly invitation?: string, readonly link?: AccountId }
export type Reason = { readonly next?: string, readonly invitation?: string, readonly link?: AccountId }

export const providerOf = (services: Services, id: string): ProviderSettings => services.externalLogin.providers.find(p => p.id === id) ?? refuse(accessFailures.oidcUnknown())
const redirectOf = (services: Services, id: string): string => `${services.externalLogin.publicUrl}/api/v1/oidc/${id}/callback`

/** @returns where to send the browser, and what it has to bring back: only the browser that left can return */
export const begin = async (services: Services, id: string, why: Reason): Promise<{ address: string, attempt: string }> => {
  const provider = providerOf(services, id), { address, checks } = await beginAt(provider, redirectOf(services, id))
  const attempt: Attempt = { ...checks, provider: id, until: services.clock.now().getTime() + attemptMinutes * 60_000, next: why.next ?? '/', ...(why.invitation && { invitation: why.invitation }), ...(why.link && { link: why.link }) }
  return { address: address.href, attempt: services.vault.seal(purpose, JSON.stringify(attempt)) }
}

const readAttempt = (services: Services, id: string, sealed: string | null): Attempt => {
  const opened = sealed === null ? null : services.vault.open(purpose, sealed)
  // Sealed by ourselves, so its shape is known.
  const attempt = opened === null ? null : JSON.parse(opened) as Attempt
  return attempt && attempt.provider === id && attempt.until > services.clock.now().getTime() ? attempt : refuse(accessFailures.oidcExpired())
}

export type Returned = { readonly next: string } & ({ readonly secret: string } | { readonly challenge: string } | { readonly linked: true })

/** The browser is back: checks everything, then signs in, links, or makes an account where that is allowed. @param query of the address it came back with */
export const finish = async (services: Services, id: string, query: Readonly<Record<string, string>>, sealed: string | null, userAgent: string): Promise<Returned> => {
  const provider = providerOf(services, id), attempt = readAttempt(services, id, sealed)
  if (!sameDigest(sha256(query['state'] ?? ''), sha256(attempt.state))) refuse(accessFailures.oidcState())
  const identity = await answerOf(provider, new URL(`${redirectOf(services, id)}?${new URLSearchParams(query).toString()}`), attempt)
  return inScope(services.db, {}, async tx => {
    if (attempt.link) {
      await link(tx, services, id, identity, attempt.link)
      return { next: '/settings', linked: true as const }
    }
    const account = await accountOf(tx, services, provider, identity, attempt.invitation)
    await enterScope(tx, {})
    const admitted = await admit(tx, services, account, userAgent)
    return 'challenge' in admitted ? { next: attempt.next, challenge: admitted.challenge } : { next: attempt.next, secret: admitted.secret }
  })
}

/** To an account that is signed in; the provider's word on the address is not needed for that. */
const link = async (tx: Tx, services: Services, provider: string, identity: Identity, account: AccountId): Promise<void> => {
  const now = services.clock.now(), held = await rows.findLogin(tx, provider, identity.subject)
  if (held === account) return rows.touchLogin(tx, provider, identity.subject, identity.email, now).then(() => undefined)
  if (held || !(await rows.insertLogin(tx, { provider, subject: identity.subject, account, email: identity.email, now }))) refuse(accessFailures.oidcTaken())
  await recordForInstallation(tx, account, now, { verb: 'account.linked', kind: 'account', object: account, detail: { provider } })
}

/** Whose account it is: the one linked, else the one that has the verified address as its login, else a new one for an invitation or an allowed domain. */
const accountOf = async (tx: Tx, services: Services, provider: ProviderSettings, identity: Identity, invitation: string | undefined): Promise<AccountId> => {
  const now = services.clock.now(), known = await rows.findLogin(tx, provider.id, identity.subject)
  if (known) await rows.touchLogin(tx, provider.id, identity.subject, identity.email, now)
  const account = known ?? await accountByAddress(tx, services, provider, identity, invitation)
  const found = (await findAccount(tx, { id: account }))!
  if (found.disabled_at) refuse(accessFailures.disabled())
  if (invitation) await joinWithAccount(tx, services.clock, { account, name: found.name, session: null }, invitation)
  return account
}

const accountByAddress = async (tx: Tx, services: Services, provider: ProviderSettings, identity: Identity, invitation: string | undefined): Promise<AccountId> => {
  const { email } = identity
  if (email === null || !identity.isVerified) return refuse(accessFailures.oidcUnverified({ provider: provider.label }))
  const existing = await findAccount(tx, { login: email })
  if (existing?.kind === 'person') {
    const account = existing.id as AccountId
    await link(tx, services, provider.id, identity, account)
    return account
  }
  const domain = provider.domains.find(d => d.domain === email.slice(email.lastIndexOf('@') + 1))
  if (!invitation && !domain) return refuse(accessFailures.oidcNoAccount({ email }))
  const account = newId<AccountId>()
  if (!(await insertAccount(tx, { id: account, login: email, name: identity.name ?? email, kind: 'person', passwordHash: null, now: services.clock.now() }))) refuse(accessFailures.loginTaken())
  await link(tx, services, provider.id, identity, account)
  if (!invitation && domain) await joinDomain(tx, services, account, domain)
  return account
}

const joinDomain = async (tx: Tx, services: Services, account: AccountId, domain: ProviderSettings['domains'][number]): Promise<void> => {
  const organisation = domain.organisation as OrganisationId, membership = newId<MembershipId>(), now = services.clock.now()
  await enterScope(tx, { organisation, account })
  if (!(await findOrganisation(tx, organisation))) refuse(accessFailures.oidcNoAccount({ email: domain.domain }))
  await insertMembership(tx, { id: membership, organisation, account, roles: domain.roles, now })
  await record(tx, { organisation, account, membership, roles: domain.roles, request: null }, now, { verb: 'person.joined', kind: 'membership', object: membership, detail: { domain: true } })
  await enterScope(tx, { account })
}

export const ownLogins = async (tx: Tx, services: Services, visitor: Visitor): Promise<{ provider: string, label: string, linked: boolean, email: string | null }[]> => {
  const linked = new Map((await rows.listLogins(tx, visitor.account)).map(login => [login.provider, login]))
  return services.externalLogin.providers.map(p => ({ provider: p.id, label: p.label, linked: linked.has(p.id), email: linked.get(p.id)?.email ?? null }))
}

/** Nobody locks themselves out: without a password the last outside sign-in stays. */
export const unlink = async (tx: Tx, services: Services, visitor: Visitor, provider: string): Promise<void> => {
  demandSession(visitor)
  const account = (await findAccount(tx, { id: visitor.account }))!, others = (await rows.listLogins(tx, visitor.account)).filter(login => login.provider !== provider)
  if (!account.password_hash && others.length === 0) refuse(accessFailures.lastWayIn())
  if (!(await rows.deleteLogin(tx, visitor.account, provider))) refuse(accessFailures.notFound())
  await recordForInstallation(tx, visitor.account, services.clock.now(), { verb: 'account.unlinked', kind: 'account', object: visitor.account, detail: { provider } })
}

import { Refusal, refuse } from '../../../kernel/failure.ts'
import { newId, type AccountId, type MembershipId } from '../../../kernel/ids.ts'
import { sha256 } from '../../blobs/service.ts'
import { enterScope, inScope, type Tx } from '../../database/connect.ts'
import type { Services } from '../../database/services.ts'
import { record, recordForInstallation } from '../../journal/service.ts'
import type { SessionView } from '../contract.ts'
import { accessFailures } from '../errors.ts'
import type { Actor, Visitor } from '../model.ts'
import { findAccount, findMembership, listOrganisations } from '../repository.ts'
import { newSecret } from '../secrets.ts'
import { demand, demandSession, openSession, sessionView } from '../service.ts'
import { checkPassword, endSessions } from '../session/service.ts'
import { attemptSucceeded, countAttempt, noteRefused } from '../throttle/service.ts'
import * as rows from './repository.ts'
import { newRecoveryCode, newTotpSecret, recoveryCodeCount, recoveryCodeHash, stepOfCode, totpAddress } from './totp.ts'
import '../vault.ts'

const challengeMinutes = 5
const purposeOf = (account: AccountId): string => `totp:${account}`

const readSecret = (services: Services, account: AccountId, sealed: string): string =>
  services.vault.open(purposeOf(account), sealed) ?? refuse(accessFailures.secondFactorUnreadable())

export interface FactorState { readonly on: boolean, readonly recoveryCodes: number }
export const factorState = async (tx: Tx, account: AccountId): Promise<FactorState> => ({ on: await rows.hasFactor(tx, account), recoveryCodes: await rows.countRecoveryCodes(tx, account) })

/** A new secret, good for nothing until a code of it is confirmed. */
export const beginEnrolment = async (tx: Tx, services: Services, visitor: Visitor): Promise<{ secret: string, address: string }> => {
  demandSession(visitor)
  const { account } = visitor, { login } = (await findAccount(tx, { id: account }))!
  if (await rows.hasFactor(tx, account)) refuse(accessFailures.secondFactorOn())
  const secret = newTotpSecret()
  await rows.putFactor(tx, account, services.vault.seal(purposeOf(account), secret), services.clock.now())
  return { secret, address: totpAddress(secret, login) }
}

/** The first code turns it on. @returns the recovery codes, shown once */
export const confirmEnrolment = async (tx: Tx, services: Services, visitor: Visitor, code: string): Promise<readonly string[]> => {
  demandSession(visitor)
  const { account } = visitor, now = services.clock.now(), factor = await rows.lockFactor(tx, account)
  if (!factor) return refuse(accessFailures.secondFactorOff())
  if (factor.isConfirmed) refuse(accessFailures.secondFactorOn())
  const step = stepOfCode(readSecret(services, account, factor.sealedSecret), code, now)
  if (step === null) return refuse(accessFailures.wrongCode({}, { field: 'code' }))
  await rows.takeStep(tx, account, step)
  await rows.confirmFactor(tx, account, now)
  await recordForInstallation(tx, account, now, { verb: 'account.second-factor-on', kind: 'account', object: account })
  return renewCodes(tx, account)
}

const renewCodes = async (tx: Tx, account: AccountId): Promise<readonly string[]> => {
  const codes = Array.from({ length: recoveryCodeCount }, newRecoveryCode)
  await rows.putRecoveryCodes(tx, account, codes.map(recoveryCodeHash))
  return codes
}

/** Takes a code of the authenticator or a recovery code, each once: a code is refused at and before the newest step that was taken. */
const takeCode = async (tx: Tx, services: Services, account: AccountId, code: string): Promise<void> => {
  const now = services.clock.now(), factor = await rows.lockFactor(tx, account)
  if (!factor?.isConfirmed) return refuse(accessFailures.secondFactorOff())
  const typed = code.replace(/\s/g, '')
  if (/^\d{6}$/.test(typed)) {
    const step = stepOfCode(readSecret(services, account, factor.sealedSecret), typed, now)
    if (step === null) return refuse(accessFailures.wrongCode({}, { field: 'code' }))
    if (step <= factor.lastStep) refuse(accessFailures.codeUsed({}, { field: 'code' }))
    await rows.takeStep(tx, account, step)
  } else if (!(await rows.takeRecoveryCode(tx, account, recoveryCodeHash(typed), now))) refuse(accessFailures.wrongCode({}, { field: 'code' }))
}

export interface Challenge { readonly challenge: string, readonly expiresAt: string }
/** What an account signs in to after its password or its provider: a session, or the question for a code when it has a second factor. */
export const admit = async (tx: Tx, services: Services, account: AccountId, userAgent: string): Promise<{ readonly secret: string, readonly view: SessionView } | Challenge> => {
  const now = services.clock.now()
  if (!(await rows.hasFactor(tx, account))) return { secret: await openSession(tx, account, userAgent, now), view: await sessionView(tx, account) }
  const { secret, hash } = newSecret('challenge'), expires = new Date(now.getTime() + challengeMinutes * 60_000)
  await rows.insertChallenge(tx, { id: newId(), account, hash, now, expires })
  return { challenge: secret, expiresAt: expires.toISOString() }
}

const wrongCodes: ReadonlySet<string> = new Set([accessFailures.wrongCode().code, accessFailures.codeUsed().code])

/** The second step of signing in. */
export const answerChallenge = async (services: Services, challenge: string, code: string, userAgent: string): Promise<{ secret: string, view: SessionView }> => {
  const hash = sha256(challenge), now = services.clock.now()
  const found = await inScope(services.db, {}, tx => rows.findChallenge(tx, hash, now))
  if (!found) return refuse(accessFailures.challengeOver())
  await countAttempt(services, { account: found.account })
  const opened = await inScope(services.db, {}, async tx => {
    await takeCode(tx, services, found.account, code)
    if (!(await rows.takeChallenge(tx, hash))) refuse(accessFailures.challengeOver())
    return { secret: await openSession(tx, found.account, userAgent, now), view: await sessionView(tx, found.account) }
  }).catch(async (error: unknown) => {
    // Written down in a transaction of its own: that of the attempt is undone.
    if (error instanceof Refusal && wrongCodes.has(error.failure.code)) await noteRefused(services, found.account, 'code', null)
    throw error
  })
  await attemptSucceeded(services, { account: found.account })
  return opened
}

/** Both factors once more, counted; then `work` in the same transaction as the code. */
const withBoth = async <T>(services: Services, visitor: Visitor, input: { readonly password: string, readonly code: string }, work: (tx: Tx) => Promise<T>): Promise<T> => {
  demandSession(visitor)
  await checkPassword(services, visitor.account, input.password)
  await countAttempt(services, { account: visitor.account })
  const done = await inScope(services.db, {}, async tx => {
    await takeCode(tx, services, visitor.account, input.code)
    return work(tx)
  })
  await attemptSucceeded(services, { account: visitor.account })
  return done
}
export const turnOff = (services: Services, visitor: Visitor, input: { password: string, code: string }): Promise<unknown> => withBoth(services, visitor, input, async tx => {
  await rows.dropFactor(tx, visitor.account)
  await recordForInstallation(tx, visitor.account, services.clock.now(), { verb: 'account.second-factor-off', kind: 'account', object: visitor.account })
})
export const renewRecoveryCodes = (services: Services, visitor: Visitor, input: { password: string, code: string }): Promise<readonly string[]> => withBoth(services, visitor, input, tx => renewCodes(tx, visitor.account))

/** An administrator takes the second factor away from somebody who lost it. Whoever belongs to other organisations too is theirs as well. */
export const resetFactor = async (tx: Tx, services: Services, actor: Actor, membership: MembershipId): Promise<void> => {
  demand(actor, 'person.change')
  const found = await findMembership(tx, { id: membership })
  if (!found || found.organisation !== actor.organisation) return refuse(accessFailures.notFound())
  const account = found.account as AccountId
  await enterScope(tx, { account })
  const elsewhere = (await listOrganisations(tx, account)).some(o => o.id !== actor.organisation)
  await enterScope(tx, { organisation: actor.organisation, account: actor.account })
  if (elsewhere) refuse(accessFailures.secondFactorElsewhere())
  if (!(await rows.dropFactor(tx, account))) return refuse(accessFailures.secondFactorOff())
  await rows.dropChallenges(tx, account)
  await endSessions(tx, account, null, services.clock.now())
  await record(tx, actor, services.clock.now(), { verb: 'person.second-factor-reset', kind: 'membership', object: membership })
}

/** From the next request on, a member without one can do nothing here but enrol. The administrator who asks for it has one already. */
export const requireFactor = async (tx: Tx, services: Services, actor: Actor, required: boolean): Promise<void> => {
  demand(actor, 'organisation.change')
  if (required && !(await rows.hasFactor(tx, actor.account))) refuse(accessFailures.secondFactorFirst())
  await rows.setRequired(tx, actor.organisation, required)
  await record(tx, actor, services.clock.now(), { verb: 'organisation.second-factor', kind: 'organisation', object: actor.organisation, detail: { required } })
}

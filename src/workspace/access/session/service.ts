import { refuse } from '../../../kernel/failure.ts'
import type { AccountId } from '../../../kernel/ids.ts'
import { inScope } from '../../database/connect.ts'
import type { Services } from '../../database/services.ts'
import { recordForInstallation } from '../../journal/service.ts'
import { accessFailures } from '../errors.ts'
import type { Visitor } from '../model.ts'
import { findAccount } from '../repository.ts'
import { dropChallenges } from '../second-factor/repository.ts'
import { hashPassword, verifyPassword } from '../secrets.ts'
import { demandSession, newPassword } from '../service.ts'
import { attemptSucceeded, countAttempt, noteRefused } from '../throttle/service.ts'
import { endSessions, setPassword } from './repository.ts'

// Hashing something even for an unknown account keeps the time of the answer from telling who exists.
let decoy: Promise<string> | null = null

/** Whose login and password these are. Attempts are counted by login and by address. @param address null when it tells nobody apart */
export const checkCredentials = async (services: Services, login: string, password: string, address: string | null): Promise<AccountId> => {
  await countAttempt(services, { login, address })
  const account = await inScope(services.db, {}, tx => findAccount(tx, { login }))
  const isRight = await verifyPassword(account?.password_hash ?? await (decoy ??= hashPassword('nobody has this password')), password)
  if (!account?.password_hash || !isRight) {
    await noteRefused(services, (account?.id ?? null) as AccountId | null, 'password', address)
    return refuse(accessFailures.wrongCredentials())
  }
  await attemptSucceeded(services, { login })
  if (account.disabled_at) {
    await noteRefused(services, account.id as AccountId, 'disabled', address)
    refuse(accessFailures.disabled())
  }
  return account.id as AccountId
}

/** The password once more, of somebody who is signed in. */
export const checkPassword = async (services: Services, id: AccountId, password: string): Promise<void> => {
  await countAttempt(services, { account: id })
  const account = await inScope(services.db, {}, tx => findAccount(tx, { id }))
  if (!account?.password_hash) return refuse(accessFailures.noPassword())
  if (!(await verifyPassword(account.password_hash, password))) refuse(accessFailures.wrongPassword({}, { field: 'password' }))
  await attemptSucceeded(services, { account: id })
}

/** A new password ends every other session. An account that only a provider signs in sets its first one without an old one. */
export const changePassword = async (services: Services, visitor: Visitor, input: { readonly current?: string, readonly password: string }): Promise<{ ended: number }> => {
  demandSession(visitor)
  const account = (await inScope(services.db, {}, tx => findAccount(tx, { id: visitor.account })))!
  if (account.password_hash) await checkPassword(services, visitor.account, input.current ?? '')
  const hash = await newPassword(input.password, account.login)
  return inScope(services.db, {}, async tx => {
    const now = services.clock.now()
    await setPassword(tx, visitor.account, hash)
    await dropChallenges(tx, visitor.account)
    await recordForInstallation(tx, visitor.account, now, { verb: 'account.password-changed', kind: 'account', object: visitor.account })
    return { ended: await endSessions(tx, visitor.account, visitor.session, now) }
  })
}

export { endOwnSession, endSessions, listSessions } from './repository.ts'

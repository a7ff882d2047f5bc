import { refuse } from '../../../kernel/failure.ts'
import type { AccountId } from '../../../kernel/ids.ts'
import { enterScope, type Tx } from '../../database/connect.ts'
import type { Services } from '../../database/services.ts'
import { record, recordForInstallation } from '../../journal/service.ts'
import { accessFailures } from '../errors.ts'
import { changeMembership, findPerson, lockOrganisation } from '../repository.ts'
import { dropChallenges, dropFactor } from '../second-factor/repository.ts'
import { endMembership } from '../service.ts'
import { endSessions } from '../session/repository.ts'
import type { AccountErasureView } from './contract.ts'
import * as rows from './repository.ts'

/** The end of the id, which is random; its beginning is a time that accounts made together share. */
export const pseudonymOf = (account: AccountId): string => `erased-${account.slice(-12)}`

/** What an erasure reaches. Refuses where an organisation would be left without anybody to administer it. */
const survey = async (tx: Tx, account: AccountId, memberships: readonly rows.HeldMembership[]): Promise<AccountErasureView> => {
  let tokens = 0, journalEntries = 0
  for (const membership of memberships) {
    await enterScope(tx, { organisation: membership.organisation })
    await lockOrganisation(tx, membership.organisation)
    if (await rows.isLastAdministrator(tx, membership)) refuse(accessFailures.lastAdministrator({}, { field: 'login' }))
    const here = await rows.countInOrganisation(tx, account, membership)
    tokens += here.tokens
    journalEntries += here.journalEntries
  }
  return {
    account, erasedAt: null, pseudonym: pseudonymOf(account), erased: { ...await rows.countPersonal(tx, account), tokens },
    sessionsEnded: await rows.countOpenSessions(tx, account), kept: { memberships: memberships.length, journalEntries },
  }
}

/**
 * For whoever runs the installation: erases what an account tells about its person, in all organisations, and ends what it has open.
 * Work, duties and journal stay with the ids of account and memberships.
 * @param confirm the login once more; undefined: nothing changes, the answer tells what would
 */
export const eraseAccount = async (tx: Tx, services: Services, login: string, confirm: string | undefined): Promise<AccountErasureView> => {
  const now = services.clock.now(), account = await findPerson(tx, login)
  if (!account) return refuse(accessFailures.unknownLogin({}, { field: 'login' }))
  if (confirm !== undefined && confirm.toLowerCase() !== login.toLowerCase()) refuse(accessFailures.erasureUnconfirmed({}, { field: 'confirm' }))
  await enterScope(tx, { account })
  const memberships = await rows.membershipsOf(tx, account), preview = await survey(tx, account, memberships)
  if (confirm === undefined) return preview
  for (const { id, organisation, state } of memberships) {
    const author = { organisation, account: null, membership: null, roles: [], request: null }
    await enterScope(tx, { organisation })
    await rows.forgetTokenNames(tx, id)
    if (state === 'active') await changeMembership(tx, id, { state: 'disabled' })
    await record(tx, author, now, { verb: 'account.erased', kind: 'membership', object: id })
    await endMembership(tx, services, author, id)
  }
  const sessionsEnded = await endSessions(tx, account, null, now)
  await dropFactor(tx, account)
  await dropChallenges(tx, account)
  await rows.forgetAccount(tx, account, preview.pseudonym, now)
  const report = { ...preview, sessionsEnded, erasedAt: now.toISOString() }
  await recordForInstallation(tx, account, now, { verb: 'account.erased', kind: 'account', object: account, detail: report })
  return report
}

import { randomBytes } from 'node:crypto'
import { refuse } from '../../kernel/failure.ts'
import type { MembershipId, OrganisationId } from '../../kernel/ids.ts'
import { enterScope, type Tx } from '../database/connect.ts'
import type { Services } from '../database/services.ts'
import { record, recordForInstallation } from '../journal/service.ts'
import { accessFailures } from './errors.ts'
import type { Visitor } from './model.ts'
import * as rows from './repository.ts'
import { dropChallenges, dropFactor } from './second-factor/repository.ts'
import { hashPassword } from './secrets.ts'
import { demandSession, endMembership } from './service.ts'
import { endSessions, setPassword } from './session/repository.ts'

/** A person leaves by themselves. An administrator can enable them again; the last administrator stays. */
export const leave = async (tx: Tx, services: Services, visitor: Visitor, organisation: OrganisationId): Promise<void> => {
  demandSession(visitor)
  await enterScope(tx, { organisation, account: visitor.account })
  await rows.lockOrganisation(tx, organisation)
  const own = await rows.findMembership(tx, { organisation, account: visitor.account })
  if (own?.state !== 'active') return refuse(accessFailures.notFound())
  const membership = own.id as MembershipId, author = { organisation, account: visitor.account, membership, roles: own.roles, request: null }
  await rows.changeMembership(tx, membership, { state: 'disabled' })
  if (!(await rows.hasAdministrator(tx))) refuse(accessFailures.lastAdministrator())
  await record(tx, author, services.clock.now(), { verb: 'person.left', kind: 'membership', object: membership })
  await endMembership(tx, services, author, membership)
}

/** For whoever runs the installation: a disabled account signs in nowhere, and everything that it has open ends. */
export const setAccountState = async (tx: Tx, services: Services, login: string, state: 'active' | 'disabled'): Promise<{ sessions: number }> => {
  const now = services.clock.now(), account = await rows.findPerson(tx, login)
  if (!account) return refuse(accessFailures.unknownLogin({}, { field: 'login' }))
  await rows.setDisabled(tx, account, state === 'disabled' ? now : null)
  await recordForInstallation(tx, account, now, { verb: state === 'disabled' ? 'account.disabled' : 'account.enabled', kind: 'account', object: account })
  if (state === 'active') return { sessions: 0 }
  await enterScope(tx, { account })
  for (const { id, membership } of await rows.listOrganisations(tx, account)) {
    const organisation = id as OrganisationId, author = { organisation, account: null, membership: null, roles: [], request: null }
    await enterScope(tx, { organisation })
    await record(tx, author, now, { verb: 'account.disabled', kind: 'membership', object: membership })
    await endMembership(tx, services, author, membership as MembershipId)
  }
  return { sessions: await endSessions(tx, account, null, now) }
}

/** For whoever runs the installation: of somebody in several organisations no one of them takes the second factor away. */
export const resetAccount = async (tx: Tx, services: Services, login: string): Promise<{ sessions: number }> => {
  const now = services.clock.now(), account = await rows.findPerson(tx, login)
  if (!account) return refuse(accessFailures.unknownLogin({}, { field: 'login' }))
  if (!(await dropFactor(tx, account))) refuse(accessFailures.secondFactorOff())
  await dropChallenges(tx, account)
  await recordForInstallation(tx, account, now, { verb: 'account.second-factor-reset', kind: 'account', object: account })
  return { sessions: await endSessions(tx, account, null, now) }
}

/** For whoever runs the installation: nobody of an organisation may take over an account that others know too. @returns the new password, shown once */
export const renewPassword = async (tx: Tx, services: Services, login: string): Promise<{ password: string, sessions: number }> => {
  const now = services.clock.now(), account = await rows.findPerson(tx, login), password = randomBytes(15).toString('base64url')
  if (!account) return refuse(accessFailures.unknownLogin({}, { field: 'login' }))
  await setPassword(tx, account, await hashPassword(password))
  await dropChallenges(tx, account)
  await recordForInstallation(tx, account, now, { verb: 'account.password-renewed', kind: 'account', object: account })
  return { password, sessions: await endSessions(tx, account, null, now) }
}

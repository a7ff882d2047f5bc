import { refuse } from '../../../kernel/failure.ts'
import { newId, type AccountId, type MembershipId } from '../../../kernel/ids.ts'
import type { Tx } from '../../database/connect.ts'
import type { Services } from '../../database/services.ts'
import { record } from '../../journal/service.ts'
import { accessFailures } from '../errors.ts'
import type { Actor, Role } from '../model.ts'
import { findAccount, findMembership, insertAccount, insertMembership, listPeople, type Person } from '../repository.ts'
import { demand, makeToken, type NewToken } from '../service.ts'
import * as rows from './repository.ts'

/** Its login only names it: without a password or a provider nobody signs in with it. */
export const createServiceAccount = async (tx: Tx, services: Services, actor: Actor, input: { readonly name: string, readonly roles: readonly Role[] }): Promise<Person> => {
  demand(actor, 'service.manage')
  if (input.roles.includes('administrator')) refuse(accessFailures.serviceAdministrator({}, { field: 'roles' }))
  const account = newId<AccountId>(), membership = newId<MembershipId>(), now = services.clock.now()
  await insertAccount(tx, { id: account, login: `service-${account}`, name: input.name.trim(), kind: 'service', passwordHash: null, now })
  await insertMembership(tx, { id: membership, organisation: actor.organisation, account, roles: input.roles, now })
  await record(tx, actor, now, { verb: 'service.made', kind: 'membership', object: membership, detail: { roles: [...input.roles] } })
  return (await listPeople(tx)).find(p => p.membership === membership)!
}

/** For service accounts only: nobody makes a token that acts for another person. */
export const createServiceToken = async (tx: Tx, services: Services, actor: Actor, membership: MembershipId, input: NewToken): Promise<{ id: string, secret: string }> => {
  demand(actor, 'service.manage')
  const found = await findMembership(tx, { id: membership }), account = found && await findAccount(tx, { id: found.account as AccountId })
  if (account?.kind !== 'service' || found?.organisation !== actor.organisation) return refuse(accessFailures.notFound())
  return makeToken(tx, services.clock, actor, input, membership)
}

export const listAllTokens = async (tx: Tx, actor: Actor): Promise<rows.OwnedToken[]> => {
  demand(actor, 'token.oversee')
  return rows.listAllTokens(tx)
}

export const endAnyToken = async (tx: Tx, services: Services, actor: Actor, id: string): Promise<void> => {
  demand(actor, 'service.manage')
  const now = services.clock.now()
  if (!(await rows.endAnyToken(tx, id, now))) refuse(accessFailures.notFound())
  await record(tx, actor, now, { verb: 'token.ended', kind: 'token', object: id })
}

import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { freshDatabase, type FreshDatabase } from '../../../test/harness/database.ts'
import { systemClock } from '../../kernel/clock.ts'
import { newId, type AccountId, type OrganisationId } from '../../kernel/ids.ts'
import { connect, enterScope, inScope, type Tx } from '../database/connect.ts'
import type { Actor } from './model.ts'
import { insertAccount, insertMembership } from './repository.ts'
import { acceptInvitation, found, invite, purge } from './service.ts'

let database: FreshDatabase, owner: pg.Client, connected: ReturnType<typeof connect>
beforeAll(async () => {
  database = await freshDatabase()
  connected = connect(database.appUrl, 2)
  owner = new pg.Client(database.ownerUrl)
  await owner.connect()
})
afterAll(async () => {
  await Promise.all([connected.db.destroy(), owner.end()])
  await database.drop()
})

/** An organisation, scratch or not, and somebody who founded it with an account from before. */
const founded = async (tx: Tx, founder: AccountId, scratch: boolean): Promise<Actor> => {
  const { id, membership, roles } = await found(tx, systemClock, founder, { name: scratch ? 'Scratch' : 'House', zone: 'UTC', scratch })
  return { account: founder, membership, organisation: id, name: 'Founder', roles, projectRoles: new Map(), parties: new Map(), guest: false, allowed: null, request: null }
}
const joins = async (tx: Tx, actor: Actor, login: string): Promise<AccountId> => {
  await enterScope(tx, { organisation: actor.organisation, account: actor.account })
  const { secret } = await invite(tx, systemClock, actor, { name: login, roles: ['executor'] })
  return (await acceptInvitation(tx, systemClock, { secret, login, name: login, password: 'a long password' }, 'test')).view.account.id as AccountId
}
const logins = async (table: 'account' | 'session'): Promise<string[]> =>
  (await owner.query<{ login: string }>(table === 'account' ? 'select login from feedstock.account order by 1' : 'select distinct a.login from feedstock.session s join feedstock.account a on a.id = s.account order by 1')).rows.map(r => r.login)

test('purging a scratch organisation removes the accounts that joined it, with their sessions; its founder and whoever is elsewhere too stay', async () => {
  const founder = newId<AccountId>()
  await inScope(connected.db, {}, async tx => {
    await insertAccount(tx, { id: founder, login: 'founder', name: 'Founder', kind: 'service', passwordHash: null, now: new Date() })
    const house = await founded(tx, founder, false)
    await joins(tx, house, 'housemate')
  })
  const scratch = await inScope(connected.db, {}, async tx => {
    const actor = await founded(tx, founder, true)
    await joins(tx, actor, 'only-here')
    const both = await joins(tx, actor, 'elsewhere-too'), elsewhere = newId<OrganisationId>()
    await enterScope(tx, { organisation: elsewhere, account: both })
    await tx.insertInto('organisation').values({ organisation: elsewhere, name: 'Elsewhere', zone: 'UTC', scratch: false, created_at: new Date() }).execute()
    await insertMembership(tx, { id: newId(), organisation: elsewhere, account: both, roles: ['executor'], now: new Date() })
    return actor
  })
  expect(await logins('account')).toEqual(['elsewhere-too', 'founder', 'housemate', 'only-here'])
  await inScope(connected.db, { organisation: scratch.organisation, account: founder }, tx => purge(tx, scratch))
  expect(await logins('account')).toEqual(['elsewhere-too', 'founder', 'housemate'])
  expect(await logins('session')).toEqual(['elsewhere-too', 'housemate'])
  expect((await owner.query('select 1 from feedstock.organisation where scratch')).rowCount).toBe(0)
})

test('nobody but the purge can remove an account', async () => {
  const app = new pg.Client(database.appUrl)
  await app.connect()
  await expect(app.query('delete from account')).rejects.toThrow(/permission denied/)
  await app.end()
})

import type { MembershipId } from '../../../kernel/ids.ts'
import { on, type Endpoint } from '../endpoint.ts'
import type { Role } from '../model.ts'
import { tokenView } from '../token-view.ts'
import * as contract from './contract.ts'
import * as service from './service.ts'

export const serviceAccountRoutes: readonly Endpoint[] = [
  on(contract.createServiceAccount)(async ({ tx, actor, input, services }) => {
    const made = await service.createServiceAccount(tx, services, actor, { name: input.body.name, roles: input.body.roles as Role[] })
    return { ...made, since: made.since.toISOString(), secondFactor: false }
  }),
  on(contract.createServiceToken)(async ({ tx, actor, input, services }) => service.createServiceToken(tx, services, actor, input.params.membership as MembershipId, input.body)),
  on(contract.listAllTokens)(async ({ tx, actor }) => ({
    tokens: (await service.listAllTokens(tx, actor)).map(t => ({ ...tokenView(t), owner: { membership: t.membership, name: t.ownerName, kind: t.kind } })),
  })),
  on(contract.endAnyToken)(async ({ tx, actor, input, services }) => { await service.endAnyToken(tx, services, actor, input.params.token); return {} }),
]

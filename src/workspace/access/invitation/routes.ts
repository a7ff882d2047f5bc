import type { ProjectId } from '../../../kernel/ids.ts'
import { on, type Endpoint } from '../endpoint.ts'
import * as contract from './contract.ts'
import * as invitations from './service.ts'

export const invitationRoutes: readonly Endpoint[] = [
  on(contract.listInvitations)(async ({ tx, actor, input }) => ({
    invitations: (await invitations.listInvitations(tx, actor, (input.query.project ?? null) as ProjectId | null)).map(i => ({ ...i, createdAt: i.createdAt.toISOString(), expiresAt: i.expiresAt.toISOString() })),
  })),
  on(contract.withdrawInvitation)(async ({ tx, actor, input, services }) => { await invitations.withdrawInvitation(tx, services, actor, input.params.invitation); return {} }),
  on(contract.renewInvitation)(async ({ tx, actor, input, services }) => invitations.renewInvitation(tx, services, actor, input.params.invitation)),
]

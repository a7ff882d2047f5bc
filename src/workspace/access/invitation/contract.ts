import { Type, type Static } from 'typebox'
import { defineRoute } from '../../../kernel/contract.ts'
import { Instant, invite, Nothing, Nullable, Uuid } from '../contract.ts'

export const PendingInvitation = Type.Object({
  id: Uuid, name: Type.String(), roles: Type.Array(Type.String()), project: Nullable(Uuid), by: Nullable(Type.String({ description: 'Name of who invited' })), createdAt: Instant, expiresAt: Instant,
})
export type PendingInvitation = Static<typeof PendingInvitation>
export const listInvitations = defineRoute({
  id: 'invitation.list', method: 'GET', path: '/api/v1/invitations', summary: 'Invitations that nobody has taken up, expired ones too', guard: { permission: 'person.invite' },
  query: Type.Object({ project: Type.Optional(Uuid) }, { additionalProperties: false }), ok: Type.Object({ invitations: Type.Array(PendingInvitation) }),
})
const params = Type.Object({ invitation: Uuid })
export const withdrawInvitation = defineRoute({ id: 'invitation.withdraw', method: 'DELETE', path: '/api/v1/invitations/:invitation', summary: 'Withdraw an invitation: its link opens nothing any more', guard: { permission: 'person.invite' }, repeatable: true, params, ok: Nothing })
export const renewInvitation = defineRoute({
  id: 'invitation.renew', method: 'POST', path: '/api/v1/invitations/:invitation/renew', summary: 'A new link for the same invitation, for seven days; the old one ends', guard: { permission: 'person.invite' }, params, ok: invite.ok,
})

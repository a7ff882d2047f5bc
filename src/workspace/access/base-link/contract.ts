import { Type, type Static } from 'typebox'
import { defineRoute } from '../../../kernel/contract.ts'
import { Instant, Nothing, Nullable, Uuid } from '../contract.ts'

const State = Type.Union([Type.Literal('invited'), Type.Literal('active'), Type.Literal('ended')])
/** Seen from either side: `as` says which one the reader is. */
export const BaseLinkView = Type.Object({
  id: Uuid, as: Type.Union([Type.Literal('base'), Type.Literal('member')]), base: Type.String({ description: 'Name of the base' }), member: Nullable(Type.String({ description: 'Name of the member; null before it has joined' })),
  state: State, createdAt: Instant, expiresAt: Instant, acceptedAt: Nullable(Instant), endedAt: Nullable(Instant),
})
export type BaseLinkView = Static<typeof BaseLinkView>
const Figures = Type.Object({ people: Type.Integer(), projects: Type.Integer(), tasksApproved: Type.Integer(), itemsReleased: Type.Integer(), bytesHeld: Type.Integer() })
export const MemberFigures = Type.Object({ link: Uuid, member: Type.String(), ...Figures.properties })
export type MemberFigures = Static<typeof MemberFigures>

export const listBaseLinks = defineRoute({ id: 'base.list', method: 'GET', path: '/api/v1/base/links', summary: 'Links to the members of this base, and to the bases that this organisation is a member of', guard: { permission: 'base.read' }, ok: Type.Object({ links: Type.Array(BaseLinkView) }) })
export const createBaseLink = defineRoute({
  id: 'base.invite', method: 'POST', path: '/api/v1/base/links', summary: 'Invite an organisation into this base: a secret for its administrator, shown once, good for 30 days', guard: { permission: 'base.manage' }, status: 201,
  ok: Type.Object({ id: Uuid, secret: Type.String(), expiresAt: Instant }),
})
const Secret = Type.Object({ secret: Type.String({ minLength: 1, maxLength: 200 }) }, { additionalProperties: false })
export const readBaseLink = defineRoute({ id: 'base.read-invitation', method: 'POST', path: '/api/v1/base/links/read', summary: 'Which base invites', guard: { permission: 'base.manage' }, repeatable: true, body: Secret, ok: Type.Object({ base: Type.String(), expiresAt: Instant }) })
export const acceptBaseLink = defineRoute({ id: 'base.join', method: 'POST', path: '/api/v1/base/links/accept', summary: 'Join a base, which sees figures of this organisation from now on and no data', guard: { permission: 'base.manage' }, repeatable: true, body: Secret, ok: BaseLinkView })
export const endBaseLink = defineRoute({ id: 'base.end', method: 'DELETE', path: '/api/v1/base/links/:link', summary: 'End a link, from either side', guard: { permission: 'base.manage' }, repeatable: true, params: Type.Object({ link: Uuid }), ok: Nothing })
export const readBaseFigures = defineRoute({ id: 'base.figures', method: 'GET', path: '/api/v1/base/figures', summary: 'Figures of the members of this base, and their sums: counts only', guard: { permission: 'base.read' }, ok: Type.Object({ members: Type.Array(MemberFigures), total: Figures }) })

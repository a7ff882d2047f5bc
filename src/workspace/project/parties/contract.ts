import { Type, type Static } from 'typebox'
import { defineRoute } from '../../../kernel/contract.ts'
import { Instant, Nothing, Nullable, RoleName, Uuid } from '../../access/contract.ts'
import { partyFields, partyKinds, partyStates, partySteps } from '../../access/model.ts'

const Name = Type.String({ minLength: 1, maxLength: 200 })
const Steps = Type.Array(Type.Enum(partySteps), { minItems: 1, uniqueItems: true })
const Batches = Nullable(Type.Array(Uuid, { maxItems: 10_000, uniqueItems: true, description: 'null = every batch of the project, those to come among them' }))
const Hidden = Type.Array(Type.Enum(partyFields), { uniqueItems: true, description: 'Fields that its people do not see' })
const Secret = Type.Object({ secret: Type.String({ maxLength: 200 }) }, { additionalProperties: false })

export const PartyView = Type.Object({
  id: Uuid, project: Uuid, kind: Type.Enum(partyKinds), name: Name, state: Type.Enum(partyStates), steps: Type.Array(Type.Enum(partySteps)), batches: Batches, hidden: Type.Array(Type.Enum(partyFields)),
  guest: Nullable(Type.Object({ id: Uuid, name: Name })), admittedBy: Nullable(Uuid), startsAt: Instant, endsAt: Nullable(Instant), inForce: Type.Boolean(), people: Type.Integer(), version: Type.Integer(), createdAt: Instant, acceptedAt: Nullable(Instant), endedAt: Nullable(Instant),
})
export type PartyView = Static<typeof PartyView>
const Params = Type.Object({ party: Uuid })
const Made = Type.Object({ party: PartyView, secret: Type.String({ description: 'Of the link, shown once' }) })

export const listParties = defineRoute({ id: 'party.list', method: 'GET', path: '/api/v1/projects/:project/parties', summary: 'Organisations that take part in a project', guard: { permission: 'party.read' }, params: Type.Object({ project: Uuid }), ok: Type.Object({ parties: Type.Array(PartyView) }) })
export const inviteParty = defineRoute({
  id: 'party.invite', method: 'POST', path: '/api/v1/projects/:project/parties', summary: 'Invite another organisation into a project, on terms', guard: { permission: 'party.manage' }, params: Type.Object({ project: Uuid }), status: 201,
  body: Type.Object({ kind: Type.Enum(partyKinds), name: Name, steps: Steps, batches: Type.Optional(Batches), hidden: Type.Optional(Hidden), startsAt: Type.Optional(Instant), endsAt: Type.Optional(Nullable(Instant)) }, { additionalProperties: false }), ok: Made,
})
export const changeParty = defineRoute({
  id: 'party.change', method: 'PATCH', path: '/api/v1/parties/:party', summary: 'Change the terms of a party; what is taken away is gone at once', guard: { permission: 'party.manage' }, params: Params,
  body: Type.Object({ version: Type.Integer(), name: Type.Optional(Name), steps: Type.Optional(Steps), batches: Type.Optional(Batches), hidden: Type.Optional(Hidden), endsAt: Type.Optional(Nullable(Instant)) }, { additionalProperties: false }), ok: PartyView,
})
export const consentParty = defineRoute({
  id: 'party.consent', method: 'POST', path: '/api/v1/parties/:party/consent', summary: 'Consent to a subcontractor that a party proposed, or decline', guard: { permission: 'party.manage' }, params: Params,
  body: Type.Object({ consent: Type.Boolean() }, { additionalProperties: false }), ok: PartyView,
})
export const endParty = defineRoute({ id: 'party.end', method: 'POST', path: '/api/v1/parties/:party/end', summary: 'End a party for good: its people and its subcontractors lose access at once', guard: { permission: 'party.manage' }, params: Params, ok: PartyView })

export const OfferView = Type.Object({ owner: Name, project: Name, kind: Type.Enum(partyKinds), name: Name, steps: Type.Array(Type.Enum(partySteps)), hidden: Type.Array(Type.Enum(partyFields)), batches: Nullable(Type.Integer()), startsAt: Instant, endsAt: Nullable(Instant), state: Type.Enum(partyStates) })
export type OfferView = Static<typeof OfferView>
export const readOffer = defineRoute({ id: 'engagement.offer', method: 'POST', path: '/api/v1/engagements/offer', summary: 'What a party link offers', guard: 'account', body: Secret, repeatable: true, ok: OfferView })
export const EngagementView = Type.Object({
  id: Uuid, owner: Type.Object({ id: Uuid, name: Name }), project: Type.Object({ id: Uuid, name: Name }), kind: Type.Enum(partyKinds), state: Type.Enum(partyStates), steps: Type.Array(Type.Enum(partySteps)), batches: Batches, hidden: Type.Array(Type.Enum(partyFields)),
  startsAt: Instant, endsAt: Nullable(Instant), inForce: Type.Boolean(),
  people: Type.Array(Type.Object({ membership: Nullable(Uuid), account: Uuid, name: Name, roles: Type.Array(Type.String()) }, { description: '`membership` is that of one\'s own organisation, null once the person has left it' })),
  subcontractors: Type.Array(Type.Object({ id: Uuid, name: Name, state: Type.Enum(partyStates), steps: Type.Array(Type.Enum(partySteps)) })),
})
export type EngagementView = Static<typeof EngagementView>
export const enterAsParty = defineRoute({ id: 'engagement.enter', method: 'POST', path: '/api/v1/engagements', summary: 'Enter the project of another organisation by its link, for one\'s own organisation', guard: { permission: 'engagement.manage' }, body: Secret, status: 201, ok: EngagementView })
export const listEngagements = defineRoute({ id: 'engagement.list', method: 'GET', path: '/api/v1/engagements', summary: 'Projects of other organisations that one\'s own takes part in', guard: { permission: 'engagement.manage' }, ok: Type.Object({ engagements: Type.Array(EngagementView) }) })
export const sendPerson = defineRoute({
  id: 'engagement.send', method: 'PUT', path: '/api/v1/engagements/:engagement/people/:membership', summary: 'Let a person of one\'s own organisation act in the engagement, with roles; none calls them back', guard: { permission: 'engagement.manage' }, repeatable: true,
  params: Type.Object({ engagement: Uuid, membership: Uuid }), body: Type.Object({ roles: Type.Array(RoleName, { uniqueItems: true }) }, { additionalProperties: false }), ok: Nothing,
})
export const subcontract = defineRoute({
  id: 'engagement.subcontract', method: 'POST', path: '/api/v1/engagements/:engagement/subcontractors', summary: 'Propose a subcontractor within one\'s own terms; its link works once the owner of the project has consented', guard: { permission: 'engagement.manage' }, status: 201, params: Type.Object({ engagement: Uuid }),
  body: Type.Object({ name: Name, steps: Steps, batches: Type.Optional(Batches), hidden: Type.Optional(Hidden), endsAt: Type.Optional(Nullable(Instant)) }, { additionalProperties: false }), ok: Type.Object({ party: Uuid, secret: Type.String() }),
})
export const leaveEngagement = defineRoute({ id: 'engagement.leave', method: 'POST', path: '/api/v1/engagements/:engagement/end', summary: 'End one\'s own part in a project for good', guard: { permission: 'engagement.manage' }, params: Type.Object({ engagement: Uuid }), ok: Nothing })

import { Type, type Static, type TSchema } from 'typebox'
import { defineRoute } from '../../kernel/contract.ts'
import { roles } from './model.ts'

export const Uuid = Type.String({ format: 'uuid' })
export const Instant = Type.String({ format: 'date-time' })
export const Nullable = <T extends TSchema>(schema: T) => Type.Union([schema, Type.Null()])
export const Sha256 = Type.String({ pattern: '^[0-9a-f]{64}$' })
export const RoleName = Type.Enum(roles)
const Login = Type.String({ minLength: 1, maxLength: 254, pattern: '^\\S+$' })
const Name = Type.String({ minLength: 1, maxLength: 200 })
const Password = Type.String({ minLength: 1, maxLength: 1000 })
const Zone = Type.String({ minLength: 1, maxLength: 64, description: 'IANA time zone: days and pay periods are cut in it' })
export const Nothing = Type.Object({}, { additionalProperties: false })

export const OrganisationView = Type.Object({ id: Uuid, name: Name, zone: Zone, scratch: Type.Boolean(), membership: Uuid, roles: Type.Array(Type.String()), guest: Type.Boolean({ description: 'One is there as somebody of another organisation' }) })
/** An organisation of one's own, with what it asks of whoever signs in. */
const OwnOrganisationView = Type.Object({
  ...OrganisationView.properties, requiresSecondFactor: Type.Boolean(),
  lacksSecondFactor: Type.Boolean({ description: 'Nothing can be done in this organisation before the second factor is on' }),
})
export const SessionView = Type.Object({
  account: Type.Object({ id: Uuid, login: Type.String(), name: Name, preferences: Type.Record(Type.String(), Type.Unknown()), secondFactor: Type.Boolean(), hasPassword: Type.Boolean() }),
  organisations: Type.Array(OwnOrganisationView),
})
export type SessionView = Static<typeof SessionView>

/** The password was right and the account has a second factor: the session opens for the challenge and a code (`session.answer`). */
export const ChallengeView = Type.Object({ challenge: Type.String(), expiresAt: Instant })
export type ChallengeView = Static<typeof ChallengeView>

export const setupStatus = defineRoute({ id: 'setup.status', method: 'GET', path: '/api/v1/setup', summary: 'Does an administrator exist yet', guard: 'public', ok: Type.Object({ open: Type.Boolean() }) })
export const setup = defineRoute({
  id: 'setup.create', method: 'POST', path: '/api/v1/setup', summary: 'Create the first administrator and organisation with the one-time link', guard: 'public', status: 201, repeatable: true,
  body: Type.Object({ token: Type.String({ maxLength: 200 }), organisation: Name, zone: Zone, login: Login, name: Name, password: Password, preferences: Type.Optional(Type.Record(Type.String(), Type.Unknown())) }, { additionalProperties: false }),
  ok: SessionView,
})
export const signIn = defineRoute({
  id: 'session.create', method: 'POST', path: '/api/v1/session', summary: 'Sign in', guard: 'public', status: 201, repeatable: true,
  body: Type.Object({ login: Login, password: Password }, { additionalProperties: false }), ok: Type.Union([SessionView, ChallengeView]),
})
export const localSignIn = defineRoute({
  id: 'session.local', method: 'POST', path: '/api/v1/session/local', summary: 'Sign in as the machine itself: ask for a challenge, then answer with the secret that the server wrote into its data folder', guard: 'public', repeatable: true,
  body: Type.Object({ challenge: Type.Optional(Type.String({ maxLength: 100 })), answer: Type.Optional(Type.String({ maxLength: 200 })) }, { additionalProperties: false }),
  ok: Type.Union([Type.Object({ challenge: Type.String(), file: Type.String() }), Type.Object({ secret: Type.String(), account: Uuid })]),
})
export const readSession = defineRoute({ id: 'session.read', method: 'GET', path: '/api/v1/session', summary: 'Who am I, and in which organisations', guard: 'account', ok: SessionView })
export const signOut = defineRoute({ id: 'session.end', method: 'DELETE', path: '/api/v1/session', summary: 'Sign out', guard: 'account', repeatable: true, ok: Nothing })
export const changePreferences = defineRoute({
  id: 'account.preferences', method: 'PUT', path: '/api/v1/account/preferences', summary: 'Language, theme, density and the like', guard: 'account', repeatable: true,
  body: Type.Record(Type.String({ maxLength: 64 }), Type.Unknown()), ok: Nothing,
})
export const createOrganisation = defineRoute({
  id: 'organisation.create', method: 'POST', path: '/api/v1/organisations', summary: 'Found an organisation and become its administrator', guard: 'account', status: 201,
  body: Type.Object({ name: Name, zone: Zone, scratch: Type.Optional(Type.Boolean()) }, { additionalProperties: false }),
  ok: Type.Object({ ...OrganisationView.properties, secret: Nullable(Type.String({ description: 'Of a scratch organisation: a token of its founder, shown once' })) }),
})
export const purgeOrganisation = defineRoute({
  id: 'organisation.purge', method: 'DELETE', path: '/api/v1/organisation', summary: 'Remove the scratch organisation that the request acts for, whole, with the accounts that were made by joining it and are in no other', guard: { permission: 'organisation.purge' }, repeatable: true, ok: Nothing,
})

export const PersonView = Type.Object({
  membership: Uuid, account: Uuid, kind: Type.Union([Type.Literal('person'), Type.Literal('service')]), login: Type.String(), name: Name, roles: Type.Array(Type.String()), state: Type.Union([Type.Literal('active'), Type.Literal('disabled')]), since: Instant,
  guest: Type.Boolean({ description: 'Comes from another organisation, through a party' }), secondFactor: Type.Boolean(),
})
export type PersonView = Static<typeof PersonView>
export const listPeople = defineRoute({
  id: 'person.list', method: 'GET', path: '/api/v1/people', summary: 'People of the organisation', guard: { permission: 'person.list' },
  query: Type.Object({ project: Type.Optional(Type.String({ format: 'uuid', description: 'For whoever may list people only there, to add them' })) }, { additionalProperties: false }), ok: Type.Object({ people: Type.Array(PersonView) }),
})
export const changePerson = defineRoute({
  id: 'person.change', method: 'PATCH', path: '/api/v1/people/:membership', summary: 'Change roles, disable or enable', guard: { permission: 'person.change' },
  params: Type.Object({ membership: Uuid }),
  body: Type.Object({ roles: Type.Optional(Type.Array(RoleName, { minItems: 1, uniqueItems: true })), state: Type.Optional(Type.Union([Type.Literal('active'), Type.Literal('disabled')])) }, { additionalProperties: false }),
  ok: PersonView,
})
export const invite = defineRoute({
  id: 'invitation.create', method: 'POST', path: '/api/v1/invitations', summary: 'Make an invitation link; it works once, for seven days', guard: { permission: 'person.invite' }, status: 201,
  body: Type.Object({ name: Name, roles: Type.Array(RoleName, { minItems: 1, uniqueItems: true }), project: Type.Optional(Uuid) }, { additionalProperties: false }),
  ok: Type.Object({ id: Uuid, secret: Type.String(), expiresAt: Instant }),
})
export const readInvitation = defineRoute({
  id: 'invitation.read', method: 'POST', path: '/api/v1/invitations/read', summary: 'What an invitation offers', guard: 'public', repeatable: true,
  body: Type.Object({ secret: Type.String({ maxLength: 200 }) }, { additionalProperties: false }),
  ok: Type.Object({ organisation: Name, name: Name, roles: Type.Array(Type.String()), inProject: Type.Boolean({ description: 'The roles hold in one project, not in the whole organisation' }), expiresAt: Instant }),
})
export const acceptInvitation = defineRoute({
  id: 'invitation.accept', method: 'POST', path: '/api/v1/invitations/accept', summary: 'Join with a new account', guard: 'public', status: 201, repeatable: true,
  body: Type.Object({ secret: Type.String({ maxLength: 200 }), login: Login, name: Name, password: Password, preferences: Type.Optional(Type.Record(Type.String(), Type.Unknown())) }, { additionalProperties: false }), ok: SessionView,
})
export const joinOrganisation = defineRoute({
  id: 'invitation.join', method: 'POST', path: '/api/v1/invitations/join', summary: 'Join with the account that is signed in; roles held already stay', guard: 'account', status: 201, repeatable: true,
  body: Type.Object({ secret: Type.String({ maxLength: 200 }) }, { additionalProperties: false }), ok: SessionView,
})
export const TokenView = Type.Object({ id: Uuid, name: Name, permissions: Nullable(Type.Array(Type.String())), projects: Nullable(Type.Array(Uuid)), createdAt: Instant, expiresAt: Type.Union([Instant, Type.Null()]), usedAt: Type.Union([Instant, Type.Null()]) })
export type TokenView = Static<typeof TokenView>
export const listTokens = defineRoute({ id: 'token.list', method: 'GET', path: '/api/v1/tokens', summary: 'My API tokens', guard: { permission: 'token.manage' }, ok: Type.Object({ tokens: Type.Array(TokenView) }) })
export const NewToken = Type.Object({
  name: Name, permissions: Type.Optional(Type.Array(Type.String({ maxLength: 100 }), { maxItems: 500, description: 'Left out: everything that its owner may' })),
  projects: Type.Optional(Type.Array(Uuid, { minItems: 1, maxItems: 200, uniqueItems: true, description: 'It counts in these only, and for nothing in the whole organisation' })),
  days: Type.Optional(Type.Integer({ minimum: 1, maximum: 3650 })),
}, { additionalProperties: false })
export const createToken = defineRoute({
  id: 'token.create', method: 'POST', path: '/api/v1/tokens', summary: 'Make an API token; its secret is shown once', guard: { permission: 'token.manage' }, status: 201,
  body: NewToken,
  ok: Type.Object({ id: Uuid, secret: Type.String() }),
})
export const endToken = defineRoute({ id: 'token.end', method: 'DELETE', path: '/api/v1/tokens/:token', summary: 'End an API token', guard: { permission: 'token.manage' }, params: Type.Object({ token: Uuid }), repeatable: true, ok: Nothing })

export const JournalEntryView = Type.Object({ id: Type.Integer(), at: Instant, account: Type.Union([Uuid, Type.Null()]), membership: Type.Union([Uuid, Type.Null()]), roles: Type.Array(Type.String()), verb: Type.String(), kind: Type.String(), object: Type.String(), project: Type.Union([Uuid, Type.Null()]), digest: Type.String(), detail: Type.Unknown() })
export const listJournal = defineRoute({
  id: 'journal.list', method: 'GET', path: '/api/v1/journal', summary: 'What changed, newest first', guard: { permission: 'journal.read' },
  query: Type.Object({
    before: Type.Optional(Type.Integer({ minimum: 1 })), limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 500 })), project: Type.Optional(Uuid),
    account: Type.Optional(Uuid), kind: Type.Optional(Type.String({ maxLength: 64 })), verb: Type.Optional(Type.String({ maxLength: 64 })), object: Type.Optional(Type.String({ maxLength: 100 })),
    from: Type.Optional(Instant), to: Type.Optional(Instant),
  }, { additionalProperties: false }),
  ok: Type.Object({ entries: Type.Array(JournalEntryView), next: Type.Union([Type.Integer(), Type.Null()]) }),
})

import { Type, type Static } from 'typebox'
import { defineRoute } from '../../../kernel/contract.ts'
import { Instant, Nothing, Nullable, Uuid } from '../contract.ts'

const Password = Type.String({ minLength: 1, maxLength: 1000 })

export const OpenSessionView = Type.Object({ id: Uuid, userAgent: Type.String(), createdAt: Instant, seenAt: Instant, current: Type.Boolean() })
export type OpenSessionView = Static<typeof OpenSessionView>
export const listSessions = defineRoute({ id: 'account.sessions', method: 'GET', path: '/api/v1/account/sessions', summary: 'Where I am signed in', guard: 'account', ok: Type.Object({ sessions: Type.Array(OpenSessionView) }) })
export const endSession = defineRoute({
  id: 'account.end-session', method: 'DELETE', path: '/api/v1/account/sessions/:session', summary: 'End one of my sessions', guard: 'account', repeatable: true, params: Type.Object({ session: Uuid }), ok: Nothing,
})
export const endOtherSessions = defineRoute({
  id: 'account.end-other-sessions', method: 'POST', path: '/api/v1/account/sessions/end-others', summary: 'End all of my sessions but this one', guard: 'account', repeatable: true, ok: Type.Object({ ended: Type.Integer() }),
})
export const changePassword = defineRoute({
  id: 'account.password', method: 'PUT', path: '/api/v1/account/password', summary: 'Change my password, which ends my other sessions', guard: 'account', repeatable: true,
  body: Type.Object({ current: Type.Optional(Password), password: Password }, { additionalProperties: false }), ok: Type.Object({ ended: Type.Integer() }),
})
export const leaveOrganisation = defineRoute({
  id: 'account.leave', method: 'POST', path: '/api/v1/account/leave', summary: 'Leave an organisation; what I hold there goes back', guard: 'account', repeatable: true,
  body: Type.Object({ organisation: Uuid }, { additionalProperties: false }), ok: Nothing,
})
export const setAccountState = defineRoute({
  id: 'account.set-state', method: 'PUT', path: '/api/v1/installation/accounts/state', summary: 'Disable or enable an account everywhere: for whoever runs the installation, proven on its machine', guard: 'account', repeatable: true,
  body: Type.Object({ login: Type.String({ minLength: 1, maxLength: 254 }), state: Type.Union([Type.Literal('active'), Type.Literal('disabled')]) }, { additionalProperties: false }), ok: Type.Object({ sessions: Type.Integer({ description: 'How many ended' }) }),
})
export const renewPassword = defineRoute({
  id: 'account.renew-password', method: 'POST', path: '/api/v1/installation/accounts/renew-password', summary: 'Give an account whose password was forgotten a new one, shown once, and end its sessions: for whoever runs the installation, proven on its machine', guard: 'account', repeatable: true,
  body: Type.Object({ login: Type.String({ minLength: 1, maxLength: 254 }) }, { additionalProperties: false }), ok: Type.Object({ password: Type.String(), sessions: Type.Integer({ description: 'How many ended' }) }),
})
export const InstallationEventView = Type.Object({
  id: Type.Integer(), at: Instant, account: Nullable(Uuid), verb: Type.String(), kind: Type.String(), object: Type.String(), detail: Type.Unknown(),
})
export type InstallationEventView = Static<typeof InstallationEventView>
export const listInstallationEvents = defineRoute({
  id: 'installation.journal', method: 'GET', path: '/api/v1/installation/journal', summary: 'Events of accounts, which belong to no organisation, newest first: sign-ins, refused ones, accounts that were disabled. For whoever runs the installation, proven on its machine', guard: 'account',
  query: Type.Object({ before: Type.Optional(Type.Integer({ minimum: 1 })), limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 500 })), verb: Type.Optional(Type.String({ maxLength: 64 })), account: Type.Optional(Uuid), from: Type.Optional(Instant), to: Type.Optional(Instant) }, { additionalProperties: false }),
  ok: Type.Object({ entries: Type.Array(InstallationEventView), next: Nullable(Type.Integer()) }),
})
export const resetAccount = defineRoute({
  id: 'account.reset-second-factor', method: 'POST', path: '/api/v1/installation/accounts/reset-second-factor', summary: 'Take the second factor of an account away, whatever organisations it is in: for whoever runs the installation, proven on its machine', guard: 'account', repeatable: true,
  body: Type.Object({ login: Type.String({ minLength: 1, maxLength: 254 }) }, { additionalProperties: false }), ok: Type.Object({ sessions: Type.Integer({ description: 'How many ended' }) }),
})

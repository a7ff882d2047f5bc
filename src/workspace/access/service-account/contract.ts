import { Type, type Static } from 'typebox'
import { defineRoute } from '../../../kernel/contract.ts'
import { createToken, NewToken, Nothing, PersonView, RoleName, TokenView, Uuid } from '../contract.ts'

/** A program's own membership: it has roles and tokens, no password, and is nobody's. Changed and disabled as people are (`person.change`). */
export const createServiceAccount = defineRoute({
  id: 'service.create', method: 'POST', path: '/api/v1/service-accounts', summary: 'Make a service account', guard: { permission: 'service.manage' }, status: 201,
  body: Type.Object({ name: Type.String({ minLength: 1, maxLength: 200, pattern: '\\S' }), roles: Type.Array(RoleName, { minItems: 1, uniqueItems: true }) }, { additionalProperties: false }), ok: PersonView,
})
export const createServiceToken = defineRoute({
  id: 'service.create-token', method: 'POST', path: '/api/v1/service-accounts/:membership/tokens', summary: 'Make a token of a service account; its secret is shown once', guard: { permission: 'service.manage' }, status: 201,
  params: Type.Object({ membership: Uuid }), body: NewToken, ok: createToken.ok,
})

export const OwnedTokenView = Type.Object({ ...TokenView.properties, owner: Type.Object({ membership: Uuid, name: Type.String(), kind: Type.Union([Type.Literal('person'), Type.Literal('service')]) }) })
export type OwnedTokenView = Static<typeof OwnedTokenView>
export const listAllTokens = defineRoute({
  id: 'token.oversee', method: 'GET', path: '/api/v1/organisation/tokens', summary: 'Every token of the organisation that has not been ended, with its owner', guard: { permission: 'token.oversee' }, ok: Type.Object({ tokens: Type.Array(OwnedTokenView) }),
})
export const endAnyToken = defineRoute({
  id: 'token.end-any', method: 'DELETE', path: '/api/v1/organisation/tokens/:token', summary: 'End any token of the organisation', guard: { permission: 'service.manage' }, repeatable: true, params: Type.Object({ token: Uuid }), ok: Nothing,
})

import { Type } from 'typebox'
import { defineRoute } from '../../../kernel/contract.ts'
import { Nothing, Nullable } from '../contract.ts'

const params = Type.Object({ provider: Type.String({ minLength: 1, maxLength: 40 }) })
const Away = Type.Object({ address: Type.String({ description: 'Where to send the browser' }) })

export const listProviders = defineRoute({ id: 'oidc.list', method: 'GET', path: '/api/v1/oidc', summary: 'Providers that people can sign in with', guard: 'public', ok: Type.Object({ providers: Type.Array(Type.Object({ id: Type.String(), label: Type.String() })) }) })
export const startOidc = defineRoute({
  id: 'oidc.start', method: 'GET', path: '/api/v1/oidc/:provider/start', summary: 'Sends the browser to the provider', guard: 'public', params,
  query: Type.Object({ next: Type.Optional(Type.String({ maxLength: 500, description: 'Where in these pages to go afterwards' })) }, { additionalProperties: false }), ok: 'stream',
})
export const oidcCallback = defineRoute({
  id: 'oidc.callback', method: 'GET', path: '/api/v1/oidc/:provider/callback', summary: 'Where the provider sends the browser back to; leads on to the pages, with the code of a failure in the address', guard: 'public', params,
  query: Type.Object({ code: Type.Optional(Type.String()), state: Type.Optional(Type.String()), error: Type.Optional(Type.String()) }, { description: 'What RFC 6749 4.1.2 and OpenID Connect say' }), ok: 'stream',
})
export const joinByOidc = defineRoute({
  id: 'oidc.join', method: 'POST', path: '/api/v1/oidc/:provider/join', summary: 'Take up an invitation by signing in with the provider', guard: 'public', repeatable: true, params,
  body: Type.Object({ invitation: Type.String({ minLength: 1, maxLength: 200 }) }, { additionalProperties: false }), ok: Away,
})
export const listExternalLogins = defineRoute({
  id: 'account.external-logins', method: 'GET', path: '/api/v1/account/external-logins', summary: 'Which providers sign me in', guard: 'account',
  ok: Type.Object({ logins: Type.Array(Type.Object({ provider: Type.String(), label: Type.String(), linked: Type.Boolean(), email: Nullable(Type.String()) })) }),
})
export const linkExternalLogin = defineRoute({ id: 'account.link', method: 'POST', path: '/api/v1/account/external-logins/:provider', summary: 'Link a provider to my account', guard: 'account', repeatable: true, params, ok: Away })
export const unlinkExternalLogin = defineRoute({ id: 'account.unlink', method: 'DELETE', path: '/api/v1/account/external-logins/:provider', summary: 'Unlink a provider from my account', guard: 'account', repeatable: true, params, ok: Nothing })

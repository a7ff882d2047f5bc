import { Type } from 'typebox'
import { defineRoute } from '../../../kernel/contract.ts'
import { Nothing, SessionView, Uuid } from '../contract.ts'

const Code = Type.String({ minLength: 6, maxLength: 40, description: 'Six digits of the authenticator, or a recovery code' })
const Both = Type.Object({ password: Type.String({ minLength: 1, maxLength: 1000 }), code: Code }, { additionalProperties: false })
const RecoveryCodes = Type.Object({ recoveryCodes: Type.Array(Type.String(), { description: 'Each works once; shown once' }) })

export const answerChallenge = defineRoute({
  id: 'session.answer', method: 'POST', path: '/api/v1/session/code', summary: 'Sign in, second step', guard: 'public', status: 201, repeatable: true,
  body: Type.Object({ challenge: Type.String({ maxLength: 200 }), code: Code }, { additionalProperties: false }), ok: SessionView,
})
export const readSecondFactor = defineRoute({ id: 'second-factor.read', method: 'GET', path: '/api/v1/account/second-factor', summary: 'Is my second factor on, and how many recovery codes are left', guard: 'account', ok: Type.Object({ on: Type.Boolean(), recoveryCodes: Type.Integer() }) })
export const beginSecondFactor = defineRoute({
  id: 'second-factor.begin', method: 'POST', path: '/api/v1/account/second-factor', summary: 'A new secret for an authenticator; it counts from its first code on', guard: 'account', status: 201, repeatable: true,
  ok: Type.Object({ secret: Type.String({ description: 'Base32' }), address: Type.String({ description: 'otpauth://totp/..., for a QR code' }) }),
})
export const confirmSecondFactor = defineRoute({
  id: 'second-factor.confirm', method: 'POST', path: '/api/v1/account/second-factor/confirm', summary: 'Turn the second factor on with its first code', guard: 'account', repeatable: true,
  body: Type.Object({ code: Type.String({ pattern: '^\\d{6}$' }) }, { additionalProperties: false }), ok: RecoveryCodes,
})
export const endSecondFactor = defineRoute({ id: 'second-factor.end', method: 'POST', path: '/api/v1/account/second-factor/off', summary: 'Turn it off with password and code', guard: 'account', repeatable: true, body: Both, ok: Nothing })
export const renewRecoveryCodes = defineRoute({ id: 'second-factor.renew-codes', method: 'POST', path: '/api/v1/account/second-factor/recovery-codes', summary: 'New recovery codes in place of the old', guard: 'account', repeatable: true, body: Both, ok: RecoveryCodes })
export const resetSecondFactor = defineRoute({
  id: 'person.reset-second-factor', method: 'DELETE', path: '/api/v1/people/:membership/second-factor', summary: 'Take the second factor of somebody who lost it away and end their sessions', guard: { permission: 'person.change' }, repeatable: true,
  params: Type.Object({ membership: Uuid }), ok: Nothing,
})
export const requireSecondFactor = defineRoute({
  id: 'organisation.require-second-factor', method: 'PUT', path: '/api/v1/organisation/second-factor', summary: 'Ask everybody of the organisation for a second factor, or no longer', guard: { permission: 'organisation.change' }, repeatable: true,
  body: Type.Object({ required: Type.Boolean() }, { additionalProperties: false }), ok: Nothing,
})

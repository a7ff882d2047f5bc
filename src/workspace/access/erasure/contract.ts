import { Type, type Static } from 'typebox'
import { defineRoute } from '../../../kernel/contract.ts'
import { Instant, Nullable, Uuid } from '../contract.ts'

const Count = (description: string) => Type.Integer({ minimum: 0, description })

/** Ids and counts only, so that the report itself holds nothing of the person. */
export const AccountErasureView = Type.Object({
  account: Uuid,
  /** Null: a preview, nothing was changed. */
  erasedAt: Nullable(Instant),
  pseudonym: Type.String({ description: 'What stands in place of login and name' }),
  erased: Type.Object({
    externalLogins: Count('Outside sign-ins with their e-mail addresses'),
    secondFactors: Count('Shared secrets of two-step sign-in'),
    recoveryCodes: Count('Recovery codes, used or not'),
    userAgents: Count('Sessions whose description of the browser is emptied'),
    tokens: Count('API tokens that lose their names'),
  }, { description: 'Beside login, name, password and preferences' }),
  sessionsEnded: Count('Sessions that were open'),
  kept: Type.Object({
    memberships: Count('Ended, and kept: work and duties are attributed to their ids'),
    journalEntries: Count('Append-only and sealed; they hold ids, counts and digests'),
  }),
})
export type AccountErasureView = Static<typeof AccountErasureView>

export const eraseAccount = defineRoute({
  id: 'account.erase', method: 'POST', path: '/api/v1/installation/accounts/erasure', summary: 'Erase what an account tells about its person and end all that it has open; without the confirmation, what that would reach. For whoever runs the installation, proven on its machine', guard: 'account',
  body: Type.Object({
    login: Type.String({ minLength: 1, maxLength: 254 }), confirm: Type.Optional(Type.String({ maxLength: 254, description: 'The login once more; left out: a preview' })),
  }, { additionalProperties: false }),
  ok: AccountErasureView,
})

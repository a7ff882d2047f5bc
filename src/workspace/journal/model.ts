import type { AccountId, MembershipId, OrganisationId } from '../../kernel/ids.ts'
import type { Json } from '../../kernel/json.ts'

/** Who acts, as far as the journal needs to know. A worker acts for whoever started the run. */
export interface Author {
  readonly organisation: OrganisationId
  readonly account: AccountId | null
  readonly membership: MembershipId | null
  readonly roles: readonly string[]
  readonly request: string | null
}

/** One change. `content` is digested, not stored; `detail` is stored and holds only ids, counts and states, nothing that may have to be erased. */
export interface Change {
  /** `batch.opened`: kind, then past tense. */
  readonly verb: string
  readonly kind: string
  readonly object: string
  readonly project?: string
  readonly content?: unknown
  readonly detail?: { readonly [key: string]: Json }
}

import { channel } from '../../kernel/channel.ts'
import type { MembershipId } from '../../kernel/ids.ts'
import type { Tx } from '../database/connect.ts'
import type { Services } from '../database/services.ts'
import type { Author } from '../journal/model.ts'

/** Somebody is disabled in an organisation or has left it; inside the transaction of the change, in the scope of that organisation. */
export const membershipEnded = channel<{ readonly tx: Tx, readonly services: Services, readonly author: Author, readonly membership: MembershipId }>()

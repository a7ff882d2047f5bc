import { channel } from '../../kernel/channel.ts'
import type { MembershipId, ProjectId } from '../../kernel/ids.ts'
import type { Tx } from '../database/connect.ts'
import type { Services } from '../database/services.ts'
import type { Author } from '../journal/model.ts'

/** A person no longer works in a project: removed from it, called back by their organisation, or their party ended. Inside the transaction. */
export const personLeftProject = channel<{ readonly tx: Tx, readonly services: Services, readonly author: Author, readonly membership: MembershipId, readonly project: ProjectId }>()

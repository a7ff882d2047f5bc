import { channel } from '../../kernel/channel.ts'
import type { AssetId, MembershipId, ProjectId } from '../../kernel/ids.ts'
import type { Tx } from '../../workspace/database/connect.ts'
import type { Services } from '../../workspace/database/services.ts'
import type { Author } from '../../workspace/journal/model.ts'
import type { StoredBatch } from './repository.ts'

/** A batch was opened, for the first time or for rework; inside the transaction of the change. */
/** A known answer, offered to be mixed into a batch as one more task. */
export interface OfferedGold {
  readonly gold: string
  readonly places: readonly { readonly asset: AssetId, readonly slot: string, readonly cluster: string | null }[]
  /** Who has seen the answer: they never get the task. */
  readonly knownBy: readonly MembershipId[]
}
/** A batch that is being cut asks for `wanted` known answers on other assets than its own; whoever has some offers them. */
export const goldWanted = channel<{ readonly tx: Tx, readonly project: ProjectId, readonly wanted: number, readonly assets: readonly AssetId[], offer(items: readonly OfferedGold[]): void }>()

export const batchOpened = channel<{ readonly tx: Tx, readonly services: Services, readonly author: Author, readonly batch: StoredBatch }>()
/** A batch is annotated under a newer version of the label schema from now on; inside the transaction of the change. */
export const batchSchemaMoved = channel<{ readonly tx: Tx, readonly services: Services, readonly author: Author, readonly batch: StoredBatch }>()

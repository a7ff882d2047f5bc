import { channel } from '../../kernel/channel.ts'
import type { Tx } from '../../workspace/database/connect.ts'
import type { Services } from '../../workspace/database/services.ts'
import type { Author } from '../../workspace/journal/model.ts'
import type { StoredBatch } from './repository.ts'

/** A batch was opened, for the first time or for rework; inside the transaction of the change. */
export const batchOpened = channel<{ readonly tx: Tx, readonly services: Services, readonly author: Author, readonly batch: StoredBatch }>()
/** A batch is annotated under a newer version of the label schema from now on; inside the transaction of the change. */
export const batchSchemaMoved = channel<{ readonly tx: Tx, readonly services: Services, readonly author: Author, readonly batch: StoredBatch }>()

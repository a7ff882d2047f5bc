import { channel } from '../../kernel/channel.ts'
import type { AssetId, ProjectId } from '../../kernel/ids.ts'
import type { Tx } from '../../workspace/database/connect.ts'
import type { Services } from '../../workspace/database/services.ts'
import type { Author } from '../../workspace/journal/model.ts'
import type { RunRef } from '../../workspace/runs/service.ts'
import type { ImportSpec } from './import-spec.ts'

/** An import ended; inside the transaction of its last shard. */
export const importEnded = channel<{ readonly tx: Tx, readonly run: RunRef<ImportSpec> }>()

/** Assets were withdrawn, those derived of them among them; inside the transaction that marks them. */
export const assetsWithdrawn = channel<{ readonly tx: Tx, readonly services: Services, readonly author: Author, readonly project: ProjectId, readonly assets: readonly AssetId[], readonly reason: string }>()

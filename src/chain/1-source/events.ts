import { channel } from '../../kernel/channel.ts'
import type { Tx } from '../../workspace/database/connect.ts'
import type { RunRef } from '../../workspace/runs/service.ts'
import type { ImportSpec } from './import-spec.ts'

/** An import ended; inside the transaction of its last shard. */
export const importEnded = channel<{ readonly tx: Tx, readonly run: RunRef<ImportSpec> }>()

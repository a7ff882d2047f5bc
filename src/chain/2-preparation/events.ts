import { channel } from '../../kernel/channel.ts'
import type { Tx } from '../../workspace/database/connect.ts'
import type { RunRef } from '../../workspace/runs/service.ts'
import type { PrepareSpec } from './recipe-spec.ts'

/** A preparation has its verdicts; inside the transaction of its last shard. */
export const preparationEnded = channel<{ readonly tx: Tx, readonly run: RunRef<PrepareSpec> }>()

import { channel } from '../../kernel/channel.ts'
import type { AssetId, ProjectId } from '../../kernel/ids.ts'
import type { Tx } from '../../workspace/database/connect.ts'
import type { Services } from '../../workspace/database/services.ts'
import type { Author } from '../../workspace/journal/model.ts'
import type { RunRef } from '../../workspace/runs/service.ts'
import type { ImportSpec } from './import-spec.ts'

/** An import ended; inside the transaction of its last shard. */
export const importEnded = channel<{ readonly tx: Tx, readonly run: RunRef<ImportSpec> }>()

export interface ReleaseReached { readonly id: string, readonly display: string, readonly name: string, readonly state: string, readonly items: number }
/** What a withdrawal reaches to the right of here; each slice adds what it knows. */
export interface WithdrawalEffects { tasks: number, readonly releases: ReleaseReached[] }
/** Somebody asks what a withdrawal of these assets would reach, or did. */
export const withdrawalLookedAt = channel<{ readonly tx: Tx, readonly project: ProjectId, readonly assets: readonly AssetId[], readonly effects: WithdrawalEffects }>()

/** Assets were taken out for good, with all that was derived of them; inside the transaction of the withdrawal. `reason` is a code of revocations (consent, other), what a person wrote stays with the withdrawal. */
export const assetsWithdrawn = channel<{ readonly tx: Tx, readonly services: Services, readonly author: Author, readonly project: ProjectId, readonly withdrawal: string, readonly assets: readonly AssetId[], readonly reason: string }>()

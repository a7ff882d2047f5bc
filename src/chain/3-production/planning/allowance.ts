import type { Failure } from '../../../kernel/failure.ts'
import type { MembershipId } from '../../../kernel/ids.ts'
import type { Tx } from '../../../workspace/database/connect.ts'
import { productionFailures } from '../errors.ts'
import type { Step } from '../model.ts'
import type { StoredBatch } from '../repository.ts'
import { refusalOf, type BatchLimits, type Refusal } from './model.ts'
import * as rows from './repository.ts'

export const limitsOf = (batch: StoredBatch, step: Step): BatchLimits => ({
  dispatch: batch.dispatch, rule: batch.dispatch_rule, quota: batch.quota, reserveMinutes: batch.reserve_minutes, dayMinutes: batch.day_minutes, dueAt: batch.due_at,
  seats: step === 'annotate' ? batch.tasks * batch.overlap : batch.tasks,
})

export const failureOf = (refusal: Refusal): Failure => {
  switch (refusal.why) {
    case 'handed-out': return productionFailures.handedOut()
    case 'not-in-rule': return productionFailures.notInRule()
    case 'enough-in-hand': return productionFailures.enoughInHand({ held: refusal.held })
    case 'share-done': return productionFailures.shareDone({ share: refusal.share })
    case 'quota': return productionFailures.quotaReached({ quota: refusal.quota })
    case 'day-full': return productionFailures.dayFull({ needs: refusal.needs, day: refusal.day })
    case 'too-late': return productionFailures.tooLateForReserve({ needs: refusal.needs, left: refusal.left })
  }
}

const unlimited = (batch: StoredBatch): boolean => batch.dispatch === 'queue' && batch.quota === null && batch.reserve_minutes === null

/** Why this person may not claim one more task of the batch now, or, with `handed`, be handed it; null when they may. */
export const claimFailure = async (tx: Tx, batch: StoredBatch, person: MembershipId, step: Step, now: Date, handed = false): Promise<Failure | null> => {
  if (unlimited(batch)) return null
  const load = await rows.loadOf(tx, batch.id, person, step), minutes = batch.reserve_minutes === null ? 0 : await rows.minutesInHand(tx, person)
  const refused = refusalOf(limitsOf(batch, step), person, load, minutes, now, handed)
  return refused && failureOf(refused)
}

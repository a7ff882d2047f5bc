import { record } from '../../workspace/journal/service.ts'
import { assetsWithdrawn, withdrawalLookedAt } from '../1-source/events.ts'
import { mayMoveAssignment } from './model.ts'
import * as rows from './repository.ts'
import { refreshTask } from './service.ts'

/** Why a task ended whose asset was taken out: a code for the journal and the assignment, no sentence. */
const reason = 'withdrawn'

/**
 * Tasks on withdrawn assets are discarded: they leave the counts, the lot and what is delivered or released from now on. Unfinished turns at
 * them are void. Of approved tasks the work was done and accepted: it stays so, with its outcome, reviews and corrections, and so does
 * whatever was frozen before.
 */
export const followWithdrawals = (): void => {
  withdrawalLookedAt.follow(async ({ tx, assets, effects }) => { effects.tasks += (await rows.standingOn(tx, assets)).length })
  assetsWithdrawn.follow(async ({ tx, services, author, assets }) => {
    const now = services.clock.now()
    for (const id of await rows.standingOn(tx, assets)) {
      const task = (await rows.lockTask(tx, id))!
      const isDone = task.state === 'approved'
      for (const a of await rows.assignmentsOf(tx, id)) if (!isDone && mayMoveAssignment(a.state, 'void')) await rows.moveAssignment(tx, a.id, a.state, { state: 'void', lease_until: null, reason, ended_at: now })
      await record(tx, author, now, { verb: 'task.discarded', kind: 'task', object: id, project: task.project, detail: { reason, from: task.state } })
      await refreshTask(tx, services, author, { ...task, set_aside: 'discarded' })
    }
  })
}

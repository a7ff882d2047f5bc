import { record } from '../../workspace/journal/service.ts'
import { assetsWithdrawn, withdrawalLookedAt } from '../1-source/events.ts'
import { mayMoveAssignment } from './model.ts'
import * as rows from './repository.ts'
import { refreshTask } from './service.ts'

/** Why a task ended whose asset was taken out: a code for the journal and the assignment, no sentence. */
const reason = 'withdrawn'

/** Unfinished tasks on withdrawn assets are discarded and every turn at them is void; approved ones stay, and no new release takes them. */
export const followWithdrawals = (): void => {
  withdrawalLookedAt.follow(async ({ tx, assets, effects }) => { effects.tasks += (await rows.unfinishedOn(tx, assets)).length })
  assetsWithdrawn.follow(async ({ tx, services, author, assets }) => {
    const now = services.clock.now()
    for (const id of await rows.unfinishedOn(tx, assets)) {
      const task = (await rows.lockTask(tx, id))!
      for (const a of await rows.assignmentsOf(tx, id)) if (mayMoveAssignment(a.state, 'void')) await rows.moveAssignment(tx, a.id, a.state, { state: 'void', lease_until: null, reason, ended_at: now })
      await record(tx, author, now, { verb: 'task.discarded', kind: 'task', object: id, project: task.project, detail: { reason } })
      await refreshTask(tx, services, author, { ...task, set_aside: 'discarded' })
    }
  })
}

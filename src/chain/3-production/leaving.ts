import { membershipEnded } from '../../workspace/access/events.ts'
import * as rows from './repository.ts'
import { shiftAssignment } from './service.ts'

const atOnce = 200

/**
 * Whoever leaves gives back what they hold: it can be claimed again at once. What was returned to them becomes void, so that somebody
 * else takes the task; what they submitted stays and is judged.
 */
export const followLeaving = (): void => membershipEnded.follow(async ({ tx, services, author, membership }) => {
  for (const [state, to] of [['held', 'released'], ['returned', 'void']] as const) {
    for (let found = await rows.ownAssignments(tx, membership, { state, project: null, limit: atOnce }); found.length > 0; found = await rows.ownAssignments(tx, membership, { state, project: null, limit: atOnce })) {
      for (const assignment of found) await shiftAssignment(tx, services, author, assignment, to, { reason: 'left' })
    }
  }
})

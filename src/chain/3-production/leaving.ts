import type { MembershipId, ProjectId } from '../../kernel/ids.ts'
import { membershipEnded } from '../../workspace/access/events.ts'
import type { Tx } from '../../workspace/database/connect.ts'
import type { Services } from '../../workspace/database/services.ts'
import type { Author } from '../../workspace/journal/model.ts'
import { personLeftProject } from '../../workspace/project/events.ts'
import * as rows from './repository.ts'
import { shiftAssignment } from './service.ts'

const atOnce = 200

/** What they hold can be claimed again at once; what was returned to them becomes void, so that somebody else takes the task. What they submitted stays and is judged. */
const giveBackAll = async ({ tx, services, author, membership, project }: { tx: Tx, services: Services, author: Author, membership: MembershipId, project: ProjectId | null }): Promise<void> => {
  for (const [state, to] of [['held', 'released'], ['returned', 'void']] as const)
    for (let found = await rows.ownAssignments(tx, membership, { state, project, limit: atOnce }); found.length > 0; found = await rows.ownAssignments(tx, membership, { state, project, limit: atOnce }))
      for (const assignment of found) await shiftAssignment(tx, services, author, assignment, to, { reason: 'left' })
}

/** Whoever leaves the organisation, or a project, gives back what they hold there. */
export const followLeaving = (): void => {
  membershipEnded.follow(event => giveBackAll({ ...event, project: null }))
  personLeftProject.follow(event => giveBackAll(event))
}

import { refuse } from '../../../kernel/failure.ts'
import type { ProjectId } from '../../../kernel/ids.ts'
import type { Tx } from '../../database/connect.ts'
import type { Services } from '../../database/services.ts'
import { record } from '../../journal/service.ts'
import { accessFailures } from '../errors.ts'
import type { Actor } from '../model.ts'
import { newSecret } from '../secrets.ts'
import { demand, invitationLife } from '../service.ts'
import * as rows from './repository.ts'

/** @param project for whoever may invite only there; null: all of the organisation */
export const listInvitations = async (tx: Tx, actor: Actor, project: ProjectId | null): Promise<rows.StoredInvitation[]> => {
  demand(actor, 'person.invite', { project })
  return rows.listPending(tx, project)
}

const enterInvitation = async (tx: Tx, actor: Actor, id: string): Promise<{ id: string, roles: string[], project: string | null }> => {
  const found = await rows.lockPending(tx, id)
  if (!found) return refuse(accessFailures.notFound())
  demand(actor, 'person.invite', { project: found.project as ProjectId | null })
  return found
}

export const withdrawInvitation = async (tx: Tx, services: Services, actor: Actor, id: string): Promise<void> => {
  const { project } = await enterInvitation(tx, actor, id), now = services.clock.now()
  await rows.withdraw(tx, id, now)
  await record(tx, actor, now, { verb: 'invitation.withdrawn', kind: 'invitation', object: id, ...(project && { project }) })
}

/** The secret is stored as a digest only, so a lost link cannot be shown again: a new one takes its place. */
export const renewInvitation = async (tx: Tx, services: Services, actor: Actor, id: string): Promise<{ id: string, secret: string, expiresAt: string }> => {
  const { project, roles } = await enterInvitation(tx, actor, id), now = services.clock.now()
  if (roles.includes('administrator') && !actor.roles.includes('administrator')) refuse(accessFailures.denied({ permission: 'person.change' }))
  const { secret, hash } = newSecret('invitation'), expires = new Date(now.getTime() + invitationLife)
  await rows.renew(tx, id, hash, expires)
  await record(tx, actor, now, { verb: 'invitation.renewed', kind: 'invitation', object: id, ...(project && { project }) })
  return { id, secret, expiresAt: expires.toISOString() }
}

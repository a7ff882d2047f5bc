import { refuse } from '../../../kernel/failure.ts'
import { newId } from '../../../kernel/ids.ts'
import type { Tx } from '../../database/connect.ts'
import type { Services } from '../../database/services.ts'
import { record } from '../../journal/service.ts'
import { accessFailures } from '../errors.ts'
import type { Actor } from '../model.ts'
import { lockOrganisation } from '../repository.ts'
import { demand } from '../service.ts'
import type { TeamMember, TeamView } from './contract.ts'
import * as rows from './repository.ts'

const viewOf = (team: rows.StoredTeam, members: readonly rows.StoredMember[]): TeamView => ({
  id: team.id, name: team.name, archivedAt: team.archivedAt?.toISOString() ?? null, members: members.filter(m => m.team === team.id).map(({ membership, lead }) => ({ membership, lead })),
})
const enterTeam = async (tx: Tx, actor: Actor, id: string): Promise<rows.StoredTeam> => {
  demand(actor, 'team.manage')
  return await rows.lockTeam(tx, id) ?? refuse(accessFailures.notFound())
}
const readTeam = async (tx: Tx, id: string): Promise<TeamView> => viewOf((await rows.lockTeam(tx, id))!, await rows.listMembers(tx))
const demandName = async (tx: Tx, actor: Actor, name: string, except: string | null): Promise<void> => {
  await lockOrganisation(tx, actor.organisation)
  if (await rows.hasTeamNamed(tx, name, except)) refuse(accessFailures.teamNameTaken({}, { field: 'name' }))
}

export const listTeams = async (tx: Tx, actor: Actor): Promise<TeamView[]> => {
  demand(actor, 'team.read')
  const members = await rows.listMembers(tx)
  return (await rows.listTeams(tx)).map(team => viewOf(team, members))
}

export const createTeam = async (tx: Tx, services: Services, actor: Actor, input: { readonly name: string }): Promise<TeamView> => {
  demand(actor, 'team.manage')
  const name = input.name.trim(), id = newId(), now = services.clock.now()
  await demandName(tx, actor, name, null)
  await rows.insertTeam(tx, { id, organisation: actor.organisation, name, now })
  await record(tx, actor, now, { verb: 'team.created', kind: 'team', object: id, content: { name } })
  return readTeam(tx, id)
}

/** A team that was put away keeps who was in it; taken up again, its name must be free. */
export const changeTeam = async (tx: Tx, services: Services, actor: Actor, id: string, input: { readonly name?: string, readonly archived?: boolean }): Promise<TeamView> => {
  const team = await enterTeam(tx, actor, id), now = services.clock.now()
  const name = input.name?.trim() ?? team.name, archived = input.archived ?? team.archivedAt !== null
  if (!archived) await demandName(tx, actor, name, id)
  await rows.changeTeam(tx, id, { name, archived_at: archived ? team.archivedAt ?? now : null })
  await record(tx, actor, now, { verb: 'team.changed', kind: 'team', object: id, content: { name }, detail: { archived } })
  return readTeam(tx, id)
}

export const setTeamMembers = async (tx: Tx, services: Services, actor: Actor, id: string, members: readonly TeamMember[]): Promise<TeamView> => {
  await enterTeam(tx, actor, id)
  const wanted = new Map(members.map(m => [m.membership, m]))
  if (await rows.countMemberships(tx, actor.organisation, [...wanted.keys()]) !== wanted.size) refuse(accessFailures.notFound({}, { field: 'members' }))
  await rows.setMembers(tx, actor.organisation, id, [...wanted.values()])
  await record(tx, actor, services.clock.now(), { verb: 'team.members-set', kind: 'team', object: id, content: [...wanted.values()], detail: { members: wanted.size } })
  return readTeam(tx, id)
}

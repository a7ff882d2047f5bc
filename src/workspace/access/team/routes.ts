import { on, type Endpoint } from '../endpoint.ts'
import * as contract from './contract.ts'
import * as teams from './service.ts'

export const teamRoutes: readonly Endpoint[] = [
  on(contract.listTeams)(async ({ tx, actor }) => ({ teams: await teams.listTeams(tx, actor) })),
  on(contract.createTeam)(async ({ tx, actor, input, services }) => teams.createTeam(tx, services, actor, input.body)),
  on(contract.changeTeam)(async ({ tx, actor, input, services }) => teams.changeTeam(tx, services, actor, input.params.team, input.body)),
  on(contract.setTeamMembers)(async ({ tx, actor, input, services }) => teams.setTeamMembers(tx, services, actor, input.params.team, input.body.members)),
]

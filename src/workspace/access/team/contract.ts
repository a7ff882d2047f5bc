import { Type, type Static } from 'typebox'
import { defineRoute } from '../../../kernel/contract.ts'
import { Instant, Nullable, Uuid } from '../contract.ts'

const Name = Type.String({ minLength: 1, maxLength: 200, pattern: '\\S' })
export const TeamMember = Type.Object({ membership: Uuid, lead: Type.Boolean() }, { additionalProperties: false })
export type TeamMember = Static<typeof TeamMember>
export const TeamView = Type.Object({ id: Uuid, name: Name, archivedAt: Nullable(Instant), members: Type.Array(TeamMember) })
export type TeamView = Static<typeof TeamView>

export const listTeams = defineRoute({ id: 'team.list', method: 'GET', path: '/api/v1/teams', summary: 'Teams of the organisation, with who is in them', guard: { permission: 'team.read' }, ok: Type.Object({ teams: Type.Array(TeamView) }) })
export const createTeam = defineRoute({
  id: 'team.create', method: 'POST', path: '/api/v1/teams', summary: 'Make a team', guard: { permission: 'team.manage' }, status: 201, body: Type.Object({ name: Name }, { additionalProperties: false }), ok: TeamView,
})
export const changeTeam = defineRoute({
  id: 'team.change', method: 'PATCH', path: '/api/v1/teams/:team', summary: 'Rename a team, put it away or take it up again', guard: { permission: 'team.manage' }, params: Type.Object({ team: Uuid }),
  body: Type.Object({ name: Type.Optional(Name), archived: Type.Optional(Type.Boolean()) }, { additionalProperties: false }), ok: TeamView,
})
export const setTeamMembers = defineRoute({
  id: 'team.set-members', method: 'PUT', path: '/api/v1/teams/:team/members', summary: 'Who is in a team, and who leads it', guard: { permission: 'team.manage' }, params: Type.Object({ team: Uuid }), repeatable: true,
  body: Type.Object({ members: Type.Array(TeamMember, { maxItems: 2000 }) }, { additionalProperties: false }), ok: TeamView,
})

import { useState, type ReactNode } from 'react'
import { Button } from '../../../ui/button.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { FailureState } from '../../../ui/error-state.tsx'
import { useT } from '../../../ui/i18n.tsx'
import { server, useServerCommand } from '../../../ui/server.ts'
import { StatusPill } from '../../../ui/status-pill.tsx'
import type { PersonView } from '../../access/contract.ts'
import { changeTeam, createTeam, listTeams, setTeamMembers, type TeamView } from '../../access/team/contract.ts'
import { organisationMessages as m } from './organisation-messages.ts'
import { NameDialog, TeamMembersDialog } from './team-dialogs.tsx'

interface TeamsTabProps {
  readonly teams: readonly TeamView[]
  readonly people: readonly PersonView[]
  readonly mayManage: boolean
  readonly isMaking: boolean
  /** Shows the people of one team. */
  onShow(team: string): void
  onMake(): void
  onMade(): void
}

interface RowProps { readonly team: TeamView, readonly names: ReadonlyMap<string, string>, readonly mayManage: boolean, onShow(): void, onAsk(what: 'members' | 'rename'): void, onArchive(archived: boolean): void }

const Row = ({ team, names, mayManage, onShow, onAsk, onArchive }: RowProps): ReactNode => {
  const t = useT(), leads = team.members.filter(one => one.lead).map(one => names.get(one.membership) ?? '')
  return (
    <tr>
      <td><span className="row"><span className="strong">{team.name}</span>{team.archivedAt && <StatusPill shape="pause">{t(m.archived)}</StatusPill>}</span></td>
      <td className="number"><button type="button" className="ui-link" onClick={onShow}>{t(m.peopleCount, { n: team.members.length })}</button></td>
      <td className="secondary">{leads.join(', ')}</td>
      {mayManage && <td><span className="acts">
        <Button size="s" variant="quiet" aria-label={`${t(m.setMembers)} ${team.name}`} onClick={() => onAsk('members')}>{t(m.setMembers)}</Button>
        <Button size="s" variant="quiet" aria-label={`${t(m.rename)} ${team.name}`} onClick={() => onAsk('rename')}>{t(m.rename)}</Button>
        <Button size="s" variant="quiet" aria-label={`${t(team.archivedAt ? m.restore : m.archive)} ${team.name}`} onClick={() => onArchive(!team.archivedAt)}>{t(team.archivedAt ? m.restore : m.archive)}</Button>
      </span></td>}
    </tr>
  )
}

/** Teams of the organisation: who is in each, and who leads it. */
export const TeamsTab = ({ teams, people, mayManage, isMaking, onShow, onMake, onMade }: TeamsTabProps): ReactNode => {
  const t = useT(), making = useServerCommand(createTeam, [listTeams]), changing = useServerCommand(changeTeam, [listTeams]), setting = useServerCommand(setTeamMembers, [listTeams])
  const [asked, ask] = useState<{ readonly what: 'members' | 'rename', readonly team: TeamView } | null>(null)
  const names = new Map(people.map(p => [p.membership, p.name]))
  const open = (next: typeof asked): void => { changing.reset(); setting.reset(); ask(next) }
  const closeMaking = (): void => { making.reset(); onMade() }
  return (
    <>
      {changing.error && asked === null && <div className="body"><FailureState failure={server().failureOf(changing.error)} /></div>}
      {teams.length === 0 ? <EmptyState what={t(m.noTeams)} next={t(m.noTeamsNext)} action={mayManage && <Button icon="plus" onClick={onMake}>{t(m.newTeam)}</Button>} /> : (
        <table className="table people-table">
          <thead><tr><th>{t(m.team)}</th><th className="number">{t(m.members)}</th><th>{t(m.leads)}</th>{mayManage && <th><span className="visually-hidden">{t(m.acts)}</span></th>}</tr></thead>
          <tbody>{teams.map(team => <Row key={team.id} team={team} names={names} mayManage={mayManage} onShow={() => onShow(team.id)} onAsk={what => open({ what, team })} onArchive={archived => changing.mutate({ params: { team: team.id }, body: { archived } })} />)}</tbody>
        </table>
      )}
      {isMaking && <NameDialog title={t(m.newTeamTitle)} verb={t(m.newTeamDo)} busy={making.isPending} error={making.error} onClose={closeMaking} onName={name => making.mutate({ body: { name } }, { onSuccess: closeMaking })} />}
      {asked?.what === 'rename' && <NameDialog title={t(m.renameOf, { name: asked.team.name })} verb={t(m.renameDo)} begin={asked.team.name} busy={changing.isPending} error={changing.error} onClose={() => open(null)}
        onName={name => changing.mutate({ params: { team: asked.team.id }, body: { name } }, { onSuccess: () => open(null) })} />}
      {asked?.what === 'members' && <TeamMembersDialog team={asked.team} people={people} busy={setting.isPending} error={setting.error} onClose={() => open(null)}
        onSave={members => setting.mutate({ params: { team: asked.team.id }, body: { members: [...members] } }, { onSuccess: () => open(null) })} />}
    </>
  )
}

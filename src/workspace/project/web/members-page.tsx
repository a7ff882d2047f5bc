import { useMemo, useState, type ReactNode } from 'react'
import { useQuery } from '@tanstack/react-query'
import { Button } from '../../../ui/button.tsx'
import { useCrumbs } from '../../../ui/crumbs.tsx'
import { FailureState } from '../../../ui/error-state.tsx'
import { useT } from '../../../ui/i18n.tsx'
import { PageHead } from '../../../ui/page-head.tsx'
import { server, serverQuery, useServerCommand } from '../../../ui/server.ts'
import { SkeletonRows } from '../../../ui/skeleton.tsx'
import { listPeople } from '../../access/contract.ts'
import { isAllowed } from '../../access/model.ts'
import { accessPolicy } from '../../access/policy.ts'
import { listMembers, listProjects, readProject, setMember } from '../contract.ts'
import { partyPolicy } from '../parties/policy.ts'
import { partyMessages } from '../parties/web/messages.ts'
import { projectPolicy } from '../policy.ts'
import { InviteDialog } from './invite-dialog.tsx'
import { addable, givable, membersOf, type Member } from './people.ts'
import { peopleMessages as m } from './people-messages.ts'
import { PersonCell } from './person-cell.tsx'
import { AddDialog, EndDialog, RolesDialog } from './roles-dialog.tsx'
import { RoleTags } from './roles.tsx'
import { useOwnPlace } from './use-own-place.ts'

type Asked = { readonly what: 'roles' | 'remove', readonly member: Member } | { readonly what: 'add' } | { readonly what: 'invite' } | null

interface TableProps { readonly members: readonly Member[], readonly mayChange: boolean, readonly own: string | undefined, onAsk(asked: Asked): void }

const Members = ({ members, mayChange, own, onAsk }: TableProps): ReactNode => {
  const t = useT()
  return (
    <table className="table people-table">
      <thead><tr><th>{t(m.name)}</th><th>{t(m.login)}</th><th>{t(m.rolesHere)}</th><th>{t(m.rolesEverywhere)}</th>{mayChange && <th><span className="visually-hidden">{t(m.acts)}</span></th>}</tr></thead>
      <tbody>{members.map(member => (
        <tr key={member.membership}>
          <td><PersonCell person={member} isOwn={member.account === own} /></td><td className="secondary">{member.login}</td>
          <td><RoleTags roles={member.here} /></td><td><RoleTags roles={member.roles} /></td>
          {mayChange && <td><span className="acts">
            <Button size="s" variant="quiet" aria-label={`${t(m.changeRoles)} ${member.name}`} onClick={() => onAsk({ what: 'roles', member })}>{t(m.changeRoles)}</Button>
            {member.here.length > 0 && <Button size="s" variant="quiet" aria-label={`${t(m.remove)} ${member.name}`} onClick={() => onAsk({ what: 'remove', member })}>{t(m.remove)}</Button>}
          </span></td>}
        </tr>
      ))}</tbody>
    </table>
  )
}

/** `/p/{project}/people`: who is what here. */
export const MembersPage = ({ params }: { readonly params: Readonly<Record<string, string>> }): ReactNode => {
  const t = useT(), project = params['project']!, own = useOwnPlace()
  const head = useQuery(serverQuery(readProject, { params: { project } }))
  const people = useQuery(serverQuery(listPeople, { query: { project } })), members = useQuery(serverQuery(listMembers, { params: { project } }))
  const setting = useServerCommand(setMember, [listMembers, listProjects, readProject])
  const [asked, ask] = useState<Asked>(null)
  const name = head.data?.name ?? ''
  useCrumbs(useMemo(() => [{ label: name, href: `/p/${project}` }, { label: t(m.people) }], [name, project, t]))
  const error = head.error ?? people.error ?? members.error
  if (error) return <><PageHead title={t(m.people)} /><FailureState failure={server().failureOf(error)} /></>
  const roles = head.data?.roles ?? [], mayChange = isAllowed(projectPolicy['member.change'], roles), offered = givable('project', own.roles)
  const open = (next: Asked): void => { setting.reset(); ask(next) }
  const close = (): void => open(null)
  const set = (membership: string, chosen: Member['here']): void => setting.mutate({ params: { project, membership }, body: { roles: [...chosen] } }, { onSuccess: close })
  const deciding = { busy: setting.isPending, error: setting.error, onClose: close }
  return (
    <>
      <PageHead title={t(m.people)} actions={<>
        {mayChange && <Button icon="plus" onClick={() => open({ what: 'add' })}>{t(m.add)}</Button>}
        {isAllowed(accessPolicy['person.invite'], roles) && <Button variant="primary" icon="people" onClick={() => open({ what: 'invite' })}>{t(m.invite)}</Button>}
      </>}>{t(m.membersText)}{isAllowed(accessPolicy['person.list'], own.roles) && <> <a href="/o/people">{t(m.organisationPeople)}</a></>}{isAllowed(partyPolicy['party.read'], roles) && <> · <a href={`/p/${project}/parties`}>{t(partyMessages.partiesLink)}</a></>}</PageHead>
      <section className="card">
        {people.data && members.data && head.data ? <Members members={membersOf(people.data.people, members.data.members)} mayChange={mayChange} own={own.account} onAsk={open} />
          : <div className="body"><SkeletonRows rows={5} /></div>}
      </section>
      {asked?.what === 'add' && people.data && members.data && <AddDialog {...deciding} people={addable(people.data.people, members.data.members)} offered={offered} onAdd={(person, chosen) => set(person.membership, chosen)} />}
      {asked?.what === 'invite' && <InviteDialog projects={[]} only={project} own={own.roles} onClose={close} />}
      {asked?.what === 'roles' && <RolesDialog {...deciding} person={asked.member} held={asked.member.here} offered={offered} isOwn={asked.member.account === own.account} onSave={chosen => set(asked.member.membership, chosen)} />}
      {asked?.what === 'remove' && <EndDialog {...deciding} title={t(m.removeOf, { name: asked.member.name })} text={t(m.removeText)} warning={asked.member.account === own.account ? t(m.ownRoles) : undefined} verb={t(m.removeDo)} onEnd={() => set(asked.member.membership, [])} />}
    </>
  )
}

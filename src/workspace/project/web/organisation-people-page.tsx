import { useMemo, useState, type ReactNode } from 'react'
import { useQuery } from '@tanstack/react-query'
import { Button } from '../../../ui/button.tsx'
import { useCrumbs } from '../../../ui/crumbs.tsx'
import { FailureState } from '../../../ui/error-state.tsx'
import { formatTime } from '../../../ui/format.ts'
import { useT } from '../../../ui/i18n.tsx'
import { PageHead } from '../../../ui/page-head.tsx'
import { server, serverQuery, useServerCommand } from '../../../ui/server.ts'
import { SkeletonRows } from '../../../ui/skeleton.tsx'
import { changePerson, listPeople, readSession, type PersonView } from '../../access/contract.ts'
import { isRole } from '../../access/messages.ts'
import { isAllowed, type Role } from '../../access/model.ts'
import { accessPolicy } from '../../access/policy.ts'
import { listProjects } from '../contract.ts'
import { InviteDialog } from './invite-dialog.tsx'
import { givable } from './people.ts'
import { peopleMessages as m } from './people-messages.ts'
import { PersonCell } from './person-cell.tsx'
import { EndDialog, RolesDialog } from './roles-dialog.tsx'
import { RoleTags } from './roles.tsx'
import { useOwnPlace } from './use-own-place.ts'

type Asked = { readonly what: 'roles' | 'disable', readonly person: PersonView } | { readonly what: 'invite' } | null

interface TableProps { readonly people: readonly PersonView[], readonly mayChange: boolean, readonly own: string | undefined, onAsk(asked: Asked): void, onEnable(person: PersonView): void }

const People = ({ people, mayChange, own, onAsk, onEnable }: TableProps): ReactNode => {
  const t = useT()
  return (
    <table className="table people-table">
      <thead><tr><th>{t(m.name)}</th><th>{t(m.login)}</th><th>{t(m.rolesEverywhere)}</th><th className="number">{t(m.since)}</th>{mayChange && <th><span className="visually-hidden">{t(m.acts)}</span></th>}</tr></thead>
      <tbody>{people.map(person => (
        <tr key={person.membership}>
          <td><PersonCell person={person} isOwn={person.account === own} /></td><td className="secondary">{person.login}</td>
          <td>{person.roles.length > 0 ? <RoleTags roles={person.roles} /> : <span className="quiet">{t(m.onlyInProjects)}</span>}</td>
          <td className="number quiet">{formatTime(new Date(person.since))}</td>
          {mayChange && <td><span className="acts">
            <Button size="s" variant="quiet" aria-label={`${t(m.changeRoles)} ${person.name}`} onClick={() => onAsk({ what: 'roles', person })}>{t(m.changeRoles)}</Button>
            {person.state === 'active' ? <Button size="s" variant="quiet" aria-label={`${t(m.disable)} ${person.name}`} onClick={() => onAsk({ what: 'disable', person })}>{t(m.disable)}</Button>
              : <Button size="s" variant="quiet" aria-label={`${t(m.enable)} ${person.name}`} onClick={() => onEnable(person)}>{t(m.enable)}</Button>}
          </span></td>}
        </tr>
      ))}</tbody>
    </table>
  )
}

/** `/o/people`: everybody of the organisation. */
export const OrganisationPeoplePage = (): ReactNode => {
  const t = useT(), own = useOwnPlace()
  const people = useQuery(serverQuery(listPeople, { query: {} })), projects = useQuery(serverQuery(listProjects, {}))
  const changing = useServerCommand(changePerson, [listPeople, readSession, listProjects])
  const [asked, ask] = useState<Asked>(null)
  useCrumbs(useMemo(() => [{ label: own.organisation }, { label: t(m.people) }], [own.organisation, t]))
  const error = people.error ?? projects.error
  if (error) return <><PageHead title={t(m.organisationPeople)} /><FailureState failure={server().failureOf(error)} /></>
  const open = (next: Asked): void => { changing.reset(); ask(next) }
  const close = (): void => open(null)
  const change = (person: PersonView, body: { readonly roles?: Role[], readonly state?: PersonView['state'] }): void => changing.mutate({ params: { membership: person.membership }, body }, { onSuccess: close })
  const deciding = { busy: changing.isPending, error: changing.error, onClose: close }
  return (
    <>
      <PageHead title={t(m.organisationPeople)} actions={isAllowed(accessPolicy['person.invite'], own.roles) && <Button variant="primary" icon="people" onClick={() => open({ what: 'invite' })}>{t(m.invite)}</Button>}>{t(m.organisationText)}</PageHead>
      {changing.error && asked === null && <FailureState failure={server().failureOf(changing.error)} />}
      <section className="card">
        {people.data ? <People people={people.data.people} mayChange={isAllowed(accessPolicy['person.change'], own.roles)} own={own.account} onAsk={open} onEnable={person => change(person, { state: 'active' })} />
          : <div className="body"><SkeletonRows rows={5} /></div>}
      </section>
      {asked?.what === 'invite' && <InviteDialog projects={projects.data?.projects ?? []} own={own.roles} onClose={close} />}
      {asked?.what === 'roles' && <RolesDialog {...deciding} person={asked.person} held={asked.person.roles.filter(isRole)} offered={givable('organisation', own.roles)} isOwn={asked.person.account === own.account} onSave={roles => change(asked.person, { roles: [...roles] })} />}
      {asked?.what === 'disable' && <EndDialog {...deciding} title={t(m.disableOf, { name: asked.person.name })} text={t(m.disableText)} warning={asked.person.account === own.account ? t(m.disableOwn) : undefined} verb={t(m.disableDo)} onEnd={() => change(asked.person, { state: 'disabled' })} />}
    </>
  )
}

import { useMemo, useState, type ReactNode } from 'react'
import { useQuery } from '@tanstack/react-query'
import { Button, buttonClass } from '../../../ui/button.tsx'
import { ChoiceField } from '../../../ui/choice-field.tsx'
import { useCrumbs } from '../../../ui/crumbs.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { FailureState } from '../../../ui/error-state.tsx'
import { useT } from '../../../ui/i18n.tsx'
import { PageHead } from '../../../ui/page-head.tsx'
import { server, serverQuery } from '../../../ui/server.ts'
import { SkeletonRows } from '../../../ui/skeleton.tsx'
import { Tabs } from '../../../ui/tabs.tsx'
import { useUrlState } from '../../../ui/url-state.ts'
import { listPeople, type PersonView } from '../../access/contract.ts'
import { isAllowed } from '../../access/model.ts'
import { accessPolicy } from '../../access/policy.ts'
import { listTeams } from '../../access/team/contract.ts'
import { listProjects } from '../contract.ts'
import { AccessTab } from './access-tab.tsx'
import { InvitationsTab } from './invitations-tab.tsx'
import { InviteDialog } from './invite-dialog.tsx'
import { organisationMessages as o } from './organisation-messages.ts'
import { inTeam } from './people.ts'
import { peopleMessages as m } from './people-messages.ts'
import { PeopleTable } from './people-table.tsx'
import { ServiceDialog } from './service-dialog.tsx'
import { TeamsTab } from './teams-tab.tsx'
import { useOwnPlace } from './use-own-place.ts'
import { usePersonActs } from './use-person-acts.tsx'

const views = ['people', 'teams', 'invitations', 'services', 'access'] as const
type View = (typeof views)[number]

export interface OrganisationPeopleProps {
  /** The dialog that makes a token of a service account: it knows the permissions of all slices, so the shell brings it. */
  readonly tokenDialog: (account: PersonView, onClose: () => void) => ReactNode
}

const useTrail = (organisation: string): void => {
  const t = useT()
  useCrumbs(useMemo(() => [{ label: organisation }, { label: t(m.people) }], [organisation, t]))
}

/** `/o/people`: everybody of the organisation, its teams, who is invited, its programs, and how one gets in. */
export const OrganisationPeoplePage = ({ tokenDialog }: OrganisationPeopleProps): ReactNode => {
  const t = useT(), own = useOwnPlace(), may = (permission: keyof typeof accessPolicy): boolean => isAllowed(accessPolicy[permission], own.roles)
  const people = useQuery(serverQuery(listPeople, { query: {} })), teams = useQuery(serverQuery(listTeams, {})), projects = useQuery(serverQuery(listProjects, {}))
  const [shown, show] = useUrlState('view', 'people'), [team, setTeam] = useUrlState('team'), [making, make] = useState<'invitation' | 'team' | 'service' | null>(null)
  useTrail(own.organisation)
  const acts = usePersonActs(own, tokenDialog), close = (): void => make(null)
  const offered = views.filter(view => view === 'invitations' ? may('person.invite') : view === 'services' ? may('service.manage') : view === 'access' ? may('token.oversee') : true)
  const view: View = offered.find(one => one === shown) ?? 'people'
  const error = people.error ?? projects.error ?? teams.error
  if (error) return <><PageHead title={t(m.organisationPeople)} /><FailureState failure={server().failureOf(error)} /></>
  const everybody = people.data?.people ?? [], persons = everybody.filter(p => p.kind === 'person'), services = everybody.filter(p => p.kind === 'service'), all = teams.data?.teams ?? []
  const names = new Map((projects.data?.projects ?? []).map(p => [p.id, p.name])), listed = inTeam(persons, all.find(one => one.id === team))
  const table = { mayChange: may('person.change'), own: own.account, onAsk: acts.ask, onEnable: acts.enable }
  const primary = view === 'teams' ? may('team.manage') && <Button variant="primary" icon="plus" onClick={() => make('team')}>{t(o.newTeam)}</Button>
    : view === 'services' ? <Button variant="primary" icon="plus" onClick={() => make('service')}>{t(o.newService)}</Button>
      : view !== 'access' && may('person.invite') && <Button variant="primary" icon="people" onClick={() => make('invitation')}>{t(m.invite)}</Button>
  const panel = (): ReactNode => {
    if (!people.data || !teams.data) return <div className="body"><SkeletonRows rows={5} /></div>
    switch (view) {
      case 'people': return <>
        {all.length > 0 && <div className="people-filter"><ChoiceField size="s" label={t(o.team)} quietLabel value={team} onChange={setTeam} options={[{ value: '', label: t(o.allTeams) }, ...all.filter(one => !one.archivedAt || one.id === team).map(one => ({ value: one.id, label: one.name }))]} /></div>}
        {listed.length > 0 ? <PeopleTable people={listed} {...table} /> : <EmptyState what={t(o.nobodyInTeam)} next={t(o.toTeams)} />}
      </>
      case 'teams': return <TeamsTab teams={all} people={everybody} mayManage={may('team.manage')} isMaking={making === 'team'} onShow={id => { show('people'); setTeam(id) }} onMake={() => make('team')} onMade={close} />
      case 'invitations': return <InvitationsTab projects={names} />
      case 'services': return services.length > 0 ? <PeopleTable people={services} {...table} /> : <EmptyState what={t(o.noServices)} next={t(o.noServicesNext)} />
      case 'access': return <AccessTab people={everybody} projects={names} roles={own.roles} />
    }
  }
  const counts: Partial<Record<View, number>> = people.data ? { people: persons.length, teams: all.filter(one => !one.archivedAt).length, services: services.length } : {}
  return (
    <>
      <PageHead title={t(m.organisationPeople)} actions={<>{may('base.read') && <a className={buttonClass()} href="/o/base">{t(o.toBase)}</a>}{primary}</>}>{t(view === 'services' ? o.serviceText : m.organisationText)}</PageHead>
      {acts.refused && <FailureState failure={server().failureOf(acts.refused)} />}
      <Tabs<View> label={t(o.views)} tabs={offered.map(value => ({ value, label: t(o[value]), count: counts[value] }))} value={view} onChange={show}>
        <div className="tabbed">{view === 'access' && people.data && teams.data ? panel() : <section className="card">{panel()}</section>}</div>
      </Tabs>
      {making === 'invitation' && <InviteDialog projects={projects.data?.projects ?? []} own={own.roles} onClose={close} />}
      {making === 'service' && <ServiceDialog own={own.roles} onClose={close} />}
      {acts.dialog}
    </>
  )
}

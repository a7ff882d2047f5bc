import type { ReactNode } from 'react'
import { Button } from '../../../ui/button.tsx'
import { formatTime } from '../../../ui/format.ts'
import { useT } from '../../../ui/i18n.tsx'
import { Tag } from '../../../ui/status-pill.tsx'
import type { PersonView } from '../../access/contract.ts'
import { organisationMessages as o } from './organisation-messages.ts'
import { peopleMessages as m } from './people-messages.ts'
import { PersonCell } from './person-cell.tsx'
import { RoleTags } from './roles.tsx'

export type PersonAct = 'roles' | 'disable' | 'reset' | 'token'
export interface PeopleTableProps {
  readonly people: readonly PersonView[]
  readonly mayChange: boolean
  readonly own: string | undefined
  onAsk(what: PersonAct, person: PersonView): void
  onEnable(person: PersonView): void
}

interface ActsProps { readonly person: PersonView, onAsk(what: PersonAct): void, onEnable(): void }
const Acts = ({ person, onAsk, onEnable }: ActsProps): ReactNode => {
  const t = useT()
  const act = (label: string, onClick: () => void): ReactNode => <Button size="s" variant="quiet" aria-label={`${label} ${person.name}`} onClick={onClick}>{label}</Button>
  return (
    <span className="acts">
      {person.kind === 'service' && person.state === 'active' && act(t(o.newToken), () => onAsk('token'))}
      {act(t(m.changeRoles), () => onAsk('roles'))}
      {person.secondFactor && act(t(o.resetFactor), () => onAsk('reset'))}
      {person.state === 'active' ? act(t(m.disable), () => onAsk('disable')) : act(t(m.enable), onEnable)}
    </span>
  )
}

/** People or service accounts, with what they are in the whole organisation. */
export const PeopleTable = ({ people, mayChange, own, onAsk, onEnable }: PeopleTableProps): ReactNode => {
  const t = useT(), hasLogins = people.some(p => p.kind === 'person')
  return (
    <table className="table people-table">
      <thead><tr><th>{t(m.name)}</th>{hasLogins && <th>{t(m.login)}</th>}<th>{t(m.rolesEverywhere)}</th><th className="number">{t(m.since)}</th>{mayChange && <th><span className="visually-hidden">{t(m.acts)}</span></th>}</tr></thead>
      <tbody>{people.map(person => (
        <tr key={person.membership}>
          <td><span className="row"><PersonCell person={person} isOwn={person.account === own} />{person.secondFactor && <Tag icon="shield">{t(o.twoStep)}</Tag>}</span></td>
          {hasLogins && <td className="secondary">{person.login}</td>}
          <td>{person.roles.length > 0 ? <RoleTags roles={person.roles} /> : <span className="quiet">{t(m.onlyInProjects)}</span>}</td>
          <td className="number quiet">{formatTime(new Date(person.since))}</td>
          {mayChange && <td><Acts person={person} onAsk={what => onAsk(what, person)} onEnable={() => onEnable(person)} /></td>}
        </tr>
      ))}</tbody>
    </table>
  )
}

import type { ReactNode } from 'react'
import { Checkbox } from '../../../ui/choice.tsx'
import { useT } from '../../../ui/i18n.tsx'
import { Tag } from '../../../ui/status-pill.tsx'
import { isRole, roleDutyMessages, roleMessages } from '../../access/messages.ts'
import type { Role } from '../../access/model.ts'
import { peopleMessages as m } from './people-messages.ts'
import './people.css'

export const RoleTags = ({ roles }: { readonly roles: readonly string[] }): ReactNode => {
  const t = useT()
  return <span className="role-tags">{roles.map(role => <Tag key={role}>{isRole(role) ? t(roleMessages[role]) : role}</Tag>)}</span>
}

export interface RoleChoicesProps {
  readonly offered: readonly Role[]
  readonly chosen: readonly Role[]
  onChange(chosen: readonly Role[]): void
}

/** Several may be held at once; each says what it is there for. */
export const RoleChoices = ({ offered, chosen, onChange }: RoleChoicesProps): ReactNode => {
  const t = useT()
  return (
    <fieldset className="role-choices">
      <legend>{t(m.roles)}</legend>
      {offered.map(role => (
        <Checkbox key={role} checked={chosen.includes(role)} onChange={() => onChange(chosen.includes(role) ? chosen.filter(r => r !== role) : [...chosen, role])}
          label={<><span className="strong">{t(roleMessages[role])}</span><span className="meta quiet duty">{t(roleDutyMessages[role])}</span></>} />
      ))}
    </fieldset>
  )
}

import type { ReactNode } from 'react'
import { Avatar } from '../../../ui/avatar.tsx'
import { useT } from '../../../ui/i18n.tsx'
import { StatusPill, Tag } from '../../../ui/status-pill.tsx'
import type { PersonView } from '../../access/contract.ts'
import { peopleMessages as m } from './people-messages.ts'

export const PersonCell = ({ person, isOwn }: { readonly person: PersonView, readonly isOwn: boolean }): ReactNode => {
  const t = useT()
  return (
    <span className="row">
      <Avatar name={person.name} /><span className="strong">{person.name}</span>
      {isOwn && <Tag>{t(m.you)}</Tag>}
      {person.state === 'disabled' && <StatusPill shape="pause">{t(m.disabled)}</StatusPill>}
    </span>
  )
}

import { useState, type ReactNode } from 'react'
import { Button } from '../../../ui/button.tsx'
import { ChoiceField } from '../../../ui/choice-field.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { FailureState } from '../../../ui/error-state.tsx'
import { useT } from '../../../ui/i18n.tsx'
import { uiMessages } from '../../../ui/messages.ts'
import { Note } from '../../../ui/note.tsx'
import { server } from '../../../ui/server.ts'
import type { PersonView } from '../../access/contract.ts'
import type { Role } from '../../access/model.ts'
import { peopleMessages as m } from './people-messages.ts'
import { RoleChoices } from './roles.tsx'

interface Decision {
  readonly busy: boolean
  /** What the last attempt threw. */
  readonly error: unknown
  onClose(): void
}

const Refused = ({ error }: Pick<Decision, 'error'>): ReactNode => error ? <FailureState failure={server().failureOf(error)} /> : null

export interface RolesDialogProps extends Decision {
  readonly person: { readonly name: string }
  readonly held: readonly Role[]
  readonly offered: readonly Role[]
  readonly isOwn: boolean
  onSave(roles: readonly Role[]): void
}

/** Mounted while open, so that it begins with the roles held. */
export const RolesDialog = ({ person, held, offered, isOwn, busy, error, onSave, onClose }: RolesDialogProps): ReactNode => {
  const t = useT()
  const [chosen, choose] = useState<readonly Role[]>(held)
  return (
    <Dialog open title={t(m.changeRolesOf, { name: person.name })} className="people-dialog" onClose={onClose} actions={<>
      <Button onClick={onClose}>{t(uiMessages.cancel)}</Button>
      <Button variant="primary" busy={busy} blocked={chosen.length === 0 ? t(m.chooseRole) : undefined} onClick={() => onSave(chosen)}>{t(m.changeDo)}</Button>
    </>}>
      {isOwn && <Note tone="warn">{t(m.ownRoles)}</Note>}
      <RoleChoices offered={offered} chosen={chosen} onChange={choose} />
      <Refused error={error} />
    </Dialog>
  )
}

export interface AddDialogProps extends Decision {
  readonly people: readonly PersonView[]
  readonly offered: readonly Role[]
  onAdd(person: PersonView, roles: readonly Role[]): void
}

export const AddDialog = ({ people, offered, busy, error, onAdd, onClose }: AddDialogProps): ReactNode => {
  const t = useT()
  const [membership, setMembership] = useState(people[0]?.membership ?? ''), [chosen, choose] = useState<readonly Role[]>([])
  const person = people.find(p => p.membership === membership)
  return (
    <Dialog open title={t(m.addTitle)} className="people-dialog" onClose={onClose} actions={<>
      <Button onClick={onClose}>{t(uiMessages.cancel)}</Button>
      {person && <Button variant="primary" busy={busy} blocked={chosen.length === 0 ? t(m.chooseRole) : undefined} onClick={() => onAdd(person, chosen)}>{t(m.addDo)}</Button>}
    </>}>
      {people.length === 0 ? <p>{t(m.nobodyLeft)}</p> : <>
        <ChoiceField label={t(m.person)} value={membership} options={people.map(p => ({ value: p.membership, label: `${p.name} · ${p.login}` }))} onChange={setMembership} />
        <RoleChoices offered={offered} chosen={chosen} onChange={choose} />
      </>}
      <Refused error={error} />
    </Dialog>
  )
}

export interface EndDialogProps extends Decision {
  readonly title: string
  readonly text: string
  /** Said besides when it is oneself. */
  readonly warning?: string
  readonly verb: string
  onEnd(): void
}

/** Removing from a project, disabling in the organisation: both can be taken back. */
export const EndDialog = ({ title, text, warning, verb, busy, error, onEnd, onClose }: EndDialogProps): ReactNode => {
  const t = useT()
  return (
    <Dialog open title={title} className="people-dialog" onClose={onClose} actions={<>
      <Button onClick={onClose}>{t(uiMessages.cancel)}</Button>
      <Button variant="danger" busy={busy} onClick={onEnd}>{verb}</Button>
    </>}>
      <p>{text}</p>
      {warning && <Note tone="warn">{warning}</Note>}
      <Refused error={error} />
    </Dialog>
  )
}

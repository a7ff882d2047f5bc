import { useState, type FormEvent, type ReactNode } from 'react'
import { Button } from '../../../ui/button.tsx'
import { Checkbox } from '../../../ui/choice.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { FailureState } from '../../../ui/error-state.tsx'
import { Field } from '../../../ui/field.tsx'
import { useT } from '../../../ui/i18n.tsx'
import { uiMessages } from '../../../ui/messages.ts'
import { server } from '../../../ui/server.ts'
import type { PersonView } from '../../access/contract.ts'
import type { TeamMember, TeamView } from '../../access/team/contract.ts'
import { organisationMessages as m } from './organisation-messages.ts'

interface Deciding { readonly busy: boolean, /** What the last attempt threw. */ readonly error: unknown, onClose(): void }
interface NameDialogProps extends Deciding { readonly title: string, readonly verb: string, readonly begin?: string, onName(name: string): void }

/** A name for something new or old. Mounted while open. */
export const NameDialog = ({ title, verb, begin = '', busy, error, onName, onClose }: NameDialogProps): ReactNode => {
  const t = useT(), [name, setName] = useState(begin), isNamed = name.trim() !== ''
  const submit = (event: FormEvent): void => { event.preventDefault(); if (isNamed) onName(name.trim()) }
  return (
    <Dialog open title={title} className="people-dialog" onClose={onClose} actions={<>
      <Button onClick={onClose}>{t(uiMessages.cancel)}</Button>
      <Button variant="primary" type="submit" form="name-form" busy={busy} blocked={isNamed ? undefined : t(m.teamNameMissing)}>{verb}</Button>
    </>}>
      <form id="name-form" onSubmit={submit}><Field label={t(m.teamName)} value={name} maxLength={200} autoFocus onChange={event => setName(event.target.value)} /></form>
      {Boolean(error) && <FailureState failure={server().failureOf(error)} />}
    </Dialog>
  )
}

interface MembersProps extends Deciding { readonly team: TeamView, readonly people: readonly PersonView[], onSave(members: readonly TeamMember[]): void }

/** Who is in the team, and who of them leads it. Somebody disabled is offered only while in it. */
export const TeamMembersDialog = ({ team, people, busy, error, onSave, onClose }: MembersProps): ReactNode => {
  const t = useT()
  const [chosen, choose] = useState<ReadonlyMap<string, boolean>>(() => new Map(team.members.map(one => [one.membership, one.lead])))
  const offered = people.filter(p => p.kind === 'person' && (p.state === 'active' || chosen.has(p.membership)))
  const put = (membership: string, lead: boolean | null): void => {
    const next = new Map(chosen)
    if (lead === null) next.delete(membership)
    else next.set(membership, lead)
    choose(next)
  }
  return (
    <Dialog open title={t(m.setMembersOf, { name: team.name })} className="people-dialog" onClose={onClose} actions={<>
      <Button onClick={onClose}>{t(uiMessages.cancel)}</Button>
      <Button variant="primary" busy={busy} onClick={() => onSave([...chosen].map(([membership, lead]) => ({ membership, lead })))}>{t(m.setMembersDo)}</Button>
    </>}>
      <ul className="team-members">{offered.map(({ membership, name, login }) => (
        <li key={membership}>
          <Checkbox checked={chosen.has(membership)} onChange={() => put(membership, chosen.has(membership) ? null : false)} label={<>{name} <span className="meta quiet">{login}</span></>} />
          {chosen.has(membership) && <Checkbox checked={chosen.get(membership) ?? false} aria-label={t(m.leadOf, { name })} onChange={() => put(membership, !chosen.get(membership))} label={t(m.isLead)} />}
        </li>
      ))}</ul>
      {Boolean(error) && <FailureState failure={server().failureOf(error)} />}
    </Dialog>
  )
}

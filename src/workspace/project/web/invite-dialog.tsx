import { useState, type ReactNode } from 'react'
import { Button } from '../../../ui/button.tsx'
import { ChoiceField } from '../../../ui/choice-field.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { FailureState } from '../../../ui/error-state.tsx'
import { Field } from '../../../ui/field.tsx'
import { formatTime } from '../../../ui/format.ts'
import { useT } from '../../../ui/i18n.tsx'
import { uiMessages } from '../../../ui/messages.ts'
import { server, useServerCommand } from '../../../ui/server.ts'
import { invite } from '../../access/contract.ts'
import { listInvitations } from '../../access/invitation/contract.ts'
import type { Role } from '../../access/model.ts'
import { LinkShown } from './link-shown.tsx'
import { givable } from './people.ts'
import { peopleMessages as m } from './people-messages.ts'
import { RoleChoices } from './roles.tsx'

export interface InviteDialogProps {
  /** Projects to choose from besides the whole organisation; with `only`, the one project it is about. */
  readonly projects: readonly { readonly id: string, readonly name: string }[]
  readonly only?: string
  /** What the inviter is in the whole organisation. */
  readonly own: readonly string[]
  onClose(): void
}

/** Name and roles, then the link, once. Mounted while open: a second invitation begins anew. */
export const InviteDialog = ({ projects, only, own, onClose }: InviteDialogProps): ReactNode => {
  const t = useT()
  const [name, setName] = useState(''), [project, setProject] = useState(only ?? ''), [chosen, choose] = useState<readonly Role[]>([])
  const making = useServerCommand(invite, [listInvitations]), offered = givable(project ? 'project' : 'organisation', own), roles = chosen.filter(role => offered.includes(role))
  if (making.data) return <LinkShown path="/join" secret={making.data.secret} text={t(m.linkText, { name: name.trim(), at: formatTime(new Date(making.data.expiresAt)) })} onClose={onClose} />
  const missing = name.trim() === '' ? t(m.nameMissing) : roles.length === 0 ? t(m.chooseRole) : undefined
  const make = (): void => making.mutate({ body: { name: name.trim(), roles: [...roles], ...(project && { project }) } })
  return (
    <Dialog open title={t(m.inviteTitle)} className="people-dialog" onClose={onClose} actions={<>
      <Button onClick={onClose}>{t(uiMessages.cancel)}</Button>
      <Button variant="primary" busy={making.isPending} blocked={missing} onClick={make}>{t(m.inviteDo)}</Button>
    </>}>
      <Field label={t(m.inviteName)} hint={t(m.inviteNameHint)} value={name} maxLength={200} autoFocus onChange={event => setName(event.target.value)} />
      {!only && <ChoiceField label={t(m.where)} value={project} onChange={setProject} options={[{ value: '', label: t(m.whereAll) }, ...projects.map(p => ({ value: p.id, label: p.name }))]} />}
      <RoleChoices offered={offered} chosen={roles} onChange={choose} />
      {making.error && <FailureState failure={server().failureOf(making.error)} />}
    </Dialog>
  )
}

import { useState, type ReactNode } from 'react'
import { Button } from '../../../ui/button.tsx'
import { ChoiceField } from '../../../ui/choice-field.tsx'
import { copyText } from '../../../ui/copy-text.ts'
import { Dialog } from '../../../ui/dialog.tsx'
import { FailureState } from '../../../ui/error-state.tsx'
import { Field } from '../../../ui/field.tsx'
import { formatTime } from '../../../ui/format.ts'
import { useT } from '../../../ui/i18n.tsx'
import { uiMessages } from '../../../ui/messages.ts'
import { server, useServerCommand } from '../../../ui/server.ts'
import { invite } from '../../access/contract.ts'
import type { Role } from '../../access/model.ts'
import { givable } from './people.ts'
import { peopleMessages as m } from './people-messages.ts'
import { RoleChoices } from './roles.tsx'

/** The secret stands behind `#`: a browser keeps that to itself, so no log of a server or proxy ever holds it. */
const linkOf = (secret: string): string => `${location.origin}/join#${secret}`

const LinkShown = ({ name, secret, expiresAt, onClose }: { readonly name: string, readonly secret: string, readonly expiresAt: string, onClose(): void }): ReactNode => {
  const t = useT(), link = linkOf(secret)
  const [copy, setCopy] = useState<'no' | 'done' | 'refused'>('no')
  const copyLink = async (): Promise<void> => setCopy(await copyText(link) ? 'done' : 'refused')
  return (
    <Dialog open title={t(m.linkTitle)} className="people-dialog" onClose={onClose} actions={<Button onClick={onClose}>{t(m.done)}</Button>}>
      <p>{t(m.linkText, { name, at: formatTime(new Date(expiresAt)) })}</p>
      <div className="secret-line">
        <Field label={t(m.linkTitle)} value={link} readOnly onFocus={event => event.target.select()} />
        <Button variant="primary" icon="link" onClick={() => void copyLink()}>{t(m.copy)}</Button>
      </div>
      <span className="meta quiet" role="status">{copy === 'done' ? t(m.copied) : copy === 'refused' ? t(m.notCopied) : ''}</span>
    </Dialog>
  )
}

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
  const making = useServerCommand(invite), offered = givable(project ? 'project' : 'organisation', own), roles = chosen.filter(role => offered.includes(role))
  if (making.data) return <LinkShown name={name.trim()} secret={making.data.secret} expiresAt={making.data.expiresAt} onClose={onClose} />
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

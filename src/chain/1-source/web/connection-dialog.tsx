import { useState, type ReactNode } from 'react'
import { Button } from '../../../ui/button.tsx'
import { Checkbox } from '../../../ui/choice.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { FailureState } from '../../../ui/error-state.tsx'
import { Field } from '../../../ui/field.tsx'
import { useT } from '../../../ui/i18n.tsx'
import { uiMessages } from '../../../ui/messages.ts'
import { server, useServerCommand } from '../../../ui/server.ts'
import { changeConnection, createConnection, listConnections, type ConnectionView } from '../linked/contract.ts'
import { linkedMessages as m } from '../linked/messages.ts'
import { sourceMessages } from './messages.ts'

const empty = { name: '', endpoint: '', region: 'us-east-1', bucket: '', prefix: '', accessKey: '', secret: '' }
type Draft = typeof empty

interface TextProps { readonly draft: Draft, readonly name: keyof Draft, readonly label: string, readonly hint?: string, readonly type?: string, readonly placeholder?: string, onChange(draft: Draft): void }
const TextOf = ({ draft, name, onChange, ...field }: TextProps): ReactNode =>
  <Field {...field} value={draft[name]} maxLength={500} autoComplete="off" onChange={event => onChange({ ...draft, [name]: event.target.value })} />

/** A bucket that is not connected yet. @param onMade told the new connection */
export const ConnectionDialog = ({ project, onMade, onClose }: { readonly project: string, onMade(connection: ConnectionView): void, onClose(): void }): ReactNode => {
  const t = useT(), command = useServerCommand(createConnection, [listConnections])
  const [draft, setDraft] = useState(empty), [pathStyle, setPathStyle] = useState(true), of = { draft, onChange: setDraft }
  const { prefix, secret, ...needed } = draft, blocked = secret && Object.values(needed).every(v => v.trim() !== '') ? undefined : t(sourceMessages.required)
  const save = (): void => {
    const body = { name: draft.name.trim(), endpoint: draft.endpoint.trim(), region: draft.region.trim(), bucket: draft.bucket.trim(), prefix: prefix.trim(), accessKey: draft.accessKey.trim(), secret, pathStyle }
    void command.mutateAsync({ params: { project }, body }).then(onMade, () => undefined)
  }
  return (
    <Dialog open title={t(m.newConnection)} onClose={onClose} actions={<><Button onClick={onClose}>{t(uiMessages.cancel)}</Button><Button variant="primary" busy={command.isPending} blocked={blocked} onClick={save}>{t(m.connect)}</Button></>}>
      <div className="stack">
        <TextOf {...of} name="name" label={t(m.name)} />
        <TextOf {...of} name="endpoint" label={t(m.endpoint)} hint={t(m.endpointHint)} placeholder="https://s3.example.org" />
        <div className="row" style={{ alignItems: 'flex-start' }}>
          <div className="grow"><TextOf {...of} name="bucket" label={t(m.bucket)} /></div>
          <div className="grow"><TextOf {...of} name="region" label={t(m.region)} /></div>
        </div>
        <TextOf {...of} name="prefix" label={t(m.boundary)} />
        <div><Checkbox label={t(m.pathStyle)} checked={pathStyle} onChange={event => setPathStyle(event.target.checked)} /><p className="meta quiet">{t(m.pathStyleHint)}</p></div>
        <TextOf {...of} name="accessKey" label={t(m.accessKey)} />
        <TextOf {...of} name="secret" label={t(m.secret)} hint={t(m.secretHint)} type="password" />
        {command.error && <FailureState failure={server().failureOf(command.error)} />}
      </div>
    </Dialog>
  )
}

/** Another key for a connection: the old one was revoked, or was wrong. */
export const KeyDialog = ({ connection, onClose }: { readonly connection: ConnectionView, onClose(): void }): ReactNode => {
  const t = useT(), command = useServerCommand(changeConnection, [listConnections])
  const [draft, setDraft] = useState({ ...empty, accessKey: connection.accessKey }), of = { draft, onChange: setDraft }
  const save = (): void => {
    void command.mutateAsync({ params: { connection: connection.id }, body: { key: { accessKey: draft.accessKey.trim(), secret: draft.secret } } }).then(onClose, () => undefined)
  }
  return (
    <Dialog open title={`${t(m.newKey)}: ${connection.name}`} onClose={onClose} actions={<><Button onClick={onClose}>{t(uiMessages.cancel)}</Button>
      <Button variant="primary" busy={command.isPending} blocked={draft.accessKey.trim() && draft.secret ? undefined : t(sourceMessages.required)} onClick={save}>{t(m.newKey)}</Button></>}>
      <div className="stack">
        <TextOf {...of} name="accessKey" label={t(m.accessKey)} />
        <TextOf {...of} name="secret" label={t(m.secret)} hint={t(m.secretHint)} type="password" />
        {command.error && <FailureState failure={server().failureOf(command.error)} />}
      </div>
    </Dialog>
  )
}

import { useId, useState, type ReactNode } from 'react'
import { Button } from '../../../ui/button.tsx'
import { ChoiceField } from '../../../ui/choice-field.tsx'
import { Checkbox, Radio } from '../../../ui/choice.tsx'
import { copyText } from '../../../ui/copy-text.ts'
import { Dialog } from '../../../ui/dialog.tsx'
import { FailureState } from '../../../ui/error-state.tsx'
import { Field } from '../../../ui/field.tsx'
import { useT } from '../../../ui/i18n.tsx'
import { uiMessages } from '../../../ui/messages.ts'
import { useServerCommand } from '../../../ui/server.ts'
import { createToken, listTokens } from '../../../workspace/access/contract.ts'
import { failureOf } from '../api.ts'
import { byKind } from './held-permissions.ts'
import { settingsMessages as m } from './messages.ts'

/** Days, as text for the listbox; empty: without an end. */
const terms = ['30', '90', '365', ''] as const
type Term = (typeof terms)[number]

const SecretShown = ({ name, secret, onClose }: { readonly name: string, readonly secret: string, onClose(): void }): ReactNode => {
  const t = useT()
  const [copy, setCopy] = useState<'no' | 'done' | 'refused'>('no')
  const copySecret = async (): Promise<void> => setCopy(await copyText(secret) ? 'done' : 'refused')
  return (
    <Dialog open title={t(m.secretTitle, { name })} className="token-dialog" onClose={onClose} actions={<Button onClick={onClose}>{t(m.done)}</Button>}>
      <p>{t(m.secretText)}</p>
      <div className="token-secret">
        <Field label={t(m.secret)} value={secret} readOnly onFocus={event => event.target.select()} />
        <Button variant="primary" onClick={() => void copySecret()}>{t(m.copy)}</Button>
      </div>
      <span className="meta quiet" role="status">{copy === 'done' ? t(uiMessages.copied) : copy === 'refused' ? t(uiMessages.notCopied) : ''}</span>
    </Dialog>
  )
}

interface PermissionChoicesProps { readonly held: readonly string[], readonly chosen: ReadonlySet<string> | null, onChange(chosen: ReadonlySet<string> | null): void }

/** Everything (null), or a subset of what is held. */
const PermissionChoices = ({ held, chosen, onChange }: PermissionChoicesProps): ReactNode => {
  const t = useT(), name = useId()
  const flip = (permission: string): void => {
    const next = new Set(chosen)
    if (!next.delete(permission)) next.add(permission)
    onChange(next)
  }
  return (
    <fieldset className="permission-choices">
      <legend>{t(m.permissions)}</legend>
      <Radio name={name} checked={chosen === null} onChange={() => onChange(null)} label={t(m.allPermissions)} />
      <Radio name={name} checked={chosen !== null} onChange={() => onChange(new Set())} label={t(m.somePermissions)} />
      {chosen && <div className="permissions" tabIndex={0} role="group" aria-label={t(m.somePermissions)}>
        {[...byKind(held)].map(([kind, permissions]) => (
          <div key={kind}>{permissions.map(permission => <Checkbox key={permission} checked={chosen.has(permission)} onChange={() => flip(permission)} label={<code>{permission}</code>} />)}</div>
        ))}
      </div>}
    </fieldset>
  )
}

/** Mounted while open: a second token begins anew. */
export const TokenDialog = ({ held, onClose }: { readonly held: readonly string[], onClose(): void }): ReactNode => {
  const t = useT()
  const [name, setName] = useState(''), [term, setTerm] = useState<Term>('90'), [chosen, choose] = useState<ReadonlySet<string> | null>(null)
  const making = useServerCommand(createToken, [listTokens])
  if (making.data) return <SecretShown name={name.trim()} secret={making.data.secret} onClose={onClose} />
  const missing = name.trim() === '' ? t(m.nameMissing) : chosen?.size === 0 ? t(m.permissionMissing) : undefined
  const make = (): void => making.mutate({ body: { name: name.trim(), ...(term && { days: Number(term) }), ...(chosen && { permissions: [...chosen] }) } })
  return (
    <Dialog open title={t(m.makeTitle)} className="token-dialog" onClose={onClose} actions={<>
      <Button onClick={onClose}>{t(uiMessages.cancel)}</Button>
      <Button variant="primary" busy={making.isPending} blocked={missing} onClick={make}>{t(m.makeDo)}</Button>
    </>}>
      <Field label={t(m.tokenName)} hint={t(m.tokenNameHint)} value={name} maxLength={200} autoFocus onChange={event => setName(event.target.value)} />
      <ChoiceField<Term> label={t(m.days)} value={term} onChange={setTerm} options={terms.map(value => ({ value, label: value ? t(m.daysOf, { n: Number(value) }) : t(m.noEnd) }))} />
      <PermissionChoices held={held} chosen={chosen} onChange={choose} />
      {making.error && <FailureState failure={failureOf(making.error)} />}
    </Dialog>
  )
}

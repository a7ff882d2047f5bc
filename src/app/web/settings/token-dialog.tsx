import { useId, useState, type ReactNode } from 'react'
import type { Message } from '../../../kernel/messages.ts'
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
import { createServiceToken, listAllTokens } from '../../../workspace/access/service-account/contract.ts'
import { failureOf } from '../api.ts'
import { byKind } from './held-permissions.ts'
import { settingsMessages as m } from './messages.ts'
import { kindWords, permissionWords } from './permission-messages.ts'

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

interface SubsetProps {
  readonly title: string
  readonly all: string
  readonly some: string
  /** Null: everything. */
  readonly chosen: ReadonlySet<string> | null
  readonly groups: readonly { readonly label?: string, readonly options: readonly { readonly value: string, readonly label: string }[] }[]
  onChange(chosen: ReadonlySet<string> | null): void
}

/** Everything, or a subset of what is offered. */
const Subset = ({ title, all, some, chosen, groups, onChange }: SubsetProps): ReactNode => {
  const name = useId()
  const flip = (value: string): void => {
    const next = new Set(chosen)
    if (!next.delete(value)) next.add(value)
    onChange(next)
  }
  return (
    <fieldset className="permission-choices">
      <legend>{title}</legend>
      <Radio name={name} checked={chosen === null} onChange={() => onChange(null)} label={all} />
      <Radio name={name} checked={chosen !== null} onChange={() => onChange(new Set())} label={some} />
      {chosen && <div className="permissions" tabIndex={0} role="group" aria-label={some}>
        {groups.map(({ label, options }, i) => (
          <div key={label ?? i} role="group" aria-label={label}>
            {label && <div className="kind">{label}</div>}
            {options.map(option => <Checkbox key={option.value} checked={chosen.has(option.value)} onChange={() => flip(option.value)} label={option.label} />)}
          </div>
        ))}
      </div>}
    </fieldset>
  )
}

/** In the reader's words, by kind; a permission that this page does not know yet keeps its name. */
const usePermissionGroups = (held: readonly string[]): SubsetProps['groups'] => {
  const t = useT(), words = (message: Message | undefined, name: string): string => message ? t(message) : name
  return [...byKind(held)].map(([kind, permissions]) => ({ label: words(kindWords(kind), kind), options: permissions.map(value => ({ value, label: words(permissionWords(value), value) })) }))
}

export interface TokenDialogProps {
  /** What the token can be limited to. */
  readonly held: readonly string[]
  readonly projects: readonly { readonly id: string, readonly name: string }[]
  /** A service account that it is for; else it is one's own. */
  readonly account?: { readonly membership: string, readonly name: string }
  onClose(): void
}

/** Mounted while open: a second token begins anew. */
export const TokenDialog = ({ held, projects, account, onClose }: TokenDialogProps): ReactNode => {
  const t = useT(), groups = usePermissionGroups(held)
  const [name, setName] = useState(''), [term, setTerm] = useState<Term>('90'), [chosen, choose] = useState<ReadonlySet<string> | null>(null), [places, setPlaces] = useState<ReadonlySet<string> | null>(null)
  const own = useServerCommand(createToken, [listTokens, listAllTokens]), theirs = useServerCommand(createServiceToken, [listAllTokens])
  const made = own.data ?? theirs.data, error = own.error ?? theirs.error
  if (made) return <SecretShown name={name.trim()} secret={made.secret} onClose={onClose} />
  const missing = name.trim() === '' ? t(m.nameMissing) : chosen?.size === 0 ? t(m.permissionMissing) : places?.size === 0 ? t(m.projectMissing) : undefined
  const make = (): void => {
    const body = { name: name.trim(), ...(term && { days: Number(term) }), ...(chosen && { permissions: [...chosen] }), ...(places && { projects: [...places] }) }
    if (account) theirs.mutate({ params: { membership: account.membership }, body })
    else own.mutate({ body })
  }
  return (
    <Dialog open title={account ? t(m.makeTitleOf, { name: account.name }) : t(m.makeTitle)} className="token-dialog" onClose={onClose} actions={<>
      <Button onClick={onClose}>{t(uiMessages.cancel)}</Button>
      <Button variant="primary" busy={own.isPending || theirs.isPending} blocked={missing} onClick={make}>{t(m.makeDo)}</Button>
    </>}>
      <Field label={t(m.tokenName)} hint={t(m.tokenNameHint)} value={name} maxLength={200} autoFocus onChange={event => setName(event.target.value)} />
      <ChoiceField<Term> label={t(m.days)} value={term} onChange={setTerm} options={terms.map(value => ({ value, label: value ? t(m.daysOf, { n: Number(value) }) : t(m.noEnd) }))} />
      <Subset title={t(m.permissions)} all={t(account ? m.allOfAccount : m.allPermissions)} some={t(m.somePermissions)} chosen={chosen} groups={groups} onChange={choose} />
      {projects.length > 0 && <Subset title={t(m.projects)} all={t(m.allProjects)} some={t(m.someProjects)} chosen={places} groups={[{ options: projects.map(p => ({ value: p.id, label: p.name })) }]} onChange={setPlaces} />}
      {error && <FailureState failure={failureOf(error)} />}
    </Dialog>
  )
}

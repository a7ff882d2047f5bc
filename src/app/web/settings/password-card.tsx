import { useState, type FormEvent, type ReactNode } from 'react'
import { Button } from '../../../ui/button.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { FailureState } from '../../../ui/error-state.tsx'
import { useT } from '../../../ui/i18n.tsx'
import { uiMessages } from '../../../ui/messages.ts'
import { useServerCommand } from '../../../ui/server.ts'
import { readSession } from '../../../workspace/access/contract.ts'
import { changePassword, listSessions } from '../../../workspace/access/session/contract.ts'
import { failureOf } from '../api.ts'
import { PasswordField } from '../setup/password-field.tsx'
import { PasswordStrength, shortestPassword } from '../setup/password-strength.tsx'
import { securityMessages as m } from './security-messages.ts'

interface ChangeDialogProps { readonly hasPassword: boolean, onDone(ended: number): void, onClose(): void }

const ChangeDialog = ({ hasPassword, onDone, onClose }: ChangeDialogProps): ReactNode => {
  const t = useT(), changing = useServerCommand(changePassword, [listSessions, readSession])
  const [current, setCurrent] = useState(''), [fresh, setFresh] = useState('')
  const missing = hasPassword && current === '' ? t(m.currentMissing) : [...fresh].length < shortestPassword ? t(m.tooShort, { n: shortestPassword }) : undefined
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    if (!missing) changing.mutate({ body: { password: fresh, ...(hasPassword && { current }) } }, { onSuccess: ({ ended }) => onDone(ended) })
  }
  return (
    <Dialog open title={t(m.passwordTitle)} className="factor-dialog" onClose={onClose} actions={<>
      <Button onClick={onClose}>{t(uiMessages.cancel)}</Button>
      <Button variant="primary" type="submit" form="new-password" busy={changing.isPending} blocked={missing}>{t(m.passwordDo)}</Button>
    </>}>
      <form id="new-password" className="stack" onSubmit={submit}>
        {hasPassword && <PasswordField label={t(m.current)} value={current} autoComplete="current-password" autoFocus onChange={event => setCurrent(event.target.value)} />}
        <PasswordField label={t(m.fresh)} value={fresh} autoComplete="new-password" onChange={event => setFresh(event.target.value)} />
        <PasswordStrength password={fresh} />
        {changing.error && <FailureState failure={failureOf(changing.error)} />}
      </form>
    </Dialog>
  )
}

export const PasswordCard = ({ hasPassword }: { readonly hasPassword: boolean }): ReactNode => {
  const t = useT()
  const [isOpen, open] = useState(false), [ended, setEnded] = useState<number | null>(null)
  return (
    <section className="card" aria-label={t(m.password)}>
      <header><h2>{t(m.password)}</h2></header>
      <div className="body stack">
        <p className="secondary">{t(m.passwordText)}</p>
        <div className="row"><Button icon="lock" onClick={() => open(true)}>{t(hasPassword ? m.changePassword : m.setPassword)}</Button></div>
        <span className="meta quiet" role="status">{ended === null ? '' : t(m.passwordDone, { n: ended })}</span>
      </div>
      {isOpen && <ChangeDialog hasPassword={hasPassword} onClose={() => open(false)} onDone={n => { open(false); setEnded(n) }} />}
    </section>
  )
}

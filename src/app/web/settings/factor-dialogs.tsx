import { useState, type FormEvent, type ReactNode } from 'react'
import { Button } from '../../../ui/button.tsx'
import { copyText } from '../../../ui/copy-text.ts'
import { Dialog } from '../../../ui/dialog.tsx'
import { FailureState } from '../../../ui/error-state.tsx'
import { Field } from '../../../ui/field.tsx'
import { useT } from '../../../ui/i18n.tsx'
import { uiMessages } from '../../../ui/messages.ts'
import { useServerCommand } from '../../../ui/server.ts'
import { endSecondFactor, renewRecoveryCodes } from '../../../workspace/access/second-factor/contract.ts'
import { failureOf } from '../api.ts'
import { PasswordField } from '../setup/password-field.tsx'
import { securityMessages as m } from './security-messages.ts'

/** Shown once. Escape does not close it: only the word that they are kept. */
export const CodesShown = ({ codes, onClose }: { readonly codes: readonly string[], onClose(): void }): ReactNode => {
  const t = useT()
  const [copy, setCopy] = useState<'no' | 'done' | 'refused'>('no')
  const copyCodes = async (): Promise<void> => setCopy(await copyText(codes.join('\n')) ? 'done' : 'refused')
  return (
    <Dialog open title={t(m.codesTitle)} className="factor-dialog" onClose={() => undefined} actions={<>
      <Button icon="copy" onClick={() => void copyCodes()}>{t(m.copyCodes)}</Button>
      <Button variant="primary" onClick={onClose}>{t(m.kept)}</Button>
    </>}>
      <p>{t(m.codesText)}</p>
      <ol className="recovery-codes" aria-label={t(m.codesTitle)}>{codes.map(code => <li key={code}><code>{code}</code></li>)}</ol>
      <span className="meta quiet" role="status">{copy === 'done' ? t(uiMessages.copied) : copy === 'refused' ? t(uiMessages.notCopied) : ''}</span>
    </Dialog>
  )
}

/** Turning it off and making new recovery codes both ask for password and code. */
export const BothDialog = ({ what, onClose }: { readonly what: 'off' | 'codes', onClose(): void }): ReactNode => {
  const t = useT(), ending = useServerCommand(endSecondFactor), renewing = useServerCommand(renewRecoveryCodes)
  const [password, setPassword] = useState(''), [code, setCode] = useState('')
  if (renewing.data) return <CodesShown codes={renewing.data.recoveryCodes} onClose={onClose} />
  const isFilled = password !== '' && code.trim().length >= 6, error = ending.error ?? renewing.error
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    if (!isFilled) return
    const body = { password, code: code.trim() }
    if (what === 'off') ending.mutate({ body }, { onSuccess: onClose })
    else renewing.mutate({ body })
  }
  return (
    <Dialog open title={t(what === 'off' ? m.offTitle : m.newCodesTitle)} className="factor-dialog" onClose={onClose} actions={<>
      <Button onClick={onClose}>{t(uiMessages.cancel)}</Button>
      <Button variant={what === 'off' ? 'danger' : 'primary'} type="submit" form="both-factors" busy={ending.isPending || renewing.isPending} blocked={isFilled ? undefined : t(m.bothMissing)}>{t(what === 'off' ? m.offDo : m.newCodesDo)}</Button>
    </>}>
      <form id="both-factors" className="stack" onSubmit={submit}>
        {what === 'codes' && <p>{t(m.newCodesText)}</p>}
        <PasswordField label={t(m.password)} value={password} autoComplete="current-password" autoFocus onChange={event => setPassword(event.target.value)} />
        <Field label={t(m.code)} value={code} maxLength={40} autoComplete="one-time-code" spellCheck={false} onChange={event => setCode(event.target.value)} />
        {error && <FailureState failure={failureOf(error)} />}
      </form>
    </Dialog>
  )
}

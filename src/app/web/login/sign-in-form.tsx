import { useRef, useState, type FormEvent, type ReactNode } from 'react'
import type { Failure } from '../../../kernel/failure.ts'
import { Button } from '../../../ui/button.tsx'
import { FailureState } from '../../../ui/error-state.tsx'
import { Field } from '../../../ui/field.tsx'
import { useT } from '../../../ui/i18n.tsx'
import { PasswordField } from '../setup/password-field.tsx'
import { signInMessages } from './messages.ts'

export interface Credentials { readonly login: string, readonly password: string }
export interface SignInFormProps {
  readonly busy?: boolean
  readonly failure?: Failure
  onSignIn(credentials: Credentials): void
}

export const SignInForm = ({ busy, failure, onSignIn }: SignInFormProps): ReactNode => {
  const t = useT()
  const form = useRef<HTMLFormElement>(null)
  const [{ login, password }, setCredentials] = useState<Credentials>({ login: '', password: '' })
  const [tried, setTried] = useState(false)
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    if (busy) return
    setTried(true)
    const missing = login.trim() === '' ? 'login' : password === '' ? 'password' : undefined
    if (missing) form.current?.querySelector<HTMLInputElement>(`input[name="${missing}"]`)?.focus()
    else onSignIn({ login: login.trim(), password })
  }
  return (
    <form ref={form} onSubmit={submit} noValidate>
      <div className="question">
        <Field name="login" size="l" label={t(signInMessages.login)} autoComplete="username" autoCapitalize="none" spellCheck={false} value={login} required
          error={tried && login.trim() === '' ? t(signInMessages.loginMissing) : undefined} onChange={event => setCredentials({ login: event.target.value, password })} />
      </div>
      <div className="question">
        <PasswordField name="password" size="l" label={t(signInMessages.password)} autoComplete="current-password" value={password} required
          error={tried && password === '' ? t(signInMessages.passwordMissing) : undefined} onChange={event => setCredentials({ login, password: event.target.value })} />
      </div>
      {failure && <div className="question"><FailureState failure={failure} /></div>}
      <div className="form-actions">
        <Button variant="primary" size="l" type="submit" keyHint="Enter" busy={busy}>{t(signInMessages.title)}</Button>
        <span className="meta quiet">{t(signInMessages.forgotten)}</span>
      </div>
    </form>
  )
}

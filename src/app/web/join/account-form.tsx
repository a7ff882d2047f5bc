import { useRef, useState, type FormEvent, type ReactNode } from 'react'
import type { Failure } from '../../../kernel/failure.ts'
import { passwordProblem } from '../../../workspace/access/model.ts'
import { accessFailures } from '../../../workspace/access/errors.ts'
import { Button } from '../../../ui/button.tsx'
import { FailureState } from '../../../ui/error-state.tsx'
import { Field } from '../../../ui/field.tsx'
import { useT, type Translate } from '../../../ui/i18n.tsx'
import { setupMessages } from '../setup/messages.ts'
import { PasswordField } from '../setup/password-field.tsx'
import { PasswordStrength, shortestPassword } from '../setup/password-strength.tsx'
import { joinMessages as m } from './messages.ts'

export interface NewAccount { readonly name: string, readonly login: string, readonly password: string }
type Problems = { readonly [K in keyof NewAccount]?: string }

const problemsOf = ({ name, login, password }: NewAccount, t: Translate): Problems => {
  const problem = passwordProblem(password, login)
  return {
    ...(name.trim() === '' && { name: t(setupMessages.nameMissing) }),
    ...(!/^\S+$/.test(login) && { login: t(setupMessages.loginMissing) }),
    ...(problem === 'too-short' && { password: t(setupMessages.passwordShort, { n: shortestPassword - [...password].length }) }),
    ...(problem === 'same-as-login' && { password: t(setupMessages.passwordHoldsLogin) }),
  }
}

export interface AccountFormProps {
  /** As the inviter wrote it. */
  readonly name: string
  readonly busy: boolean
  readonly failure: Failure | undefined
  onCreate(account: NewAccount): void
}

export const AccountForm = ({ name, busy, failure, onCreate }: AccountFormProps): ReactNode => {
  const t = useT()
  const form = useRef<HTMLFormElement>(null)
  const [account, setAccount] = useState<NewAccount>({ name, login: '', password: '' })
  const [left, setLeft] = useState<ReadonlySet<keyof NewAccount>>(new Set())
  const problems = problemsOf(account, t)
  // A name that somebody has is said at its field; what else was refused stands above the button.
  const isTaken = failure?.code === accessFailures.loginTaken().code
  const field = (which: keyof NewAccount) => ({
    name: which, size: 'l' as const, value: account[which], required: true, error: left.has(which) ? problems[which] : undefined,
    onChange: (event: { readonly target: { readonly value: string } }) => setAccount({ ...account, [which]: event.target.value }),
    onBlur: () => { if (account[which] !== '') setLeft(new Set(left).add(which)) },
  })
  const login = field('login')
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    if (busy) return
    setLeft(new Set(['name', 'login', 'password']))
    const first = (['name', 'login', 'password'] as const).find(which => problems[which] !== undefined)
    if (first) form.current?.querySelector<HTMLInputElement>(`input[name="${first}"]`)?.focus()
    else onCreate({ ...account, name: account.name.trim() })
  }
  return (
    <form ref={form} onSubmit={submit} noValidate>
      <div className="question two">
        <Field {...field('name')} label={t(setupMessages.name)} autoComplete="name" maxLength={200} />
        <Field {...login} error={login.error ?? (isTaken ? t(m.taken) : undefined)} label={t(setupMessages.login)} autoComplete="username" spellCheck={false} autoCapitalize="none" maxLength={254} />
      </div>
      <div className="question">
        <PasswordField {...field('password')} label={t(setupMessages.password)} autoComplete="new-password" />
        <PasswordStrength password={account.password} />
      </div>
      {failure && !isTaken && <div className="question"><FailureState failure={failure} /></div>}
      <div className="form-actions"><Button variant="primary" size="l" type="submit" keyHint="Enter" busy={busy}>{t(m.create)}</Button></div>
    </form>
  )
}

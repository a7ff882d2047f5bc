import { useRef, useState, type FormEvent, type ReactNode } from 'react'
import type { Failure } from '../../../kernel/failure.ts'
import { passwordProblem } from '../../../workspace/access/model.ts'
import { Button } from '../../../ui/button.tsx'
import { FailureState } from '../../../ui/error-state.tsx'
import { Field } from '../../../ui/field.tsx'
import { Icon } from '../../../ui/icon.tsx'
import { useLocale, useT, type Locale, type Translate } from '../../../ui/i18n.tsx'
import { FirstRunScreen } from './first-run-screen.tsx'
import { LanguageChoice } from './language-choice.tsx'
import { setupMessages } from './messages.ts'
import { PasswordField } from './password-field.tsx'
import { PasswordStrength, shortestPassword } from './password-strength.tsx'

export interface Administrator {
  readonly locale: Locale
  readonly name: string
  readonly organisation: string
  readonly login: string
  readonly password: string
}
export interface AdministratorFormProps {
  readonly initial?: Partial<Omit<Administrator, 'locale'>>
  /** What the program says about itself at the foot. */
  readonly host?: { readonly dataFolder?: string, readonly readySeconds?: number }
  readonly busy?: boolean
  readonly failure?: Failure
  onCreate(administrator: Administrator): void
}

type Answers = Omit<Administrator, 'locale'>
type Problems = { readonly [K in keyof Answers]?: string }

const problemsOf = (answers: Answers, t: Translate): Problems => {
  const problem = passwordProblem(answers.password, answers.login)
  return {
    ...(answers.name.trim() === '' && { name: t(setupMessages.nameMissing) }),
    ...(answers.organisation.trim() === '' && { organisation: t(setupMessages.organisationMissing) }),
    ...(!/^\S+$/.test(answers.login) && { login: t(setupMessages.loginMissing) }),
    ...(problem === 'too-short' && { password: t(setupMessages.passwordShort, { n: shortestPassword - [...answers.password].length }) }),
    ...(problem === 'same-as-login' && { password: t(setupMessages.passwordHoldsLogin) }),
  }
}

const HostFoot = ({ dataFolder, readySeconds }: NonNullable<AdministratorFormProps['host']>): ReactNode => {
  const t = useT()
  return (
    <>
      {dataFolder && <span className="row"><Icon name="folder" size={14} />{t(setupMessages.dataFolder)} <code>{dataFolder}</code></span>}
      {readySeconds !== undefined && <span className="row end"><Icon name="tick" size={14} />{t(setupMessages.ready, { seconds: readySeconds.toFixed(1) })}</span>}
    </>
  )
}

/** First run, step 1: language and administrator on one page, no e-mail confirmation. */
export const AdministratorForm = ({ initial, host, busy, failure, onCreate }: AdministratorFormProps): ReactNode => {
  const t = useT()
  const { locale } = useLocale()
  const form = useRef<HTMLFormElement>(null)
  const [answers, setAnswers] = useState<Answers>({ name: '', organisation: '', login: '', password: '', ...initial })
  const [left, setLeft] = useState<ReadonlySet<keyof Answers>>(new Set())
  const problems = problemsOf(answers, t)
  const field = (name: keyof Answers) => ({
    name, size: 'l' as const, value: answers[name], error: left.has(name) ? problems[name] : undefined, required: true,
    onChange: (event: { readonly target: { readonly value: string } }) => setAnswers({ ...answers, [name]: event.target.value }),
    onBlur: () => { if (answers[name] !== '') setLeft(new Set(left).add(name)) },
  })
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    if (busy) return
    setLeft(new Set(['name', 'organisation', 'login', 'password']))
    const first = (['name', 'organisation', 'login', 'password'] as const).find(name => problems[name] !== undefined)
    if (first) { form.current?.querySelector<HTMLInputElement>(`input[name="${first}"]`)?.focus(); return }
    onCreate({ locale, ...answers, name: answers.name.trim(), organisation: answers.organisation.trim() })
  }
  return (
    <FirstRunScreen step={1} title={t(setupMessages.createAdministrator)} text={t(setupMessages.administratorText)} foot={host && <HostFoot {...host} />}>
      <form ref={form} onSubmit={submit} noValidate>
        <LanguageChoice />
        <div className="question two">
          <Field {...field('name')} label={t(setupMessages.name)} autoComplete="name" />
          <Field {...field('organisation')} label={t(setupMessages.organisation)} autoComplete="organization" />
        </div>
        <div className="question"><Field {...field('login')} label={t(setupMessages.login)} autoComplete="username" spellCheck={false} autoCapitalize="none" /></div>
        <div className="question">
          <PasswordField {...field('password')} label={t(setupMessages.password)} autoComplete="new-password" />
          <PasswordStrength password={answers.password} />
        </div>
        {failure && <div className="question"><FailureState failure={failure} /></div>}
        <div className="form-actions">
          <Button variant="primary" size="l" type="submit" keyHint="Enter" busy={busy}>{t(setupMessages.create)}</Button>
          <span className="meta quiet">{t(setupMessages.nothingSent)}</span>
        </div>
      </form>
    </FirstRunScreen>
  )
}

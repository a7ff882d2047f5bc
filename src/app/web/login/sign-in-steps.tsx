import type { ReactNode } from 'react'
import { CodeForm } from './code-form.tsx'
import { SignInForm } from './sign-in-form.tsx'
import { useSignIn } from './use-sign-in.ts'

/** The password, and the code of whoever has a second factor. @param begun a challenge that a provider's sign-in has left open */
export const SignInSteps = ({ begun, onDone = () => undefined }: { readonly begun?: string, onDone?(): void }): ReactNode => {
  const { busy, failure, asksCode, submit, answer, restart } = useSignIn(onDone, begun)
  return asksCode ? <CodeForm busy={busy} failure={failure} onAnswer={answer} onBack={restart} /> : <SignInForm busy={busy} failure={failure} onSignIn={submit} />
}

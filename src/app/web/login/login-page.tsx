import type { ReactNode } from 'react'
import { useRouter } from '@tanstack/react-router'
import { useT } from '../../../ui/i18n.tsx'
import { useUrlState } from '../../../ui/url-state.ts'
import { AppearanceChoicesButton } from '../frame/appearance-choices.tsx'
import { FirstRunScreen } from '../setup/first-run-screen.tsx'
import { signInMessages } from './messages.ts'
import { safeReturn } from './safe-return.ts'
import { SignInForm } from './sign-in-form.tsx'
import { useSignIn } from './use-sign-in.ts'

/** `/login?next=/p/…` */
export const LoginPage = (): ReactNode => {
  const t = useT()
  const router = useRouter()
  const [next] = useUrlState('next')
  const { busy, failure, submit } = useSignIn(() => router.history.replace(safeReturn(next)))
  return (
    <FirstRunScreen title={t(signInMessages.title)} foot={<AppearanceChoicesButton />}>
      <SignInForm busy={busy} failure={failure} onSignIn={submit} />
    </FirstRunScreen>
  )
}

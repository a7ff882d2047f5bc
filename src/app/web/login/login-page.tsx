import type { ReactNode } from 'react'
import { useRouter } from '@tanstack/react-router'
import { useT } from '../../../ui/i18n.tsx'
import { useUrlState } from '../../../ui/url-state.ts'
import { AppearanceChoicesButton } from '../frame/appearance-choices.tsx'
import { FirstRunScreen } from '../setup/first-run-screen.tsx'
import { signInMessages } from './messages.ts'
import { safeReturn } from './safe-return.ts'
import { SignInSteps } from './sign-in-steps.tsx'

/** `/login?next=/p/…` */
export const LoginPage = (): ReactNode => {
  const t = useT()
  const router = useRouter()
  const [next] = useUrlState('next')
  return (
    <FirstRunScreen title={t(signInMessages.title)} foot={<AppearanceChoicesButton />}>
      <SignInSteps onDone={() => router.history.replace(safeReturn(next))} />
    </FirstRunScreen>
  )
}

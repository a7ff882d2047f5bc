import { useEffect, useState, type ReactNode } from 'react'
import { useRouter } from '@tanstack/react-router'
import { FailureState } from '../../../ui/error-state.tsx'
import { useT } from '../../../ui/i18n.tsx'
import { useUrlState } from '../../../ui/url-state.ts'
import { AppearanceChoicesButton } from '../frame/appearance-choices.tsx'
import { FirstRunScreen } from '../setup/first-run-screen.tsx'
import { signInMessages } from './messages.ts'
import { ProviderLinks } from './provider-buttons.tsx'
import { safeReturn } from './safe-return.ts'
import { SignInSteps } from './sign-in-steps.tsx'
import { toldFailure } from './told-failure.ts'

/** A challenge that a provider's sign-in left open stands behind `#`, where no log sees it, and is taken out of the address at once. */
const useBegunChallenge = (): string | undefined => {
  const [challenge] = useState(() => /^#(fsc_[\w-]+)$/.exec(location.hash)?.[1])
  useEffect(() => { if (challenge) history.replaceState(history.state, '', location.pathname + location.search) }, [challenge])
  return challenge
}

/** `/login?next=/p/…` */
export const LoginPage = (): ReactNode => {
  const t = useT(), router = useRouter(), begun = useBegunChallenge()
  const [next] = useUrlState('next'), [failure] = useUrlState('failure'), [about] = useUrlState('about'), told = toldFailure({ failure, about })
  return (
    <FirstRunScreen title={t(signInMessages.title)} foot={<AppearanceChoicesButton />}>
      {told && <div className="question"><FailureState failure={told} /></div>}
      <SignInSteps begun={begun} onDone={() => router.history.replace(safeReturn(next))} />
      {!begun && <ProviderLinks next={next} />}
    </FirstRunScreen>
  )
}

import type { ReactNode } from 'react'
import { useQueryClient } from '@tanstack/react-query'
import { Dialog } from '../../../ui/dialog.tsx'
import { useT } from '../../../ui/i18n.tsx'
import { useSignInRequired } from '../session.ts'
import { sessionQuery } from '../session-query.ts'
import { signInMessages } from './messages.ts'
import { SignInSteps } from './sign-in-steps.tsx'

/** A lost session never loses the page: the sign-in stands over it. Whoever was never signed in here is led to /login instead. */
export const SignInOverlay = (): ReactNode => {
  const t = useT()
  const required = useSignInRequired()
  const wasSignedIn = useQueryClient().getQueryData(sessionQuery.queryKey) !== undefined
  return (
    <Dialog open={required && wasSignedIn} title={t(signInMessages.again)} onClose={() => undefined}>
      <p>{t(signInMessages.againText)}</p>
      <SignInSteps />
    </Dialog>
  )
}

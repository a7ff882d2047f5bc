import { useEffect, useState, type ReactNode } from 'react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { setup, type SessionView } from '../../../workspace/access/contract.ts'
import { useT } from '../../../ui/i18n.tsx'
import { Note } from '../../../ui/note.tsx'
import { call, failureOf } from '../api.ts'
import { valueOf } from '../../../ui/server.ts'
import { signedIn } from '../session.ts'
import { enter, sessionQuery } from '../session-query.ts'
import { AdministratorForm, type Administrator } from './administrator-form.tsx'
import { FirstRunScreen } from './first-run-screen.tsx'
import { setupMessages } from './messages.ts'

/** The zone in which the organisation's days are cut: this computer's, until somebody changes it. */
const zoneHere = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone

/**
 * Takes the one-time token out of the address at once: it must not stay in the history, a screenshot or a copied link.
 * A reload of the page therefore needs the link again.
 */
const useOneTimeToken = (): string => {
  const router = useRouter()
  const [token] = useState(() => new URLSearchParams(location.search).get('token') ?? '')
  useEffect(() => { if (token) router.history.replace('/setup') }, [router, token])
  return token
}

/** `/setup?token=…`: the first administrator. The landing page decides what comes next. */
export const SetupPage = (): ReactNode => {
  const t = useT()
  const token = useOneTimeToken()
  const router = useRouter()
  const client = useQueryClient()
  const { mutate, isPending, error } = useMutation({
    mutationFn: async ({ locale, ...person }: Administrator): Promise<SessionView> =>
      valueOf(await call(setup, { body: { ...person, token, zone: zoneHere(), preferences: { language: locale } } })),
    onSuccess: session => {
      client.setQueryData(sessionQuery.queryKey, enter(session))
      signedIn()
      router.history.replace('/')
    },
  })
  if (!token) return <FirstRunScreen step={1} title={t(setupMessages.createAdministrator)}><Note tone="warn">{t(setupMessages.linkMissing)}</Note></FirstRunScreen>
  return <AdministratorForm busy={isPending} failure={error ? failureOf(error) : undefined} onCreate={mutate} />
}

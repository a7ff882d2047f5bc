import { useCallback, useEffect, useRef } from 'react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { changePreferences } from '../../workspace/access/contract.ts'
import type { Locale } from '../../kernel/messages.ts'
import { useFailureText, useLocale, useT } from '../../ui/i18n.tsx'
import { useToast } from '../../ui/toast.tsx'
import { call } from './api.ts'
import { useAppearance } from './appearance.tsx'
import { asked } from './asked.ts'
import { shellMessages } from './messages.ts'
import { putOn, type OwnPreferences, type ThemeChoice } from './own-preferences.ts'
import { sessionQuery } from './session-query.ts'

interface OwnAppearance {
  readonly locale: Locale
  readonly theme: ThemeChoice
  setLanguage(language: Locale): void
  setTheme(theme: ThemeChoice): void
}

/** Language and theme, changed here and, for whoever is signed in, in the account: the next computer shows the same. */
export const useOwnAppearance = (): OwnAppearance => {
  const client = useQueryClient(), toast = useToast(), t = useT(), text = useFailureText()
  const { locale, setLocale } = useLocale(), { choice, choose } = useAppearance()
  const keep = useCallback(async (change: OwnPreferences): Promise<void> => {
    const session = client.getQueryData(sessionQuery.queryKey)
    if (!session) return
    const preferences = { ...session.account.preferences, ...change }
    client.setQueryData(sessionQuery.queryKey, { ...session, account: { ...session.account, preferences } })
    const kept = await call(changePreferences, { body: preferences })
    if (!kept.ok) toast({ text: t(shellMessages.keptHereOnly, { reason: text(kept.failure) }) })
  }, [client, toast, t, text])
  return {
    locale, theme: choice,
    setLanguage: language => { setLocale(language); void keep({ language }) },
    setTheme: theme => { choose(theme); void keep({ theme }) },
  }
}

/** At sign-in the page takes the language and theme of the account; until then this browser's choice holds. Once per person. */
export const usePreferencesOfAccount = (): void => {
  const { data: session } = useQuery({ ...sessionQuery, enabled: false })
  const { setLocale } = useLocale(), { choose } = useAppearance()
  const wornBy = useRef<string | undefined>(undefined)
  useEffect(() => {
    if (!session || wornBy.current === session.account.id) return
    wornBy.current = session.account.id
    const { language, theme } = putOn(session.account.preferences, asked)
    if (language) setLocale(language)
    if (theme) choose(theme)
  }, [session, setLocale, choose])
}

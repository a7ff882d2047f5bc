import { createContext, use, useCallback, useEffect, useMemo, useState, useSyncExternalStore, type ReactNode } from 'react'
import { recall, remember } from '../../ui/remembered.ts'
import { isThemeChoice, type ThemeChoice } from './own-preferences.ts'

interface Appearance { readonly choice: ThemeChoice, readonly mode: 'light' | 'dark', choose(choice: ThemeChoice): void }
const AppearanceContext = createContext<Appearance | null>(null)
const storageKey = 'feedstock.theme'
const dark = matchMedia('(prefers-color-scheme: dark)')
const onSystemChange = (listener: () => void): (() => void) => { dark.addEventListener('change', listener); return () => dark.removeEventListener('change', listener) }

export interface AppearanceProviderProps {
  /** Wins over the stored choice until the person chooses. */
  readonly initial?: ThemeChoice
  readonly children: ReactNode
}

/** Light unless the person chose otherwise (ux 2: the console is light by default). */
export const AppearanceProvider = ({ initial, children }: AppearanceProviderProps): ReactNode => {
  const [choice, show] = useState<ThemeChoice>(() => initial ?? recall(storageKey, isThemeChoice) ?? 'light')
  const systemDark = useSyncExternalStore(onSystemChange, () => dark.matches)
  const mode = choice === 'system' ? (systemDark ? 'dark' : 'light') : choice
  useEffect(() => { document.documentElement.dataset.theme = mode }, [mode])
  const choose = useCallback((next: ThemeChoice) => { remember(storageKey, next); show(next) }, [])
  const appearance = useMemo(() => ({ choice, mode, choose }), [choice, mode, choose])
  return <AppearanceContext value={appearance}>{children}</AppearanceContext>
}

/** @throws outside an AppearanceProvider */
export const useAppearance = (): Appearance => {
  const appearance = use(AppearanceContext)
  if (!appearance) throw new Error('useAppearance needs an AppearanceProvider above it')
  return appearance
}

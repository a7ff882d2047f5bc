import { isLocale } from '../../ui/locale.ts'
import type { Locale } from '../../kernel/messages.ts'

export const themeChoices = ['light', 'dark', 'system'] as const
export type ThemeChoice = (typeof themeChoices)[number]
export const isThemeChoice = (value: unknown): value is ThemeChoice => themeChoices.some(c => c === value)

/** What goes with a person from computer to computer. */
export interface OwnPreferences { readonly language?: Locale, readonly theme?: ThemeChoice }

/** What an account's preferences say of language and theme; a value that this version does not know is as none. */
export const ownPreferencesOf = (stored: Readonly<Record<string, unknown>>): OwnPreferences => {
  const { language, theme } = stored
  return { ...(isLocale(language) && { language }), ...(isThemeChoice(theme) && { theme }) }
}

/** What to put on at sign-in: the account's word counts over this browser's; what the opened link asks for counts over both. */
export const putOn = (stored: Readonly<Record<string, unknown>>, asked: { readonly locale?: Locale, readonly theme?: ThemeChoice }): OwnPreferences => {
  const { language, theme } = ownPreferencesOf(stored)
  return { ...(language && !asked.locale && { language }), ...(theme && !asked.theme && { theme }) }
}

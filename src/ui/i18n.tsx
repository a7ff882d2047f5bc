import { createContext, use, useCallback, useEffect, useMemo, useState, type ReactNode } from 'react'
import { IntlMessageFormat } from 'intl-messageformat'
import { declaredFailures, type Failure } from '../kernel/failure.ts'
import { locales, type Locale, type Message } from '../kernel/messages.ts'
import { isLocale, preferredLocale } from './locale.ts'
import { uiMessages } from './messages.ts'
import { recall, remember } from './remembered.ts'

export type Values = Readonly<Record<string, string | number | boolean | Date | null | undefined>>
/** The text of a message in the reader's language. @throws when the message names a value that is not given */
export type Translate = (message: Message, values?: Values) => string

/** Parsing ICU costs far more than formatting; a message is one constant object for the life of the page. */
const parsed = new WeakMap<Message, Map<Locale, IntlMessageFormat>>()

export const translate = (locale: Locale, message: Message, values?: Values): string => {
  let byLocale = parsed.get(message)
  if (!byLocale) parsed.set(message, byLocale = new Map())
  let format = byLocale.get(locale)
  if (!format) byLocale.set(locale, format = new IntlMessageFormat(message[locale], locale, undefined, { ignoreTag: true }))
  const text = format.format(values)
  return typeof text === 'string' ? text : String(text)
}

/**
 * The sentence for a failure, from the catalogue of the modules loaded so far. A code that this page does not know (the
 * server is newer), or one whose parameters do not fill its text, is told as such: the code is never lost.
 */
export const failureSentence = (locale: Locale, failure: Failure): string => {
  const declaration = declaredFailures().get(failure.code)
  const unknown = (): string => translate(locale, uiMessages.unknownFailure, { code: failure.code })
  if (!declaration) return unknown()
  try {
    return translate(locale, declaration.text, failure.parameters)
  } catch {
    return unknown()
  }
}

interface LocaleState { readonly locale: Locale, setLocale(locale: Locale): void }
const LocaleContext = createContext<LocaleState | null>(null)
const storageKey = 'feedstock.locale'

export interface LocaleProviderProps {
  /** Wins over the stored and the browser's language until the person switches. */
  readonly initial?: Locale
  readonly children: ReactNode
}

export const LocaleProvider = ({ initial, children }: LocaleProviderProps): ReactNode => {
  const [locale, show] = useState<Locale>(() => initial ?? recall(storageKey, isLocale) ?? preferredLocale(navigator.languages))
  useEffect(() => { document.documentElement.lang = locale }, [locale])
  const setLocale = useCallback((next: Locale) => { remember(storageKey, next); show(next) }, [])
  const state = useMemo(() => ({ locale, setLocale }), [locale, setLocale])
  return <LocaleContext value={state}>{children}</LocaleContext>
}

/** @throws outside a LocaleProvider */
export const useLocale = (): LocaleState => {
  const state = use(LocaleContext)
  if (!state) throw new Error('useLocale needs a LocaleProvider above it')
  return state
}

export const useT = (): Translate => {
  const { locale } = useLocale()
  return useCallback<Translate>((message, values) => translate(locale, message, values), [locale])
}

/** The localised sentence of a failure. */
export const useFailureText = (): ((failure: Failure) => string) => {
  const { locale } = useLocale()
  return useCallback(failure => failureSentence(locale, failure), [locale])
}

/** Each language in its own words, for language switches. */
export const localeNames: { readonly [L in Locale]: string } = { 'zh-Hans': '简体中文', 'zh-Hant': '繁體中文', en: 'English' }
export { locales, type Locale }

import { IntlMessageFormat } from 'intl-messageformat'
import { declaredFailures, type Failure, type Parameters } from '../../kernel/failure.ts'
import { pick, type Locale, type Message } from '../../kernel/messages.ts'

/** The language of a terminal by POSIX: LC_ALL before LC_MESSAGES before LANG. Taiwan, Hong Kong and Macao read traditional script. */
export const terminalLocale = (env: NodeJS.ProcessEnv): Locale => {
  const name = env['LC_ALL'] || env['LC_MESSAGES'] || env['LANG'] || ''
  if (!/^zh/i.test(name)) return 'en'
  return /hant|[-_](tw|hk|mo)\b/i.test(name) ? 'zh-Hant' : 'zh-Hans'
}

/** The message in one language with its parameters filled in. */
export const sentence = (message: Message, parameters: Parameters, locale: Locale): string => {
  // Ports, process ids and versions are names here, not quantities: no digit grouping.
  const values = Object.fromEntries(Object.entries(parameters).map(([k, v]) => [k, typeof v === 'number' && k !== 'n' ? String(v) : v]))
  return String(new IntlMessageFormat(pick(message, locale), locale, undefined, { ignoreTag: true }).format(values))
}

/** The failure as a person reads it, its causes indented below, the code last for the search box. */
export const failureText = (failure: Failure, locale: Locale): string => {
  const text = declaredFailures().get(failure.code)?.text
  const place = [failure.place?.file, failure.place?.line, failure.place?.field].filter(part => part !== undefined).join(':')
  const line = `${place && `${place}: `}${text ? sentence(text, failure.parameters, locale) : failure.code} [${failure.code}]`
  return [line, ...(failure.causes ?? []).map(cause => `  ${failureText(cause, locale).replaceAll('\n', '\n  ')}`)].join('\n')
}

/** Where a long start reports its steps. */
export type Progress = (message: Message, parameters?: Parameters) => void

/** Progress lines on the standard output. */
export const terminalProgress = (locale: Locale): Progress => (message, parameters = {}) => {
  process.stdout.write(`${sentence(message, parameters, locale)}\n`)
}

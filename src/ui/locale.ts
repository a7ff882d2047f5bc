import { locales, type Locale } from '../kernel/messages.ts'

export const isLocale = (value: unknown): value is Locale => locales.some(l => l === value)

/**
 * The first of the browser's languages that Feedstock speaks. A Chinese tag without a script follows its region
 * (RFC 4647 lookup with CLDR likely subtags); nobody known gets Simplified Chinese.
 * @param languages BCP 47 tags, most wanted first
 */
export const preferredLocale = (languages: readonly string[]): Locale => {
  for (const tag of languages) {
    let likely: Intl.Locale
    try { likely = new Intl.Locale(tag).maximize() } catch { continue }
    if (likely.language === 'zh') return likely.script === 'Hant' ? 'zh-Hant' : 'zh-Hans'
    if (likely.language === 'en') return 'en'
  }
  return 'zh-Hans'
}

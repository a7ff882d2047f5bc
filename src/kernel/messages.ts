export const locales = ['zh-Hans', 'zh-Hant', 'en'] as const
export type Locale = (typeof locales)[number]

/** One text in every language, in ICU message syntax (`{n, plural, one {# task} other {# tasks}}`). A missing language does not compile. */
export type Message = { readonly [L in Locale]: string }

/** A text that a person wrote: class names, questions, guidelines. At least one language is there. */
export type LocalisedText = { readonly [L in Locale]?: string }

export const defineMessages = <const M extends Record<string, Message>>(messages: M): M => messages

/** The text in the reader's language, else in the nearest one: Chinese readers get the other script before English. */
export const pick = (text: LocalisedText, locale: Locale): string => {
  const order: readonly Locale[] = locale === 'zh-Hans' ? ['zh-Hans', 'zh-Hant', 'en'] : locale === 'zh-Hant' ? ['zh-Hant', 'zh-Hans', 'en'] : ['en', 'zh-Hans', 'zh-Hant']
  for (const l of order) if (text[l]) return text[l]
  return ''
}

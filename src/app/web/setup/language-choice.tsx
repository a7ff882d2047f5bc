import { useId, type ReactNode } from 'react'
import { Radio } from '../../../ui/choice.tsx'
import { localeNames, locales, useLocale, useT } from '../../../ui/i18n.tsx'
import { setupMessages } from './messages.ts'

/** Each language in its own words; it takes effect at once. */
export const LanguageChoice = (): ReactNode => {
  const t = useT()
  const id = useId()
  const { locale, setLocale } = useLocale()
  return (
    <fieldset className="question">
      <legend>{t(setupMessages.language)}</legend>
      <div className="languages">
        {locales.map(l => <Radio key={l} name={id} checked={l === locale} onChange={() => setLocale(l)} label={<span lang={l}>{localeNames[l]}</span>} />)}
      </div>
    </fieldset>
  )
}

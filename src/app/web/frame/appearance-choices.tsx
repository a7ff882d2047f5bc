import { useId, type ReactNode } from 'react'
import { Button } from '../../../ui/button.tsx'
import { Radio } from '../../../ui/choice.tsx'
import { localeNames, locales, useT } from '../../../ui/i18n.tsx'
import { Popover } from '../../../ui/popover.tsx'
import { shellMessages } from '../messages.ts'
import { themeChoices } from '../own-preferences.ts'
import { useOwnAppearance } from '../use-own-appearance.ts'

/** Language and theme take effect at once; the page stays as it is. */
export const AppearanceChoices = (): ReactNode => {
  const t = useT()
  const id = useId()
  const { locale, theme, setLanguage, setTheme } = useOwnAppearance()
  return (
    <div className="appearance-choices">
      <fieldset>
        <legend className="caption">{t(shellMessages.language)}</legend>
        {locales.map(l => <Radio key={l} name={`${id}-language`} checked={l === locale} onChange={() => setLanguage(l)} label={<span lang={l}>{localeNames[l]}</span>} />)}
      </fieldset>
      <hr />
      <fieldset>
        <legend className="caption">{t(shellMessages.theme)}</legend>
        {themeChoices.map(c => <Radio key={c} name={`${id}-theme`} checked={c === theme} onChange={() => setTheme(c)} label={t(shellMessages[c])} />)}
      </fieldset>
    </div>
  )
}

/** The same choices behind one button, for pages without the frame. */
export const AppearanceChoicesButton = (): ReactNode => {
  const t = useT()
  return (
    <Popover label={t(shellMessages.appearanceAndLanguage)} trigger={props => <Button {...props} variant="quiet" size="s" icon="globe">{t(shellMessages.appearanceAndLanguage)}</Button>}>
      {() => <AppearanceChoices />}
    </Popover>
  )
}

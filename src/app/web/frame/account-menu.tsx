import { useId, type ReactNode } from 'react'
import { Avatar } from '../../../ui/avatar.tsx'
import { Button, IconButton } from '../../../ui/button.tsx'
import { Radio } from '../../../ui/choice.tsx'
import { Icon } from '../../../ui/icon.tsx'
import { localeNames, locales, useLocale, useT } from '../../../ui/i18n.tsx'
import { Popover } from '../../../ui/popover.tsx'
import { themeChoices, useAppearance } from '../appearance.tsx'
import { shellMessages } from '../messages.ts'

export interface AccountMenuProps {
  readonly name: string
  readonly role: string
  onSignOut?(): void
}

/** Language and theme take effect at once; the page stays as it is. */
export const AppearanceChoices = (): ReactNode => {
  const t = useT()
  const id = useId()
  const { locale, setLocale } = useLocale()
  const { choice, choose } = useAppearance()
  return (
    <div className="appearance-choices">
      <fieldset>
        <legend className="caption">{t(shellMessages.language)}</legend>
        {locales.map(l => <Radio key={l} name={`${id}-language`} checked={l === locale} onChange={() => setLocale(l)} label={<span lang={l}>{localeNames[l]}</span>} />)}
      </fieldset>
      <hr />
      <fieldset>
        <legend className="caption">{t(shellMessages.theme)}</legend>
        {themeChoices.map(c => <Radio key={c} name={`${id}-theme`} checked={c === choice} onChange={() => choose(c)} label={t(shellMessages[c])} />)}
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

export const AccountMenu = ({ name, role, onSignOut }: AccountMenuProps): ReactNode => {
  const t = useT()
  return (
    <div className="account">
      <Avatar name={name} />
      <div className="text names"><div className="truncate meta strong">{name}</div><div className="truncate meta quiet">{role}</div></div>
      <Popover label={t(shellMessages.appearanceAndLanguage)} align="end"
        trigger={props => <IconButton {...props} icon="globe" label={t(shellMessages.appearanceAndLanguage)} />}>
        {close => <>
          <AppearanceChoices />
          {onSignOut && <><hr /><button type="button" className="ui-option" onClick={() => { close(); onSignOut() }}><Icon name="sign-out" size={14} />{t(shellMessages.signOut)}</button></>}
        </>}
      </Popover>
    </div>
  )
}

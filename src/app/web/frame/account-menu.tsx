import type { ReactNode } from 'react'
import { Avatar } from '../../../ui/avatar.tsx'
import { IconButton } from '../../../ui/button.tsx'
import { Icon, type IconName } from '../../../ui/icon.tsx'
import { useT } from '../../../ui/i18n.tsx'
import { Popover } from '../../../ui/popover.tsx'
import { shellMessages } from '../messages.ts'
import { AppearanceChoices } from './appearance-choices.tsx'

export interface AccountLink { readonly href: string, readonly label: string, readonly icon: IconName }
interface OrganisationChoice { readonly id: string, readonly name: string, readonly current: boolean }

export interface AccountMenuProps {
  readonly name: string
  readonly role: string
  /** The person's own pages and those of the organisation. */
  readonly links?: readonly AccountLink[]
  /** Those that the person belongs to; with one there is nothing to switch. */
  readonly organisations?: readonly OrganisationChoice[]
  onSwitch?(organisation: string): void
  onSignOut?(): void
}

const Organisations = ({ organisations, onSwitch }: { readonly organisations: readonly OrganisationChoice[], onSwitch(id: string): void }): ReactNode => {
  const t = useT()
  return (
    <div role="group" aria-label={t(shellMessages.switchOrganisation)}>
      <div className="caption" aria-hidden="true">{t(shellMessages.switchOrganisation)}</div>
      {organisations.map(o => (
        <button key={o.id} type="button" className="ui-option" aria-current={o.current ? 'true' : undefined} onClick={() => { if (!o.current) onSwitch(o.id) }}>
          <span className="grow">{o.name}</span>{o.current && <Icon name="tick" size={14} />}
        </button>
      ))}
      <hr />
    </div>
  )
}

export const AccountMenu = ({ name, role, links = [], organisations = [], onSwitch, onSignOut }: AccountMenuProps): ReactNode => {
  const t = useT()
  return (
    <div className="account">
      <Avatar name={name} />
      <div className="text names"><div className="truncate meta strong">{name}</div><div className="truncate meta quiet">{role}</div></div>
      <Popover label={t(shellMessages.account)} align="end" trigger={props => <IconButton {...props} icon="more" label={t(shellMessages.account)} />}>
        {close => <>
          {onSwitch && organisations.length > 1 && <Organisations organisations={organisations} onSwitch={onSwitch} />}
          {links.map(link => <a key={link.href} className="ui-option" href={link.href} onClick={close}><Icon name={link.icon} size={14} />{link.label}</a>)}
          {links.length > 0 && <hr />}
          <AppearanceChoices />
          {onSignOut && <><hr /><button type="button" className="ui-option" onClick={() => { close(); onSignOut() }}><Icon name="sign-out" size={14} />{t(shellMessages.signOut)}</button></>}
        </>}
      </Popover>
    </div>
  )
}

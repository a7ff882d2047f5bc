import type { ComponentProps, MouseEvent, ReactNode } from 'react'
import './button.css'
import { classNames } from './class-names.ts'
import { Icon, type IconName } from './icon.tsx'
import { useT } from './i18n.tsx'
import { KeyHint } from './key-hint.tsx'
import { uiMessages } from './messages.ts'

export type ButtonVariant = 'primary' | 'default' | 'quiet' | 'danger'
/** Control heights 24, 30, 36 px. */
export type ControlSize = 's' | 'm' | 'l'

interface Look { readonly variant?: ButtonVariant, readonly size?: ControlSize }

/** For links that look like buttons: `<Link className={buttonClass({ variant: 'primary' })}>`. */
export const buttonClass = ({ variant = 'default', size = 'm' }: Look = {}): string =>
  classNames('ui-button', variant !== 'default' && variant, size !== 'm' && size)

type NativeButton = Omit<ComponentProps<'button'>, 'className' | 'disabled'>

export interface ButtonProps extends NativeButton, Look {
  readonly icon?: IconName
  readonly keyHint?: string
  readonly pressed?: boolean
  /** What is missing; it stands in place of the label and the button does nothing. It stays focusable so that the reason can be read. */
  readonly blocked?: string
  readonly busy?: boolean
}

export const Button = ({ variant, size, icon, keyHint, pressed, blocked, busy, children, onClick, type = 'button', ...native }: ButtonProps): ReactNode => {
  const inert = blocked !== undefined || busy === true
  const press = (event: MouseEvent<HTMLButtonElement>): void => { if (inert) event.preventDefault(); else onClick?.(event) }
  return (
    <button {...native} type={type} className={buttonClass({ variant, size })} aria-pressed={pressed} aria-busy={busy || undefined}
      aria-disabled={inert || undefined} onClick={press}>
      {icon && <Icon name={icon} size={14} />}
      <span>{blocked ?? children}</span>
      {keyHint && blocked === undefined && <KeyHint keys={keyHint} />}
    </button>
  )
}

export interface IconButtonProps extends Omit<NativeButton, 'children'>, Look {
  readonly icon: IconName
  readonly label: string
  /** Spoken and shown in the tooltip with the label: "Box, key B". */
  readonly keyHint?: string
  readonly pressed?: boolean
}

export const IconButton = ({ icon, label, keyHint, pressed, variant = 'quiet', size = 's', type = 'button', ...native }: IconButtonProps): ReactNode => {
  const t = useT()
  const name = keyHint ? t(uiMessages.labelWithKey, { label, key: keyHint }) : label
  return (
    <button {...native} type={type} className={classNames(buttonClass({ variant, size }), 'icon-only')} aria-label={name} title={name} aria-pressed={pressed}>
      <Icon name={icon} />
    </button>
  )
}

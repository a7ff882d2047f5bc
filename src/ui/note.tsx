import type { ReactNode } from 'react'
import './note.css'
import { classNames } from './class-names.ts'
import { Icon, type IconName } from './icon.tsx'
import type { Tone } from './status-pill.tsx'

const icons: { readonly [T in Tone]: IconName } = { neutral: 'info', accent: 'info', ok: 'tick', warn: 'triangle', bad: 'alert', model: 'spark' }

/** A remark inside a page; it stays where the matter is. */
export const Note = ({ tone = 'neutral', icon, children }: { readonly tone?: Tone, readonly icon?: IconName, readonly children: ReactNode }): ReactNode => (
  <div className={classNames('ui-note', tone !== 'neutral' && tone)}><Icon name={icon ?? icons[tone]} /><div className="grow">{children}</div></div>
)

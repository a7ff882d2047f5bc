import type { ReactNode } from 'react'
import './status.css'
import { classNames } from './class-names.ts'
import { Icon, type IconName } from './icon.tsx'

/** The seven shapes of a state, and the spark that marks what came from a model. */
export type PillShape = 'tick' | 'ring' | 'half' | 'clock' | 'pause' | 'triangle' | 'cross' | 'spark'
export type Tone = 'neutral' | 'accent' | 'ok' | 'warn' | 'bad' | 'model'

export interface StatusPillProps {
  readonly shape: PillShape
  readonly tone?: Tone
  /** The state in words: colour never speaks alone. */
  readonly children: ReactNode
}

export const StatusPill = ({ shape, tone = 'neutral', children }: StatusPillProps): ReactNode => (
  <span className={classNames('ui-pill', tone !== 'neutral' && tone)}><Icon name={shape} size={12} /><span>{children}</span></span>
)

/** A neutral fact: version, kind, licence. */
export const Tag = ({ icon, children }: { readonly icon?: IconName, readonly children: ReactNode }): ReactNode => (
  <span className="ui-tag">{icon && <Icon name={icon} size={12} />}{children}</span>
)

/** Where the work is: on the server, on this computer, nowhere. Polite: read when the person pauses. */
export const SavingLine = ({ state, children }: { readonly state: 'saved' | 'local' | 'unsaved', readonly children: ReactNode }): ReactNode => (
  <span className={classNames('ui-saving', state !== 'saved' && state)} role="status">{children}</span>
)

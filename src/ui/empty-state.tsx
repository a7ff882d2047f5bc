import type { ReactNode } from 'react'
import './note.css'

export interface EmptyStateProps {
  /** One sentence: what this is and that there is none yet. */
  readonly what: string
  /** What starts it. */
  readonly next?: string
  /** The one primary action. */
  readonly action?: ReactNode
  /** One link to the how-to. */
  readonly link?: ReactNode
}

export const EmptyState = ({ what, next, action, link }: EmptyStateProps): ReactNode => (
  <div className="ui-empty">
    <div className="what">{what}</div>
    {next && <div className="next">{next}</div>}
    {(action || link) && <div className="acts">{action}{link}</div>}
  </div>
)

import type { ReactNode } from 'react'
import './progress-bar.css'
import { classNames } from './class-names.ts'
import { formatCount } from './format.ts'
import type { Tone } from './status-pill.tsx'

export interface ProgressSegment { readonly label: string, readonly count: number, readonly tone: Tone }

export interface ProgressBarProps {
  /** What progresses. */
  readonly label: string
  /** In order of the chain, furthest first: accepted, reviewed, submitted. They do not overlap. */
  readonly segments: readonly ProgressSegment[]
  readonly total: number
  readonly thin?: boolean
}

/** The count belongs beside the bar; screen readers get it from the bar. */
export const ProgressBar = ({ label, segments, total, thin = false }: ProgressBarProps): ReactNode => {
  const text = `${label}: ${segments.map(s => `${s.label} ${formatCount(s.count)}`).join(', ')} / ${formatCount(total)}`
  return (
    <div className={classNames('ui-progress', thin && 'thin')} role="img" aria-label={text}>
      {segments.map(s => <span key={s.label} className={s.tone} style={{ width: `${total > 0 ? Math.min(1, s.count / total) * 100 : 0}%` }} />)}
    </div>
  )
}

import type { ReactNode } from 'react'
import './estimate.css'
import { classNames } from './class-names.ts'
import { formatCount, formatInterval, formatShare } from './format.ts'
import { useT } from './i18n.tsx'
import { uiMessages } from './messages.ts'

/** Below this many observations a figure is grey and never ranked (ux 1.7). */
export const minimumObservations = 30

export interface EstimateProps {
  readonly label: string
  /** Shares, 0 to 1. */
  readonly value: number
  readonly interval: readonly [low: number, high: number]
  /** Observations behind the value. */
  readonly n: number
  readonly goal?: number
  /** The very items behind the figure. */
  readonly href?: string
  /** One line under the bar, for tables. */
  readonly small?: boolean
}

/** Places of the marks on the bar in per cent of its width: the interval and the goal with as much air on both sides as they take. */
const scaleOf = ([low, high]: readonly [number, number], goal: number | undefined): ((share: number) => number) => {
  const from = Math.min(low, goal ?? low), to = Math.max(high, goal ?? high)
  const air = Math.max(to - from, 0.005)
  const start = Math.max(0, from - air), end = Math.min(1, to + air)
  return share => end > start ? ((share - start) / (end - start)) * 100 : 50
}

export const Estimate = ({ label, value, interval, n, goal, href, small = false }: EstimateProps): ReactNode => {
  const t = useT()
  const few = n < minimumObservations
  const at = scaleOf(interval, goal)
  const spoken = t(uiMessages.estimateText, { label, value: formatShare(value), interval: formatInterval(interval), n: formatCount(n) })
  const figure = <span className="value">{formatShare(value)}</span>
  const figures = (
    <div className="figures">
      {href ? <a href={href} style={{ color: 'inherit' }} aria-label={spoken}>{figure}</a> : figure}
      <span className="interval">{few ? t(uiMessages.tooFew) : formatInterval(interval)}</span>
    </div>
  )
  const bar = (
    <div className="ui-interval" role="img" aria-label={goal === undefined ? spoken : `${spoken}, ${t(uiMessages.goal, { goal: formatShare(goal) })}`}>
      <span className="span" style={{ left: `${at(interval[0])}%`, width: `${Math.max(0, at(interval[1]) - at(interval[0]))}%` }} />
      {goal !== undefined && <span className="goal" style={{ left: `${at(goal)}%` }} />}
      <span className="value-tick" style={{ left: `${at(value)}%` }} />
    </div>
  )
  return (
    <div className={classNames('ui-estimate', small && 'small', few ? 'few' : goal !== undefined && value < goal && 'below')}>
      {!small && <header><span>{label}</span><span className="n">n = {formatCount(n)}</span></header>}
      {small ? <>{bar}{figures}</> : <>{figures}{bar}</>}
    </div>
  )
}

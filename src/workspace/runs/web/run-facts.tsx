import type { ReactNode } from 'react'
import { pick } from '../../../kernel/messages.ts'
import { formatCount, formatShare, formatTime } from '../../../ui/format.ts'
import { useLocale, useT } from '../../../ui/i18n.tsx'
import { ProgressBar } from '../../../ui/progress-bar.tsx'
import { StatusPill, type PillShape, type Tone } from '../../../ui/status-pill.tsx'
import type { RunView } from '../contract.ts'
import { runMessages as m } from './messages.ts'
import { averageSpeed, inUnit, timeLeft } from './time-left.ts'

const looks: { readonly [S in RunView['state']]: readonly [PillShape, Tone] } = {
  running: ['half', 'accent'], paused: ['pause', 'warn'], cancelling: ['clock', 'warn'], cancelled: ['cross', 'neutral'], failed: ['cross', 'bad'], done: ['tick', 'ok'],
}
export const isLive = (run: Pick<RunView, 'state'>): boolean => run.state === 'running' || run.state === 'paused' || run.state === 'cancelling'
export const problemCount = (run: RunView): number => run.problems.reduce((sum, p) => sum + p.count, 0)
const errorCount = (run: RunView): number => run.problems.reduce((sum, p) => sum + (p.warning ? 0 : p.count), 0)

export const RunStatePill = ({ run }: { readonly run: RunView }): ReactNode => {
  const t = useT(), [shape, tone] = looks[run.state]
  return run.state === 'done' && errorCount(run) > 0 ? <StatusPill shape="triangle" tone="warn">{t(m.doneWithProblems)}</StatusPill> : <StatusPill shape={shape} tone={tone}>{t(m[run.state])}</StatusPill>
}

export const RunProgress = ({ run }: { readonly run: RunView }): ReactNode => {
  const { locale } = useLocale(), [, tone] = looks[run.state]
  return (
    <span className="run-progress">
      <span className="grow"><ProgressBar label={pick(run.title, locale)} total={100} segments={[{ label: formatShare(run.share, 0), count: Math.round(run.share * 100), tone }]} /></span>
      <span className="meta secondary">{formatShare(run.share, 0)}</span>
    </span>
  )
}

export const useDuration = (): ((milliseconds: number) => string) => {
  const t = useT()
  return ms => ms < 90_000 ? t(m.seconds, { n: Math.max(1, Math.round(ms / 1000)) }) : ms < 90 * 60_000 ? t(m.minutes, { n: Math.round(ms / 60_000) }) : t(m.hours, { n: (ms / 3_600_000).toFixed(1) })
}

/** The range that is left, or that it cannot be said. @param now when the run was read, milliseconds since the epoch */
export const TimeLeftText = ({ run, now }: { readonly run: RunView, readonly now: number }): ReactNode => {
  const t = useT(), left = timeLeft(run, now)
  if (run.state === 'paused') return t(m.leftPaused)
  if (left === null) return t(m.leftUnknown)
  const { unit, from, to } = inUnit(left)
  return t(unit === 'seconds' ? m.leftSeconds : unit === 'minutes' ? m.leftMinutes : m.leftHours, { from, to })
}

/** Of a live run what is left; of one that ended when it began and how long it took. */
export const RunTime = ({ run, now }: { readonly run: RunView, readonly now: number }): ReactNode => {
  const t = useT(), duration = useDuration()
  if (isLive(run)) return <TimeLeftText run={run} now={now} />
  const began = new Date(run.createdAt)
  return run.endedAt === null ? formatTime(began) : t(m.endedAfter, { at: formatTime(began), took: duration(Date.parse(run.endedAt) - began.getTime()) })
}

export const RunSpeed = ({ run, now }: { readonly run: RunView, readonly now: number }): ReactNode => {
  const t = useT(), speed = averageSpeed(run, now)
  return speed === null ? '–' : t(m.perSecond, { n: speed < 10 ? speed.toFixed(1) : formatCount(Math.round(speed)) })
}

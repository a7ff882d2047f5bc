import type { ReactNode } from 'react'
import { Button } from '../../../ui/button.tsx'
import { FailureState } from '../../../ui/error-state.tsx'
import { formatBytes, formatCount } from '../../../ui/format.ts'
import { useFailureText, useT } from '../../../ui/i18n.tsx'
import { Note } from '../../../ui/note.tsx'
import { ProgressBar } from '../../../ui/progress-bar.tsx'
import { sourceMessages as m } from './messages.ts'
import type { Pace } from './transfer-pace.ts'
import type { SendProgress } from './upload-queue.ts'
import type { UploadState } from './use-upload.ts'

const minute = 60, hour = 3600
const TimeLeft = ({ pace }: { readonly pace: Pace }): ReactNode => {
  const t = useT(), { left } = pace
  const [unit, n] = left < 90 ? [m.secondsLeft, left] as const : left < 90 * minute ? [m.minutesLeft, left / minute] as const : [m.hoursLeft, left / hour] as const
  return <><span>{t(m.speed, { bytes: formatBytes(pace.speed) })}</span><span>{t(unit, { n: Math.max(1, Math.round(n)) })}</span></>
}

export const UploadProgress = ({ progress, pace }: { readonly progress: SendProgress, readonly pace: Pace | null }): ReactNode => {
  const t = useT()
  return (
    <div className="stack">
      <ProgressBar label={t(m.uploading)} total={progress.totalBytes} segments={[{ label: t(m.uploading), count: progress.bytes, tone: 'accent' }]} />
      <div className="row wrap meta secondary" role="status">
        <span>{t(m.sent, { files: formatCount(progress.files), total: formatCount(progress.totalFiles), bytes: formatBytes(progress.bytes), totalBytes: formatBytes(progress.totalBytes) })}</span>
        {pace && <TimeLeft pace={pace} />}
        {progress.skipped > 0 && <span className="quiet">{t(m.alreadyThere, { n: formatCount(progress.skipped) })}</span>}
      </div>
    </div>
  )
}

const shownFailures = 5
interface UploadActs { onPause(): void, onAgain(): void, onDiscard(): void }

/** How the upload stands, and what can be done about what did not arrive. */
export const UploadReport = ({ state, onPause, onAgain, onDiscard }: { readonly state: UploadState } & UploadActs): ReactNode => {
  const t = useT(), text = useFailureText()
  switch (state.at) {
    case 'idle': return null
    case 'sending': return (
      <div className="stack">
        {state.progress && <UploadProgress progress={state.progress} pace={state.pace} />}
        <div><Button size="s" icon="pause" onClick={onPause}>{t(m.pause)}</Button></div>
      </div>
    )
    case 'paused': return (
      <Note>
        <div className="happened">{state.progress ? t(m.pausedAt, { there: formatCount(state.progress.files + state.progress.skipped), total: formatCount(state.progress.totalFiles + state.progress.skipped) }) : t(m.pausedEarly)}</div>
        <div className="acts"><Button size="s" icon="play" onClick={onAgain}>{t(m.goOn)}</Button><Button size="s" variant="quiet" onClick={onDiscard}>{t(m.discard)}</Button></div>
      </Note>
    )
    case 'refused': return <FailureState failure={state.failure} />
    case 'broken': return (
      <div role="alert"><Note tone="bad">
        <div className="happened">{t(m.notSent, { n: state.outcome.failed.length })}</div>
        <ul>{state.outcome.failed.slice(0, shownFailures).map(({ file, failure }) => <li key={file.path}><code>{file.path}</code> {text(failure)}</li>)}</ul>
        <div className="acts"><Button size="s" onClick={onAgain}>{t(m.sendAgain)}</Button></div>
      </Note></div>
    )
  }
}

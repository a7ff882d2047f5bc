import type { ReactNode } from 'react'
import { Button } from '../../../ui/button.tsx'
import { FailureState } from '../../../ui/error-state.tsx'
import { formatBytes, formatCount } from '../../../ui/format.ts'
import { useFailureText, useT } from '../../../ui/i18n.tsx'
import { Note } from '../../../ui/note.tsx'
import { ProgressBar } from '../../../ui/progress-bar.tsx'
import { sourceMessages as m } from './messages.ts'
import type { SendProgress } from './upload-queue.ts'
import type { UploadState } from './use-upload.ts'

export const UploadProgress = ({ progress }: { readonly progress: SendProgress }): ReactNode => {
  const t = useT()
  return (
    <div className="stack">
      <ProgressBar label={t(m.uploading)} total={progress.totalBytes} segments={[{ label: t(m.uploading), count: progress.bytes, tone: 'accent' }]} />
      <div className="row meta secondary" role="status">
        <span>{t(m.sent, { files: formatCount(progress.files), total: formatCount(progress.totalFiles), bytes: formatBytes(progress.bytes), totalBytes: formatBytes(progress.totalBytes) })}</span>
        {progress.skipped > 0 && <span className="quiet">{t(m.alreadyThere, { n: formatCount(progress.skipped) })}</span>}
      </div>
    </div>
  )
}

const shownFailures = 5

/** How the upload stands, and what can be done about what did not arrive. */
export const UploadReport = ({ state, onStop, onAgain }: { readonly state: UploadState, onStop(): void, onAgain(): void }): ReactNode => {
  const t = useT(), text = useFailureText()
  switch (state.at) {
    case 'idle': return null
    case 'sending': return (
      <div className="row">
        <div className="grow">{state.progress && <UploadProgress progress={state.progress} />}</div>
        <Button size="s" onClick={onStop}>{t(m.stop)}</Button>
      </div>
    )
    case 'stopped': return <Note>{t(m.stopped)}</Note>
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

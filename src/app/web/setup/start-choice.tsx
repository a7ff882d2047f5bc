import { useId, useState, type FormEvent, type ReactNode } from 'react'
import type { Failure } from '../../../kernel/failure.ts'
import { Button } from '../../../ui/button.tsx'
import { Radio } from '../../../ui/choice.tsx'
import type { ChosenFile } from '../../../ui/dropped-files.ts'
import { FailureState } from '../../../ui/error-state.tsx'
import { FileDrop } from '../../../ui/file-drop.tsx'
import { formatCount } from '../../../ui/format.ts'
import { useT } from '../../../ui/i18n.tsx'
import { FirstRunScreen } from './first-run-screen.tsx'
import { setupMessages } from './messages.ts'
import { StreetScene } from './street-scene.tsx'

export interface StartChoiceProps {
  /** What the sample project holds and how long making it takes. */
  readonly sample: { readonly images: number, readonly texts: number, readonly seconds: number }
  readonly busy?: boolean
  readonly failure?: Failure
  onFiles(files: readonly ChosenFile[]): void
  onSample(): void
  onEmptyProject?(): void
  /** Other ways in; a button appears with its handler. */
  onServerFolder?(): void
  onMoveIn?(): void
}

const SampleThumbnails = (): ReactNode => (
  <div className="thumbnails">
    <div><StreetScene seed="one" boxed /></div><div><StreetScene seed="two" boxed /></div><div><StreetScene seed="three" boxed fog /></div>
    <div className="blurred"><StreetScene seed="four" /></div><div className="dark"><StreetScene seed="five" /></div>
  </div>
)

/** First run, step 2: the drop zone is the answer to "start"; the sample project is the other way. */
export const StartChoice = ({ sample, busy, failure, onFiles, onSample, onEmptyProject, onServerFolder, onMoveIn }: StartChoiceProps): ReactNode => {
  const t = useT()
  const name = useId()
  const [way, setWay] = useState<'files' | 'sample'>('files')
  const [files, setFiles] = useState<readonly ChosenFile[]>([])
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    if (busy) return
    if (way === 'sample') onSample()
    else if (files.length > 0) onFiles(files)
  }
  const title = (text: string, aside: string): ReactNode => <>{text}<span className="aside">{aside}</span></>
  return (
    <FirstRunScreen step={2} title={t(setupMessages.startTitle)} text={t(setupMessages.startText)}>
      <form onSubmit={submit}>
        <div className="start-choice">
          <Radio name={name} checked={way === 'files'} onChange={() => setWay('files')} label={title(t(setupMessages.ownFiles), t(setupMessages.fourSteps))} />
          <FileDrop chosen={files.length} onFiles={chosen => { setFiles(chosen); setWay('files') }}>
            {onServerFolder && <Button size="s" onClick={onServerFolder}>{t(setupMessages.serverFolder)}</Button>}
            {onMoveIn && <Button size="s" onClick={onMoveIn}>{t(setupMessages.moveIn)}</Button>}
          </FileDrop>
        </div>
        <div className="start-choice">
          <Radio name={name} checked={way === 'sample'} onChange={() => setWay('sample')} label={title(t(setupMessages.sample), t(setupMessages.sampleSeconds, { n: sample.seconds }))} />
          <SampleThumbnails />
          <p className="sample-text">{t(setupMessages.sampleText, { images: formatCount(sample.images), texts: formatCount(sample.texts) })}</p>
        </div>
        {failure && <div className="question"><FailureState failure={failure} /></div>}
        <div className="form-actions">
          <Button variant="primary" size="l" type="submit" keyHint="Enter" busy={busy}
            blocked={way === 'files' && files.length === 0 ? t(setupMessages.chooseFilesFirst) : undefined}>{t(way === 'sample' ? setupMessages.sample : setupMessages.continue)}</Button>
          {onEmptyProject && <Button variant="quiet" size="l" onClick={onEmptyProject}>{t(setupMessages.emptyProject)}</Button>}
        </div>
      </form>
    </FirstRunScreen>
  )
}

import { useId, useRef, useState, type DragEvent, type FormEvent, type ReactNode } from 'react'
import type { Failure } from '../../../kernel/failure.ts'
import { Button } from '../../../ui/button.tsx'
import { Radio } from '../../../ui/choice.tsx'
import { classNames } from '../../../ui/class-names.ts'
import { FailureState } from '../../../ui/error-state.tsx'
import { formatCount } from '../../../ui/format.ts'
import { Icon } from '../../../ui/icon.tsx'
import { useT } from '../../../ui/i18n.tsx'
import { filesOfDrop, filesOfInput, type ChosenFile } from './dropped-files.ts'
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

interface DropZoneProps extends Pick<StartChoiceProps, 'onServerFolder' | 'onMoveIn'> {
  readonly files: readonly ChosenFile[]
  onFiles(files: readonly ChosenFile[]): void
}

const DropZone = ({ files, onFiles, onServerFolder, onMoveIn }: DropZoneProps): ReactNode => {
  const t = useT()
  const input = useRef<HTMLInputElement>(null)
  const [over, setOver] = useState(false)
  const hover = (event: DragEvent): void => { event.preventDefault(); setOver(true) }
  const drop = (event: DragEvent): void => { event.preventDefault(); setOver(false); void filesOfDrop(event.dataTransfer).then(onFiles) }
  return (
    <div className={classNames('drop-zone', over && 'over')} onDragOver={hover} onDragLeave={() => setOver(false)} onDrop={drop}>
      <div className="kinds"><Icon name="image" /><Icon name="text" /><Icon name="wave" /><Icon name="talk" /></div>
      <div className="what" role="status">{files.length > 0 ? t(setupMessages.dropped, { n: files.length }) : t(setupMessages.drop)}</div>
      <div className="meta secondary">{t(setupMessages.kinds)}</div>
      <div className="ways">
        <input ref={input} type="file" hidden multiple onChange={event => onFiles(filesOfInput(event.target.files))} {...{ webkitdirectory: '' }} />
        <Button size="s" icon="folder" onClick={() => input.current?.click()}>{t(setupMessages.chooseFolder)}</Button>
        {onServerFolder && <Button size="s" onClick={onServerFolder}>{t(setupMessages.serverFolder)}</Button>}
        {onMoveIn && <Button size="s" onClick={onMoveIn}>{t(setupMessages.moveIn)}</Button>}
      </div>
    </div>
  )
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
          <DropZone files={files} onFiles={chosen => { setFiles(chosen); setWay('files') }} onServerFolder={onServerFolder} onMoveIn={onMoveIn} />
        </div>
        <div className="start-choice">
          <Radio name={name} checked={way === 'sample'} onChange={() => setWay('sample')} label={title(t(setupMessages.sample), t(setupMessages.sampleSeconds, { n: sample.seconds }))} />
          <SampleThumbnails />
          <p className="sample-text">{t(setupMessages.sampleText, { images: formatCount(sample.images), texts: formatCount(sample.texts) })}</p>
        </div>
        {failure && <div className="question"><FailureState failure={failure} /></div>}
        <div className="form-actions">
          <Button variant="primary" size="l" type="submit" keyHint="Enter" busy={busy}
            blocked={way === 'files' && files.length === 0 ? t(setupMessages.chooseFilesFirst) : undefined}>{t(setupMessages.continue)}</Button>
          {onEmptyProject && <Button variant="quiet" size="l" onClick={onEmptyProject}>{t(setupMessages.emptyProject)}</Button>}
        </div>
      </form>
    </FirstRunScreen>
  )
}

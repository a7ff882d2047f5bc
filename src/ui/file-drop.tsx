import { useRef, useState, type DragEvent, type ReactNode } from 'react'
import './file-drop.css'
import { Button } from './button.tsx'
import { classNames } from './class-names.ts'
import { filesOfDrop, filesOfInput, handlesOfDrop, type ChosenFile, type FileHandle } from './dropped-files.ts'
import { Icon } from './icon.tsx'
import { useT } from './i18n.tsx'
import { uiMessages } from './messages.ts'

export interface FileDropProps {
  /** How many files are chosen so far. */
  readonly chosen: number
  /** @param handles ways back to what was dropped, where the browser has them */
  onFiles(files: readonly ChosenFile[], handles: readonly FileHandle[]): void
  /** Other ways in, as small buttons. */
  readonly children?: ReactNode
}

/** Takes folders and files: dropped, or picked with the keyboard. Paths below the folder are kept. */
export const FileDrop = ({ chosen, onFiles, children }: FileDropProps): ReactNode => {
  const t = useT()
  const folder = useRef<HTMLInputElement>(null), files = useRef<HTMLInputElement>(null)
  const [over, setOver] = useState(false)
  const hover = (event: DragEvent): void => { event.preventDefault(); setOver(true) }
  const drop = (event: DragEvent): void => { event.preventDefault(); setOver(false); void Promise.all([filesOfDrop(event.dataTransfer), handlesOfDrop(event.dataTransfer)]).then(([files, handles]) => onFiles(files, handles)) }
  return (
    <div className={classNames('ui-file-drop', over && 'over')} onDragOver={hover} onDragLeave={() => setOver(false)} onDrop={drop}>
      <div className="kinds"><Icon name="image" /><Icon name="text" /></div>
      <div className="what" role="status">{chosen > 0 ? t(uiMessages.filesChosen, { n: chosen }) : t(uiMessages.dropFolder)}</div>
      <div className="meta secondary">{t(uiMessages.fileKinds)}</div>
      <div className="ways">
        <input ref={folder} type="file" hidden multiple aria-label={t(uiMessages.chooseFolder)} onChange={event => onFiles(filesOfInput(event.target.files), [])} {...{ webkitdirectory: '' }} />
        <input ref={files} type="file" hidden multiple aria-label={t(uiMessages.chooseFiles)} onChange={event => onFiles(filesOfInput(event.target.files), [])} />
        <Button size="s" icon="folder" onClick={() => folder.current?.click()}>{t(uiMessages.chooseFolder)}</Button>
        <Button size="s" onClick={() => files.current?.click()}>{t(uiMessages.chooseFiles)}</Button>
        {children}
      </div>
    </div>
  )
}

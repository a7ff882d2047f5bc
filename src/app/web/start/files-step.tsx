import { useState, type FormEvent, type ReactNode } from 'react'
import { Button } from '../../../ui/button.tsx'
import type { ChosenFile } from '../../../ui/dropped-files.ts'
import { FileDrop } from '../../../ui/file-drop.tsx'
import { useT } from '../../../ui/i18n.tsx'
import { startMessages as m } from './messages.ts'

export interface FilesStepProps {
  /** Uploads that arrived before the reload. */
  readonly waiting: number
  onFiles(files: readonly ChosenFile[]): void
  /** Goes on with what arrived. */
  onWaiting(): void
}

/** After a reload in the middle of an upload: the browser let go of the files, the server kept those that arrived. */
export const FilesStep = ({ waiting, onFiles, onWaiting }: FilesStepProps): ReactNode => {
  const t = useT(), [files, setFiles] = useState<readonly ChosenFile[]>([])
  const submit = (event: FormEvent): void => { event.preventDefault(); if (files.length > 0) onFiles(files) }
  return (
    <form onSubmit={submit}>
      <div className="question"><FileDrop chosen={files.length} onFiles={setFiles} /></div>
      <div className="form-actions">
        <Button variant="primary" size="l" type="submit" blocked={files.length > 0 ? undefined : t(m.filesMissing)}>{t(m.sendRest)}</Button>
        {waiting > 0 && <Button variant="quiet" size="l" onClick={onWaiting}>{t(m.goOnWith, { n: waiting })}</Button>}
      </div>
    </form>
  )
}

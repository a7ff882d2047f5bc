import { useRef, useState, type ReactNode } from 'react'
import { useQuery } from '@tanstack/react-query'
import { Button } from '../../../ui/button.tsx'
import { filesOfHandles, filesOfInput, type ChosenFile } from '../../../ui/dropped-files.ts'
import { formatCount } from '../../../ui/format.ts'
import { useT } from '../../../ui/i18n.tsx'
import { Note } from '../../../ui/note.tsx'
import { listUploads, type DatasetView } from '../contract.ts'
import { keptUploads, type KeptUpload } from './kept-upload.ts'
import { sourceMessages as m } from './messages.ts'
import { heldBy, waitingFiles } from './upload-files.ts'

export const keptUploadsKey = 'kept-uploads'

interface Acts {
  /** The files of the earlier choice, found again by the browser or chosen again by the person. */
  onFound(upload: KeptUpload, files: readonly ChosenFile[]): void
  onDiscard(upload: KeptUpload): void
}

const Unfinished = ({ upload, dataset, onFound, onDiscard }: { readonly upload: KeptUpload, readonly dataset: DatasetView } & Acts): ReactNode => {
  const t = useT()
  const [lost, setLost] = useState(false)
  const folder = useRef<HTMLInputElement>(null)
  const waiting = useQuery({ queryKey: [listUploads.id, dataset.id], queryFn: ({ signal }) => waitingFiles(dataset.id, signal) })
  const isThere = waiting.data && heldBy(waiting.data), there = isThere ? upload.files.filter(isThere).length : null
  const canFind = upload.handles.length > 0 && !lost
  const find = async (): Promise<void> => {
    const files = await filesOfHandles(upload.handles)
    if (files) onFound(upload, files)
    else setLost(true)
  }
  return (
    <Note tone="accent" icon="import">
      <div className="happened">{there === null ? dataset.name : t(m.unfinished, { name: dataset.name, there: formatCount(there), total: formatCount(upload.files.length) })}</div>
      <div className="meta secondary">{canFind ? t(m.findAgain) : t(m.chooseAgain)}</div>
      <input ref={folder} type="file" hidden multiple aria-label={t(m.chooseFolderAgain)} {...{ webkitdirectory: '' }} onChange={event => onFound(upload, filesOfInput(event.target.files))} />
      <div className="acts">
        {canFind && <Button size="s" icon="play" onClick={() => void find()}>{t(m.goOn)}</Button>}
        {!canFind && <Button size="s" icon="folder" onClick={() => folder.current?.click()}>{t(m.chooseFolderAgain)}</Button>}
        <Button size="s" variant="quiet" onClick={() => onDiscard(upload)}>{t(m.discard)}</Button>
      </div>
    </Note>
  )
}

/** Uploads that an earlier page began and did not end, each with a way to go on. */
export const UnfinishedUploads = ({ project, datasets, ...acts }: { readonly project: string, readonly datasets: readonly DatasetView[] } & Acts): ReactNode => {
  const kept = useQuery({ queryKey: [keptUploadsKey, project], queryFn: () => keptUploads(project), staleTime: Infinity })
  return kept.data?.flatMap(upload => {
    const dataset = datasets.find(d => d.id === upload.dataset)
    return dataset ? [<Unfinished key={upload.dataset} upload={upload} dataset={dataset} {...acts} />] : []
  })
}

import { useState, type FormEvent, type ReactNode } from 'react'
import { useQueryClient } from '@tanstack/react-query'
import { isAllowed } from '../../../workspace/access/model.ts'
import { listRuns } from '../../../workspace/runs/contract.ts'
import { Button } from '../../../ui/button.tsx'
import { ChoiceField } from '../../../ui/choice-field.tsx'
import type { ChosenFile, FileHandle } from '../../../ui/dropped-files.ts'
import { FailureState } from '../../../ui/error-state.tsx'
import { Field } from '../../../ui/field.tsx'
import { FileDrop } from '../../../ui/file-drop.tsx'
import { useT } from '../../../ui/i18n.tsx'
import { Segmented } from '../../../ui/segmented.tsx'
import { server, useServerCommand } from '../../../ui/server.ts'
import { useUrlState } from '../../../ui/url-state.ts'
import { useToast } from '../../../ui/toast.tsx'
import { createDataset, discardUploads, listDatasets, listUploads, startImport, type DatasetView } from '../contract.ts'
import type { ImportOptions, Provenance } from '../model.ts'
import { sourcePolicy } from '../policy.ts'
import { ImportOptionsForm } from './import-options-form.tsx'
import { forgetUpload, keepUpload, type KeptUpload } from './kept-upload.ts'
import { LinkStorage } from './link-storage.tsx'
import { linkedMessages } from '../linked/messages.ts'
import { sourceMessages as m } from './messages.ts'
import { emptyProvenance, ProvenanceForm, provenanceOf } from './provenance-form.tsx'
import { keptUploadsKey, UnfinishedUploads } from './unfinished-uploads.tsx'
import { UploadReport } from './upload-report.tsx'
import { useUpload } from './use-upload.ts'

/** What was chosen in the browser, and the ways back to it after a reload. */
interface Chosen { readonly files: readonly ChosenFile[], readonly handles: readonly FileHandle[] }
const nothing: Chosen = { files: [], handles: [] }

/** Two ways in: files that are sent here, and objects that stay where they are. */
export const AddData = ({ project, datasets, roles }: { readonly project: string, readonly datasets: readonly DatasetView[], readonly roles: readonly string[] }): ReactNode => {
  const t = useT(), [way, setWay] = useUrlState('way', 'files'), links = isAllowed(sourcePolicy['storage.manage'], roles)
  return (
    <section className="card" aria-labelledby="add-data">
      <header><h2 id="add-data">{t(m.addData)}</h2><span className="grow" />
        {links && <Segmented label={t(linkedMessages.way)} segments={[{ value: 'files', label: t(linkedMessages.fromFiles) }, { value: 'storage', label: t(linkedMessages.fromStorage) }]} value={way} onChange={setWay} />}
      </header>
      {links && way === 'storage' ? <LinkStorage project={project} datasets={datasets} /> : <SendFiles project={project} datasets={datasets} />}
    </section>
  )
}

/** Upload, state the provenance, import: one form. The dataset is made when it is needed, once. What is not through survives a reload. */
const SendFiles = ({ project, datasets }: { readonly project: string, readonly datasets: readonly DatasetView[] }): ReactNode => {
  const t = useT(), client = useQueryClient(), toast = useToast()
  const [into, setInto] = useState('')
  const [name, setName] = useState('')
  const [{ files, handles }, setChosen] = useState(nothing)
  const [provenance, setProvenance] = useState(emptyProvenance)
  const [options, setOptions] = useState<ImportOptions>({})
  const upload = useUpload(), isSending = upload.state.at === 'sending'
  const create = useServerCommand(createDataset, [listDatasets]), begin = useServerCommand(startImport, [listDatasets, listRuns, listUploads])
  const discard = useServerCommand(discardUploads, [listDatasets, listUploads])
  const target = datasets.find(d => d.id === into), paper = provenanceOf(provenance), waiting = target?.waiting ?? 0
  const blocked = files.length === 0 && waiting === 0 ? t(m.noFiles) : !target && name.trim() === '' ? t(m.datasetNameMissing) : !paper ? t(m.missingProvenance) : undefined
  const failure = create.error ?? begin.error ?? discard.error
  const forget = async (dataset: string): Promise<void> => {
    await forgetUpload(dataset)
    await client.invalidateQueries({ queryKey: [keptUploadsKey] })
  }
  const run = async (chosen: Chosen, known: string | undefined, paper: Provenance): Promise<void> => {
    const dataset = known ?? (await create.mutateAsync({ params: { project }, body: { name: name.trim() } })).id
    setInto(dataset)
    if (chosen.files.length > 0) {
      const about = chosen.files.map(({ path, file }) => ({ path, size: file.size, modified: file.lastModified }))
      await keepUpload({ dataset, project, files: about, handles: chosen.handles, provenance, options })
      if (!await upload.start(dataset, chosen.files)) { await client.invalidateQueries({ queryKey: [listDatasets.id] }); return }
    }
    await begin.mutateAsync({ params: { dataset }, body: { provenance: paper, options } })
    await forget(dataset)
    setChosen(nothing)
    setName('')
    toast({ text: t(m.imported) })
  }
  // What the mutations refuse stands in their own error state.
  const submit = (event?: FormEvent): void => { event?.preventDefault(); if (!isSending && paper) void run({ files, handles }, target?.id, paper).catch(() => undefined) }
  const takeUp = (kept: KeptUpload, found: readonly ChosenFile[]): void => {
    setInto(kept.dataset)
    setProvenance(kept.provenance)
    setOptions(kept.options)
    const chosen = { files: found, handles: kept.handles }, before = provenanceOf(kept.provenance)
    setChosen(chosen)
    if (before && found.length > 0) void run(chosen, kept.dataset, before).catch(() => undefined)
  }
  const giveUp = (dataset: string): void => {
    void discard.mutateAsync({ params: { dataset } }).then(() => forget(dataset)).then(() => { upload.reset(); setChosen(nothing) }, () => undefined)
  }
  return (
    <form className="body stack loose" onSubmit={submit}>
      {upload.state.at === 'idle' && <UnfinishedUploads project={project} datasets={datasets} onFound={takeUp} onDiscard={kept => giveUp(kept.dataset)} />}
      <FileDrop chosen={files.length} onFiles={(found, ways) => setChosen({ files: found, handles: ways })} />
      {datasets.length > 0 && <ChoiceField label={t(m.into)} value={into} options={[{ value: '', label: t(m.newDataset) }, ...datasets.map(d => ({ value: d.id, label: d.name }))]} onChange={setInto} />}
      {!target && <Field label={t(m.datasetName)} value={name} maxLength={200} onChange={event => setName(event.target.value)} />}
      <ProvenanceForm value={provenance} onChange={setProvenance} />
      <ImportOptionsForm value={options} onChange={setOptions} />
      <UploadReport state={upload.state} onPause={upload.pause} onAgain={() => submit()} onDiscard={() => giveUp(into)} />
      {failure && <FailureState failure={server().failureOf(failure)} />}
      <div><Button type="submit" variant="primary" icon="import" busy={isSending || create.isPending || begin.isPending} blocked={blocked}>
        {files.length > 0 ? t(m.importFiles, { n: files.length }) : t(m.importWaiting, { n: waiting })}
      </Button></div>
    </form>
  )
}

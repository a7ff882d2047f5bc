import { useState, type FormEvent, type ReactNode } from 'react'
import { useQueryClient } from '@tanstack/react-query'
import { listRuns } from '../../../workspace/runs/contract.ts'
import { Button } from '../../../ui/button.tsx'
import { ChoiceField } from '../../../ui/choice-field.tsx'
import type { ChosenFile } from '../../../ui/dropped-files.ts'
import { FailureState } from '../../../ui/error-state.tsx'
import { Field } from '../../../ui/field.tsx'
import { FileDrop } from '../../../ui/file-drop.tsx'
import { useT } from '../../../ui/i18n.tsx'
import { server, useServerCommand } from '../../../ui/server.ts'
import { useToast } from '../../../ui/toast.tsx'
import { createDataset, listDatasets, startImport, type DatasetView } from '../contract.ts'
import type { ImportOptions } from '../model.ts'
import { ImportOptionsForm } from './import-options-form.tsx'
import { sourceMessages as m } from './messages.ts'
import { emptyProvenance, ProvenanceForm, provenanceOf } from './provenance-form.tsx'
import { UploadReport } from './upload-report.tsx'
import { useUpload } from './use-upload.ts'

/** Upload, state the provenance, import: one form. The dataset is made when it is needed, once. */
export const AddData = ({ project, datasets }: { readonly project: string, readonly datasets: readonly DatasetView[] }): ReactNode => {
  const t = useT(), client = useQueryClient(), toast = useToast()
  const [into, setInto] = useState('')
  const [name, setName] = useState('')
  const [files, setFiles] = useState<readonly ChosenFile[]>([])
  const [provenance, setProvenance] = useState(emptyProvenance)
  const [options, setOptions] = useState<ImportOptions>({})
  const upload = useUpload()
  const create = useServerCommand(createDataset, [listDatasets]), begin = useServerCommand(startImport, [listDatasets, listRuns])
  const target = datasets.find(d => d.id === into), paper = provenanceOf(provenance), waiting = target?.waiting ?? 0
  const blocked = files.length === 0 && waiting === 0 ? t(m.noFiles) : !target && name.trim() === '' ? t(m.datasetNameMissing) : !paper ? t(m.missingProvenance) : undefined
  const failure = create.error ?? begin.error
  const run = async (): Promise<void> => {
    if (!paper) return
    const dataset = target?.id ?? (await create.mutateAsync({ params: { project }, body: { name: name.trim() } })).id
    setInto(dataset)
    const arrived = files.length === 0 || await upload.start(dataset, files)
    if (arrived) {
      await begin.mutateAsync({ params: { dataset }, body: { provenance: paper, options } })
      setFiles([])
      setName('')
      toast({ text: t(m.imported) })
    } else await client.invalidateQueries({ queryKey: [listDatasets.id] })
  }
  // What the mutations refuse stands in their own error state.
  const submit = (event?: FormEvent): void => { event?.preventDefault(); if (upload.state.at !== 'sending') void run().catch(() => undefined) }
  return (
    <section className="card" aria-labelledby="add-data">
      <header><h2 id="add-data">{t(m.addData)}</h2></header>
      <form className="body stack loose" onSubmit={submit}>
        <FileDrop chosen={files.length} onFiles={setFiles} />
        {datasets.length > 0 && <ChoiceField label={t(m.into)} value={into} options={[{ value: '', label: t(m.newDataset) }, ...datasets.map(d => ({ value: d.id, label: d.name }))]} onChange={setInto} />}
        {!target && <Field label={t(m.datasetName)} value={name} maxLength={200} onChange={event => setName(event.target.value)} />}
        <ProvenanceForm value={provenance} onChange={setProvenance} />
        <ImportOptionsForm value={options} onChange={setOptions} />
        <UploadReport state={upload.state} onStop={upload.stop} onAgain={submit} />
        {failure && <FailureState failure={server().failureOf(failure)} />}
        <div><Button type="submit" variant="primary" icon="import" busy={upload.state.at === 'sending' || create.isPending || begin.isPending} blocked={blocked}>
          {files.length > 0 ? t(m.importFiles, { n: files.length }) : t(m.importWaiting, { n: waiting })}
        </Button></div>
      </form>
    </section>
  )
}

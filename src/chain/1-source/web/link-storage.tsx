import { useState, type FormEvent, type ReactNode } from 'react'
import { useQuery } from '@tanstack/react-query'
import { listRuns } from '../../../workspace/runs/contract.ts'
import { Button } from '../../../ui/button.tsx'
import { ChoiceField } from '../../../ui/choice-field.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { FailureState } from '../../../ui/error-state.tsx'
import { Field } from '../../../ui/field.tsx'
import { useT } from '../../../ui/i18n.tsx'
import { server, serverQuery, useServerCommand } from '../../../ui/server.ts'
import { SkeletonRows } from '../../../ui/skeleton.tsx'
import { StatusPill } from '../../../ui/status-pill.tsx'
import { useToast } from '../../../ui/toast.tsx'
import { createDataset, listDatasets, type DatasetView } from '../contract.ts'
import { linkSource, listConnections, listSources, removeConnection, testConnection, type ConnectionView } from '../linked/contract.ts'
import { intervals } from '../linked/model.ts'
import { ConnectionDialog, KeyDialog } from './connection-dialog.tsx'
import { linkedMessages as m } from '../linked/messages.ts'
import { sourceMessages } from './messages.ts'
import { emptyProvenance, ProvenanceForm, provenanceOf } from './provenance-form.tsx'

export type EveryChoice = '' | (typeof intervals)[number]
export const useEveryOptions = (): readonly { readonly value: EveryChoice, readonly label: string }[] => {
  const t = useT()
  return [{ value: '', label: t(m.never) }, ...intervals.map(value => ({ value, label: t(m[value]) }))]
}

/** What can be done with the chosen connection: is it reached, is its key still good, is it needed. */
const ConnectionActs = ({ connection }: { readonly connection: ConnectionView }): ReactNode => {
  const t = useT(), tested = useServerCommand(testConnection), removed = useServerCommand(removeConnection, [listConnections]), [renewing, renew] = useState(false)
  const error = tested.error ?? removed.error, params = { connection: connection.id }
  return (
    <div className="stack">
      <div className="row wrap">
        <Button size="s" busy={tested.isPending} onClick={() => tested.mutate({ params })}>{t(m.test)}</Button>
        <Button size="s" variant="quiet" onClick={() => renew(true)}>{t(m.newKey)}</Button>
        {connection.sources === 0 && <Button size="s" variant="quiet" busy={removed.isPending} onClick={() => removed.mutate({ params })}>{t(m.remove)}</Button>}
        {tested.data && <span role="status"><StatusPill shape="tick" tone="ok">{t(tested.data.more ? m.testedMore : m.tested, { n: tested.data.objects })}</StatusPill></span>}
      </div>
      {error && <FailureState failure={server().failureOf(error)} />}
      {renewing && <KeyDialog connection={connection} onClose={() => renew(false)} />}
    </div>
  )
}

/** The form by which a dataset follows a prefix of a bucket. The dataset is made when it is needed. */
const LinkForm = ({ project, datasets, connections }: { readonly project: string, readonly datasets: readonly DatasetView[], readonly connections: readonly ConnectionView[] }): ReactNode => {
  const t = useT(), toast = useToast(), options = useEveryOptions()
  const [chosen, setChosen] = useState(connections[0]?.id ?? ''), [making, make] = useState(false), [typed, setPrefix] = useState<string | null>(null), [every, setEvery] = useState<EveryChoice>('')
  const [into, setInto] = useState(''), [name, setName] = useState(''), [provenance, setProvenance] = useState(emptyProvenance)
  const create = useServerCommand(createDataset, [listDatasets]), link = useServerCommand(linkSource, [listSources, listRuns, listDatasets, listConnections])
  const connection = connections.find(c => c.id === chosen) ?? connections[0], target = datasets.find(d => d.id === into), paper = provenanceOf(provenance), prefix = typed ?? connection?.prefix ?? ''
  const blocked = !connection ? t(m.chooseConnection) : !target && name.trim() === '' ? t(sourceMessages.datasetNameMissing) : !paper ? t(sourceMessages.missingProvenance) : undefined
  const failure = create.error ?? link.error
  const run = async (): Promise<void> => {
    if (!connection || !paper) return
    const dataset = target?.id ?? (await create.mutateAsync({ params: { project }, body: { name: name.trim() } })).id
    setInto(dataset)
    await link.mutateAsync({ params: { dataset }, body: { connection: connection.id, prefix, provenance: paper, every: every === '' ? null : every } })
    setName('')
    toast({ text: t(m.linked) })
  }
  // What the mutations refuse stands in their own error state.
  const submit = (event: FormEvent): void => { event.preventDefault(); void run().catch(() => undefined) }
  return (
    <form className="body stack loose" onSubmit={submit}>
      <p className="secondary">{t(m.byReference)}</p>
      {connections.length === 0 && <EmptyState what={t(m.noConnections)} next={t(m.noConnectionsNext)} />}
      {connections.length > 0 && <ChoiceField label={t(m.connection)} value={connection?.id ?? ''} options={connections.map(c => ({ value: c.id, label: `${c.name} (${c.bucket})` }))} onChange={id => { setChosen(id); setPrefix(null) }} />}
      <div><Button size="s" icon="plus" onClick={() => make(true)}>{t(m.newConnection)}</Button></div>
      {connection && <ConnectionActs key={connection.id} connection={connection} />}
      <Field label={t(m.prefix)} hint={t(m.prefixHint)} value={prefix} maxLength={1000} onChange={event => setPrefix(event.target.value)} />
      {datasets.length > 0 && <ChoiceField label={t(sourceMessages.into)} value={into} options={[{ value: '', label: t(sourceMessages.newDataset) }, ...datasets.map(d => ({ value: d.id, label: d.name }))]} onChange={setInto} />}
      {!target && <Field label={t(sourceMessages.datasetName)} value={name} maxLength={200} onChange={event => setName(event.target.value)} />}
      <ChoiceField<EveryChoice> label={t(m.every)} value={every} options={options} onChange={setEvery} />
      <ProvenanceForm value={provenance} onChange={setProvenance} />
      {failure && <FailureState failure={server().failureOf(failure)} />}
      <div><Button type="submit" variant="primary" icon="import" busy={create.isPending || link.isPending} blocked={blocked}>{t(m.link)}</Button></div>
      {making && <ConnectionDialog project={project} onMade={made => { setChosen(made.id); setPrefix(null); make(false) }} onClose={() => make(false)} />}
    </form>
  )
}

/** Data that stays in the object storage of others. */
export const LinkStorage = ({ project, datasets }: { readonly project: string, readonly datasets: readonly DatasetView[] }): ReactNode => {
  const found = useQuery(serverQuery(listConnections, { params: { project } }))
  if (found.error) return <div className="body"><FailureState failure={server().failureOf(found.error)} /></div>
  return found.data ? <LinkForm project={project} datasets={datasets} connections={found.data.connections} /> : <div className="body"><SkeletonRows rows={4} /></div>
}

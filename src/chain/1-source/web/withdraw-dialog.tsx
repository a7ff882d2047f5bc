import { useState, type ReactNode } from 'react'
import { useQuery } from '@tanstack/react-query'
import { Button } from '../../../ui/button.tsx'
import { Checkbox } from '../../../ui/choice.tsx'
import { ChoiceField, TextAreaField } from '../../../ui/choice-field.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { FailureState } from '../../../ui/error-state.tsx'
import { Field } from '../../../ui/field.tsx'
import { formatCount } from '../../../ui/format.ts'
import { useT } from '../../../ui/i18n.tsx'
import { uiMessages } from '../../../ui/messages.ts'
import { Note } from '../../../ui/note.tsx'
import { usePageExists } from '../../../ui/page-exists.ts'
import { server, serverQuery, useServerCommand, valueOf } from '../../../ui/server.ts'
import { SkeletonRows } from '../../../ui/skeleton.tsx'
import { useToast } from '../../../ui/toast.tsx'
import { listAssets, listDatasets, type DatasetView } from '../contract.ts'
import { listSources } from '../linked/contract.ts'
import { readProvenance } from '../papers/contract.ts'
import { listConsents, listWithdrawals, previewWithdrawal, withdraw, type ConsentView, type EffectsView } from '../withdrawal/contract.ts'
import { withdrawalMessages as m } from './withdrawal-messages.ts'

export const Releases = ({ project, releases }: { readonly project: string, readonly releases: EffectsView['releases'] }): ReactNode => {
  const t = useT(), exists = usePageExists()
  if (releases.length === 0) return <p className="secondary">{t(m.noReleases)}</p>
  return (
    <>
      <p>{t(m.inReleases)}</p>
      <ul>{releases.map(r => {
        const text = t(m.releaseItems, { display: r.display, name: r.name, items: r.items })
        return <li key={r.id}>{exists('/p/$project/releases/$release') ? <a href={`/p/${project}/releases/${r.id}`}>{text}</a> : text}</li>
      })}</ul>
    </>
  )
}

/** Assets of one dataset found by name; at most a screenful, more is found by a longer name. */
const AssetPicker = ({ datasets, chosen, onChange }: { readonly datasets: readonly DatasetView[], readonly chosen: ReadonlySet<string>, onChange(chosen: ReadonlySet<string>): void }): ReactNode => {
  const t = useT()
  const [dataset, setDataset] = useState(datasets[0]?.id ?? '')
  const [name, setName] = useState('')
  const found = useQuery({ ...serverQuery(listAssets, { params: { dataset }, query: { name, limit: 20 } }), enabled: name.trim() !== '' && dataset !== '' })
  const toggle = (id: string): void => { const next = new Set(chosen); if (!next.delete(id)) next.add(id); onChange(next) }
  return (
    <div className="stack">
      <ChoiceField label={t(m.dataset)} value={dataset} options={datasets.map(d => ({ value: d.id, label: d.name }))} onChange={setDataset} />
      <Field label={t(m.find)} hint={t(m.findHint)} value={name} maxLength={200} onChange={event => setName(event.target.value)} />
      {found.data?.assets.length === 0 && <p className="secondary">{t(m.noneFound)}</p>}
      {found.data?.assets.map(a => <Checkbox key={a.id} label={a.name} checked={chosen.has(a.id)} onChange={() => toggle(a.id)} />)}
    </div>
  )
}

/** What is withdrawn: all that one consent covers, assets that were named before (`assets`), or those that the person chooses here. */
export const WithdrawDialog = ({ project, datasets, consent, assets, onClose }: { readonly project: string, readonly datasets: readonly DatasetView[], readonly consent: ConsentView | null, readonly assets?: readonly string[], onClose(): void }): ReactNode => {
  const t = useT(), toast = useToast()
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set(assets))
  const [reason, setReason] = useState('')
  const scope = consent ? { consent: consent.id } : { assets: [...chosen].sort() }, isEmpty = !consent && chosen.size === 0
  const effects = useQuery({
    queryKey: [previewWithdrawal.id, project, scope], enabled: !isEmpty,
    queryFn: async ({ signal }) => valueOf(await server().call(previewWithdrawal, { params: { project }, body: scope }, { signal })),
  })
  const command = useServerCommand(withdraw, [listConsents, listWithdrawals, listDatasets, listAssets, listSources, readProvenance])
  const failure = effects.error ?? command.error
  const confirm = (): void => {
    void command.mutateAsync({ params: { project }, body: { ...scope, reason: reason.trim() } }).then(({ assets }) => { toast({ text: t(m.withdrawn, { n: assets }) }); onClose() }, () => undefined)
  }
  const blocked = isEmpty ? t(m.chooseFirst) : reason.trim() === '' ? t(m.reasonMissing) : undefined
  return (
    <Dialog open title={consent ? t(m.withdrawPerson, { subject: consent.subject }) : assets ? t(m.withdrawN, { n: assets.length }) : t(m.withdrawAssets)} onClose={onClose} actions={<>
      <Button onClick={onClose}>{t(uiMessages.cancel)}</Button>
      <Button variant="danger" busy={command.isPending || (effects.isFetching && !isEmpty)} blocked={blocked} onClick={confirm}>{t(m.withdrawN, { n: effects.data?.assets ?? 0 })}</Button>
    </>}>
      <div className="stack loose">
        {!consent && !assets && <AssetPicker datasets={datasets} chosen={chosen} onChange={setChosen} />}
        <TextAreaField label={t(m.reason)} value={reason} maxLength={2000} onChange={event => setReason(event.target.value)} />
        {failure && <FailureState failure={server().failureOf(failure)} />}
        {!isEmpty && !effects.data && !effects.error && <SkeletonRows rows={2} />}
        {!isEmpty && effects.data && <Note tone="warn">
          <p>{t(m.reaches, { assets: effects.data.assets, tasks: effects.data.tasks })}</p>
          <Releases project={project} releases={effects.data.releases} />
          <p>{t(m.forGood)}</p>
        </Note>}
        {!isEmpty && effects.data && <span className="visually-hidden" role="status">{formatCount(effects.data.assets)}</span>}
      </div>
    </Dialog>
  )
}

import { useState, type ReactNode } from 'react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { isAllowed } from '../../../workspace/access/model.ts'
import { Button } from '../../../ui/button.tsx'
import { Checkbox } from '../../../ui/choice.tsx'
import { ChoiceField } from '../../../ui/choice-field.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { FailureState } from '../../../ui/error-state.tsx'
import { Field } from '../../../ui/field.tsx'
import { formatBytes, formatDay } from '../../../ui/format.ts'
import { useT } from '../../../ui/i18n.tsx'
import { uiMessages } from '../../../ui/messages.ts'
import { Segmented } from '../../../ui/segmented.tsx'
import { server, useServerCommand, valueOf } from '../../../ui/server.ts'
import { StatusPill } from '../../../ui/status-pill.tsx'
import { listAssets, listDatasets, readDataset } from '../contract.ts'
import { addPaper, readPaper, readProvenance, setPersonal, storePaper, takeBackPaper, type PaperView, type ProvenanceView } from '../papers/contract.ts'
import { papersOfKind, type PaperKind, type ProvenanceKind } from '../papers/model.ts'
import { sourcePolicy } from '../policy.ts'
import { sourceMessages } from './messages.ts'
import { paperMessages as m } from '../papers/messages.ts'

const judgedAnew = [readProvenance, listDatasets, readDataset, listAssets]

/** A paper as a file, or the place where it lies. @param first what is lacking, chosen to begin with */
const AttachDialog = ({ dataset, kind, first, onClose }: { readonly dataset: string, readonly kind: ProvenanceKind, readonly first: PaperKind, onClose(): void }): ReactNode => {
  const t = useT(), client = useQueryClient(), [paper, setPaper] = useState<PaperKind>(first), [title, setTitle] = useState(''), [way, setWay] = useState<'file' | 'reference'>('file')
  const [file, setFile] = useState<File | null>(null), [reference, setReference] = useState(''), params = { dataset }
  const attach = useMutation({
    mutationFn: async () => valueOf(way === 'file' && file
      ? await server().call(storePaper, { params, query: { provenance: kind, paper, title: title.trim(), name: file.name.slice(-200) } }, { bytes: file })
      : await server().call(addPaper, { params, body: { provenance: kind, paper, title: title.trim(), reference: reference.trim() } })),
    onSuccess: () => Promise.all(judgedAnew.map(route => client.invalidateQueries({ queryKey: [route.id] }))),
  })
  const blocked = title.trim() && (way === 'file' ? file : reference.trim()) ? undefined : t(m.missing)
  const choose = (chosen: File | null): void => { setFile(chosen); if (chosen && title.trim() === '') setTitle(chosen.name.slice(0, 200)) }
  return (
    <Dialog open title={t(m.attachTo, { kind: t(sourceMessages[kind]) })} onClose={onClose} actions={<><Button onClick={onClose}>{t(uiMessages.cancel)}</Button>
      <Button variant="primary" busy={attach.isPending} blocked={blocked} onClick={() => void attach.mutateAsync().then(onClose, () => undefined)}>{t(m.attach)}</Button></>}>
      <div className="stack">
        <ChoiceField<PaperKind> label={t(m.what)} value={paper} options={papersOfKind[kind].map(value => ({ value, label: t(m[value]) }))} onChange={setPaper} />
        <div><Segmented label={t(m.how)} segments={[{ value: 'file', label: t(m.asFile) }, { value: 'reference', label: t(m.asReference) }]} value={way} onChange={setWay} /></div>
        {way === 'file' ? <Field label={t(m.file)} type="file" onChange={event => choose(event.target.files?.[0] ?? null)} />
          : <Field label={t(m.reference)} value={reference} maxLength={2000} onChange={event => setReference(event.target.value)} />}
        <Field label={t(m.paperTitle)} value={title} maxLength={200} onChange={event => setTitle(event.target.value)} />
        {attach.error && <FailureState failure={server().failureOf(attach.error)} />}
      </div>
    </Dialog>
  )
}

const PaperRow = ({ paper, manages }: { readonly paper: PaperView, readonly manages: boolean }): ReactNode => {
  const t = useT(), back = useServerCommand(takeBackPaper, judgedAnew)
  return (
    <tr>
      <td className="strong">{t(m[paper.paper])}</td>
      <td>{paper.file ? <a href={server().mediaUrlOf(readPaper, { params: { paper: paper.id }, query: {} })}>{paper.title}</a> : paper.title}<div className="meta quiet">{paper.reference ?? (paper.file && `${paper.file.name} · ${formatBytes(paper.file.size)}`)}</div></td>
      <td className="number quiet">{formatDay(new Date(paper.createdAt))}</td>
      <td className="number">{manages && <Button size="s" variant="quiet" busy={back.isPending} aria-label={`${t(m.takeBack)} ${paper.title}`} onClick={() => back.mutate({ params: { paper: paper.id } })}>{t(m.takeBack)}</Button>}</td>
    </tr>
  )
}

/** Kind by kind: which papers are there, which are lacking; and whether persons are in the data. */
export const PapersCard = ({ project, state, roles }: { readonly project: string, readonly state: ProvenanceView, readonly roles: readonly string[] }): ReactNode => {
  const t = useT(), [attaching, attach] = useState<{ kind: ProvenanceKind, first: PaperKind } | null>(null), personal = useServerCommand(setPersonal, judgedAnew)
  const manages = isAllowed(sourcePolicy['paper.manage'], roles), next = state.kinds.find(k => k.lacking.length > 0)?.kind
  return (
    <section className="card" aria-labelledby="papers">
      <header><h2 id="papers">{t(m.papers)}</h2></header>
      {state.kinds.length === 0 && <EmptyState what={t(m.noAssets)} next={t(m.noAssetsNext)} />}
      {state.kinds.map(({ kind, assets, lacking }) => {
        const own = state.papers.filter(p => p.provenance === kind)
        return (
          <section key={kind} className="body stack" aria-label={t(sourceMessages[kind])}>
            <div className="row wrap"><h3>{t(sourceMessages[kind])}</h3><span className="quiet">{t(m.assetsN, { n: assets })}</span>
              {lacking.length > 0 ? <StatusPill shape="triangle" tone="warn">{t(m.lacking, { papers: lacking.map(p => t(m[p])).join(' · ') })}</StatusPill> : <StatusPill shape="tick" tone="ok">{t(m.complete)}</StatusPill>}
              <span className="grow" />{manages && <Button size="s" variant={kind === next ? 'primary' : undefined} icon="plus" aria-label={`${t(m.attach)} ${t(sourceMessages[kind])}`} onClick={() => attach({ kind, first: lacking[0] ?? 'other' })}>{t(m.attach)}</Button>}
            </div>
            {own.length > 0 && <table className="table"><tbody>{own.map(p => <PaperRow key={p.id} paper={p} manages={manages} />)}</tbody></table>}
          </section>
        )
      })}
      {state.assets > 0 && <div className="body stack">
        {manages ? <Checkbox label={t(m.personal)} checked={state.personal} onChange={event => personal.mutate({ params: { dataset: state.dataset }, body: { personal: event.target.checked } })} /> : state.personal && <p>{t(m.personal)}</p>}
        {state.withoutConsent > 0 && <div className="row wrap"><StatusPill shape="triangle" tone="warn">{t(m.withoutConsent, { n: state.withoutConsent })}</StatusPill><a href={`/p/${project}/source#consents`}>{t(m.toConsents)}</a></div>}
        {personal.error && <FailureState failure={server().failureOf(personal.error)} />}
      </div>}
      {attaching && <AttachDialog dataset={state.dataset} {...attaching} onClose={() => attach(null)} />}
    </section>
  )
}

import { useMemo, type ReactNode } from 'react'
import { useQuery } from '@tanstack/react-query'
import { isAllowed } from '../../../workspace/access/model.ts'
import { readProject } from '../../../workspace/project/contract.ts'
import { useCrumbs } from '../../../ui/crumbs.tsx'
import { FailureState } from '../../../ui/error-state.tsx'
import { formatCount } from '../../../ui/format.ts'
import { useT } from '../../../ui/i18n.tsx'
import { PageHead } from '../../../ui/page-head.tsx'
import { server, serverQuery } from '../../../ui/server.ts'
import { SkeletonRows } from '../../../ui/skeleton.tsx'
import { StatusPill } from '../../../ui/status-pill.tsx'
import { listAssets, readDataset } from '../contract.ts'
import { readProvenance } from '../papers/contract.ts'
import { sourcePolicy } from '../policy.ts'
import { LinkedSourcesCard } from './linked-sources-card.tsx'
import { sourceMessages } from './messages.ts'
import { paperMessages as m } from '../papers/messages.ts'
import { PapersCard } from './papers-card.tsx'
import './source.css'

const shownUnproven = 50

/** The first assets that lack a paper or a consent; the explorer has all of them. */
const Unproven = ({ project, dataset, total }: { readonly project: string, readonly dataset: string, readonly total: number }): ReactNode => {
  const t = useT(), found = useQuery(serverQuery(listAssets, { params: { dataset }, query: { provenance: 'incomplete', limit: shownUnproven } }))
  return (
    <section className="card" aria-labelledby="unproven">
      <header><h2 id="unproven">{t(m.unproven)}</h2><a className="meta" href={`/p/${project}/datasets/${dataset}?provenance=incomplete`}>{t(m.showThem)} {formatCount(total)}</a></header>
      {found.error && <div className="body"><FailureState failure={server().failureOf(found.error)} /></div>}
      {!found.data && !found.error && <div className="body"><SkeletonRows rows={3} /></div>}
      {found.data && <table className="table">
        <thead><tr><th>{t(m.asset)}</th><th>{t(m.kind)}</th><th className="number">{t(m.consents)}</th></tr></thead>
        <tbody>{found.data.assets.map(a => (
          <tr key={a.id}>
            <td><a href={`/p/${project}/datasets/${dataset}?asset=${a.id}`}>{a.name}</a></td><td>{a.provenance && t(sourceMessages[a.provenance.kind])}</td><td className="number">{formatCount(a.consents ?? 0)}</td>
          </tr>
        ))}</tbody>
      </table>}
    </section>
  )
}

/** `/p/:project/datasets/:dataset/provenance`: what proves where the data comes from, and the storage outside that it lies in. */
export const ProvenancePage = ({ params }: { readonly params: Readonly<Record<string, string>> }): ReactNode => {
  const t = useT(), project = params['project'] ?? '', id = params['dataset'] ?? ''
  const head = useQuery(serverQuery(readProject, { params: { project } })), dataset = useQuery(serverQuery(readDataset, { params: { dataset: id } })), state = useQuery(serverQuery(readProvenance, { params: { dataset: id } }))
  const projectName = head.data?.name ?? '', name = dataset.data?.name ?? ''
  useCrumbs(useMemo(() => [{ label: projectName, href: `/p/${project}` }, { label: t(sourceMessages.source), href: `/p/${project}/source` }, { label: name, href: `/p/${project}/datasets/${id}` }, { label: t(m.title) }], [projectName, project, name, id, t]))
  const error = head.error ?? dataset.error ?? state.error
  if (error) return <><PageHead title={t(m.title)} /><FailureState failure={server().failureOf(error)} /></>
  if (!head.data || !dataset.data || !state.data) return <SkeletonRows rows={8} />
  const { roles } = head.data
  return (
    <>
      <PageHead title={`${name}: ${t(m.title)}`} aside={state.data.assets > 0 && (state.data.incomplete === 0 ? <StatusPill shape="tick" tone="ok">{t(m.complete)}</StatusPill> : <StatusPill shape="triangle" tone="warn">{t(m.incompleteN, { n: state.data.incomplete })}</StatusPill>)}>{t(m.lead)}</PageHead>
      <div className="stack loose">
        <PapersCard project={project} state={state.data} roles={roles} />
        {isAllowed(sourcePolicy['storage.read'], roles) && <LinkedSourcesCard project={project} dataset={id} roles={roles} />}
        {state.data.incomplete > 0 && <Unproven project={project} dataset={id} total={state.data.incomplete} />}
      </div>
    </>
  )
}

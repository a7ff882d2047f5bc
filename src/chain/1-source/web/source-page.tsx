import { useMemo, type ReactNode } from 'react'
import { useQuery } from '@tanstack/react-query'
import { isAllowed } from '../../../workspace/access/model.ts'
import { readProject } from '../../../workspace/project/contract.ts'
import { useCrumbs } from '../../../ui/crumbs.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { FailureState } from '../../../ui/error-state.tsx'
import { formatCount, formatDay } from '../../../ui/format.ts'
import { useT } from '../../../ui/i18n.tsx'
import { usePoll } from '../../../ui/live.ts'
import { PageHead } from '../../../ui/page-head.tsx'
import { server, serverQuery } from '../../../ui/server.ts'
import { SkeletonRows } from '../../../ui/skeleton.tsx'
import { StatusPill, Tag } from '../../../ui/status-pill.tsx'
import { listDatasets, type DatasetView } from '../contract.ts'
import { AddData } from './add-data.tsx'
import { ConsentsCard } from './consents-card.tsx'
import { ImportHistory } from './import-history.tsx'
import { sourcePolicy } from '../policy.ts'
import { paperMessages } from '../papers/messages.ts'
import { sourceMessages as m } from './messages.ts'
import './source.css'

/** Titles of the modalities that this page knows; a new one shows its id. */
const Modality = ({ id, count }: { readonly id: string, readonly count: number }): ReactNode => {
  const t = useT()
  const icon = id === 'image' || id === 'text' ? id : undefined
  return <Tag icon={icon}>{icon ? t(m[icon]) : id} {formatCount(count)}</Tag>
}

const Datasets = ({ project, datasets, shows }: { readonly project: string, readonly datasets: readonly DatasetView[], /** Papers are for some roles only. */ readonly shows: boolean }): ReactNode => {
  const t = useT()
  if (datasets.length === 0) return <EmptyState what={t(m.noDatasets)} next={t(m.noDatasetsNext)} />
  return (
    <table className="table">
      <thead><tr><th>{t(m.name)}</th><th>{t(m.kinds)}</th><th className="number">{t(m.assets)}</th><th className="number">{t(m.waiting)}</th>{shows && <th>{t(paperMessages.title)}</th>}<th className="number">{t(m.createdAt)}</th></tr></thead>
      <tbody>{datasets.map(d => {
        const href = `/p/${project}/datasets/${d.id}`
        return (
          <tr key={d.id}>
            <td className="strong"><a href={href}>{d.name}</a></td>
            <td><span className="row wrap">{Object.entries(d.modalities).map(([id, n]) => <Modality key={id} id={id} count={n} />)}</span></td>
            <td className="number"><a href={href}>{formatCount(d.assets)}</a></td>
            <td className="number">{d.waiting > 0 ? <StatusPill shape="clock" tone="warn">{formatCount(d.waiting)}</StatusPill> : <span className="quiet">0</span>}</td>
            {shows && <td><a href={`${href}/provenance`}>{d.assets === 0 ? t(paperMessages.papers) : d.incomplete === 0 ? t(paperMessages.complete) : t(paperMessages.incompleteN, { n: d.incomplete ?? 0 })}</a></td>}
            <td className="number quiet">{formatDay(new Date(d.createdAt))}</td>
          </tr>
        )
      })}</tbody>
    </table>
  )
}

/** `/p/:project/source`: what came in, from where, and what was wrong with it. */
export const SourcePage = ({ params }: { readonly params: Readonly<Record<string, string>> }): ReactNode => {
  const t = useT(), poll = usePoll(), project = params['project'] ?? ''
  const head = useQuery(serverQuery(readProject, { params: { project } }))
  const datasets = useQuery({ ...serverQuery(listDatasets, { params: { project } }), refetchInterval: poll(5000) })
  const name = head.data?.name ?? ''
  useCrumbs(useMemo(() => [{ label: name, href: `/p/${project}` }, { label: t(m.source) }], [name, project, t]))
  const error = head.error ?? datasets.error
  if (error) return <><PageHead title={t(m.source)} /><FailureState failure={server().failureOf(error)} /></>
  const found = datasets.data?.datasets
  return (
    <>
      <PageHead title={t(m.source)}>{t(m.lead)}</PageHead>
      <div className="source-page">
        <div className="stack loose">
          <section className="card" aria-labelledby="datasets">
            <header><h2 id="datasets">{t(m.datasets)}</h2>{found && <span className="meta quiet">{formatCount(found.length)}</span>}</header>
            {found && head.data ? <Datasets project={project} datasets={found} shows={isAllowed(sourcePolicy['paper.read'], head.data.roles) && found.every(d => d.incomplete !== null)} /> : <div className="body"><SkeletonRows rows={3} /></div>}
          </section>
          <ImportHistory project={project} />
          {found && head.data && <ConsentsCard project={project} datasets={found} roles={head.data.roles} />}
        </div>
        {found && head.data && <AddData project={project} datasets={found} roles={head.data.roles} />}
      </div>
    </>
  )
}

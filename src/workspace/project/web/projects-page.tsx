import { useMemo, type ReactNode } from 'react'
import { useQuery } from '@tanstack/react-query'
import { buttonClass } from '../../../ui/button.tsx'
import { useCrumbs } from '../../../ui/crumbs.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { FailureState } from '../../../ui/error-state.tsx'
import { formatCount, formatTime } from '../../../ui/format.ts'
import { Icon } from '../../../ui/icon.tsx'
import { useT } from '../../../ui/i18n.tsx'
import { PageHead } from '../../../ui/page-head.tsx'
import { server, serverQuery } from '../../../ui/server.ts'
import { SkeletonRows } from '../../../ui/skeleton.tsx'
import { isAllowed } from '../../access/model.ts'
import { listProjects, type ProjectView } from '../contract.ts'
import { projectPolicy } from '../policy.ts'
import { projectTemplates } from '../templates/model.ts'
import { projectMessages as m } from './messages.ts'
import { useOwnPlace } from './use-own-place.ts'

const Template = ({ id }: { readonly id: string | null }): ReactNode => {
  const t = useT(), template = projectTemplates.find(p => p.id === id)
  return template ? <span className="row"><Icon name={template.modality} size={14} />{t(template.title)}</span> : id === 'sample' ? t(m.sample) : null
}

const Projects = ({ projects }: { readonly projects: readonly ProjectView[] }): ReactNode => {
  const t = useT()
  return (
    <table className="table">
      <thead><tr><th>{t(m.name)}</th><th>{t(m.template)}</th><th className="number">{t(m.schema)}</th><th className="number">{t(m.guideline)}</th><th className="number">{t(m.created)}</th></tr></thead>
      <tbody>{projects.map(p => (
        <tr key={p.id}>
          <td className="strong"><a href={`/p/${p.id}`}>{p.name}</a></td><td className="secondary"><Template id={p.template} /></td>
          <td className="number">v{formatCount(p.schemaVersion)}</td><td className="number">v{formatCount(p.guidelineVersion)}</td><td className="number quiet">{formatTime(new Date(p.createdAt))}</td>
        </tr>
      ))}</tbody>
    </table>
  )
}

/** `/projects`: what the person can see of the organisation. */
export const ProjectsPage = (): ReactNode => {
  const t = useT()
  const { data, error } = useQuery(serverQuery(listProjects, {})), own = useOwnPlace()
  useCrumbs(useMemo(() => [{ label: t(m.projects) }], [t]))
  if (error) return <><PageHead title={t(m.projects)} /><FailureState failure={server().failureOf(error)} /></>
  const mayCreate = isAllowed(projectPolicy['project.create'], own.roles)
  return (
    <>
      <PageHead title={t(m.projects)} actions={mayCreate && data && data.projects.length > 0 && <a className={buttonClass({ variant: 'primary' })} href="/start"><Icon name="plus" size={14} />{t(m.newProject)}</a>} />
      <section className="card">
        {!data ? <div className="body"><SkeletonRows rows={4} /></div> : data.projects.length > 0 ? <Projects projects={data.projects} />
          : <EmptyState what={t(m.none)} next={t(mayCreate ? m.noneNext : m.noneForYou)} action={mayCreate && <a className={buttonClass({ variant: 'primary' })} href="/start">{t(m.start)}</a>} />}
      </section>
    </>
  )
}

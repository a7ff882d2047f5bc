import { useMemo, type ReactNode } from 'react'
import { useQuery } from '@tanstack/react-query'
import { pick } from '../../../kernel/messages.ts'
import { isAllowed } from '../../../workspace/access/model.ts'
import { readProject } from '../../../workspace/project/contract.ts'
import { buttonClass } from '../../../ui/button.tsx'
import { useCrumbs } from '../../../ui/crumbs.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { FailureState } from '../../../ui/error-state.tsx'
import { formatBytes, formatCount, formatTime } from '../../../ui/format.ts'
import { useLocale, useT } from '../../../ui/i18n.tsx'
import { usePoll } from '../../../ui/live.ts'
import { PageHead } from '../../../ui/page-head.tsx'
import { usePageExists } from '../../../ui/page-exists.ts'
import { server, serverQuery } from '../../../ui/server.ts'
import { SkeletonRows } from '../../../ui/skeleton.tsx'
import { listFormats, listReleases, type ReleaseView } from '../contract.ts'
import { releasePolicy } from '../policy.ts'
import { releaseMessages as m } from './messages.ts'
import { ReleaseState } from './release-facts.tsx'
import { compareMessages } from './standing-messages.ts'
import './releases.css'

/** The title of a format in the reader's language; its id while unknown. */
const useFormatTitle = (): ((id: string) => string) => {
  const { locale } = useLocale(), { data } = useQuery({ ...serverQuery(listFormats, {}), staleTime: 300_000 })
  return id => pick(data?.formats.find(f => f.id === id)?.title ?? {}, locale) || id
}

const ReleaseRow = ({ release, project }: { readonly release: ReleaseView, readonly project: string }): ReactNode => {
  const t = useT(), title = useFormatTitle(), exists = usePageExists(), href = `/p/${project}/releases/${release.id}`
  return (
    <tr>
      <td className="mono"><a href={href}>{release.display}</a></td>
      <td className="strong"><a href={href}>{release.name}</a></td>
      <td><span className="row"><ReleaseState state={release.state} />{(release.state === 'building' || release.state === 'failed') && exists('/p/$project/runs/$run') && <a className="meta" href={`/p/${project}/runs/${release.id}`}>{t(m.openRun)}</a>}</span></td>
      <td className="number">{formatCount(release.items)}</td>
      <td className="secondary">{release.spec.formats.map(title).join(' · ')}</td>
      <td className="number">{release.archive ? formatBytes(release.archive.size) : '–'}</td>
      <td className="number quiet">{formatTime(new Date(release.createdAt))}</td>
    </tr>
  )
}

/** `/p/:project/releases`: what left the house, newest first. Read again while one is being built. */
export const ReleasesPage = ({ params }: { readonly params: Readonly<Record<string, string>> }): ReactNode => {
  const t = useT(), poll = usePoll(), project = params['project'] ?? ''
  const head = useQuery(serverQuery(readProject, { params: { project } }))
  const query = useQuery({ ...serverQuery(listReleases, { params: { project } }), refetchInterval: q => (q.state.data?.releases.some(r => r.state === 'building') ? poll(1500) : poll(15_000)) })
  const name = head.data?.name ?? '', releases = query.data?.releases
  useCrumbs(useMemo(() => [{ label: name, href: `/p/${project}` }, { label: t(m.releases) }], [name, project, t]))
  const error = head.error ?? query.error
  if (error) return <><PageHead title={t(m.releases)} /><FailureState failure={server().failureOf(error)} /></>
  const create = head.data && isAllowed(releasePolicy['release.create'], head.data.roles) && <a className={buttonClass({ variant: 'primary' })} href={`/p/${project}/releases/new`}>{t(m.create)}</a>
  return (
    <>
      <PageHead title={t(m.releases)} actions={releases && releases.length > 0 && <>{releases.filter(r => r.archive).length > 1 && <a className={buttonClass({})} href={`/p/${project}/releases/compare`}>{t(compareMessages.title)}</a>}{create}</>}>{t(m.lead)}</PageHead>
      <section className="card" aria-label={t(m.releases)}>
        {!releases || !head.data ? <div className="body"><SkeletonRows rows={4} /></div>
          : releases.length === 0 ? <EmptyState what={t(m.none)} next={t(m.noneNext)} action={create} />
          : <div className="release-scroll"><table className="table">
              <thead><tr><th>{t(m.number)}</th><th>{t(m.name)}</th><th>{t(m.state)}</th><th className="number">{t(m.items)}</th><th>{t(m.formats)}</th><th className="number">{t(m.size)}</th><th className="number">{t(m.date)}</th></tr></thead>
              <tbody>{releases.map(r => <ReleaseRow key={r.id} release={r} project={project} />)}</tbody>
            </table></div>}
      </section>
    </>
  )
}

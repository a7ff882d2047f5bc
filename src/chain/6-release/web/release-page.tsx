import { useMemo, type ReactNode } from 'react'
import { useQuery } from '@tanstack/react-query'
import type { Failure } from '../../../kernel/failure.ts'
import { isAllowed } from '../../../workspace/access/model.ts'
import { readProject } from '../../../workspace/project/contract.ts'
import { readRun } from '../../../workspace/runs/contract.ts'
import { buttonClass } from '../../../ui/button.tsx'
import { useCrumbs } from '../../../ui/crumbs.tsx'
import { FailureState } from '../../../ui/error-state.tsx'
import { formatBytes, formatCount, formatShare, formatTime } from '../../../ui/format.ts'
import { Icon } from '../../../ui/icon.tsx'
import { localeNames, useFailureText, useLocale, useT } from '../../../ui/i18n.tsx'
import { usePoll } from '../../../ui/live.ts'
import { Note } from '../../../ui/note.tsx'
import { PageHead } from '../../../ui/page-head.tsx'
import { usePageExists } from '../../../ui/page-exists.ts'
import { ProgressBar } from '../../../ui/progress-bar.tsx'
import { server, serverQuery } from '../../../ui/server.ts'
import { SkeletonRows } from '../../../ui/skeleton.tsx'
import { readArchive, readManifest, readRelease, type ReleaseView } from '../contract.ts'
import { releasePolicy } from '../policy.ts'
import { releaseMessages as m } from './messages.ts'
import { NewReleasePage } from './new-release-page.tsx'
import { ReleaseCounts, SplitsCard } from './release-counts.tsx'
import { ReleaseEvidence } from './release-evidence.tsx'
import { ReleaseExports } from './release-exports.tsx'
import { CopyButton, ReleaseState } from './release-facts.tsx'
import { NoticeBanner, NoticesCard, RebuildsCard } from './release-standing.tsx'
import { WarningsCard } from './release-warnings.tsx'
import { standingMessages } from './standing-messages.ts'
import './releases.css'

/** Between two sentences: Chinese full stops carry their own space. */
const useSentenceGap = (): string => (useLocale().locale === 'en' ? ' ' : '')

const Verify = ({ release }: { readonly release: ReleaseView }): ReactNode => {
  const t = useT(), gap = useSentenceGap(), line = `feedstock verify ${release.display}.zip`
  return (
    <section className="card" aria-labelledby="verify">
      <header><h2 id="verify">{t(m.verifyTitle)}</h2></header>
      <div className="body stack">
        <div className="release-command"><span aria-hidden="true">$</span><code className="grow">{line}</code><CopyButton text={line} label={`${t(m.copy)} ${line}`} /></div>
        <p className="meta secondary">{[t(m.verifyText), t(m.verifyKey)].join(gap)}</p>
      </div>
    </section>
  )
}

const Signature = ({ release }: { readonly release: ReleaseView }): ReactNode => {
  const t = useT(), { signature, archive, spec } = release
  if (!signature) return null
  return (
    <section className="card" aria-labelledby="signature">
      <header><h2 id="signature">{t(m.signature)}</h2><span className="end"><CopyButton text={signature.fingerprint} label={`${t(m.copy)} ${t(m.fingerprint)}`} /></span></header>
      <dl className="facts body">
        <dt>{t(m.algorithm)}</dt><dd>Ed25519</dd>
        <dt>{t(m.fingerprint)}</dt><dd><code className="breaks">{signature.fingerprint}</code></dd>
        {archive && <><dt>{t(m.archiveDigest)}</dt><dd><code className="breaks">{archive.sha256}</code></dd></>}
        <dt>{t(m.media)}</dt><dd>{t(spec.media ? m.mediaIn : m.mediaOut)}</dd>
        <dt>{t(m.language)}</dt><dd>{Object.entries(localeNames).find(([locale]) => locale === spec.language)?.[1] ?? spec.language}</dd>
      </dl>
    </section>
  )
}

/** While it is built: the progress of its run, which has the same id. */
const Building = ({ release, project }: { readonly release: ReleaseView, readonly project: string }): ReactNode => {
  const t = useT(), poll = usePoll(), exists = usePageExists(), { data } = useQuery({ ...serverQuery(readRun, { params: { run: release.id } }), refetchInterval: poll(1000) }), share = data?.share ?? 0
  return (
    <section className="card" aria-label={t(m.building)}><div className="body stack">
      <div className="row">
        <div className="grow"><ProgressBar label={t(m.building)} total={100} segments={[{ label: t(m.building), count: Math.round(share * 100), tone: 'accent' }]} /></div>
        <span role="status">{formatShare(share, 0)}</span>
        {exists('/p/$project/runs/$run') && <a href={`/p/${project}/runs/${release.id}`}>{t(m.openRun)}</a>}
      </div>
      <p className="secondary">{t(data?.state === 'paused' ? m.buildingPaused : m.buildingText)}</p>
    </div></section>
  )
}

const isFailure = (value: unknown): value is Failure => typeof value === 'object' && value !== null && 'code' in value && typeof value.code === 'string' && 'parameters' in value

/** Why it was not built, what is safe, what to do. */
const Failed = ({ release, project }: { readonly release: ReleaseView, readonly project: string }): ReactNode => {
  const t = useT(), gap = useSentenceGap(), text = useFailureText(), exists = usePageExists(), { data: run } = useQuery(serverQuery(readRun, { params: { run: release.id } }))
  const why = run && isFailure(run.failure) ? text(run.failure) : run?.state === 'cancelled' ? t(m.failedCancelled) : ''
  return (
    <Note tone="bad">
      {why && <div className="happened">{why}</div>}
      <div className="rest">{[t(m.failedText), t(m.failedTodo)].join(gap)}</div>
      <div className="acts">{run && isFailure(run.failure) && <code>{run.failure.code}</code>}{exists('/p/$project/runs/$run') && <a href={`/p/${project}/runs/${release.id}`}>{t(m.openRun)}</a>}</div>
    </Note>
  )
}

const Built = ({ release, roles }: { readonly release: ReleaseView, readonly roles: readonly string[] }): ReactNode => (
  <div className="release-grid">
    <div className="stack loose"><Verify release={release} /><ReleaseExports release={release} /><ReleaseCounts release={release} /><RebuildsCard release={release} roles={roles} /></div>
    <div className="stack loose"><Signature release={release} /><SplitsCard release={release} /><WarningsCard release={release} /><NoticesCard release={release} roles={roles} /><ReleaseEvidence release={release.id} project={release.project} /></div>
  </div>
)

const ReleaseDetail = ({ project, id }: { readonly project: string, readonly id: string }): ReactNode => {
  const t = useT(), poll = usePoll(), head = useQuery(serverQuery(readProject, { params: { project } }))
  const query = useQuery({ ...serverQuery(readRelease, { params: { release: id } }), refetchInterval: q => (q.state.data?.state === 'building' ? poll(1000) : false) })
  const release = query.data, name = head.data?.name ?? '', display = release?.display ?? ''
  useCrumbs(useMemo(() => [{ label: name, href: `/p/${project}` }, { label: t(m.releases), href: `/p/${project}/releases` }, { label: display }], [name, project, display, t]))
  const error = head.error ?? query.error
  if (error) return <><PageHead title={t(m.release)} /><FailureState failure={server().failureOf(error)} action={<a className={buttonClass({})} href={`/p/${project}/releases`}>{t(m.releases)}</a>} /></>
  if (!release || !head.data) return <SkeletonRows rows={8} />
  const mayCreate = isAllowed(releasePolicy['release.create'], head.data.roles), isBuilt = release.archive !== null
  const confirmed = release.state === 'withdrawn' ? { confirm: 'revoked' as const } : {}
  return (
    <>
      <PageHead title={`${release.display} ${release.name}`} aside={<ReleaseState state={release.state} />} actions={<>
        {mayCreate && release.state !== 'building' && <a className={buttonClass(isBuilt ? {} : { variant: 'primary' })} href={`/p/${project}/releases/new?from=${release.id}`}>{t(m.again)}</a>}
        {isBuilt && <a className={buttonClass({})} href={server().mediaUrlOf(readManifest, { params: { release: id }, query: confirmed })} download><Icon name="shield" size={14} />{t(m.manifest)}</a>}
        {isBuilt && <a className={buttonClass({})} href={`/p/${project}/releases/compare?b=${id}`}>{t(standingMessages.compare)}</a>}
        {release.archive && <a className={buttonClass(release.state === 'withdrawn' ? {} : { variant: 'primary' })} href={server().mediaUrlOf(readArchive, { params: { release: id }, query: confirmed })} download><Icon name="download" size={14} />{release.state === 'withdrawn' ? t(standingMessages.anyway) : t(m.downloadArchive, { size: formatBytes(release.archive.size) })}</a>}
      </>}>{release.counts && t(m.summary, { items: formatCount(release.counts.items), shapes: formatCount(release.counts.shapes), at: formatTime(new Date(release.readyAt ?? release.createdAt)) })}</PageHead>
      {release.state === 'building' && <Building release={release} project={project} />}
      {release.state === 'failed' && <Failed release={release} project={project} />}
      <NoticeBanner release={release} />
      {isBuilt && <Built release={release} roles={head.data.roles} />}
    </>
  )
}

/** `/p/:project/releases/:release`, `new` for one that does not exist yet. */
export const ReleasePage = ({ params }: { readonly params: Readonly<Record<string, string>> }): ReactNode => {
  const project = params['project'] ?? '', id = params['release'] ?? 'new'
  return id === 'new' ? <NewReleasePage project={project} /> : <ReleaseDetail project={project} id={id} />
}

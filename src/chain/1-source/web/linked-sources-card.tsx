import { useState, type ReactNode } from 'react'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { isAllowed } from '../../../workspace/access/model.ts'
import { listRuns } from '../../../workspace/runs/contract.ts'
import { Button, buttonClass } from '../../../ui/button.tsx'
import { ChoiceField } from '../../../ui/choice-field.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { FailureState } from '../../../ui/error-state.tsx'
import { formatBytes, formatCount, formatTime } from '../../../ui/format.ts'
import { useT } from '../../../ui/i18n.tsx'
import { usePoll } from '../../../ui/live.ts'
import { uiMessages } from '../../../ui/messages.ts'
import { Note } from '../../../ui/note.tsx'
import { server, serverQuery, useServerCommand, valueOf } from '../../../ui/server.ts'
import { SkeletonRows } from '../../../ui/skeleton.tsx'
import { StatusPill } from '../../../ui/status-pill.tsx'
import { useToast } from '../../../ui/toast.tsx'
import { listAssets, readDataset } from '../contract.ts'
import { changeSource, listObjects, listSources, syncSource, takeChanged, type SourceView } from '../linked/contract.ts'
import { objectStates } from '../linked/model.ts'
import { sourcePolicy } from '../policy.ts'
import { readProvenance } from '../papers/contract.ts'
import { useEveryOptions, type EveryChoice } from './link-storage.tsx'
import { linkedMessages as m } from '../linked/messages.ts'
import { sourceMessages } from './messages.ts'
import { ObjectState } from './object-state.tsx'
import { WithdrawDialog } from './withdraw-dialog.tsx'

const reportPage = 50
type Reported = 'changed' | 'missing' | 'replaced'
const advice = { changed: m.changedWhat, missing: m.missingWhat, replaced: m.replacedWhat }
interface Here { readonly project: string, readonly roles: readonly string[] }

const UnlinkDialog = ({ source, onClose }: { readonly source: SourceView, onClose(): void }): ReactNode => {
  const t = useT(), command = useServerCommand(changeSource, [listSources])
  return (
    <Dialog open title={t(m.unlinkAsk, { prefix: `${source.bucket}/${source.prefix}` })} onClose={onClose} actions={<><Button onClick={onClose}>{t(uiMessages.cancel)}</Button>
      <Button variant="danger" busy={command.isPending} onClick={() => void command.mutateAsync({ params: { source: source.id }, body: { ended: true } }).then(onClose, () => undefined)}>{t(m.unlink)}</Button></>}>
      <p>{t(m.unlinkWhat)}</p>
      {command.error && <FailureState failure={server().failureOf(command.error)} />}
    </Dialog>
  )
}

/** Objects of one source that are not what was recorded, and what can be done about them. */
const Report = ({ project, roles, source, state }: Here & { readonly source: SourceView, readonly state: Reported }): ReactNode => {
  const t = useT(), toast = useToast(), [withdrawing, withdraw] = useState(false)
  const take = useServerCommand(takeChanged, [listSources, listObjects, listAssets, readDataset, listRuns])
  const pages = useInfiniteQuery({
    queryKey: [listObjects.id, source.id, state, source.objects[state], 'pages'], initialPageParam: undefined as string | undefined,
    queryFn: async ({ pageParam, signal }) => valueOf(await server().call(listObjects, { params: { source: source.id }, query: { state, after: pageParam, limit: reportPage } }, { signal })),
    getNextPageParam: page => page.next,
  })
  if (pages.error) return <FailureState failure={server().failureOf(pages.error)} />
  if (!pages.data) return <SkeletonRows rows={2} />
  const objects = pages.data.pages.flatMap(page => page.objects), assets = objects.flatMap(o => (o.asset ? [o.asset] : []))
  const takeAll = (): void => { void take.mutateAsync({ params: { source: source.id }, body: {} }).then(({ taken }) => toast({ text: t(m.taken, { n: taken }) }), () => undefined) }
  return (
    <div className="stack">
      <Note tone={state === 'replaced' ? 'neutral' : 'warn'}>{t(advice[state])}</Note>
      <table className="table">
        <thead><tr><th>{t(m.object)}</th><th className="number">{t(m.recorded)}</th><th className="number">{t(m.found)}</th><th className="number">{t(m.foundAt)}</th></tr></thead>
        <tbody>{objects.map(o => (
          <tr key={o.id}>
            <td>{o.asset ? <a href={`/p/${project}/datasets/${source.dataset}?asset=${o.asset}`}><code>{o.key}</code></a> : <code>{o.key}</code>}</td>
            <td className="number" title={o.etag}>{formatBytes(o.size)}</td><td className="number" title={o.foundEtag ?? undefined}>{o.foundSize === null ? '' : formatBytes(o.foundSize)}</td>
            <td className="number quiet">{o.foundAt && formatTime(new Date(o.foundAt))}</td>
          </tr>
        ))}</tbody>
      </table>
      {pages.hasNextPage && <div><button type="button" className="ui-link" onClick={() => void pages.fetchNextPage()}>{t(sourceMessages.more, { n: formatCount(reportPage) })}</button></div>}
      {take.error && <FailureState failure={server().failureOf(take.error)} />}
      <div className="row wrap">
        {state === 'changed' && isAllowed(sourcePolicy['storage.manage'], roles) && source.endedAt === null && <Button busy={take.isPending} onClick={takeAll}>{t(m.take, { n: source.objects[state] ?? 0 })}</Button>}
        {isAllowed(sourcePolicy['asset.withdraw'], roles) && assets.length > 0 && <Button onClick={() => withdraw(true)}>{t(m.withdraw, { n: assets.length })}</Button>}
      </div>
      {withdrawing && <WithdrawDialog project={project} datasets={[]} consent={null} assets={assets} onClose={() => withdraw(false)} />}
    </div>
  )
}

const SourceState = ({ source }: { readonly source: SourceView }): ReactNode => {
  const t = useT()
  if (source.endedAt) return <StatusPill shape="cross">{t(m.ended)}</StatusPill>
  if (source.isSyncing) return <StatusPill shape="half" tone="accent">{t(m.syncing)}</StatusPill>
  if (source.listedAfter !== null) return <StatusPill shape="pause" tone="warn">{t(m.brokenOff, { key: source.listedAfter })}</StatusPill>
  return source.syncedAt ? <span className="secondary">{t(m.syncedAt, { time: formatTime(new Date(source.syncedAt)) })}</span> : <StatusPill shape="triangle" tone="warn">{t(m.notSynced)}</StatusPill>
}

const Counts = ({ source }: { readonly source: SourceView }): ReactNode =>
  <span className="row wrap">{objectStates.filter(state => (source.objects[state] ?? 0) > 0).map(state => <ObjectState key={state} state={state} count={source.objects[state] ?? 0} />)}</span>

const Source = ({ project, roles, source }: Here & { readonly source: SourceView }): ReactNode => {
  const t = useT(), options = useEveryOptions(), [ending, end] = useState(false), place = `${source.bucket}/${source.prefix}`
  const sync = useServerCommand(syncSource, [listSources, listRuns]), change = useServerCommand(changeSource, [listSources])
  const error = sync.error ?? change.error, manages = isAllowed(sourcePolicy['storage.manage'], roles) && source.endedAt === null
  return (
    <li className="body stack" aria-label={place}>
      <div className="row wrap"><code className="strong">{place}</code><span className="quiet">{source.connectionName}</span><span className="grow" /><SourceState source={source} />{source.run && <a href={`/p/${project}/runs/${source.run}`}>{t(m.openRun)}</a>}</div>
      <div className="row wrap">
        <Counts source={source} /><span className="grow" />
        {manages && <>
          {source.nextAt && <span className="meta quiet">{t(m.nextAt, { time: formatTime(new Date(source.nextAt)) })}</span>}
          <ChoiceField<EveryChoice> size="s" quietLabel label={`${t(m.every)} ${place}`} value={source.every ?? ''} options={options} onChange={every => change.mutate({ params: { source: source.id }, body: { every: every === '' ? null : every } })} />
          <Button size="s" busy={sync.isPending || source.isSyncing} onClick={() => sync.mutate({ params: { source: source.id } })}>{t(m.sync)}</Button>
          <Button size="s" variant="quiet" onClick={() => end(true)}>{t(m.unlink)}</Button>
        </>}
      </div>
      {error && <FailureState failure={server().failureOf(error)} />}
      {(['changed', 'missing'] as const).map(state => (source.objects[state] ?? 0) > 0 && <section key={state} aria-label={`${t(m.report)} ${place} ${t(state === 'changed' ? m.changedN : m.missingN)}`}><Report project={project} roles={roles} source={source} state={state} /></section>)}
      {(source.objects['replaced'] ?? 0) > 0 && <details><summary className="secondary">{t(m.replacedN)} {formatCount(source.objects['replaced'] ?? 0)}</summary><Report project={project} roles={roles} source={source} state="replaced" /></details>}
      {ending && <UnlinkDialog source={source} onClose={() => end(false)} />}
    </li>
  )
}

/** The prefixes that a dataset follows, how they stand, and the report of what changed outside. */
export const LinkedSourcesCard = ({ project, dataset, roles }: Here & { readonly dataset: string }): ReactNode => {
  const t = useT(), poll = usePoll()
  const found = useQuery({ ...serverQuery(listSources, { params: { dataset } }), refetchInterval: query => (query.state.data?.sources.some(s => s.isSyncing) ? poll(1000) : poll(15_000)) })
  // Assets appear while a sync goes on; the papers are judged by them.
  useQuery({ ...serverQuery(readProvenance, { params: { dataset } }), enabled: isAllowed(sourcePolicy['paper.read'], roles), refetchInterval: found.data?.sources.some(s => s.isSyncing) ? poll(2000) : false })
  return (
    <section className="card" aria-labelledby="linked-sources">
      <header><h2 id="linked-sources">{t(m.sources)}</h2><span className="grow" />{isAllowed(sourcePolicy['storage.manage'], roles) && <a className={buttonClass({ size: 's' })} href={`/p/${project}/source?way=storage`}>{t(m.toLink)}</a>}</header>
      {found.error && <div className="body"><FailureState failure={server().failureOf(found.error)} /></div>}
      {!found.data && !found.error && <div className="body"><SkeletonRows rows={2} /></div>}
      {found.data?.sources.length === 0 && <EmptyState what={t(m.noSources)} />}
      {found.data && found.data.sources.length > 0 && <ul className="linked-sources">{found.data.sources.map(source => <Source key={source.id} project={project} roles={roles} source={source} />)}</ul>}
    </section>
  )
}

import { Fragment, useMemo, useState, type ReactNode } from 'react'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import type { Output } from '../../../kernel/contract.ts'
import { listJournal, listPeople } from '../../../workspace/access/contract.ts'
import { isRole, roleMessages } from '../../../workspace/access/messages.ts'
import { isAllowed } from '../../../workspace/access/model.ts'
import { listProjects } from '../../../workspace/project/contract.ts'
import { Button, IconButton } from '../../../ui/button.tsx'
import { useCrumbs } from '../../../ui/crumbs.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { FailureState } from '../../../ui/error-state.tsx'
import { formatTime } from '../../../ui/format.ts'
import { useLocale, useT } from '../../../ui/i18n.tsx'
import { Icon } from '../../../ui/icon.tsx'
import { usePageExists } from '../../../ui/page-exists.ts'
import { PageHead } from '../../../ui/page-head.tsx'
import { server, serverQuery, valueOf } from '../../../ui/server.ts'
import { SkeletonRows } from '../../../ui/skeleton.tsx'
import { overviewPolicy } from '../policy.ts'
import { ChainCard, useChain } from './journal-chain.tsx'
import { ExportDialog, ExportsCard } from './journal-exports.tsx'
import { isFiltered, queryOf, type JournalFilter } from './journal-filter.ts'
import { JournalFilters, useJournalFilter } from './journal-filters.tsx'
import { journalMessages as m } from './journal-messages.ts'
import { hrefOfObject, shortId, withoutVersion, type Entry } from './journal-objects.ts'
import { isKind, isVerb, kindMessages, verbMessages } from './journal-verbs.ts'
import { useOwnPlace } from './use-own-place.ts'
import './journal.css'

const pageSize = 100

/** Pages by the id of the last entry shown: new entries above never shift what stands below. */
const useJournal = (filter: JournalFilter) => {
  const query = queryOf(filter)
  return useInfiniteQuery({
    queryKey: [listJournal.id, query],
    queryFn: async ({ pageParam, signal }: { readonly pageParam: number | null, readonly signal: AbortSignal }): Promise<Output<typeof listJournal>> => valueOf(await server().call(listJournal, { query: { ...query, limit: pageSize, ...(pageParam !== null && { before: pageParam }) } }, { signal })),
    initialPageParam: null, getNextPageParam: last => last.next,
  })
}

interface Names { readonly people: ReadonlyMap<string, string>, readonly memberships: ReadonlyMap<string, string>, readonly projects: ReadonlyMap<string, string> }

const nameOfObject = (entry: Entry, names: Names): string | undefined =>
  (entry.kind === 'membership' ? names.memberships : entry.kind === 'project' ? names.projects : undefined)?.get(withoutVersion(entry.object))

const Detail = ({ entry }: { readonly entry: Entry }): ReactNode => {
  const t = useT(), { locale } = useLocale()
  return (
    <dl className="facts">
      <dt>{t(m.entry)}</dt><dd className="mono">{entry.id}</dd>
      <dt>{t(m.at)}</dt><dd className="mono">{entry.at}</dd>
      <dt>{t(m.verb)}</dt><dd className="mono">{entry.verb}</dd>
      <dt>{t(m.id)}</dt><dd className="mono">{entry.object}</dd>
      <dt>{t(m.roles)}</dt><dd>{entry.roles.map(role => isRole(role) ? t(roleMessages[role]) : role).join(locale === 'en' ? ', ' : '、') || '–'}</dd>
      <dt>{t(m.digest)}</dt><dd className="mono">{entry.digest}</dd>
      <dt>{t(m.detail)}</dt><dd><pre tabIndex={0} aria-label={t(m.detail)}>{JSON.stringify(entry.detail, null, 2)}</pre></dd>
    </dl>
  )
}

const SealMark = ({ sealed }: { readonly sealed: boolean }): ReactNode => {
  const t = useT(), text = t(sealed ? m.sealed : m.unsealed)
  return <span title={text}><Icon name={sealed ? 'shield' : 'clock'} size={14} /><span className="visually-hidden">{text}</span></span>
}

/** @param sealedTo entries up to this id are sealed */
const Entries = ({ entries, names, sealedTo }: { readonly entries: readonly Entry[], readonly names: Names, readonly sealedTo: number }): ReactNode => {
  const t = useT(), exists = usePageExists()
  const [open, setOpen] = useState<ReadonlySet<number>>(new Set())
  const flip = (id: number): void => { const next = new Set(open); if (!next.delete(id)) next.add(id); setOpen(next) }
  return (
    <table className="table journal">
      <thead><tr><th className="seal"><span className="visually-hidden">{t(m.sealedTitle)}</span></th><th>{t(m.at)}</th><th>{t(m.who)}</th><th>{t(m.what)}</th><th>{t(m.object)}</th><th>{t(m.project)}</th><th><span className="visually-hidden">{t(m.detail)}</span></th></tr></thead>
      <tbody>{entries.map(entry => {
        const isOpen = open.has(entry.id), href = hrefOfObject(entry, exists), object = nameOfObject(entry, names) ?? <span className="mono">{shortId(entry.object)}</span>
        return (
          <Fragment key={entry.id}>
            <tr>
              <td className={entry.id <= sealedTo ? 'seal' : 'seal waits'}><SealMark sealed={entry.id <= sealedTo} /></td>
              <td className="quiet at">{formatTime(new Date(entry.at))}</td>
              <td>{entry.account === null && entry.roles.length === 0 ? <span className="quiet">{t(m.system)}</span> : names.people.get(entry.account ?? '') ?? <span className="quiet">{t(m.outside)}</span>}</td>
              <td className="strong">{isVerb(entry.verb) ? t(verbMessages[entry.verb]) : <code>{entry.verb}</code>}</td>
              <td><span className="secondary">{isKind(entry.kind) ? t(kindMessages[entry.kind]) : entry.kind}</span> {href ? <a href={href}>{object}</a> : object}</td>
              <td className="secondary">{entry.project ? <a href={`/p/${entry.project}`}>{names.projects.get(entry.project) ?? shortId(entry.project)}</a> : ''}</td>
              <td className="number"><IconButton icon={isOpen ? 'chevron-down' : 'chevron-right'} label={t(m.show, { id: entry.id })} aria-expanded={isOpen} onClick={() => flip(entry.id)} /></td>
            </tr>
            {isOpen && <tr className="detail"><td colSpan={7}><Detail entry={entry} /></td></tr>}
          </Fragment>
        )
      })}</tbody>
    </table>
  )
}

/** `/o/journal` and `/p/:project/journal`: what changed, newest first, and whether anybody touched what is written. */
export const JournalPage = ({ params }: { readonly params: Readonly<Record<string, string>> }): ReactNode => {
  const t = useT(), project = params['project'], own = useOwnPlace()
  const { filter, set } = useJournalFilter(project), [exporting, setExporting] = useState(false)
  const scope = project ? { project } : {}
  const journal = useJournal(filter), people = useQuery(serverQuery(listPeople, { query: scope })), projects = useQuery(serverQuery(listProjects, {})), chain = useChain(filter.project)
  const here = projects.data?.projects.find(p => p.id === project), roles = here?.roles ?? own.roles
  useCrumbs(useMemo(() => (project ? [{ label: here?.name ?? '', href: `/p/${project}` }, { label: t(m.title) }] : [{ label: own.organisation }, { label: t(m.title) }]), [project, here, own.organisation, t]))
  const names = useMemo((): Names => ({
    people: new Map(people.data?.people.map(p => [p.account, p.name])), memberships: new Map(people.data?.people.map(p => [p.membership, p.name])), projects: new Map(projects.data?.projects.map(p => [p.id, p.name])),
  }), [people.data, projects.data])
  const error = journal.error ?? people.error ?? projects.error, entries = journal.data?.pages.flatMap(page => page.entries), filtered = isFiltered(filter)
  return (
    <>
      <PageHead title={t(m.title)} actions={isAllowed(overviewPolicy['journal.export'], roles) && <Button variant="primary" onClick={() => setExporting(true)}>{t(m.exportVerb)}</Button>}>{t(m.text)}</PageHead>
      <ExportDialog project={filter.project} open={exporting} onClose={() => setExporting(false)} />
      {error ? <FailureState failure={server().failureOf(error)} /> : (
        <div className="stack loose">
          <ChainCard project={filter.project} mayVerify={isAllowed(overviewPolicy['journal.verify'], own.roles)} />
          <ExportsCard project={filter.project} />
          <section className="card">
            <JournalFilters filter={filter} set={set} people={(people.data?.people ?? []).map(p => ({ value: p.account, label: p.name }))} projects={project ? null : (projects.data?.projects ?? []).map(p => ({ value: p.id, label: p.name }))} />
            {!entries || !people.data || !projects.data ? <div className="body"><SkeletonRows rows={10} /></div>
              : entries.length === 0 ? <EmptyState what={t(filtered ? m.noneLike : m.none)} next={t(filtered ? m.noneLikeNext : m.noneNext)} />
              : <Entries entries={entries} names={names} sealedTo={chain.data?.head?.through ?? 0} />}
            {entries && entries.length > 0 && <div className="body">{journal.hasNextPage ? <Button busy={journal.isFetchingNextPage} onClick={() => void journal.fetchNextPage()}>{t(m.older)}</Button> : <span className="quiet">{t(m.allShown)}</span>}</div>}
          </section>
        </div>
      )}
    </>
  )
}

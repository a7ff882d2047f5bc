import type { ReactNode } from 'react'
import { useRouter } from '@tanstack/react-router'
import { ChoiceField } from '../../../ui/choice-field.tsx'
import { formatTime } from '../../../ui/format.ts'
import { useT } from '../../../ui/i18n.tsx'
import { Note } from '../../../ui/note.tsx'
import { Tag } from '../../../ui/status-pill.tsx'
import { Tabs } from '../../../ui/tabs.tsx'
import { versionMessages as m } from './schema-messages.ts'

/** The two tabs have an address each. */
export const VersionedTabs = ({ project, tab, children }: { readonly project: string, readonly tab: 'schema' | 'guideline', readonly children: ReactNode }): ReactNode => {
  const t = useT(), router = useRouter()
  return <Tabs label={t(m.place)} value={tab} tabs={[{ value: 'schema', label: t(m.schema) }, { value: 'guideline', label: t(m.guideline) }]} onChange={to => router.history.push(`/p/${project}/${to}`)}><div className="versioned">{children}</div></Tabs>
}

export interface VersionListProps { /** Address of the page, without the version. */ readonly href: string, readonly newest: number, readonly shown: number, /** Beside a version, where something is known of it. */ readonly aside?: (version: number) => ReactNode, /** From when a version counts. */ readonly note: string }

/** Every version, newest first; each opens read-only, with what changed. */
export const VersionList = ({ href, newest, shown, aside, note }: VersionListProps): ReactNode => {
  const t = useT()
  return (
    <section className="card" aria-labelledby="versions">
      <header><h2 id="versions">{t(m.versions)}</h2></header>
      <ol className="version-list" reversed tabIndex={0} aria-label={t(m.versions)}>{Array.from({ length: newest }, (_, i) => newest - i).map(version => (
        <li key={version}><a href={version === newest ? href : `${href}?version=${version}`} aria-current={version === shown ? 'page' : undefined}>{t(m.version, { n: version })}</a>{version === newest && <Tag>{t(m.newest)}</Tag>}{aside?.(version)}</li>
      ))}</ol>
      <p className="meta quiet pad">{note}</p>
    </section>
  )
}

export const OldVersionNote = ({ href, version, newest, at }: { readonly href: string, readonly version: number, readonly newest: number, readonly at: string }): ReactNode => {
  const t = useT()
  return <Note tone="accent"><span className="row wrap">{t(m.olderVersion, { n: version, newest, at: formatTime(new Date(at)) })}<a href={href}>{t(m.toNewest)}</a></span></Note>
}

export interface DifferenceProps { readonly shown: number, readonly newest: number, readonly other: number, onOther(version: number): void, readonly children: ReactNode }

/** What lies between two versions, the older first. */
export const Difference = ({ shown, newest, other, onOther, children }: DifferenceProps): ReactNode => {
  const t = useT()
  const others = Array.from({ length: newest }, (_, i) => newest - i).filter(version => version !== shown)
  return (
    <section className="card" aria-labelledby="difference">
      <header><h2 id="difference">{t(m.difference, { from: Math.min(shown, other), to: Math.max(shown, other) })}</h2></header>
      <div className="body stack loose">
        <ChoiceField label={t(m.compareWith)} size="s" value={String(other)} options={others.map(version => ({ value: String(version), label: t(m.version, { n: version }) }))} onChange={value => onOther(Number(value))} />
        {children}
      </div>
    </section>
  )
}

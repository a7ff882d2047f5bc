import type { ReactNode } from 'react'
import { keepPreviousData, useQuery, type UseQueryResult } from '@tanstack/react-query'
import type { Input } from '../../../kernel/contract.ts'
import { pick } from '../../../kernel/messages.ts'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { FailureState } from '../../../ui/error-state.tsx'
import { formatCount, formatShare } from '../../../ui/format.ts'
import { useLocale, useT } from '../../../ui/i18n.tsx'
import { server, serverQuery } from '../../../ui/server.ts'
import { SkeletonRows } from '../../../ui/skeleton.tsx'
import { Tag } from '../../../ui/status-pill.tsx'
import { useSettled } from '../../../ui/settled.ts'
import { previewRelease, type FormatView, type PreviewView } from '../contract.ts'
import { newReleaseMessages } from './messages.ts'
import { previewMessages as m } from './preview-messages.ts'
import { WarningList } from './release-warnings.tsx'

type Body = Input<typeof previewRelease>['body']
export type Preview = UseQueryResult<PreviewView>

/** Long enough that typing a share or a pattern asks once. */
const settleMillis = 400
/** The preview of what is asked for once it rests; the last one stays while the next is counted. @param body null while the draft is not sound */
export const usePreview = (project: string, body: Body | null): Preview => {
  // By value: the draft makes a new body each time it is drawn.
  const settled = useSettled(body && JSON.stringify(body), settleMillis)
  return useQuery({
    ...serverQuery(previewRelease, { params: { project }, body: JSON.parse(settled ?? 'null') as Body }), enabled: settled !== null && body !== null, placeholderData: keepPreviousData, staleTime: 30_000, retry: false,
  })
}

const shownClasses = 10

const Splits = ({ splits, items }: Pick<PreviewView, 'splits' | 'items'>): ReactNode => (
  <>
    <div className="release-splits" aria-hidden="true">{splits.map((s, i) => <span key={s.name} style={{ flexGrow: s.items, background: `var(--data-${(i % 4) + 1})` }} />)}</div>
    <ul className="row wrap release-split-names">{splits.map((s, i) => (
      <li key={s.name} className="row"><i style={{ background: `var(--data-${(i % 4) + 1})` }} aria-hidden="true" />{s.name} <span className="strong">{formatCount(s.items)}</span> <span className="quiet">{formatShare(items > 0 ? s.items / items : 0, 0)}</span></li>
    ))}</ul>
  </>
)

const ClassTable = ({ classes, splits, label }: Pick<PreviewView, 'classes' | 'splits'> & { readonly label: string }): ReactNode => {
  const t = useT()
  return (
    <div className="release-scroll preview-classes"><table className="table" aria-label={label}>
      <thead><tr><th>{t(m.classes)}</th><th className="number">{t(m.objects)}</th>{splits.map(s => <th key={s.name} className="number">{s.name}</th>)}</tr></thead>
      <tbody>{classes.map(c => (
        <tr key={c.name}>
          <td>{c.name}{c.relation && <> <Tag>{t(m.relation)}</Tag></>}</td><td className="number strong">{formatCount(c.objects)}</td>
          {splits.map(s => <td key={s.name} className="number">{formatCount(c.bySplit[s.name] ?? 0)}</td>)}
        </tr>
      ))}</tbody>
    </table></div>
  )
}

/** Kinds of shapes that a chosen format has no place for. */
const Losses = ({ losses, formats }: { readonly losses: PreviewView['losses'], readonly formats: readonly FormatView[] }): ReactNode => {
  const t = useT(), { locale } = useLocale(), separator = t(newReleaseMessages.listSeparator)
  const titles = new Map(formats.flatMap(f => f.shapes).map(s => [s.id, s.title])), titleOf = (id: string): string => pick(formats.find(f => f.id === id)?.title ?? {}, locale) || id
  return <ul className="stack">{losses.map(l => (
    <li key={l.format}>{t(m.loses, { format: titleOf(l.format), kinds: l.kinds.map(k => t(m.kind, { kind: pick(titles.get(k.kind) ?? {}, locale) || k.kind, n: formatCount(k.objects) })).join(separator) })}</li>
  ))}</ul>
}

const Seen = ({ seen, formats }: { readonly seen: PreviewView, readonly formats: readonly FormatView[] }): ReactNode => {
  const t = useT(), { classes, splits } = seen, rest = classes.slice(shownClasses)
  return (
    <>
      {seen.sample && <p className="meta secondary">{t(m.sampled, { n: formatCount(seen.sample.tasks), of: formatCount(seen.sample.of) })}</p>}
      <div className="stack"><h3>{t(m.warnings)}</h3><WarningList warnings={seen.warnings} /></div>
      <div className="stack"><h3>{t(m.splits)}</h3><Splits splits={splits} items={seen.items} /></div>
      <div className="stack">
        <h3>{t(m.classes)}</h3>
        {classes.length === 0 ? <p className="quiet">{t(m.noClasses)}</p> : <ClassTable classes={classes.slice(0, shownClasses)} splits={splits} label={t(m.classes)} />}
        {rest.length > 0 && <details><summary>{t(m.moreClasses, { n: rest.length })}</summary><ClassTable classes={rest} splits={splits} label={t(m.moreClasses, { n: rest.length })} /></details>}
      </div>
      {seen.losses.length > 0 && <div className="stack"><h3>{t(m.notHeld)}</h3><Losses losses={seen.losses} formats={formats} /></div>}
    </>
  )
}

/** What the release would hold if it were made now. @param isAsked the draft is sound enough to ask */
export const PreviewCard = ({ preview, isAsked, formats }: { readonly preview: Preview, readonly isAsked: boolean, readonly formats: readonly FormatView[] }): ReactNode => {
  const t = useT(), { data, error, isFetching } = preview
  return (
    <section className="card release-preview" id="preview" aria-labelledby="preview-title" aria-busy={isFetching}>
      <header><h2 id="preview-title">{t(m.preview)}</h2><span className="meta quiet" role="status">{isAsked && isFetching ? t(m.reading) : isAsked && data && !error ? t(m.items, { n: data.items }) : ''}</span></header>
      <div className="body stack loose">
        {!isAsked ? <EmptyState what={t(m.nothingYet)} next={t(m.chooseFirst)} /> : error ? <FailureState failure={server().failureOf(error)} /> : data ? <Seen seen={data} formats={formats} /> : <SkeletonRows rows={6} />}
      </div>
    </section>
  )
}

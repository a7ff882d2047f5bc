import { useMemo, type ReactNode } from 'react'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { readProject } from '../../../workspace/project/contract.ts'
import { Button, buttonClass } from '../../../ui/button.tsx'
import { ChoiceField } from '../../../ui/choice-field.tsx'
import { useCrumbs } from '../../../ui/crumbs.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { FailureState } from '../../../ui/error-state.tsx'
import { formatCount } from '../../../ui/format.ts'
import { useT } from '../../../ui/i18n.tsx'
import { PageHead } from '../../../ui/page-head.tsx'
import { ProgressBar } from '../../../ui/progress-bar.tsx'
import { server, serverQuery, valueOf } from '../../../ui/server.ts'
import { SkeletonRows } from '../../../ui/skeleton.tsx'
import { Tag } from '../../../ui/status-pill.tsx'
import { useUrlState } from '../../../ui/url-state.ts'
import { listDifferences, listReleases, readComparison, type ComparisonView, type DifferenceView, type ReleaseView } from '../contract.ts'
import { classRows } from '../model.ts'
import { releaseMessages } from './messages.ts'
import { compareMessages as m } from './standing-messages.ts'
import './releases.css'

const itemChanges = ['added', 'removed', 'relabelled', 'moved'] as const
const shapeChanges = ['added', 'removed', 'class', 'geometry', 'attributes'] as const

const Bars = ({ rows, total }: { readonly rows: readonly (readonly [label: string, n: number])[], readonly total: number }): ReactNode => (
  <table className="table"><tbody>{rows.map(([label, n]) => (
    <tr key={label}><td>{label}</td><td className="number">{formatCount(n)}</td><td style={{ width: '55%' }}><ProgressBar label={label} total={total} segments={[{ label, count: n, tone: 'accent' }]} /></td></tr>
  ))}</tbody></table>
)

const Figures = ({ compared }: { readonly compared: ComparisonView }): ReactNode => {
  const t = useT(), { items, shapes, before, after } = compared, total = Math.max(before.items, after.items), most = Math.max(1, ...shapeChanges.map(c => shapes[c]))
  return (
    <div className="compare-grid">
      <section className="card" aria-labelledby="compared-items"><header><h2 id="compared-items">{t(m.items)}</h2><span className="meta quiet">{formatCount(before.items)} → {formatCount(after.items)}</span></header>
        <Bars rows={[...itemChanges, 'unchanged' as const].map(c => [t(m[c]), items[c]] as const)} total={total} /></section>
      <section className="card" aria-labelledby="compared-shapes"><header><h2 id="compared-shapes">{t(m.shapes)}</h2>{shapes.compared < shapes.relabelled && <span className="meta quiet">{t(m.shapesOf, { compared: formatCount(shapes.compared), relabelled: formatCount(shapes.relabelled) })}</span>}</header>
        <Bars rows={shapeChanges.map(c => [t(m[c]), shapes[c]] as const)} total={most} /></section>
      <section className="card" aria-labelledby="compared-classes"><header><h2 id="compared-classes">{t(m.classes)}</h2></header>
        <table className="table"><thead><tr><th>{t(m.label)}</th><th className="number">{before.display}</th><th className="number">{after.display}</th><th className="number">±</th></tr></thead>
          <tbody>{classRows(before.byClass, after.byClass).map(r => <tr key={r.class}><td>{r.class}</td><td className="number">{formatCount(r.before)}</td><td className="number">{formatCount(r.after)}</td><td className="number strong">{r.after > r.before ? '+' : ''}{formatCount(r.after - r.before)}</td></tr>)}</tbody></table></section>
    </div>
  )
}

type ShapeSide = DifferenceView['shapes'][number]['before']
const round = (n: number): number => Math.round(n * 10) / 10
/** One side of a change in words: class, then where it is or what it says. */
const sideText = (side: ShapeSide): string => {
  if (!side) return '–'
  const { extent: e, text } = side, where = e ? `${round(e.x)}, ${round(e.y)}, ${round(e.width)} × ${round(e.height)}` : text ?? ''
  return [side.question, side.label ?? side.kind, where].filter(Boolean).join(' · ')
}

const ItemRows = ({ found }: { readonly found: DifferenceView }): ReactNode => {
  const t = useT(), moved = found.changes.includes('moved'), same = found.shapes.length === 0 && found.changes.includes('relabelled')
  return <>
    <tr><td className="strong" rowSpan={1 + found.shapes.length + (same ? 1 : 0)}>{found.item}</td><td>{found.changes.map(c => <Tag key={c}>{t(m[c])}</Tag>)}</td><td>{moved ? found.splitBefore : ''}</td><td>{moved ? found.splitAfter : ''}</td></tr>
    {found.shapes.map((s, i) => <tr key={i} className="secondary"><td>{s.changes.map(c => t(m[c])).join(' · ')}</td><td>{sideText(s.before)}</td><td>{sideText(s.after)}</td></tr>)}
    {same && <tr className="secondary"><td colSpan={3}>{t(m.sameShapes)}</td></tr>}
  </>
}

const ChangedItems = ({ a, b }: { readonly a: string, readonly b: string }): ReactNode => {
  const t = useT(), [kind, choose] = useUrlState('change'), change = itemChanges.find(c => c === kind)
  const query = useInfiniteQuery({
    queryKey: [listDifferences.id, a, b, kind], initialPageParam: 0, getNextPageParam: (last: { readonly next: number | null }) => last.next,
    queryFn: async ({ pageParam }) => valueOf(await server().call(listDifferences, { params: { release: b }, query: { against: a, from: pageParam, ...(change && { change }) } })),
  })
  const found = query.data?.pages.flatMap(p => p.differences)
  return (
    <section className="card" aria-labelledby="changed">
      <header><h2 id="changed">{t(m.changed)}</h2><span className="end"><ChoiceField size="s" quietLabel label={t(m.filter)} value={change ?? ''} options={[{ value: '', label: t(m.all) }, ...itemChanges.map(value => ({ value, label: t(m[value]) }))]} onChange={choose} /></span></header>
      {query.error ? <FailureState failure={server().failureOf(query.error)} /> : !found ? <div className="body"><SkeletonRows rows={5} /></div> : found.length === 0 ? <p className="body quiet">{t(m.nothing)}</p> : (
        <div className="release-scroll"><table className="table compare-items">
          <thead><tr><th>{t(m.item)}</th><th>{t(m.change)}</th><th>{t(m.before)}</th><th>{t(m.after)}</th></tr></thead>
          <tbody>{found.map((f, i) => <ItemRows key={i} found={f} />)}</tbody>
        </table></div>
      )}
      {query.hasNextPage && <div className="body"><Button busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>{t(m.more)}</Button></div>}
    </section>
  )
}

const Chosen = ({ a, b }: { readonly a: string, readonly b: string }): ReactNode => {
  const query = useQuery(serverQuery(readComparison, { params: { release: b }, query: { against: a } }))
  if (query.error) return <FailureState failure={server().failureOf(query.error)} />
  return <>{query.data ? <Figures compared={query.data} /> : <SkeletonRows rows={6} />}<ChangedItems a={a} b={b} /></>
}

/** Two sides, the older one left; the newest two unless the address says otherwise. */
const Sides = ({ built }: { readonly built: readonly ReleaseView[] }): ReactNode => {
  const t = useT(), [b, chooseB] = useUrlState('b', built[0]!.id)
  // The release before it, and of the oldest one the next.
  const at = built.findIndex(r => r.id === b), [a, chooseA] = useUrlState('a', (built[at + 1] ?? built[at - 1] ?? built[0]!).id), options = built.map(r => ({ value: r.id, label: `${r.display} ${r.name}` }))
  return (
    <div className="stack loose">
      <section className="card"><div className="body compare-sides"><ChoiceField label={t(m.older)} value={a} options={options} onChange={chooseA} /><ChoiceField label={t(m.newer)} value={b} options={options} onChange={chooseB} /></div></section>
      <Chosen key={`${a} ${b}`} a={a} b={b} />
    </div>
  )
}

/** `/p/:project/releases/compare?a=&b=` */
export const ComparePage = ({ params }: { readonly params: Readonly<Record<string, string>> }): ReactNode => {
  const t = useT(), project = params['project'] ?? '', head = useQuery(serverQuery(readProject, { params: { project } })), query = useQuery(serverQuery(listReleases, { params: { project } }))
  const name = head.data?.name ?? '', built = query.data?.releases.filter(r => r.archive !== null)
  useCrumbs(useMemo(() => [{ label: name, href: `/p/${project}` }, { label: t(releaseMessages.releases), href: `/p/${project}/releases` }, { label: t(m.title) }], [name, project, t]))
  const error = head.error ?? query.error
  if (error) return <><PageHead title={t(m.title)} /><FailureState failure={server().failureOf(error)} /></>
  return (
    <>
      <PageHead title={t(m.title)}>{t(m.lead)}</PageHead>
      {!built ? <SkeletonRows rows={8} /> : built.length < 2 ? <section className="card"><EmptyState what={t(m.tooFew)} next={t(m.tooFewNext)} action={<a className={buttonClass({ variant: 'primary' })} href={`/p/${project}/releases`}>{t(releaseMessages.releases)}</a>} /></section> : <Sides built={built} />}
    </>
  )
}

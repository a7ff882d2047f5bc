import type { ReactNode } from 'react'
import { formatCount, formatShare } from '../../../ui/format.ts'
import { useT } from '../../../ui/i18n.tsx'
import { ProgressBar } from '../../../ui/progress-bar.tsx'
import type { ReleaseView } from '../contract.ts'
import { releaseMessages as m } from './messages.ts'

/** How many annotations of each class, most first. */
export const ReleaseCounts = ({ release }: { readonly release: ReleaseView }): ReactNode => {
  const t = useT(), classes = Object.entries(release.counts?.byClass ?? {}).sort(([, a], [, b]) => b - a), most = classes[0]?.[1] ?? 0
  return (
    <section className="card" aria-labelledby="by-class">
      <header><h2 id="by-class">{t(m.byClass)}</h2><span className="meta quiet">{formatCount(classes.length)}</span></header>
      {classes.length === 0 ? <p className="quiet body">{t(m.noClasses)}</p> : (
        <table className="table"><tbody>{classes.map(([name, n]) => (
          <tr key={name}><td>{name}</td><td className="number">{formatCount(n)}</td><td style={{ width: '55%' }}><ProgressBar label={name} total={most} segments={[{ label: name, count: n, tone: 'accent' }]} /></td></tr>
        ))}</tbody></table>
      )}
    </section>
  )
}

/** Each split with its items and share, the largest first; the seed that anyone can split by again. */
export const SplitsCard = ({ release }: { readonly release: ReleaseView }): ReactNode => {
  const t = useT(), total = release.counts?.items ?? 0, counted = release.spec.splits.map(s => ({ ...s, n: release.counts?.bySplit[s.name] ?? 0 }))
  return (
    <section className="card" aria-labelledby="by-split">
      <header><h2 id="by-split">{t(m.bySplit)}</h2><span className="meta quiet">{t(m.splitHint)}</span></header>
      <div className="body stack">
        <div className="release-splits" aria-hidden="true">{counted.map((s, i) => <span key={s.name} style={{ flexGrow: s.n, background: `var(--data-${(i % 4) + 1})` }} />)}</div>
        <ul className="row wrap release-split-names">{counted.map((s, i) => <li key={s.name} className="row"><i style={{ background: `var(--data-${(i % 4) + 1})` }} aria-hidden="true" />{s.name} <span className="strong">{formatCount(s.n)}</span> <span className="quiet">{formatShare(total > 0 ? s.n / total : 0, 0)}</span></li>)}</ul>
        <p className="meta secondary">{t(m.seedOf, { seed: '' })}<code className="breaks">{release.spec.seed}</code></p>
      </div>
    </section>
  )
}

import type { ReactNode } from 'react'
import { useQuery } from '@tanstack/react-query'
import { FailureState } from '../../../ui/error-state.tsx'
import { formatCount } from '../../../ui/format.ts'
import { useT } from '../../../ui/i18n.tsx'
import { usePageExists } from '../../../ui/page-exists.ts'
import { Note } from '../../../ui/note.tsx'
import { server, serverQuery } from '../../../ui/server.ts'
import { SkeletonRows } from '../../../ui/skeleton.tsx'
import { StatusPill } from '../../../ui/status-pill.tsx'
import { readEvidence, type EvidenceView } from '../contract.ts'
import { releaseMessages as m } from './messages.ts'

const results: Readonly<Record<string, 'accepted' | 'rejected' | 'drawn'>> = { accepted: 'accepted', rejected: 'rejected', drawn: 'drawn' }
const steps: Readonly<Record<string, 'annotate' | 'review' | 'arbitrate'>> = { annotate: 'annotate', review: 'review', arbitrate: 'arbitrate' }
const verdictNames: Readonly<Record<string, 'accept' | 'return' | 'fix'>> = { accept: 'accept', return: 'return', fix: 'fix' }

const severities: Readonly<Record<string, 'minor' | 'major' | 'critical'>> = { minor: 'minor', major: 'major', critical: 'critical' }

const People = ({ people }: Pick<EvidenceView, 'people'>): ReactNode => {
  const t = useT(), columns = [...new Set(people.flatMap(p => Object.keys(p.steps)))].sort()
  if (people.length === 0) return <p className="quiet">{t(m.nobody)}</p>
  return (
    <table className="table evidence-people">
      <thead><tr><th>{t(m.person)}</th>{columns.map(c => { const step = steps[c]; return <th key={c} className="number">{step ? t(m[step]) : c}</th> })}</tr></thead>
      <tbody>{people.map(p => <tr key={p.person}><td><code>{p.person}</code></td>{columns.map(c => <td key={c} className="number">{formatCount(p.steps[c] ?? 0)}</td>)}</tr>)}</tbody>
    </table>
  )
}

const Inspections = ({ inspections, href }: Pick<EvidenceView, 'inspections'> & { /** Where the lot is shown. */ readonly href: string | null }): ReactNode => {
  const t = useT()
  return inspections.map(i => {
    const result = results[i.result]
    return (
      <div key={i.round} className="stack evidence-lot">
        <div className="row wrap">{href ? <a className="strong" href={href}>{t(m.round, { n: i.round })}</a> : <span className="strong">{t(m.round, { n: i.round })}</span>}
          <StatusPill shape={i.result === 'accepted' ? 'tick' : i.result === 'rejected' ? 'cross' : 'half'} tone={i.result === 'accepted' ? 'ok' : i.result === 'rejected' ? 'bad' : 'neutral'}>{result ? t(m[result]) : i.result}</StatusPill>
          {i.nonconforming !== null && <span className="secondary">{t(m.nonconforming, { n: formatCount(i.nonconforming) })}</span>}</div>
        <div className="secondary">{t(m.planText, { level: i.plan.level, aql: i.plan.aql, lot: formatCount(i.plan.lotSize), sample: formatCount(i.plan.sampleSize), ac: i.plan.acceptance, re: i.plan.rejection })}</div>
        <div className="meta secondary">{t(m.seedSalt, { commitment: i.commitment.slice(0, 16) })}<div><code className="breaks">{i.seed}</code></div><div><code className="breaks">{i.salt}</code></div></div>
      </div>
    )
  })
}

const BatchEvidence = ({ evidence: e, project }: { readonly evidence: EvidenceView, readonly project: string }): ReactNode => {
  const t = useT(), exists = usePageExists(), batchHref = `/p/${project}/b/${e.id}`, verdicts = Object.entries(e.verdicts), severityOf = (code: string): string => { const name = severities[code]; return name ? t(m[name]) : code }
  return (
    <details className="evidence-batch" open>
      <summary><h3>{e.batch}</h3><span className="meta quiet">{t(m.total, { n: formatCount(e.tasks) })}</span></summary>
      <div className="stack">
        {e.unreviewed && <Note tone="warn">{t(m.unreviewed)}</Note>}
        {e.uninspected && <Note tone="warn">{t(m.uninspected)}</Note>}
        <dl className="facts">
          {exists('/p/$project/b/$batch') && <><dt>{t(m.batch)}</dt><dd><a href={batchHref}>{e.batch}</a></dd></>}
          <dt>{t(m.overlap)}</dt><dd>{formatCount(e.overlap)}</dd>
          <dt>{t(m.review)}</dt><dd>{t(e.review === 'none' ? m.reviewNone : e.review === 'sample' ? m.reviewSample : m.reviewAll)}</dd>
          {verdicts.length > 0 && <><dt>{t(m.verdicts)}</dt><dd>{verdicts.map(([code, n]) => { const name = verdictNames[code]; return `${name ? t(m[name]) : code} ${formatCount(n)}` }).join(' · ')}</dd></>}
          <dt>{t(m.corrections)}</dt><dd>{formatCount(e.corrections)}</dd>
          {e.defects.length > 0 && <><dt>{t(m.defects)}</dt><dd>{e.defects.map(d => <span key={`${d.code} ${d.severity}`} className="evidence-defect"><code>{d.code}</code> {severityOf(d.severity)} {formatCount(d.count)}</span>)}</dd></>}
          <dt>{t(m.rules)}</dt><dd>{t(m.rulesText, { schema: e.schema, guideline: e.guideline })}</dd>
          <dt>{t(m.preparation)}</dt><dd>{e.preparation ? <a href={`/p/${project}/recipes/${e.preparation.recipe}`}>{t(m.preparationText, { version: e.preparation.version, kept: formatCount(e.preparation.kept), dropped: formatCount(e.preparation.dropped) })}</a> : t(m.noPreparation)}</dd>
        </dl>
        <h4>{t(m.whoDid)}</h4>
        <People people={e.people} />
        {e.inspections.length > 0 && <><h4>{t(m.inspections)}</h4><Inspections inspections={e.inspections} href={exists('/p/$project/b/$batch/inspection') ? `${batchHref}/inspection` : null} /></>}
      </div>
    </details>
  )
}

/** What the manifest says was done, and what was not. */
export const ReleaseEvidence = ({ release, project }: { readonly release: string, readonly project: string }): ReactNode => {
  const t = useT(), { data, error } = useQuery({ ...serverQuery(readEvidence, { params: { release } }), staleTime: Infinity })
  return (
    <section className="card" aria-labelledby="evidence">
      <header><h2 id="evidence">{t(m.evidence)}</h2><span className="meta quiet">{t(m.evidenceHint)}</span></header>
      {error ? <div className="body"><FailureState failure={server().failureOf(error)} /></div> : !data ? <div className="body"><SkeletonRows rows={4} /></div> : data.batches.map(e => <BatchEvidence key={e.id} evidence={e} project={project} />)}
    </section>
  )
}

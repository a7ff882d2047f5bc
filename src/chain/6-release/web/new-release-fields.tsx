import type { ReactNode } from 'react'
import { pick } from '../../../kernel/messages.ts'
import { Button, buttonClass, IconButton } from '../../../ui/button.tsx'
import { Checkbox } from '../../../ui/choice.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { Field } from '../../../ui/field.tsx'
import { formatCount } from '../../../ui/format.ts'
import { Icon } from '../../../ui/icon.tsx'
import { useLocale, useT } from '../../../ui/i18n.tsx'
import { usePageExists } from '../../../ui/page-exists.ts'
import { StatusPill } from '../../../ui/status-pill.tsx'
import type { BatchView } from '../../3-production/contract.ts'
import { batchStateMessages } from '../../3-production/messages.ts'
import type { FormatView } from '../contract.ts'
import { newReleaseMessages as m } from './messages.ts'
import { addSplit, sumOfSplits, type SplitDraft, type splitProblem } from './release-draft.ts'

interface BatchChoiceProps {
  readonly project: string
  /** Those that may be released. */
  readonly batches: readonly BatchView[]
  /** How many may not. */
  readonly others: number
  readonly chosen: ReadonlySet<string>
  onChoose(chosen: ReadonlySet<string>): void
}

export const BatchChoice = ({ project, batches, others, chosen, onChoose }: BatchChoiceProps): ReactNode => {
  const t = useT(), exists = usePageExists(), all = batches.length > 0 && batches.every(b => chosen.has(b.id)), some = batches.some(b => chosen.has(b.id))
  const toggle = (id: string, on: boolean): void => { const next = new Set(chosen); if (on) next.add(id); else next.delete(id); onChoose(next) }
  return (
    <section className="card" aria-labelledby="batches">
      <header><h2 id="batches">{t(m.batches)}</h2>{others > 0 && batches.length > 0 && <span className="meta quiet">{t(m.othersWait, { n: others })}</span>}</header>
      {batches.length === 0 ? <EmptyState what={t(m.noBatch)} next={t(m.noBatchNext)} link={exists('/p/$project/annotate') && <a className={buttonClass({})} href={`/p/${project}/annotate`}>{t(m.toBatches)}</a>} /> : (
        <table className="table">
          <thead><tr><th><Checkbox label={t(m.batches)} checked={all} mixed={some && !all} onChange={event => onChoose(new Set(event.target.checked ? batches.map(b => b.id) : []))} /></th><th>{t(m.name)}</th><th>{t(m.state)}</th><th className="number">{t(m.approved)}</th></tr></thead>
          <tbody>{batches.map(b => (
            <tr key={b.id} aria-selected={chosen.has(b.id)}>
              <td><Checkbox label={<code>{b.display}</code>} aria-label={t(m.chooseBatch, { batch: b.display })} checked={chosen.has(b.id)} onChange={event => toggle(b.id, event.target.checked)} /></td>
              <td className="strong">{b.name}</td>
              <td><span className="row"><StatusPill shape="tick" tone="ok">{t(batchStateMessages[b.state])}</StatusPill>{b.review === 'none' && <StatusPill shape="triangle" tone="warn">{t(m.notReviewed)}</StatusPill>}</span></td>
              <td className="number">{formatCount(b.counts['approved'] ?? 0)} <span className="quiet">/ {formatCount(b.tasks)}</span></td>
            </tr>
          ))}</tbody>
        </table>
      )}
    </section>
  )
}

export const SplitEditor = ({ splits, problem, onChange }: { readonly splits: readonly SplitDraft[], readonly problem: ReturnType<typeof splitProblem>, onChange(splits: readonly SplitDraft[]): void }): ReactNode => {
  const t = useT(), most = 10
  const set = (at: number, part: Partial<SplitDraft>): void => onChange(splits.map((s, i) => (i === at ? { ...s, ...part } : s)))
  return (
    <fieldset className="stack">
      <legend className="strong">{t(m.splits)}</legend>
      <div className="split-rows">{splits.map((s, i) => (
        <div key={s.key} className="split-row">
          <Field label={t(m.splitName, { n: i + 1 })} value={s.name} maxLength={32} onChange={event => set(i, { name: event.target.value })} />
          <Field label={t(m.splitPercent, { n: i + 1 })} value={s.percent} unit="%" inputMode="decimal" maxLength={10} onChange={event => set(i, { percent: event.target.value })} />
          {splits.length > 1 && <IconButton icon="cross" label={t(m.removeSplit, { n: i + 1 })} onClick={() => onChange(splits.filter(other => other.key !== s.key))} />}
        </div>
      ))}</div>
      <div className="row wrap">
        {splits.length < most && <Button size="s" icon="plus" onClick={() => onChange(addSplit(splits))}>{t(m.addSplit)}</Button>}
        <span className="row" role="status">
          <StatusPill shape={problem === 'split-sum' ? 'cross' : 'tick'} tone={problem === 'split-sum' ? 'bad' : 'ok'}>{t(m.sum, { n: sumOfSplits(splits) })}</StatusPill>
          {problem && <span className="row meta split-problem"><Icon name="alert" size={14} />{t(m[problem])}</span>}
        </span>
      </div>
    </fieldset>
  )
}

export const FormatChoice = ({ formats, chosen, onChange }: { readonly formats: readonly FormatView[], readonly chosen: ReadonlySet<string>, onChange(chosen: ReadonlySet<string>): void }): ReactNode => {
  const t = useT(), { locale } = useLocale()
  const toggle = (id: string, on: boolean): void => { const next = new Set(chosen); if (on) next.add(id); else next.delete(id); onChange(next) }
  return (
    <fieldset className="stack">
      <legend className="strong">{t(m.formats)}</legend>
      <div className="formats">{[...formats].sort((a, b) => Number(b.always) - Number(a.always)).map(f => (
        <div key={f.id}>
          <Checkbox label={pick(f.title, locale)} checked={f.always || chosen.has(f.id)} disabled={f.always} onChange={event => toggle(f.id, event.target.checked)} />
          <p className="meta quiet">{f.always ? t(m.always) : t(m.holds, { shapes: f.shapes.map(s => pick(s.title, locale)).join(t(m.listSeparator)) })}</p>
          {f.provenance && <p className="meta quiet">{t(m.saysProvenance)}</p>}
        </div>
      ))}</div>
    </fieldset>
  )
}

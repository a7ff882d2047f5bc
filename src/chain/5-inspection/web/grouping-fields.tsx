import { useEffect, useState, type ReactNode } from 'react'
import { useQuery } from '@tanstack/react-query'
import { ChoiceField } from '../../../ui/choice-field.tsx'
import { FailureState } from '../../../ui/error-state.tsx'
import { Field } from '../../../ui/field.tsx'
import { formatCount } from '../../../ui/format.ts'
import { useT } from '../../../ui/i18n.tsx'
import { server, valueOf } from '../../../ui/server.ts'
import { previewTasks, type GroupingView } from '../../3-production/grouping/contract.ts'
import { groupingFrom, groupings, type GroupingDraft } from './grouping-draft.ts'
import { groupingMessages as g } from './grouping-messages.ts'

/** How long typing rests before the preview is asked for. */
const RESTS_MILLIS = 300

const useRested = <V,>(value: V): V => {
  const [rested, setRested] = useState(value)
  useEffect(() => { const timer = setTimeout(() => setRested(value), RESTS_MILLIS); return () => clearTimeout(timer) }, [value])
  return rested
}

/** What the selection would be cut into; nothing while a rule is not whole. */
export const usePreview = (project: string, selection: string, draft: GroupingDraft) => {
  const typed = groupingFrom(draft), group = useRested(typed.ok ? JSON.stringify(typed.rule) : '')
  const isOf = typed.ok && group === JSON.stringify(typed.rule)
  const query = useQuery({
    queryKey: [previewTasks.id, project, selection, group], enabled: selection !== '' && isOf && draft.group !== 'none', staleTime: 60_000,
    queryFn: async ({ signal }) => valueOf(await server().call(previewTasks, { params: { project }, body: { selection, ...(typed.ok && { group: typed.rule }) } }, { signal })),
  })
  return { preview: isOf ? query.data ?? null : null, error: isOf ? query.error : null }
}

const Preview = ({ preview }: { readonly preview: GroupingView }): ReactNode => {
  const t = useT()
  return (
    <div className="plan-figures grouping-preview" role="status">
      <p className="strong">{t(g.preview, { tasks: preview.tasks })}{preview.sizes.length > 0 && <span className="secondary">{` · ${preview.sizes.slice(-4).map(s => t(g.size, { tasks: formatCount(s.tasks), assets: s.assets })).join(' · ')}`}</span>}</p>
      {preview.examples.slice(0, 3).map(example => (
        <p key={`${example.key} ${example.places[0]?.asset ?? ''}`} className="meta truncate mono" title={example.places.map(p => p.name).join('\n')}>{example.places.map(p => `${p.slot}: ${p.name}`).join('  ')}{example.assets > example.places.length && ' …'}</p>
      ))}
      {preview.left.map(({ reason, assets, examples }) => (
        <p key={reason} className="meta"><span className="warn">{`${t(g.leftOver)} ${formatCount(assets)}`}</span>{` · ${t(g[reason])} · `}<span className="mono secondary">{examples.map(e => e.name).join('  ')}</span></p>
      ))}
    </div>
  )
}

export interface GroupingFieldsProps { readonly draft: GroupingDraft, readonly preview: GroupingView | null, readonly error: Error | null, change(part: Partial<GroupingDraft>): void }

/** Which assets make one task, and what that makes of the selection. */
export const GroupingFields = ({ draft, preview, error, change }: GroupingFieldsProps): ReactNode => {
  const t = useT(), { group } = draft, typed = groupingFrom(draft), problem = typed.ok ? null : typed.problem, isSequence = group === 'folder' || group === 'fact'
  const wrong = (...problems: readonly string[]): { error?: string } => (problem !== null && problems.includes(problem) ? { error: t(g.problem, { problem }) } : {})
  return (
    <>
      <ChoiceField label={t(g.group)} value={group} options={groupings.map(value => ({ value, label: t(g[value]) }))} onChange={next => change({ group: next })} />
      {group === 'pair' && <div className="pair">
        <Field label={t(g.firstEnding)} value={draft.firstEnding} maxLength={64} hint={t(g.endingHint)} onChange={event => change({ firstEnding: event.target.value })} />
        <Field label={t(g.secondEnding)} value={draft.secondEnding} maxLength={64} {...wrong('sameending')} onChange={event => change({ secondEnding: event.target.value })} />
      </div>}
      {group === 'fact' && <Field label={t(g.factKey)} value={draft.fact} maxLength={200} hint={t(g.factHint)} {...wrong('fact')} onChange={event => change({ fact: event.target.value })} />}
      {isSequence && <div className="figures-row">
        <ChoiceField label={t(g.modality)} value={draft.modality} options={(['image', 'text'] as const).map(value => ({ value, label: t(g[value]) }))} onChange={modality => change({ modality })} />
        <Field label={t(g.length)} inputMode="numeric" value={draft.length} unit={t(g.unit)} {...wrong('length')} onChange={event => change({ length: event.target.value })} />
        <Field label={t(g.step)} inputMode="numeric" value={draft.step} unit={t(g.unit)} {...wrong('step')} onChange={event => change({ step: event.target.value })} />
      </div>}
      {error && <FailureState failure={server().failureOf(error)} />}
      {group !== 'none' && preview && <Preview preview={preview} />}
    </>
  )
}

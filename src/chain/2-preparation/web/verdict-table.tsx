import { useState, type ReactNode } from 'react'
import { useRouter, useSearch } from '@tanstack/react-router'
import { Button } from '../../../ui/button.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { FailureState } from '../../../ui/error-state.tsx'
import { Field } from '../../../ui/field.tsx'
import { formatCount } from '../../../ui/format.ts'
import { Icon } from '../../../ui/icon.tsx'
import { useT } from '../../../ui/i18n.tsx'
import { Segmented } from '../../../ui/segmented.tsx'
import { server } from '../../../ui/server.ts'
import { SkeletonRows } from '../../../ui/skeleton.tsx'
import { useUrlState } from '../../../ui/url-state.ts'
import type { LedgerView } from '../contract.ts'
import { AssetPicture } from './asset-picture.tsx'
import { useSettled } from '../../../ui/settled.ts'
import { useLedger } from './ledger-pages.ts'
import { preparationMessages as m } from './messages.ts'
import { OverruleDialog } from './overrule-dialog.tsx'
import { decisive, OutcomePill, useOperatorWords, type Verdict } from './verdict-words.tsx'

const outcomes: readonly Verdict['outcome'][] = ['kept', 'dropped', 'changed', 'classified', 'failed']

export interface Condition { readonly keys: readonly string[], readonly text: string, /** A selection can take it over. */ readonly forSelection: boolean }

/** The filter of the address, and each of its conditions in words. */
export const useVerdictFilter = () => {
  const t = useT(), words = useOperatorWords()
  const search: Readonly<Record<string, unknown>> = useSearch({ strict: false })
  const text = (key: string): string | undefined => { const found = search[key]; return typeof found === 'string' && found !== '' ? found : undefined }
  const step = text('step'), outcome = outcomes.find(o => o === text('outcome')), reason = text('reason'), facet = text('facet'), value = text('value'), name = text('name'), kept = text('kept')
  const number = step === undefined ? undefined : Number.parseInt(step, 10)
  const filter = {
    ...(number !== undefined && number >= 0 && { step: number }), ...(outcome && { outcome }), ...(reason && { reason }), ...(facet && { facet }), ...(value && { value }), ...(name && { name }),
    ...((kept === 'true' || kept === 'false') && { kept: kept === 'true' }),
  }
  const conditions: Condition[] = [
    ...(filter.step !== undefined || outcome || reason ? [{ keys: ['step', 'outcome', 'reason'], forSelection: false, text: [filter.step !== undefined && `${t(m.step)} ${filter.step + 1}`, outcome && t(m[outcome]), reason && words.anyReason(reason)].filter(Boolean).join(' · ') }] : []),
    ...(facet ? [{ keys: ['facet', 'value'], forSelection: true, text: [words.facet(facet), value && words.facetValue(facet, value)].filter(Boolean).join(': ') }] : []),
    ...(name ? [{ keys: ['name'], forSelection: true, text: `${t(m.nameContains)} ${name}` }] : []),
  ]
  return { filter, conditions }
}

/** Takes conditions out of the address. */
export const useClear = (): ((keys: readonly string[]) => void) => {
  const router = useRouter()
  return keys => {
    const { pathname, search } = window.location, params = new URLSearchParams(search)
    for (const key of keys) params.delete(key)
    router.history.replace(params.size > 0 ? `${pathname}?${params}` : pathname)
  }
}

export const Conditions = ({ conditions }: { readonly conditions: readonly Condition[] }): ReactNode => {
  const t = useT(), clear = useClear()
  if (conditions.length === 0) return null
  return (
    <div className="row wrap conditions">
      {conditions.map(c => <button key={c.text} type="button" className="condition" title={t(m.removeFilter, { filter: c.text })} onClick={() => clear(c.keys)}>{c.text}<Icon name="cross" size={12} /></button>)}
      <button type="button" className="ui-link" onClick={() => clear(conditions.flatMap(c => c.keys))}>{t(m.clearFilter)}</button>
    </div>
  )
}

const VerdictRow = ({ asset, href, onOverrule }: { readonly asset: LedgerView, readonly href: string, onOverrule(): void }): ReactNode => {
  const t = useT(), words = useOperatorWords(), verdict = decisive(asset)
  const changed = asset.verdicts.find(v => v.outcome === 'changed')
  const shown = verdict ?? changed
  return (
    <tr>
      <td className="picture"><AssetPicture asset={asset.asset} modality={asset.modality} /></td>
      <td><a href={href} className="strong">{asset.name}</a></td>
      <td><OutcomePill outcome={asset.kept ? 'kept' : 'dropped'} /></td>
      <td>{shown && <span><span className="secondary">{words.operator(shown.operator)}</span>{shown.reason && ` · ${words.reason(shown.operator, shown.reason)}`} <span className="quiet meta">{words.detail(shown)}</span>
        {shown.overruled && <div className="meta">{t(m.overruled, { outcome: shown.overruled.outcome, reason: shown.overruled.reason })}</div>}</span>}
        {Object.entries(asset.facets).map(([facet, value]) => <span key={facet} className="ui-tag" style={{ marginRight: 4 }}>{words.facet(facet)}: {words.facetValue(facet, value)}</span>)}</td>
      <td className="number"><Button size="s" onClick={onOverrule}>{t(m.overrule)}</Button></td>
    </tr>
  )
}

export interface VerdictTableProps { readonly project: string, readonly preparation: string, readonly dataset: string, readonly kept: number, readonly dropped: number }

/** Assets with what settled them; the filter lives in the address. */
export const VerdictTable = ({ project, preparation, dataset, kept, dropped }: VerdictTableProps): ReactNode => {
  const t = useT()
  const [standing, stand] = useUrlState('kept')
  const [name, setName] = useUrlState('name')
  const [ruled, rule] = useState<LedgerView | null>(null)
  const { filter, conditions } = useVerdictFilter()
  const settledName = useSettled(name, 200)
  const { name: _, ...rest } = filter
  const pages = useLedger(preparation, { ...rest, ...(settledName && { name: settledName }) })
  const assets = pages.data?.pages.flatMap(page => page.assets)
  return (
    <section className="card" aria-labelledby="verdicts">
      <header style={{ flexWrap: 'wrap' }}>
        <h2 id="verdicts">{t(m.verdicts)}</h2>
        <Segmented label={t(m.verdicts)} value={standing === 'true' || standing === 'false' ? standing : ''} onChange={stand}
          segments={[{ value: '', label: `${t(m.all)} ${formatCount(kept + dropped)}` }, { value: 'true', label: `${t(m.kept)} ${formatCount(kept)}` }, { value: 'false', label: `${t(m.dropped)} ${formatCount(dropped)}` }]} />
        <Conditions conditions={conditions.filter(c => !c.keys.includes('name'))} />
        <span className="end" style={{ width: 220 }}><Field label={t(m.nameContains)} size="s" value={name} onChange={event => setName(event.target.value)} /></span>
      </header>
      {pages.error && <div className="body"><FailureState failure={server().failureOf(pages.error)} /></div>}
      {!assets && !pages.error && <div className="body"><SkeletonRows rows={6} /></div>}
      {assets?.length === 0 && <EmptyState what={t(m.nothingFits)} />}
      {assets && assets.length > 0 && (
        <table className="table verdict-table">
          <thead><tr><th><span className="visually-hidden">{t(m.preview)}</span></th><th>{t(m.name)}</th><th>{t(m.state)}</th><th>{t(m.reasons)}</th><th><span className="visually-hidden">{t(m.overrule)}</span></th></tr></thead>
          <tbody>{assets.map(a => <VerdictRow key={a.asset} asset={a} href={`/p/${project}/datasets/${dataset}?asset=${a.asset}`} onOverrule={() => rule(a)} />)}</tbody>
        </table>
      )}
      {pages.hasNextPage && <div style={{ padding: '8px 16px' }}><Button size="s" busy={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>{t(m.more)}</Button></div>}
      <OverruleDialog preparation={preparation} asset={ruled} onClose={() => rule(null)} />
    </section>
  )
}

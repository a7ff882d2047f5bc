import { useCallback, type ReactNode } from 'react'
import { useQuery } from '@tanstack/react-query'
import { pick } from '../../../kernel/messages.ts'
import { formatCount } from '../../../ui/format.ts'
import { useLocale, useT } from '../../../ui/i18n.tsx'
import { serverQuery } from '../../../ui/server.ts'
import { StatusPill, type PillShape, type Tone } from '../../../ui/status-pill.tsx'
import { listOperators, type LedgerView, type VerdictView } from '../contract.ts'
import type { Static } from 'typebox'
import { preparationMessages as m } from './messages.ts'

export type Verdict = Static<typeof VerdictView>
const looks: { readonly [O in Verdict['outcome']]: readonly [PillShape, Tone] } = {
  kept: ['tick', 'ok'], dropped: ['cross', 'bad'], changed: ['half', 'accent'], classified: ['ring', 'neutral'], failed: ['triangle', 'warn'],
}

export interface OperatorWords {
  operator(id: string): string
  reason(operator: string, id: string): string
  /** Of whichever operator gives it. */
  anyReason(id: string): string
  /** `Sharpness 5.4` of a verdict's detail. */
  detail(verdict: Verdict): string
  facet(id: string): string
  /** A value that a person's rule gives stands as it was typed. */
  facetValue(facet: string, value: string): string
}

/** Operators and their reasons in the reader's language; an id that this server no longer knows stands as it is. */
export const useOperatorWords = (): OperatorWords => {
  const { locale } = useLocale()
  const { data } = useQuery({ ...serverQuery(listOperators, {}), staleTime: 300_000 })
  const found = useCallback((id: string) => data?.operators.find(o => o.id === id), [data])
  const classifier = (facet: string) => data?.operators.find(o => o.facet?.id === facet)
  return {
    operator: id => pick(found(id)?.title ?? {}, locale) || id, reason: (operator, id) => pick(found(operator)?.reasons[id] ?? {}, locale) || id, anyReason: id => pick(data?.operators.find(o => id in o.reasons)?.reasons[id] ?? {}, locale) || id,
    detail: ({ operator, detail }) => typeof detail !== 'object' || detail === null ? '' : Object.entries(detail).filter(([name]) => name !== 'of')
      .map(([name, value]) => `${pick(found(operator)?.details[name] ?? {}, locale) || name} ${typeof value === 'number' ? formatCount(Math.round(value * 100) / 100) : String(value)}`).join(' · '),
    facet: id => pick(classifier(id)?.facet?.title ?? {}, locale) || id, facetValue: (facet, value) => pick(classifier(facet)?.reasons[value] ?? {}, locale) || value,
  }
}

export const OutcomePill = ({ outcome }: { readonly outcome: Verdict['outcome'] }): ReactNode => {
  const t = useT(), [shape, tone] = looks[outcome]
  return <StatusPill shape={shape} tone={tone}>{t(m[outcome])}</StatusPill>
}

/** Does the operator look at this kind of asset at all? */
export const applies = (verdict: Verdict): boolean => {
  const { measures } = verdict
  return !(typeof measures === 'object' && measures !== null && 'applies' in measures && measures.applies === false)
}

/** The verdict that settles where the asset stands: the last one that a person overruled, else the first that drops it. */
export const decisive = (asset: Pick<LedgerView, 'verdicts'>): Verdict | undefined =>
  asset.verdicts.findLast(v => v.overruled !== null) ?? asset.verdicts.find(v => v.outcome === 'dropped' || v.outcome === 'failed')


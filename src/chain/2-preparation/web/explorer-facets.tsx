import type { ReactNode } from 'react'
import type { Output } from '../../../kernel/contract.ts'
import { Facet } from '../../../ui/facet.tsx'
import { Field } from '../../../ui/field.tsx'
import { useT } from '../../../ui/i18n.tsx'
import type { DatasetView } from '../../1-source/contract.ts'
import { sourceMessages } from '../../1-source/web/messages.ts'
import { paperMessages } from '../../1-source/papers/messages.ts'
import type { readPreparation } from '../contract.ts'
import { preparationMessages as m } from './messages.ts'
import { useOperatorWords } from './verdict-words.tsx'

export interface ExplorerFilter { readonly name: string, readonly modality: string, readonly kept: string, readonly facet: string, readonly value: string, /** `incomplete`: those that lack a paper or a consent; asked of the dataset, so not together with a verdict. */ readonly provenance: string }
export const noFilter: ExplorerFilter = { name: '', modality: '', kept: '', facet: '', value: '', provenance: '' }

export interface ExplorerFacetsProps {
  readonly dataset: DatasetView
  /** Of the newest finished preparation; null without one. */
  readonly result: Output<typeof readPreparation> | null
  readonly recipesHref: string
  readonly filter: ExplorerFilter
  onFilter(change: Partial<ExplorerFilter>): void
}

/** What the assets can be picked by. One value of each question at a time: that is what a list can be asked for. */
export const ExplorerFacets = ({ dataset, result, recipesHref, filter, onFilter }: ExplorerFacetsProps): ReactNode => {
  const t = useT(), words = useOperatorWords()
  const word = (id: string): string => id === 'image' || id === 'text' ? t(m[id]) : id
  const one = (value: string): ReadonlySet<string> => new Set(value ? [value] : [])
  return (
    <aside className="explorer-facets" aria-label={t(m.preview)}>
      <div className="name"><Field label={t(m.nameContains)} value={filter.name} onChange={event => onFilter({ name: event.target.value })} /></div>
      <Facet title={t(m.modality)} selected={one(filter.modality)} onToggle={(value, on) => onFilter({ modality: on ? value : '' })}
        options={Object.entries(dataset.modalities).map(([value, count]) => ({ value, label: word(value), count }))} />
      {(dataset.incomplete ?? 0) > 0 && <Facet title={t(sourceMessages.provenance)} selected={one(filter.provenance)} onToggle={(value, on) => onFilter({ provenance: on ? value : '', ...(on && { kept: '', facet: '', value: '' }) })}
        options={[{ value: 'incomplete', label: t(paperMessages.unproven), count: dataset.incomplete ?? 0 }]} />}
      {result ? <>
        <Facet title={t(m.verdicts)} selected={one(filter.kept)} onToggle={(value, on) => onFilter({ kept: on ? value : '', provenance: '' })}
          options={[{ value: 'true', label: t(m.kept), count: result.kept }, { value: 'false', label: t(m.dropped), count: result.dropped }]} />
        {[...Map.groupBy(result.facets, f => f.facet)].map(([facet, values]) => (
          <Facet key={facet} title={words.facet(facet)} selected={one(filter.facet === facet ? filter.value : '')} onToggle={(value, on) => onFilter(on ? { facet, value, provenance: '' } : { facet: '', value: '' })}
            options={values.map(v => ({ value: v.value, label: words.facetValue(facet, v.value), count: v.count }))} />
        ))}
      </> : <div className="meta name"><p className="secondary">{t(m.notPrepared)}</p><a href={recipesHref}>{t(m.toRecipes)}</a></div>}
    </aside>
  )
}

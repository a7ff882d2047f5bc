import type { ReactNode } from 'react'
import './facet.css'
import { Checkbox } from './choice.tsx'
import { classNames } from './class-names.ts'
import { formatCount } from './format.ts'
import { Icon } from './icon.tsx'

export interface FacetOption { readonly value: string, readonly label: string, readonly count: number }

/** One question of the filter panel, foldable. Its content is a list of options or a histogram. */
export const FacetSection = ({ title, children }: { readonly title: string, readonly children: ReactNode }): ReactNode => (
  <details className="ui-facet" open><summary>{title}<Icon name="chevron-down" size={14} /></summary>{children}</details>
)

export interface FacetProps {
  readonly title: string
  /** Zero counts stay, grey, so that nothing jumps while filtering. */
  readonly options: readonly FacetOption[]
  readonly selected: ReadonlySet<string>
  onToggle(value: string, on: boolean): void
}

export const Facet = ({ title, options, selected, onToggle }: FacetProps): ReactNode => (
  <FacetSection title={title}>
    {options.map(option => (
      <div key={option.value} className={classNames('option', option.count === 0 && !selected.has(option.value) && 'none')}>
        <Checkbox label={option.label} checked={selected.has(option.value)} onChange={event => onToggle(option.value, event.target.checked)} />
        <span className="count">{formatCount(option.count)}</span>
      </div>
    ))}
  </FacetSection>
)

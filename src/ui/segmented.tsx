import { useId, type ReactNode } from 'react'
import './segmented.css'
import { Icon, type IconName } from './icon.tsx'

export interface Segment<V extends string> { readonly value: V, readonly label: string, readonly icon?: IconName }

export interface SegmentedProps<V extends string> {
  /** What is chosen between, for screen readers. */
  readonly label: string
  /** Two to four views of the same thing. */
  readonly segments: readonly Segment<V>[]
  readonly value: V
  onChange(value: NoInfer<V>): void
}

export const Segmented = <V extends string>({ label, segments, value, onChange }: SegmentedProps<V>): ReactNode => {
  const name = useId()
  return (
    <div className="ui-segmented" role="radiogroup" aria-label={label}>
      {segments.map(s => (
        <label key={s.value}>
          <input type="radio" name={name} value={s.value} checked={s.value === value} onChange={() => onChange(s.value)} />
          {s.icon && <Icon name={s.icon} size={14} />}<span>{s.label}</span>
        </label>
      ))}
    </div>
  )
}

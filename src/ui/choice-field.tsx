import { useId, type ComponentProps, type ReactNode } from 'react'
import './choice-field.css'
import { classNames } from './class-names.ts'

export interface ChoiceFieldOption<V extends string> { readonly value: V, readonly label: string }

export interface ChoiceFieldProps<V extends string> {
  readonly label: string
  readonly value: V
  readonly options: readonly ChoiceFieldOption<V>[]
  readonly size?: 's' | 'm'
  readonly hint?: ReactNode
  /** The label is spoken only: the place says what is chosen. */
  readonly quietLabel?: boolean
  onChange(value: V): void
}

/** One of a few, in the browser's own listbox: type-ahead and arrow keys come with it. */
export const ChoiceField = <V extends string>({ label, value, options, size = 'm', hint, quietLabel = false, onChange }: ChoiceFieldProps<V>): ReactNode => {
  const id = useId()
  const chosen = (text: string): void => { const option = options.find(o => o.value === text); if (option) onChange(option.value) }
  return (
    <div className={classNames('ui-field', size !== 'm' && size)}>
      <label htmlFor={id} className={quietLabel ? 'visually-hidden' : undefined}>{label}</label>
      <div className="box ui-choice-field">
        <select id={id} value={value} onChange={event => chosen(event.target.value)} aria-describedby={hint ? `${id}-note` : undefined}>
          {options.map(o => <option key={o.value} value={o.value}>{o.label}</option>)}
        </select>
      </div>
      {hint && <div className="hint" id={`${id}-note`}>{hint}</div>}
    </div>
  )
}

export interface TextAreaFieldProps extends Omit<ComponentProps<'textarea'>, 'className' | 'id'> {
  readonly label: string
  readonly hint?: ReactNode
  /** What is wrong and what to enter instead. */
  readonly error?: string
}

export const TextAreaField = ({ label, hint, error, ...area }: TextAreaFieldProps): ReactNode => {
  const id = useId(), note = error ?? hint
  return (
    <div className={classNames('ui-field', error !== undefined && 'invalid')}>
      <label htmlFor={id}>{label}</label>
      <div className="box ui-text-area"><textarea rows={3} {...area} id={id} aria-invalid={error !== undefined || undefined} aria-describedby={note ? `${id}-note` : undefined} /></div>
      {note && <div className={error === undefined ? 'hint' : 'error'} id={`${id}-note`}>{note}</div>}
    </div>
  )
}

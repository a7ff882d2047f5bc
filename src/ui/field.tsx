import { useId, type ComponentProps, type ReactNode } from 'react'
import './field.css'
import type { ControlSize } from './button.tsx'
import { classNames } from './class-names.ts'
import { Icon } from './icon.tsx'

export interface FieldProps extends Omit<ComponentProps<'input'>, 'size' | 'className' | 'id'> {
  readonly label: string
  readonly size?: ControlSize
  /** Inside, right. */
  readonly unit?: string
  readonly hint?: ReactNode
  /** What is wrong and what to enter instead. */
  readonly error?: string
  /** A small button inside, right. */
  readonly trailing?: ReactNode
}

export const Field = ({ label, size = 'm', unit, hint, error, trailing, ...input }: FieldProps): ReactNode => {
  const id = useId()
  const note = error ?? hint
  return (
    <div className={classNames('ui-field', size !== 'm' && size, error !== undefined && 'invalid')}>
      <label htmlFor={id}>{label}</label>
      <div className="box">
        <input {...input} id={id} aria-invalid={error !== undefined || input['aria-invalid'] || undefined} aria-describedby={note ? `${id}-note` : input['aria-describedby']} />
        {unit && <span className="unit">{unit}</span>}
        {trailing}
      </div>
      {error !== undefined
        ? <div className="error" id={`${id}-note`}><Icon name="alert" size={14} /><span>{error}</span></div>
        : hint && <div className="hint" id={`${id}-note`}>{hint}</div>}
    </div>
  )
}

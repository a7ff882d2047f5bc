import type { ComponentProps, ReactNode } from 'react'
import './choice.css'

export interface ChoiceProps extends Omit<ComponentProps<'input'>, 'type' | 'className' | 'children'> {
  readonly label: ReactNode
}
export interface CheckboxProps extends ChoiceProps {
  /** Some of a group are checked. */
  readonly mixed?: boolean
}

export const Checkbox = ({ label, mixed = false, ...input }: CheckboxProps): ReactNode => (
  <label className="ui-choice">
    <input {...input} type="checkbox" ref={element => { if (element) element.indeterminate = mixed }} /><span>{label}</span>
  </label>
)

export const Radio = ({ label, ...input }: ChoiceProps): ReactNode => (
  <label className="ui-choice"><input {...input} type="radio" /><span>{label}</span></label>
)

/** Takes effect at once, without a save button. */
export const Switch = ({ label, ...input }: ChoiceProps): ReactNode => (
  <label className="ui-choice"><input {...input} type="checkbox" role="switch" /><span>{label}</span></label>
)

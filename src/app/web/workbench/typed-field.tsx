import { useState, type ReactNode } from 'react'
import { Field } from '../../../ui/field.tsx'

export interface TypedFieldProps { readonly label: string, readonly value: string, readonly type?: 'text' | 'number', onCommit(value: string): void }

/** A field that becomes a change when it is left or confirmed, never while typing or composing. Give it a key of its value. */
export const TypedField = ({ label, value, type = 'text', onCommit }: TypedFieldProps): ReactNode => {
  const [typed, set] = useState(value)
  const commit = (): void => { if (typed !== value) onCommit(typed) }
  return (
    <Field label={label} size="s" type={type} value={typed} onChange={event => set(event.target.value)} onBlur={commit}
      onKeyDown={event => { if (event.key === 'Enter' && !event.nativeEvent.isComposing && event.keyCode !== 229 && !event.ctrlKey) commit() }} />
  )
}

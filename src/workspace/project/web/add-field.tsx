import { useState, type ReactNode } from 'react'
import { Button } from '../../../ui/button.tsx'
import { Field } from '../../../ui/field.tsx'
import { useT } from '../../../ui/i18n.tsx'
import { schemaMessages as m } from './schema-messages.ts'

export interface AddFieldProps {
  readonly label: string
  readonly isFull: boolean
  readonly limit: number
  /** Where the focus goes when something is missing here. */
  readonly path?: string
  readonly extra?: ReactNode
  onAdd(name: string): void
}

/** One name, added with Enter or the button; the field stays for the next one. */
export const AddField = ({ label, isFull, limit, path, extra, onAdd }: AddFieldProps): ReactNode => {
  const t = useT()
  const [typed, type] = useState('')
  const add = (): void => {
    const name = typed.trim()
    if (name === '' || isFull) return
    onAdd(name)
    type('')
  }
  return (
    <div className="add-field">
      <Field label={label} size="s" placeholder={label} value={typed} maxLength={500} data-path={path} onChange={event => type(event.target.value)}
        onKeyDown={event => { if (event.key === 'Enter' && !event.nativeEvent.isComposing && event.keyCode !== 229) { event.preventDefault(); add() } }} />
      <Button size="s" icon="plus" blocked={isFull ? t(m.full, { n: limit }) : undefined} onClick={add}>{t(m.add)}</Button>
      {extra}
    </div>
  )
}

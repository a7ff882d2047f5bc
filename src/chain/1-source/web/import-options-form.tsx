import type { ReactNode } from 'react'
import { Checkbox } from '../../../ui/choice.tsx'
import { ChoiceField } from '../../../ui/choice-field.tsx'
import { Field } from '../../../ui/field.tsx'
import { useT } from '../../../ui/i18n.tsx'
import { namedEncodings, type ImportOptions } from '../model.ts'
import { sourceMessages as m } from './messages.ts'

/** How texts, and tables of them, are read; folded, because most imports need nothing of it. */
export const ImportOptionsForm = ({ value, onChange }: { readonly value: ImportOptions, onChange(value: ImportOptions): void }): ReactNode => {
  const t = useT()
  const { textColumn, nameColumn, encoding, lines, ...rest } = value
  const set = (change: ImportOptions): void => {
    const next = { textColumn, nameColumn, encoding, lines, ...change }
    onChange({ ...rest, ...(next.textColumn && { textColumn: next.textColumn }), ...(next.nameColumn && { nameColumn: next.nameColumn }), ...(next.encoding && { encoding: next.encoding }), ...(next.lines && { lines: true }) })
  }
  return (
    <details>
      <summary className="secondary">{t(m.tables)}</summary>
      <div className="stack" style={{ paddingTop: 8 }}>
        <div className="row" style={{ alignItems: 'flex-start' }}>
          <div className="grow"><Field label={t(m.textColumn)} hint={t(m.textColumnHint)} value={textColumn ?? ''} maxLength={200} onChange={event => set({ textColumn: event.target.value })} /></div>
          <div className="grow"><Field label={t(m.nameColumn)} hint={t(m.nameColumnHint)} value={nameColumn ?? ''} maxLength={200} onChange={event => set({ nameColumn: event.target.value })} /></div>
        </div>
        <ChoiceField label={t(m.encoding)} value={encoding ?? ''} options={[{ value: '', label: t(m.guessed) }, ...namedEncodings.map(name => ({ value: name, label: name }))]} onChange={name => set({ encoding: name === '' ? undefined : name })} />
        <div><Checkbox label={t(m.lines)} checked={lines ?? false} onChange={event => set({ lines: event.target.checked })} /><p className="meta quiet">{t(m.linesHint)}</p></div>
      </div>
    </details>
  )
}

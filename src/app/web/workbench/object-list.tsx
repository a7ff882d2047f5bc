import { useMemo, type ReactNode } from 'react'
import { pick } from '../../../kernel/messages.ts'
import { askedAttributes } from '../../../sockets/asked.ts'
import type { LabelSchemaDocument } from '../../../sockets/label-schema.ts'
import { IconButton } from '../../../ui/button.tsx'
import { ClassSwatch } from '../../../ui/class-swatch.tsx'
import { classNames } from '../../../ui/class-names.ts'
import { useLocale, useT } from '../../../ui/i18n.tsx'
import { Icon } from '../../../ui/icon.tsx'
import { VirtualList } from '../../../ui/virtual-list.tsx'
import { workbenchMessages as m } from './messages.ts'
import type { AnySession } from './open-task.ts'
import { labelOf, type NamedShape } from './shape-names.ts'
import { ToolIcon } from './tool-icon.tsx'
import { useFacts } from './use-session.ts'

const attributeText = ({ record }: NamedShape, schema: LabelSchemaDocument, write: (name: string) => string, locale: Parameters<typeof pick>[1]): { readonly text: string, readonly isMissing: boolean } => {
  const label = schema.classes.find(entry => entry.id === record.class), attributes = label ? askedAttributes(label, record.attributes) : []
  const missing = attributes.find(attribute => attribute.required && (record.attributes[attribute.id] ?? null) === null)
  if (missing) return { text: write(pick(missing.name, locale)), isMissing: true }
  const first = attributes.find(attribute => (record.attributes[attribute.id] ?? null) !== null), value = first && record.attributes[first.id]
  const option = first?.options?.find(one => one.id === value)
  return { text: option ? pick(option.name, locale) : typeof value === 'boolean' ? (value && first ? pick(first.name, locale) : '') : String(value ?? ''), isMissing: false }
}

export interface ObjectListProps {
  readonly session: AnySession
  readonly shapes: readonly NamedShape[]
  readonly emptyText: string
  /** Brings the selected shape into sight. */
  onFrame(): void
  /** Beside the name: the defect that a reviewer noted. */
  readonly badge?: (shape: NamedShape) => ReactNode
}

/** CSS pixels of a row; rows in sight before the list scrolls. */
const ROW = 28, SHOWN = 14

/** The accessible twin of the canvas: what can be done to a shape there can be done here. */
export const ObjectList = ({ session, shapes, emptyText, onFrame, badge }: ObjectListProps): ReactNode => {
  const t = useT(), { locale } = useLocale(), { selection, hidden } = useFacts(session)
  const [first] = selection, shownIndex = useMemo(() => shapes.findIndex(shape => shape.record.id === first), [shapes, first])
  if (shapes.length === 0) return <p className="quiet pad">{emptyText}</p>
  const toggle = (id: string): void => {
    const next = new Set(hidden)
    if (!next.delete(id)) next.add(id)
    session.store.setFacts({ hidden: next })
  }
  return (
    <div style={{ height: Math.min(shapes.length, SHOWN) * ROW }}><VirtualList label={t(m.objects)} items={shapes} rowHeight={ROW} keyOf={shape => shape.record.id} shownIndex={shownIndex} row={shape => {
      const { record, colour } = shape, { text, isMissing } = attributeText(shape, session.schema, name => t(m.lacks, { name }), locale), isHidden = hidden.has(record.id)
      return (
        <div className={classNames('object-row', selection.has(record.id) && 'selected', isHidden && 'hidden-shape')}>
          <button type="button" className="object" aria-pressed={selection.has(record.id)} onClick={event => session.select(event.shiftKey || event.ctrlKey ? [...selection, record.id] : [record.id])} onDoubleClick={onFrame}>
            {record.origin.startsWith('model:') ? <span title={t(m.suggestion)} className="model"><Icon name="spark" size={14} /></span> : <ToolIcon id={record.kind} size={14} />}
            {colour > 0 && <ClassSwatch slot={colour} pattern={shape.pattern} />}
            <span className="truncate grow">{shape.text ?? shape.name}{shape.text === null && <span className="quiet"> {shape.ordinal}</span>}</span>
            {badge?.(shape)}
            <span className={classNames('truncate', 'note', isMissing || record.class === null ? 'warn' : 'quiet')}>{record.class === null ? t(m.noClass) : shape.text === null ? text : text || shape.name}</span>
          </button>
          <IconButton icon={isHidden ? 'ring' : 'eye'} label={`${t(isHidden ? m.show : m.hide)} ${labelOf(shape)}`} onClick={() => toggle(record.id)} />
          {!session.readOnly && <IconButton icon="trash" label={`${t(m.remove)} ${labelOf(shape)}`} onClick={() => session.commit([{ op: 'remove', id: record.id }])} />}
        </div>
      )
    }} /></div>
  )
}

import { useMemo, useState, type KeyboardEvent, type ReactNode, type RefObject } from 'react'
import { pick, type Locale } from '../../../kernel/messages.ts'
import type { LabelClass } from '../../../sockets/label-schema.ts'
import type { ShapeRecord } from '../../../sockets/shape.ts'
import { ClassSwatch } from '../../../ui/class-swatch.tsx'
import { formatCount } from '../../../ui/format.ts'
import { useLocale, useT } from '../../../ui/i18n.tsx'
import { Icon } from '../../../ui/icon.tsx'
import { KeyHint } from '../../../ui/key-hint.tsx'
import { scoreOf } from '../../../ui/match.ts'
import { VirtualList } from '../../../ui/virtual-list.tsx'
import { keysOfClasses } from './keys.ts'
import { workbenchMessages as m } from './messages.ts'
import type { AnySession } from './open-task.ts'
import { useFacts } from './use-session.ts'

interface Entry { readonly label: LabelClass, readonly name: string, readonly key: string }

/** Names in every language answer, Han names also by pinyin initials; best first. */
const found = (typed: string, entries: readonly Entry[]): readonly Entry[] => {
  if (typed.trim() === '') return entries
  return entries.map((entry, order) => ({ entry, order, score: Math.max(0, ...Object.values(entry.label.name).map(name => scoreOf(typed, name))) }))
    .filter(hit => hit.score > 0).sort((a, b) => b.score - a.score || a.order - b.order).map(hit => hit.entry)
}

const entriesOf = (classes: readonly LabelClass[], locale: Locale, isKeyed: boolean): readonly Entry[] =>
  keysOfClasses(classes).map(([key = ''], i) => ({ label: classes[i]!, name: pick(classes[i]!.name, locale), key: isKeyed ? key.toUpperCase() : '' }))

export interface ClassListProps {
  readonly session: AnySession
  readonly records: readonly ShapeRecord[]
  readonly search: RefObject<HTMLInputElement | null>
  /** The digits choose classes here. */
  readonly isKeyed: boolean
  onChoose(id: string | null): void
}

/** Always open, with the key beside each class. Choosing the class in hand puts it down. */
export const ClassList = ({ session, records, search, isKeyed, onChoose }: ClassListProps): ReactNode => {
  const t = useT(), { locale } = useLocale(), { activeClass } = useFacts(session)
  const [typed, type] = useState('')
  const { classes } = session.schema, entries = useMemo(() => entriesOf(classes, locale, isKeyed), [classes, locale, isKeyed])
  const shown = useMemo(() => found(typed, entries), [typed, entries])
  const counts = useMemo(() => records.reduce((sum, { class: id, question }) => (id !== null && question === null ? sum.set(id, (sum.get(id) ?? 0) + 1) : sum), new Map<string, number>()), [records])
  const choose = (id: string | null): void => { onChoose(id); type('') }
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing || event.keyCode === 229) return
    if (event.key === 'Enter' && shown[0]) choose(shown[0].label.id)
    if (event.key === 'Escape') choose(activeClass)
  }
  if (classes.length === 0) return <p className="quiet pad">{t(m.noClasses)}</p>
  return (
    <section className="classes">
      <header><h2>{t(m.classes)}</h2></header>
      <div className="class-search"><Icon name="search" size={14} />
        <input ref={search} value={typed} aria-label={t(m.findClassLabel)} placeholder={t(m.findClass, { n: classes.length })} onChange={event => type(event.target.value)} onKeyDown={onKeyDown} />
      </div>
      {shown.length === 0 && <p className="quiet pad">{t(m.noClassFound, { text: typed })}</p>}
      <div className="class-rows" style={{ height: Math.min(shown.length, 14) * 28 }}>
        <VirtualList label={t(m.classes)} items={shown} rowHeight={28} keyOf={entry => entry.label.id} row={({ label, name, key }) => (
          <button type="button" className="class-row" aria-pressed={label.id === activeClass} onClick={() => choose(label.id === activeClass ? null : label.id)}>
            {key ? <KeyHint keys={key} /> : <span className="no-key" />}
            <ClassSwatch slot={label.colour} pattern={label.pattern} /><span className="truncate grow">{name}</span>
            <span className="quiet">{counts.has(label.id) ? formatCount(counts.get(label.id) ?? 0) : ''}</span>
          </button>
        )} />
      </div>
    </section>
  )
}

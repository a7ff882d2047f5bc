import { useMemo, useState, type DragEvent, type KeyboardEvent, type ReactNode } from 'react'
import { pick, type LocalisedText } from '../../../kernel/messages.ts'
import type { ClassPattern } from '../../../sockets/label-schema.ts'
import { classNames } from '../../../ui/class-names.ts'
import { ClassSwatch } from '../../../ui/class-swatch.tsx'
import { formatCount } from '../../../ui/format.ts'
import { useLocale, useT } from '../../../ui/i18n.tsx'
import { Icon } from '../../../ui/icon.tsx'
import { KeyHint } from '../../../ui/key-hint.tsx'
import { scoreOf } from '../../../ui/match.ts'
import { VirtualList } from '../../../ui/virtual-list.tsx'
import { keyOfPlace, missingLanguages } from './schema-draft.ts'
import { schemaMessages as m } from './schema-messages.ts'

export interface Entry {
  readonly id: string
  readonly name: LocalisedText
  /** 1 to 24 of a class, null of a question. */
  readonly colour: number | null
  readonly pattern?: ClassPattern | undefined
  readonly hotkey?: string | undefined
}
interface Row { readonly entry: Entry, readonly place: number }

/** Names in every language answer, Han names also by pinyin initials; best first. */
export const foundEntries = (typed: string, entries: readonly Entry[], onlyMissing: boolean): readonly Row[] => {
  const rows = entries.map((entry, place) => ({ entry, place })).filter(({ entry }) => !onlyMissing || missingLanguages(entry.name).length > 0)
  if (typed.trim() === '') return rows
  return rows.map(row => ({ row, score: Math.max(0, ...Object.values(row.entry.name).map(name => scoreOf(typed, name))) }))
    .filter(hit => hit.score > 0).sort((a, b) => b.score - a.score || a.row.place - b.row.place).map(hit => hit.row)
}

/** px of a row, and of the list when it is short or long. */
const rowHeight = 32, longest = 16

export interface EntryListProps {
  readonly label: string
  readonly entries: readonly Entry[]
  readonly chosen: string
  readonly isReadOnly: boolean
  /** Entries with an error that may be told now. */
  readonly wrong: ReadonlySet<string>
  onChoose(id: string): void
  onMove(from: number, to: number): void
}

/** Where a key with Alt takes an entry; undefined for other keys. @param count of entries */
export const placeAfter = (key: string, at: number, count: number): number | undefined => ({ ArrowUp: at - 1, ArrowDown: at + 1, Home: 0, End: count - 1 })[key]

const useMoves = ({ entries, isReadOnly, onMove }: EntryListProps, isFiltered: boolean) => {
  const t = useT(), { locale } = useLocale()
  const [dragged, drag] = useState<number | null>(null), [said, say] = useState('')
  const canMove = !isReadOnly && !isFiltered
  const move = (from: number, to: number): void => {
    const entry = entries[from]
    if (!canMove || !entry || to < 0 || to >= entries.length || from === to) return
    onMove(from, to)
    say(t(m.movedTo, { name: pick(entry.name, locale), n: to + 1 }))
    // The row was taken out and put in again: the focus goes with it.
    requestAnimationFrame(() => document.querySelector<HTMLElement>(`[data-entry="${entry.id}"]`)?.focus())
  }
  const onKeyDown = (place: number) => (event: KeyboardEvent): void => {
    const to = event.altKey ? placeAfter(event.key, place, entries.length) : undefined
    if (to === undefined) return
    event.preventDefault()
    move(place, to)
  }
  const dragProps = (place: number) => canMove ? {
    draggable: true, onDragStart: () => drag(place), onDragEnd: () => drag(null),
    onDragOver: (event: DragEvent) => { if (dragged !== null) event.preventDefault() },
    onDrop: () => { if (dragged !== null) move(dragged, place); drag(null) },
  } : {}
  return { canMove, dragged, said, onKeyDown, dragProps }
}

/** Classes or questions in their order: found by typing, chosen by a press, moved by dragging or Alt and the arrows. */
export const EntryList = (props: EntryListProps): ReactNode => {
  const { label, entries, chosen, wrong, onChoose } = props
  const t = useT(), { locale } = useLocale()
  const [typed, type] = useState(''), [onlyMissing, filterMissing] = useState(false)
  const missing = useMemo(() => entries.filter(entry => missingLanguages(entry.name).length > 0).length, [entries])
  const isFiltered = typed.trim() !== '' || (onlyMissing && missing > 0)
  const rows = useMemo(() => foundEntries(typed, entries, onlyMissing && missing > 0), [typed, entries, onlyMissing, missing])
  const { canMove, dragged, said, onKeyDown, dragProps } = useMoves(props, isFiltered)
  return (
    <>
      <div className="entry-search">
        <label className="box"><Icon name="search" size={14} /><input value={typed} aria-label={t(m.findLabel)} placeholder={t(m.find, { n: formatCount(entries.length) })} onChange={event => type(event.target.value)}
          onKeyDown={event => { const first = rows[0]; if (event.key === 'Enter' && !event.nativeEvent.isComposing && first) onChoose(first.entry.id); if (event.key === 'Escape') type('') }} /></label>
        {missing > 0 && <button type="button" className="missing" aria-pressed={onlyMissing} onClick={() => filterMissing(!onlyMissing)}><Icon name="globe" size={12} />{t(m.onlyMissing, { n: formatCount(missing) })}</button>}
      </div>
      {rows.length === 0 && <p className="quiet pad">{t(m.noneFound, { text: typed })}</p>}
      <div className="entry-rows" style={{ height: Math.min(rows.length, longest) * rowHeight }}>
        <VirtualList label={label} items={rows} rowHeight={rowHeight} keyOf={row => row.entry.id} shownIndex={rows.findIndex(row => row.entry.id === chosen)} row={({ entry, place }) => (
          <div className={classNames('entry', entry.id === chosen && 'current', place === dragged && 'dragged')} {...dragProps(place)}>
            {canMove && <Icon name="grip" size={14} />}
            <button type="button" data-entry={entry.id} aria-current={entry.id === chosen ? 'true' : undefined} aria-keyshortcuts={canMove ? 'Alt+ArrowUp Alt+ArrowDown Alt+Home Alt+End' : undefined} onClick={() => onChoose(entry.id)} onKeyDown={onKeyDown(place)}>
              {entry.colour !== null && <>{entry.hotkey ?? keyOfPlace(place) ? <KeyHint keys={entry.hotkey?.toUpperCase() ?? keyOfPlace(place)} /> : <span className="no-key" />}<ClassSwatch slot={entry.colour} pattern={entry.pattern} /></>}
              <span className="truncate grow">{pick(entry.name, locale) || <span className="quiet">{entry.id}</span>}</span>
              {wrong.has(entry.id) && <Icon name="alert" size={14} className="wrong" />}
            </button>
          </div>
        )} />
      </div>
      {canMove && entries.length > 1 && <p className="meta quiet pad">{t(m.reorder)}</p>}
      <span className="visually-hidden" role="status">{said}</span>
    </>
  )
}

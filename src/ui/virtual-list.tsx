import { useEffect, useRef, type ReactNode } from 'react'
import { useVirtualizer } from '@tanstack/react-virtual'
import './virtual-list.css'

export interface VirtualListProps<T> {
  readonly label: string
  readonly items: readonly T[]
  /** px; every row has it. */
  readonly rowHeight: number
  keyOf(item: T): string
  row(item: T, index: number): ReactNode
  /** Scrolled into view when it changes. */
  readonly shownIndex?: number
  /** Called when the last rows are near, to load the next page. */
  onEndNear?(): void
}

/** Draws only the rows in view; screen readers hear the full count. */
export const VirtualList = <T,>({ label, items, rowHeight, keyOf, row, shownIndex, onEndNear }: VirtualListProps<T>): ReactNode => {
  const scroller = useRef<HTMLDivElement>(null)
  const virtualizer = useVirtualizer({ count: items.length, getScrollElement: () => scroller.current, estimateSize: () => rowHeight, overscan: 8 })
  const rows = virtualizer.getVirtualItems()
  const last = rows.at(-1)?.index ?? -1
  useEffect(() => { if (shownIndex !== undefined && shownIndex >= 0) virtualizer.scrollToIndex(shownIndex) }, [shownIndex, virtualizer])
  useEffect(() => { if (items.length > 0 && last >= items.length - 1) onEndNear?.() }, [last, items.length, onEndNear])
  return (
    <div className="ui-virtual-list" ref={scroller} tabIndex={0} role="group" aria-label={label}>
      <div role="list" aria-label={label} style={{ height: virtualizer.getTotalSize() }}>
        {rows.map(v => {
          const item = items[v.index]
          return item === undefined ? null : (
            <div key={keyOf(item)} role="listitem" aria-setsize={items.length} aria-posinset={v.index + 1}
              style={{ height: rowHeight, transform: `translateY(${v.start}px)` }}>{row(item, v.index)}</div>
          )
        })}
      </div>
    </div>
  )
}

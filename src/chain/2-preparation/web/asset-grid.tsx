import { useEffect, useRef, useState, type KeyboardEvent, type ReactNode, type RefObject } from 'react'
import { useVirtualizer } from '@tanstack/react-virtual'
import { classNames } from '../../../ui/class-names.ts'
import { useT } from '../../../ui/i18n.tsx'
import { StatusPill } from '../../../ui/status-pill.tsx'
import { AssetPicture } from './asset-picture.tsx'
import { preparationMessages as m } from './messages.ts'

export interface GridAsset { readonly id: string, readonly name: string, readonly modality: string, /** null where nothing was said of it. */ readonly kept: boolean | null }

/** px: the least width of a tile, the height of a row with its caption, the gap. */
const leastTile = 148, rowHeight = 146, gap = 12

/** Which tile a key leads to. @param columns of the grid */
export const tileAfter = (key: string, at: number, columns: number, count: number): number | undefined => {
  const to = { ArrowRight: at + 1, ArrowLeft: at - 1, ArrowDown: at + columns, ArrowUp: at - columns, Home: 0, End: count - 1 }[key]
  return to === undefined || to < 0 || to >= count ? undefined : to
}

const useWidth = (): readonly [RefObject<HTMLDivElement | null>, number] => {
  const ref = useRef<HTMLDivElement>(null)
  const [width, setWidth] = useState(0)
  useEffect(() => {
    if (!ref.current) return
    const observer = new ResizeObserver(entries => setWidth(entries[0]?.contentRect.width ?? 0))
    observer.observe(ref.current)
    return () => observer.disconnect()
  }, [])
  return [ref, width]
}

export interface AssetGridProps {
  readonly label: string
  readonly assets: readonly GridAsset[]
  readonly chosen: string
  hrefOf(asset: string): string
  onEndNear(): void
}

/** Tiles of which only those in view are drawn. One stop for the tab key, arrows inside. */
export const AssetGrid = ({ label, assets, chosen, hrefOf, onEndNear }: AssetGridProps): ReactNode => {
  const t = useT()
  const [scroller, width] = useWidth()
  const [focused, focus] = useState(0)
  const columns = Math.max(1, Math.floor((width + gap) / (leastTile + gap))), rows = Math.ceil(assets.length / columns)
  const virtualizer = useVirtualizer({ count: rows, getScrollElement: () => scroller.current, estimateSize: () => rowHeight + gap, overscan: 3 })
  const shown = virtualizer.getVirtualItems(), last = shown.at(-1)?.index ?? -1
  useEffect(() => { if (rows > 0 && last >= rows - 2) onEndNear() }, [last, rows, onEndNear])
  const key = (event: KeyboardEvent): void => {
    const to = tileAfter(event.key, focused, columns, assets.length)
    if (to === undefined) return
    event.preventDefault()
    focus(to)
    virtualizer.scrollToIndex(Math.floor(to / columns))
    requestAnimationFrame(() => scroller.current?.querySelector<HTMLElement>(`[data-tile="${to}"]`)?.focus())
  }
  const tabStop = Math.min(focused, assets.length - 1)
  return (
    <div className="asset-grid" ref={scroller}>
      <ul aria-label={label} style={{ height: virtualizer.getTotalSize() }}>
        {shown.flatMap(row => assets.slice(row.index * columns, (row.index + 1) * columns).map((asset, i) => {
          const at = row.index * columns + i, tile = (width - gap * (columns - 1)) / columns
          return (
            <li key={asset.id} aria-setsize={assets.length} aria-posinset={at + 1} style={{ width: tile, height: rowHeight, transform: `translate(${i * (tile + gap)}px, ${row.start}px)` }}>
              <a href={hrefOf(asset.id)} data-tile={at} tabIndex={at === tabStop ? 0 : -1} aria-current={asset.id === chosen ? 'true' : undefined} onKeyDown={key} onFocus={() => focus(at)} className={classNames(asset.kept === false && 'out')}>
                <AssetPicture asset={asset.id} modality={asset.modality} />
                <span className="caption"><span className="truncate grow" title={asset.name}>{asset.name.split('/').at(-1)}</span>{asset.kept === false && <StatusPill shape="cross" tone="bad">{t(m.dropped)}</StatusPill>}</span>
              </a>
            </li>
          )
        }))}
      </ul>
    </div>
  )
}

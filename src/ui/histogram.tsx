import { useRef, type KeyboardEvent, type PointerEvent, type ReactNode } from 'react'
import './histogram.css'
import { formatCount } from './format.ts'
import { countInside, edgeAfterKey, moveHandle, type EdgeRange, type Handle } from './histogram-range.ts'
import { useT } from './i18n.tsx'
import { uiMessages } from './messages.ts'

export interface HistogramProps {
  readonly label: string
  /** One more than counts, ascending. */
  readonly edges: readonly number[]
  readonly counts: readonly number[]
  readonly range: EdgeRange
  onChange(range: EdgeRange): void
  /** An edge as text with its unit. */
  format(edge: number): string
  /** Right below the plot: the model behind the figure, for instance. */
  readonly source?: ReactNode
}

export const Histogram = ({ label, edges, counts, range, onChange, format, source }: HistogramProps): ReactNode => {
  const t = useT()
  const plot = useRef<HTMLDivElement>(null)
  const bins = counts.length
  const top = Math.max(1, ...counts)
  const edgeText = (edge: number): string => format(edges[edge] ?? 0)
  const drag = (handle: Handle) => (event: PointerEvent<HTMLDivElement>): void => {
    if (event.type === 'pointerdown') event.currentTarget.setPointerCapture(event.pointerId)
    if (!event.currentTarget.hasPointerCapture(event.pointerId) || !plot.current) return
    const box = plot.current.getBoundingClientRect()
    const edge = Math.round(((event.clientX - box.left) / box.width) * bins)
    const next = moveHandle(range, handle, edge, bins)
    if (next[handle] !== range[handle]) onChange(next)
  }
  const key = (handle: Handle) => (event: KeyboardEvent<HTMLDivElement>): void => {
    const edge = edgeAfterKey(event.key, range[handle], bins)
    if (edge === undefined) return
    event.preventDefault()
    onChange(moveHandle(range, handle, edge, bins))
  }
  const handle = (which: Handle): ReactNode => (
    <div className="handle" role="slider" tabIndex={0} style={{ left: `${(range[which] / bins) * 100}%` }}
      aria-label={t(which === 'low' ? uiMessages.from : uiMessages.upTo, { label })} aria-valuemin={edges[0]} aria-valuemax={edges[bins]}
      aria-valuenow={edges[range[which]]} aria-valuetext={edgeText(range[which])} onKeyDown={key(which)} onPointerDown={drag(which)} onPointerMove={drag(which)} />
  )
  const total = counts.reduce((sum, n) => sum + n, 0)
  return (
    <div className="ui-histogram">
      <div className="plot" ref={plot}>
        <svg viewBox={`0 0 ${bins} 100`} preserveAspectRatio="none" role="img"
          aria-label={t(uiMessages.histogramText, { label, inside: formatCount(countInside(counts, range)), total: formatCount(total) })}>
          {counts.map((n, i) => {
            const height = n === 0 ? 0 : Math.max(2, (n / top) * 100)
            return <rect key={edges[i]} className={i >= range.low && i < range.high ? 'inside' : undefined} x={i + 0.06} y={100 - height} width={0.88} height={height} />
          })}
        </svg>
        {handle('low')}{handle('high')}
      </div>
      <div className="edges">
        <span>{edgeText(range.low)} – {edgeText(range.high)}</span>
        <span>{source ?? `${edgeText(0)} – ${edgeText(bins)}`}</span>
      </div>
    </div>
  )
}

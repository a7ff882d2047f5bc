import { useRef, type KeyboardEvent, type PointerEvent, type ReactNode } from 'react'
import { formatCount } from '../../../ui/format.ts'
import { edgeAfterKey } from '../../../ui/histogram-range.ts'
import { useT } from '../../../ui/i18n.tsx'
import { preparationMessages as m } from './messages.ts'
import { placeOf } from './recipe-draft.ts'

export interface ThresholdPlotProps {
  readonly label: string
  readonly unit?: string
  readonly histogram: { readonly min: number, readonly max: number, readonly counts: readonly number[] }
  readonly threshold: number
  /** What lies above is dropped; else what lies below. */
  readonly isUpper: boolean
  readonly kept: number
  readonly dropped: number
  /** Fits the parameter: whole numbers for whole parameters. */
  round(value: number): number
  onChange(threshold: number): void
}

/** The distribution of what was measured, with the threshold as a line that is dragged or nudged by a bar. */
export const ThresholdPlot = ({ label, unit, histogram, threshold, isUpper, kept, dropped, round, onChange }: ThresholdPlotProps): ReactNode => {
  const t = useT(), plot = useRef<HTMLDivElement>(null)
  const { min, max, counts } = histogram, bins = counts.length, width = (max - min) / bins, top = Math.max(1, ...counts), place = placeOf(threshold, histogram)
  const text = (value: number): string => [formatCount(Math.round(value * 100) / 100), unit].filter(Boolean).join(' ')
  const drag = (event: PointerEvent<HTMLDivElement>): void => {
    if (event.type === 'pointerdown') event.currentTarget.setPointerCapture(event.pointerId)
    if (!event.currentTarget.hasPointerCapture(event.pointerId) || !plot.current) return
    const box = plot.current.getBoundingClientRect(), share = Math.max(0, Math.min(1, (event.clientX - box.left) / box.width)), next = round(min + share * (max - min))
    if (next !== threshold) onChange(next)
  }
  const key = (event: KeyboardEvent): void => {
    const at = width === 0 ? 0 : (threshold - min) / width, edge = edgeAfterKey(event.key, at, bins)
    if (edge === undefined) return
    event.preventDefault()
    const next = round(min + Math.max(0, Math.min(bins, edge)) * width)
    // A bar may be narrower than one whole number: a press still moves.
    onChange(next === threshold && edge !== at ? round(threshold + Math.sign(edge - at)) : next)
  }
  // A bar that the line cuts goes with its larger half.
  const isDropped = (bin: number): boolean => { const middle = min + (bin + 0.5) * width; return isUpper ? middle > threshold : middle < threshold }
  return (
    <div className="threshold">
      <div className="plot" ref={plot}>
        <svg viewBox={`0 0 ${bins} 100`} preserveAspectRatio="none" role="img" aria-label={t(m.distribution, { label, kept: formatCount(kept), dropped: formatCount(dropped) })}>
          <rect className="out" x={isUpper ? place * bins : 0} width={(isUpper ? 1 - place : place) * bins} y="0" height="100" />
          {counts.map((n, bin) => {
            const height = n === 0 ? 0 : Math.max(1.5, (n / top) * 96)
            return <rect key={min + bin * width} className={isDropped(bin) ? 'dropped' : 'kept'} x={bin + 0.08} width="0.84" y={100 - height} height={height} />
          })}
        </svg>
        <div className="line" role="slider" tabIndex={0} style={{ left: `${place * 100}%` }} aria-label={label} aria-valuemin={min} aria-valuemax={max} aria-valuenow={Math.max(min, Math.min(max, threshold))} aria-valuetext={text(threshold)}
          onKeyDown={key} onPointerDown={drag} onPointerMove={drag} />
      </div>
      <div className="ends"><span>{text(min)}</span><span>{t(m.beyond, { max: text(max) })}</span></div>
    </div>
  )
}

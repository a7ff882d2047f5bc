import { useRef, type KeyboardEvent, type PointerEvent, type ReactNode } from 'react'
import './splitter.css'
import { classNames } from './class-names.ts'

export interface SplitterProps {
  readonly label: string
  /** Direction of the line: vertical stands between left and right. */
  readonly orientation: 'vertical' | 'horizontal'
  /** Size of the panel before the line, px. */
  readonly size: number
  readonly min: number
  readonly max: number
  /** The panel that is sized lies after the line. */
  readonly reversed?: boolean
  onResize(size: number): void
}

const step = 16

/** A 1-px line with an 8-px grip; the arrows move it by 16, Home and End to its limits. */
export const Splitter = ({ label, orientation, size, min, max, reversed = false, onResize }: SplitterProps): ReactNode => {
  const start = useRef({ at: 0, size })
  const sign = reversed ? -1 : 1
  const position = (event: PointerEvent): number => orientation === 'vertical' ? event.clientX : event.clientY
  const set = (next: number): void => { const clamped = Math.max(min, Math.min(max, Math.round(next))); if (clamped !== size) onResize(clamped) }
  const onKeyDown = (event: KeyboardEvent): void => {
    const [less, more] = orientation === 'vertical' ? ['ArrowLeft', 'ArrowRight'] : ['ArrowUp', 'ArrowDown']
    const next = event.key === less ? size - sign * step : event.key === more ? size + sign * step : event.key === 'Home' ? min : event.key === 'End' ? max : undefined
    if (next === undefined) return
    event.preventDefault()
    set(next)
  }
  return (
    <div className={classNames('ui-splitter', orientation)} role="separator" aria-label={label} aria-orientation={orientation} tabIndex={0}
      aria-valuenow={size} aria-valuemin={min} aria-valuemax={max} onKeyDown={onKeyDown}
      onPointerDown={event => { event.currentTarget.setPointerCapture(event.pointerId); start.current = { at: position(event), size } }}
      onPointerMove={event => { if (event.currentTarget.hasPointerCapture(event.pointerId)) set(start.current.size + sign * (position(event) - start.current.at)) }} />
  )
}

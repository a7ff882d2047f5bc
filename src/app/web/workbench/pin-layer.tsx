import { useEffect, useRef, type KeyboardEvent, type ReactNode } from 'react'
import type { ClientPoint } from '../../../editor/input/pointer.ts'
import type { Pin } from '../../../chain/5-inspection/model.ts'
import { useT } from '../../../ui/i18n.tsx'
import { pinMessages as p } from './pin-messages.ts'
import type { PinSurface } from './pin-surface.ts'

/** A pin with what it says, and its number among all pins of the task. */
export interface ShownPin { readonly pin: Pin, readonly number: number, readonly words: string }
/** What the next click does, while a pin is being set. */
export interface Arming { onPlace(pin: Pin): void, onCancel(): void }

export interface PinLayerProps {
  readonly surface: PinSurface
  readonly pins: readonly ShownPin[]
  /** The pin whose words are shown. */
  readonly current: number | null
  readonly arming: Arming | null
  onCurrent(index: number | null): void
  /** To the next pin or the one before, by the keys of the room. */
  onStep(direction: 1 | -1): void
}

/** Moved past React: pans and zooms draw no component. */
export const usePlaces = ({ surface, pins }: { readonly surface: PinSurface, readonly pins: readonly { readonly pin: Pin }[] }, layer: { readonly current: HTMLElement | null }): void => {
  useEffect(() => {
    const place = (): void => {
      const box = layer.current?.getBoundingClientRect()
      if (!box) return
      for (const marker of layer.current?.querySelectorAll<HTMLElement>('[data-pin]') ?? []) {
        const shown = pins[Number(marker.dataset['pin'])], at = shown && surface.placeOf(shown.pin)
        const isInside = at && at.x >= box.left && at.x <= box.right && at.y >= box.top && at.y <= box.bottom
        marker.style.visibility = isInside ? 'visible' : 'hidden'
        if (at) marker.style.transform = `translate(${Math.round(at.x - box.left)}px, ${Math.round(at.y - box.top)}px)`
      }
    }
    place()
    // The surface lays itself out a frame after it is mounted.
    const frame = requestAnimationFrame(place), stop = surface.onMove(place)
    return () => { cancelAnimationFrame(frame); stop() }
  }, [surface, pins, layer])
}

const steps: Readonly<Record<string, readonly [number, number]>> = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }

/** Over the whole surface while a pin is set: a click, or arrows and Enter. */
const Target = ({ surface, arming }: { readonly surface: PinSurface, readonly arming: Arming }): ReactNode => {
  const t = useT(), target = useRef<HTMLButtonElement>(null), cross = useRef<HTMLSpanElement>(null), at = useRef<ClientPoint>({ x: 0, y: 0 })
  const point = (to: ClientPoint): void => {
    const box = target.current!.getBoundingClientRect()
    at.current = { x: Math.min(box.right, Math.max(box.left, to.x)), y: Math.min(box.bottom, Math.max(box.top, to.y)) }
    cross.current!.style.transform = `translate(${at.current.x - box.left}px, ${at.current.y - box.top}px)`
  }
  useEffect(() => {
    const box = target.current!.getBoundingClientRect()
    at.current = { x: box.left + box.width / 2, y: box.top + box.height / 2 }
    cross.current!.style.transform = `translate(${box.width / 2}px, ${box.height / 2}px)`
    target.current!.focus()
  }, [])
  const set = (): void => {
    // The layer itself must not be what lies under the point.
    target.current!.style.pointerEvents = 'none'
    const pin = surface.pinAt(at.current)
    target.current!.style.pointerEvents = ''
    if (pin) arming.onPlace(pin)
  }
  const onKey = (event: KeyboardEvent): void => {
    const step = steps[event.key], reach = event.shiftKey ? 40 : 8
    if (step) point({ x: at.current.x + step[0] * reach, y: at.current.y + step[1] * reach })
    else if (event.key === 'Enter') set()
    else if (event.key === 'Escape') arming.onCancel()
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  return (
    <button ref={target} type="button" className="pin-target" aria-label={t(p.setting)} onKeyDown={onKey} onPointerMove={event => point({ x: event.clientX, y: event.clientY })} onClick={event => { point({ x: event.clientX, y: event.clientY }); set() }}>
      <span ref={cross} className="pin-cross" aria-hidden="true" />
      <span className="pin-hint" aria-hidden="true">{t(p.setting)}</span>
    </button>
  )
}

/** Pins over the picture or the text: numbered, reached by Tab and by the keys of the room, each with its words. */
export const PinLayer = (props: PinLayerProps): ReactNode => {
  const { surface, pins, current, arming, onCurrent, onStep } = props, t = useT(), layer = useRef<HTMLDivElement>(null)
  usePlaces(props, layer)
  useEffect(() => { if (current !== null) layer.current?.querySelector<HTMLElement>(`[data-pin="${current}"] button`)?.focus({ preventScroll: true }) }, [current])
  const onKey = (event: KeyboardEvent): void => {
    if (event.key === 'j' || event.key === 'k') onStep(event.key === 'j' ? 1 : -1)
    else if (event.key === 'Escape') onCurrent(null)
  }
  return (
    <div className="pins" ref={layer}>
      {pins.map(({ words, number }, i) => (
        <div key={i} className="pin" data-pin={i}>
          <button type="button" aria-expanded={i === current} aria-label={t(p.pin, { n: number, words })} onKeyDown={onKey} onClick={() => onCurrent(i === current ? null : i)}><span>{number}</span></button>
          {i === current && <div className="pin-words" role="status">{words}</div>}
        </div>
      ))}
      {arming && <Target surface={surface} arming={arming} />}
    </div>
  )
}

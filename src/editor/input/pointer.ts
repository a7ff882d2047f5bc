import type { Modifiers, ToolEvent } from '../tools/define-tool.ts'

/** A point of the window, in CSS pixels (clientX, clientY). */
export interface ClientPoint { readonly x: number, readonly y: number }

/** What a surface does with the pointer. */
export interface PointerTarget<P> {
  place(at: ClientPoint): P
  send(event: ToolEvent<P>): void
  /** Where the pointer is now; null when it left. For the crosshair and the position readout. */
  pointerAt(at: ClientPoint | null): void
  /** 12 for a finger, 6 for a mouse: how far a click reaches. */
  setReach(cssPixels: number): void
  panBy?(dx: number, dy: number): void
  zoomAt?(at: ClientPoint, factor: number): void
}

const THRESHOLD = { mouse: 4, touch: 8 } as const
const REACH = { mouse: 6, touch: 12 } as const
/** One notch of a usual wheel is 100; zooming by e^(100/500) = 1.22 a notch. */
const WHEEL_ZOOM = 500
const PINCH_ZOOM = 100

export const modifiersOf = (event: { readonly shiftKey: boolean, readonly ctrlKey: boolean, readonly metaKey: boolean, readonly altKey: boolean }): Modifiers =>
  ({ shift: event.shiftKey, ctrl: event.ctrlKey || event.metaKey, alt: event.altKey })

type Gesture =
  | { readonly kind: 'none' }
  | { readonly kind: 'tool', readonly pointer: number, readonly from: ClientPoint, readonly threshold: number, isDrag: boolean }
  | { readonly kind: 'pan', readonly pointer: number, last: ClientPoint }
  | { readonly kind: 'pinch', middle: ClientPoint, spread: number }

const at = (event: MouseEvent): ClientPoint => ({ x: event.clientX, y: event.clientY })
const gap = (a: ClientPoint, b: ClientPoint): number => Math.hypot(a.x - b.x, a.y - b.y)

/** Turns pointer and wheel events of an element into tool events. `stop` removes every listener. */
export class PointerInput<P> {
  private readonly element: HTMLElement
  private readonly target: PointerTarget<P>
  private readonly fingers = new Map<number, ClientPoint>()
  private readonly stopping = new AbortController()
  private gesture: Gesture = { kind: 'none' }
  private isSpaceHeld = false

  constructor(element: HTMLElement, target: PointerTarget<P>) {
    this.element = element
    this.target = target
    const { signal } = this.stopping
    element.style.touchAction = 'none'
    element.addEventListener('pointerdown', event => this.down(event), { signal })
    element.addEventListener('pointermove', event => this.move(event), { signal })
    element.addEventListener('pointerup', event => this.up(event), { signal })
    element.addEventListener('pointercancel', event => this.lost(event), { signal })
    element.addEventListener('lostpointercapture', event => this.lost(event), { signal })
    element.addEventListener('pointerleave', () => target.pointerAt(null), { signal })
    element.addEventListener('dblclick', event => target.send({ type: 'double', at: target.place(at(event)), modifiers: modifiersOf(event), clicks: 2 }), { signal })
    element.addEventListener('wheel', event => this.wheel(event), { signal, passive: false })
    element.addEventListener('keydown', event => { if (event.code === 'Space') this.isSpaceHeld = true }, { signal })
    element.addEventListener('keyup', event => { if (event.code === 'Space') this.isSpaceHeld = false }, { signal })
    element.ownerDocument.defaultView?.addEventListener('blur', () => this.blur(), { signal })
    element.ownerDocument.addEventListener('visibilitychange', () => { if (element.ownerDocument.hidden) this.blur() }, { signal })
  }

  stop(): void { this.stopping.abort() }

  private blur(): void {
    this.gesture = { kind: 'none' }
    this.isSpaceHeld = false
    this.fingers.clear()
    this.target.send({ type: 'blur' })
  }

  private down(event: PointerEvent): void {
    const from = at(event), isTouch = event.pointerType === 'touch'
    if (event.button === 2) return
    this.element.setPointerCapture(event.pointerId)
    this.element.focus({ preventScroll: true })
    if (isTouch) {
      this.fingers.set(event.pointerId, from)
      if (this.fingers.size === 2) return this.startPinch()
    }
    if (this.gesture.kind !== 'none') return
    this.target.setReach(isTouch ? REACH.touch : REACH.mouse)
    if (event.button === 1 || this.isSpaceHeld) {
      event.preventDefault()
      this.gesture = { kind: 'pan', pointer: event.pointerId, last: from }
      return
    }
    if (event.button !== 0) return
    this.gesture = { kind: 'tool', pointer: event.pointerId, from, threshold: isTouch ? THRESHOLD.touch : THRESHOLD.mouse, isDrag: false }
    this.target.send({ type: 'press', at: this.target.place(from), modifiers: modifiersOf(event), time: event.timeStamp })
  }

  private move(event: PointerEvent): void {
    const now = at(event), gesture = this.gesture
    this.target.pointerAt(now)
    if (this.fingers.has(event.pointerId)) this.fingers.set(event.pointerId, now)
    if (gesture.kind === 'pinch') return this.pinch(gesture)
    if (gesture.kind === 'none') return this.target.send({ type: 'hover', at: this.target.place(now), modifiers: modifiersOf(event) })
    if (gesture.pointer !== event.pointerId) return
    if (gesture.kind === 'pan') {
      this.target.panBy?.(now.x - gesture.last.x, now.y - gesture.last.y)
      gesture.last = now
      return
    }
    if (!gesture.isDrag && gap(gesture.from, now) < gesture.threshold) return
    gesture.isDrag = true
    // The last coalesced event is this event itself.
    const trail = event.getCoalescedEvents().slice(0, -1).map(passed => this.target.place(at(passed)))
    this.target.send({ type: 'drag', at: this.target.place(now), trail, modifiers: modifiersOf(event) })
  }

  private up(event: PointerEvent): void {
    const gesture = this.gesture
    this.fingers.delete(event.pointerId)
    if (gesture.kind === 'pinch') { if (this.fingers.size === 0) this.gesture = { kind: 'none' }; return }
    if (gesture.kind === 'none' || gesture.pointer !== event.pointerId) return
    this.gesture = { kind: 'none' }
    if (gesture.kind === 'pan') return
    // Without a drag the release is where the press was: a click never moves anything.
    const place = this.target.place(gesture.isDrag ? at(event) : gesture.from)
    this.target.send({ type: 'release', at: place, modifiers: modifiersOf(event) })
  }

  private lost(event: PointerEvent): void {
    this.fingers.delete(event.pointerId)
    const gesture = this.gesture
    if (gesture.kind === 'none' || gesture.kind === 'pinch' || gesture.pointer !== event.pointerId) return
    this.gesture = { kind: 'none' }
    if (gesture.kind === 'tool') this.target.send({ type: 'blur' })
  }

  /** A second finger ends what the first began (drafts are kept) and pinches. */
  private startPinch(): void {
    this.target.send({ type: 'blur' })
    const [a, b] = [...this.fingers.values()]
    if (a && b) this.gesture = { kind: 'pinch', middle: { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 }, spread: gap(a, b) }
  }

  private pinch(gesture: Extract<Gesture, { kind: 'pinch' }>): void {
    const [a, b] = [...this.fingers.values()]
    if (!a || !b) return
    const middle = { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 }, spread = gap(a, b)
    this.target.panBy?.(middle.x - gesture.middle.x, middle.y - gesture.middle.y)
    if (gesture.spread > 0 && spread > 0) this.target.zoomAt?.(middle, spread / gesture.spread)
    gesture.middle = middle
    gesture.spread = spread
  }

  private wheel(event: WheelEvent): void {
    if (!this.target.zoomAt) return
    event.preventDefault()
    const line = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 33 : event.deltaMode === WheelEvent.DOM_DELTA_PAGE ? 400 : 1
    if (event.shiftKey && !event.ctrlKey) return this.target.panBy?.(-(event.deltaX || event.deltaY) * line, 0)
    this.target.zoomAt(at(event), Math.exp((-event.deltaY * line) / (event.ctrlKey ? PINCH_ZOOM : WHEEL_ZOOM)))
  }
}

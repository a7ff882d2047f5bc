import type { ClientPoint } from '../../../editor/input/pointer.ts'
import type { DocumentSurface } from '../../../editor/surfaces/document/document-surface.ts'
import type { RasterSurface } from '../../../editor/surfaces/raster/raster-surface.ts'
import { toImage, type Size } from '../../../editor/surfaces/raster/viewport.ts'
import type { Pin } from '../../../chain/5-inspection/model.ts'

/** Where pins lie on the mounted surface, and which place a point of the window is. */
export interface PinSurface {
  placeOf(pin: Pin): ClientPoint | null
  /** Null outside the asset. */
  pinAt(at: ClientPoint): Pin | null
  /** Brings the pin into sight. */
  reveal(pin: Pin): void
  /** Called whenever places change: zoomed, panned, scrolled. @returns how to stop */
  onMove(listener: () => void): () => void
}

/** The listeners of a surface; `tell` is called by whoever moves it. */
export const moves = (): { readonly tell: () => void, onMove(listener: () => void): () => void } => {
  const listeners = new Set<() => void>()
  return { tell: () => { for (const listener of listeners) listener() }, onMove: listener => { listeners.add(listener); return () => { listeners.delete(listener) } } }
}

export const picturePins = (host: HTMLElement, surface: RasterSurface, extent: Size, onMove: PinSurface['onMove']): PinSurface => ({
  onMove,
  placeOf: pin => ('x' in pin ? surface.toClient(pin) : null),
  pinAt: at => {
    const origin = host.getBoundingClientRect(), { x, y } = toImage(surface.viewport, { x: at.x - origin.left, y: at.y - origin.top })
    return x < 0 || y < 0 || x > extent.width || y > extent.height ? null : { x: Math.round(x * 10) / 10, y: Math.round(y * 10) / 10 }
  },
  reveal: pin => {
    if (!('x' in pin)) return
    const frame = host.getBoundingClientRect(), at = surface.toClient(pin), edge = 40
    const isSeen = at.x > frame.left + edge && at.x < frame.right - edge && at.y > frame.top + edge && at.y < frame.bottom - edge
    if (!isSeen) surface.panBy(frame.left + frame.width / 2 - at.x, frame.top + frame.height / 2 - at.y)
  },
})

export const textPins = (surface: DocumentSurface, onMove: PinSurface['onMove']): PinSurface => ({
  onMove,
  placeOf: pin => {
    const rectangle = 'offset' in pin ? surface.dom.caretRectangle(pin.offset) : null
    return rectangle && { x: rectangle.left, y: rectangle.top + rectangle.height }
  },
  pinAt: at => {
    const offset = surface.dom.codePointAt(at.x, at.y)
    return offset === null ? null : { offset }
  },
  reveal: pin => { if ('offset' in pin) surface.dom.toDom(pin.offset).node.parentElement?.scrollIntoView({ block: 'nearest' }) },
})

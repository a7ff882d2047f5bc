import type { Bounds, Point } from '../../../kernel/geometry/plane.ts'
import type { DeviceMap } from '../../shape-view.ts'

/** From image pixels to CSS pixels of the surface: `x * scale + dx`. */
export interface Viewport { readonly scale: number, readonly dx: number, readonly dy: number }
export interface Size { readonly width: number, readonly height: number }

/** CSS pixels kept free around a fitted picture. */
const FIT_MARGIN = 16
/** Device pixels of one image pixel at the most. */
const MAX_DEVICE_SCALE = 64

export const toImage = (view: Viewport, p: Point): Point => ({ x: (p.x - view.dx) / view.scale, y: (p.y - view.dy) / view.scale })
export const toScreen = (view: Viewport, p: Point): Point => ({ x: p.x * view.scale + view.dx, y: p.y * view.scale + view.dy })
export const deviceMap = (view: Viewport, ratio: number): DeviceMap => ({ scale: view.scale * ratio, dx: view.dx * ratio, dy: view.dy * ratio })

const fitScale = (image: Size, screen: Size): number => {
  const width = Math.max(1, screen.width - 2 * FIT_MARGIN), height = Math.max(1, screen.height - 2 * FIT_MARGIN)
  return image.width > 0 && image.height > 0 ? Math.min(width / image.width, height / image.height) : 1
}

const centred = (scale: number, centre: Point, screen: Size): Viewport =>
  ({ scale, dx: screen.width / 2 - centre.x * scale, dy: screen.height / 2 - centre.y * scale })

export const fitted = (image: Size, screen: Size): Viewport => centred(fitScale(image, screen), { x: image.width / 2, y: image.height / 2 }, screen)

/** One image pixel on one device pixel, about the middle of what is shown. */
export const actualSize = (view: Viewport, screen: Size, ratio: number): Viewport =>
  centred(1 / ratio, toImage(view, { x: screen.width / 2, y: screen.height / 2 }), screen)

/** The area in the middle, as large as it fits. */
export const framed = (area: Bounds, image: Size, screen: Size, ratio: number): Viewport => {
  const scale = limited(fitScale({ width: Math.max(1, area.width), height: Math.max(1, area.height) }, screen), image, screen, ratio)
  return centred(scale, { x: area.x + area.width / 2, y: area.y + area.height / 2 }, screen)
}

/** Half of "fit" to 64 device pixels per image pixel. */
const limited = (scale: number, image: Size, screen: Size, ratio: number): number =>
  Math.max(fitScale(image, screen) / 2, Math.min(MAX_DEVICE_SCALE / ratio, scale))

/** The image point under `at` (CSS pixels) stays there. */
export const zoomedAt = (view: Viewport, at: Point, factor: number, image: Size, screen: Size, ratio: number): Viewport => {
  const scale = limited(view.scale * factor, image, screen, ratio), grip = toImage(view, at)
  return { scale, dx: at.x - grip.x * scale, dy: at.y - grip.y * scale }
}

/** Where a surface looks, the same for surfaces of every size: the image point in the middle, and how often the fitted scale. */
export interface Look { readonly centre: Point, readonly fits: number }
export const lookOf = (view: Viewport, image: Size, screen: Size): Look => ({ centre: toImage(view, { x: screen.width / 2, y: screen.height / 2 }), fits: view.scale / fitScale(image, screen) })
export const lookingAt = ({ centre, fits }: Look, image: Size, screen: Size, ratio: number): Viewport => centred(limited(fits * fitScale(image, screen), image, screen, ratio), centre, screen)

/** At least 48 CSS pixels of the picture stay in sight. */
export const pannedBy = (view: Viewport, dx: number, dy: number, image: Size, screen: Size): Viewport => {
  const keep = 48
  const clamp = (value: number, length: number, room: number): number => Math.max(keep - length, Math.min(room - keep, value))
  return { scale: view.scale, dx: clamp(view.dx + dx, image.width * view.scale, screen.width), dy: clamp(view.dy + dy, image.height * view.scale, screen.height) }
}

export const visibleArea = (view: Viewport, screen: Size): Bounds => {
  const from = toImage(view, { x: 0, y: 0 })
  return { x: from.x, y: from.y, width: screen.width / view.scale, height: screen.height / view.scale }
}

import type { Bounds, Point } from '../../../kernel/geometry/plane.ts'
import type { ShapeRecord } from '../../../sockets/shape.ts'
import { deviceRect, drawPath } from '../../drawing.ts'
import { handlesOf } from '../../hit-test.ts'
import { rasterView, type DeviceMap, type EditorShapes, type ShapeStyle } from '../../shape-view.ts'
import type { Preview } from '../../tools/define-tool.ts'
import type { StyleBook } from './style.ts'

export interface OverlayScene {
  readonly shapes: EditorShapes
  readonly styles: StyleBook
  readonly preview: Preview
  readonly selected: readonly ShapeRecord[]
  readonly hovered: ShapeRecord | null
  /** Device pixels of the layer; null when the pointer is elsewhere. */
  readonly pointer: Point | null
  readonly ratio: number
  /** CSS pixels that a click reaches. */
  readonly reach: number
}

const DARK = 'rgb(0 0 0 / 0.75)'
const WHITE = '#fff'
/** CSS pixels. */
const HANDLE = 7, MIDPOINT = 5
/** More handles than this are not shown: zoom in to edit. */
const HANDLE_LIMIT = 2_000

type Pen2D = CanvasRenderingContext2D

const drawShape = (pen: Pen2D, scene: OverlayScene, record: ShapeRecord, map: DeviceMap): void =>
  rasterView(scene.shapes, record.kind)?.draw(pen, record.payload, map, scene.styles.style(record, 'selected', 0))

const drawHandles = (pen: Pen2D, scene: OverlayScene, record: ShapeRecord, map: DeviceMap): void => {
  const view = rasterView(scene.shapes, record.kind), bounds = scene.shapes.definitions.get(record.kind)?.bounds(record.payload) ?? null
  const handles = view ? handlesOf(view, record.payload, bounds, (scene.reach * scene.ratio) / map.scale) : []
  if (handles.length > HANDLE_LIMIT) return
  pen.setLineDash([])
  for (const handle of handles) {
    const size = Math.round((handle.kind === 'midpoint' ? MIDPOINT : HANDLE) * scene.ratio)
    const x = Math.round(handle.at.x * map.scale + map.dx - size / 2), y = Math.round(handle.at.y * map.scale + map.dy - size / 2)
    pen.fillStyle = DARK
    pen.fillRect(x - 1, y - 1, size + 2, size + 2)
    pen.fillStyle = handle.kind === 'midpoint' ? 'rgb(255 255 255 / 0.55)' : WHITE
    pen.fillRect(x, y, size, size)
  }
}

const drawMarquee = (pen: Pen2D, bounds: Bounds, map: DeviceMap, how: 'inside' | 'touching', ratio: number): void => {
  const r = deviceRect(bounds, map)
  pen.fillStyle = 'rgb(255 255 255 / 0.08)'
  pen.fillRect(r.x, r.y, r.width, r.height)
  // Dark below, white above: seen on any picture. Dashed when touching is enough.
  for (const [paint, width] of [[DARK, 3], [WHITE, 1]] as const) {
    pen.strokeStyle = paint
    pen.lineWidth = width * ratio
    pen.setLineDash(how === 'touching' ? [4 * ratio, 4 * ratio] : [])
    pen.strokeRect(r.x + 0.5, r.y + 0.5, r.width - 1, r.height - 1)
  }
  pen.setLineDash([])
}

const drawCrosshair = (pen: Pen2D, at: Point): void => {
  const { width, height } = pen.canvas, x = Math.round(at.x), y = Math.round(at.y)
  pen.fillStyle = 'rgb(0 0 0 / 0.5)'
  pen.fillRect(x - 1, 0, 3, height)
  pen.fillRect(0, y - 1, width, 3)
  pen.fillStyle = 'rgb(255 255 255 / 0.9)'
  pen.fillRect(x, 0, 1, height)
  pen.fillRect(0, y, width, 1)
}

const drawDraftPath = (pen: Pen2D, path: NonNullable<Preview['path']>, map: DeviceMap, ratio: number): void => {
  const style: ShapeStyle = { stroke: WHITE, fill: null, halo: DARK, width: 2 * ratio, dash: [] }
  drawPath(pen, path.points, map, style)
  for (const [i, p] of path.points.entries()) {
    const size = Math.round((i === 0 && path.closable ? 11 : 5) * ratio)
    const x = Math.round(p.x * map.scale + map.dx - size / 2), y = Math.round(p.y * map.scale + map.dy - size / 2)
    pen.fillStyle = DARK
    pen.fillRect(x - 1, y - 1, size + 2, size + 2)
    pen.fillStyle = WHITE
    pen.fillRect(x, y, size, size)
  }
}

/** Everything that follows the pointer: a few shapes, drawn anew on each move. */
export const drawOverlay = (pen: Pen2D, scene: OverlayScene, map: DeviceMap): void => {
  const { preview, ratio } = scene
  pen.clearRect(0, 0, pen.canvas.width, pen.canvas.height)
  const moving = new Set((preview.shapes ?? []).map(shape => shape.id))
  if (scene.hovered && !moving.has(scene.hovered.id)) drawShape(pen, scene, scene.hovered, map)
  for (const record of scene.selected) if (!moving.has(record.id)) drawShape(pen, scene, record, map)
  for (const shape of preview.shapes ?? []) drawShape(pen, scene, shape, map)
  if (scene.selected.length === 1 && moving.size === 0) drawHandles(pen, scene, scene.selected[0]!, map)
  if (preview.path) drawDraftPath(pen, preview.path, map, ratio)
  if (preview.marquee) drawMarquee(pen, preview.marquee.bounds, map, preview.marquee.how, ratio)
  if (preview.crosshair && scene.pointer) drawCrosshair(pen, scene.pointer)
}

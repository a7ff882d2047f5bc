import type { Bounds } from '../../../kernel/geometry/plane.ts'
import type { ShapeRecord } from '../../../sockets/shape.ts'
import { rasterView, type DeviceMap, type EditorShapes } from '../../shape-view.ts'
import { isSuggestion, type StyleBook } from './style.ts'

/** With more shapes on screen only the selection and the hovered shape carry tags. */
export const LABEL_LIMIT = 300
/** CSS pixels. */
const FONT = 11, HEIGHT = 16, PAD = 4
/** Side of a cell of the grid of taken places, in device pixels. */
const CELL = 16

/** Places that a tag has taken; a tag that would overlap one is left out. */
class TakenCells {
  private readonly taken = new Set<number>()

  /** True, and taken from now on, when the place was free. */
  take(place: Bounds): boolean {
    const cells: number[] = []
    for (let y = Math.floor(place.y / CELL); y <= Math.floor((place.y + place.height - 1) / CELL); y++) {
      for (let x = Math.floor(place.x / CELL); x <= Math.floor((place.x + place.width - 1) / CELL); x++) cells.push(y * 65_536 + x)
    }
    if (cells.some(cell => this.taken.has(cell))) return false
    for (const cell of cells) this.taken.add(cell)
    return true
  }
}

export interface LabelScene {
  readonly shapes: EditorShapes
  readonly styles: StyleBook
  readonly ratio: number
  /** In the order in which they may take their places: the selection first. */
  readonly records: readonly ShapeRecord[]
  /** What the tag says: the name of the class in the reader's language. */
  text(record: ShapeRecord): string
}

/** Draws the tags and returns how many found a place. */
export const drawLabels = (pen: CanvasRenderingContext2D, scene: LabelScene, map: DeviceMap): number => {
  const { ratio } = scene, height = Math.round(HEIGHT * ratio), pad = Math.round(PAD * ratio)
  pen.clearRect(0, 0, pen.canvas.width, pen.canvas.height)
  pen.font = `600 ${FONT * ratio}px system-ui, sans-serif`
  pen.textBaseline = 'middle'
  const cells = new TakenCells()
  let drawn = 0
  for (const record of scene.records) {
    const view = rasterView(scene.shapes, record.kind)
    if (!view) continue
    const words = isSuggestion(record) ? `✦ ${scene.text(record)}` : scene.text(record)
    if (words === '') continue
    const anchor = view.anchor(record.payload), width = Math.ceil(pen.measureText(words).width) + 2 * pad
    const x = Math.round(anchor.x * map.scale + map.dx), y = Math.round(anchor.y * map.scale + map.dy) - height
    if (x > pen.canvas.width || y > pen.canvas.height || x + width < 0 || y + height < 0) continue
    if (!cells.take({ x, y, width, height })) continue
    pen.fillStyle = scene.styles.colour(record)
    pen.fillRect(x, y, width, height)
    pen.fillStyle = '#000'
    pen.fillText(words, x + pad, y + height / 2)
    drawn++
  }
  return drawn
}

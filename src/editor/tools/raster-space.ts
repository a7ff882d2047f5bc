import type { Bounds, Point } from '../../kernel/geometry/plane.ts'
import type { ShapeRecord } from '../../sockets/shape.ts'
import { handleAt, hits, within, type HandleHit } from '../hit-test.ts'
import type { EditorShapes } from '../shape-view.ts'
import type { DocumentStore } from '../store/document-store.ts'

/** What tools of any surface may ask. */
export interface ToolView {
  readonly shapes: EditorShapes
  readonly selection: ReadonlySet<string>
  readonly activeClass: string | null
  get(id: string): ShapeRecord | undefined
  isLocked(id: string): boolean
  /** A new record of this kind: new id, the active class, on top. */
  make(kind: string, payload: unknown): ShapeRecord
}

export interface RasterToolView extends ToolView {
  /** CSS pixels per image pixel. */
  readonly scale: number
  readonly extent: { readonly width: number, readonly height: number }
  /** Reach of a click, in image pixels. */
  readonly tolerance: number
  /** Shapes at the point, the one to take first. */
  hits(at: Point): readonly string[]
  handleAt(at: Point): HandleHit | null
  within(area: Bounds, how: 'inside' | 'touching'): readonly string[]
}

/** A picture: places are image pixels. */
export interface RasterSpace { readonly place: Point, readonly view: RasterToolView }

export interface RasterLens {
  readonly scale: number
  /** CSS pixels: 6 by mouse, 12 by touch. */
  readonly reach: number
  readonly extent: { readonly width: number, readonly height: number }
}

type Maker = Pick<ToolView, 'make'>

export const rasterToolView = (store: DocumentStore, shapes: EditorShapes, lens: RasterLens, maker: Maker): RasterToolView => {
  const tolerance = lens.reach / lens.scale
  const scene = { store, shapes, tolerance }
  return {
    shapes,
    make: (kind, payload) => maker.make(kind, payload),
    tolerance,
    scale: lens.scale,
    extent: lens.extent,
    selection: store.facts.selection,
    activeClass: store.facts.activeClass,
    get: id => store.get(id),
    isLocked: id => store.facts.locked.has(id),
    hits: at => hits(scene, at),
    handleAt: at => handleAt(scene, at),
    within: (area, how) => within(scene, area, how),
  }
}

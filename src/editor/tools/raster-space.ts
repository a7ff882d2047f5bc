import { handleAt, hits, within } from '../hit-test.ts'
import type { EditorShapes, RasterToolView, ToolView } from '../shape-view.ts'
import type { DocumentStore } from '../store/document-store.ts'

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

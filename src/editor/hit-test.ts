import type { Bounds, Point } from '../kernel/geometry/plane.ts'
import type { ShapeRecord } from '../sockets/shape.ts'
import { rasterView, type EditorShapes, type Handle, type HandleHit, type RasterShapeView } from './shape-view.ts'
import { paintOrder, type DocumentStore } from './store/document-store.ts'

export interface Scene {
  readonly store: DocumentStore
  readonly shapes: EditorShapes
  /** Image pixels. */
  readonly tolerance: number
}

const around = (at: Point, reach: number): Bounds => ({ x: at.x - reach, y: at.y - reach, width: reach * 2, height: reach * 2 })
const visible = (scene: Scene, record: ShapeRecord): boolean => !scene.store.facts.hidden.has(record.id)

/** Handles worth showing: on a small shape those between the corners would leave no place to take hold of the shape itself. */
export const handlesOf = (view: RasterShapeView, payload: unknown, bounds: Bounds | null, tolerance: number): readonly Handle[] => {
  const handles = view.handles(payload)
  if (!bounds || Math.min(bounds.width, bounds.height) >= 6 * tolerance) return handles
  return handles.filter(handle => handle.kind === 'corner' || handle.kind === 'vertex')
}

/** The nearest handle of the selection within reach; a vertex before a midpoint. */
export const handleAt = (scene: Scene, at: Point): HandleHit | null => {
  let best: HandleHit | null = null, bestDistance = scene.tolerance
  for (const id of scene.store.facts.selection) {
    const record = scene.store.get(id)
    const view = record && visible(scene, record) && !scene.store.facts.locked.has(id) ? rasterView(scene.shapes, record.kind) : null
    if (!record || !view) continue
    for (const handle of handlesOf(view, record.payload, scene.store.bounds(id), scene.tolerance)) {
      const distance = Math.hypot(handle.at.x - at.x, handle.at.y - at.y) + (handle.kind === 'midpoint' ? scene.tolerance / 4 : 0)
      if (distance <= bestDistance) { best = { shape: id, handle }; bestDistance = distance }
    }
  }
  return best
}

interface Candidate { readonly record: ShapeRecord, readonly rank: number, readonly area: number }

/**
 * Visible shapes at the point, best first: an edge of the selection, other edges, the smallest inside, the topmost.
 * Handles are asked for separately, before.
 */
export const hits = (scene: Scene, at: Point): readonly string[] => {
  const found: Candidate[] = []
  for (const record of scene.store.search(around(at, scene.tolerance))) {
    const definition = scene.shapes.definitions.get(record.kind), view = rasterView(scene.shapes, record.kind)
    if (!definition?.hitTest || !view || !visible(scene, record)) continue
    if (!definition.hitTest(record.payload, at, scene.tolerance)) continue
    const onEdge = view.edgeDistance(record.payload, at) <= scene.tolerance
    const rank = !onEdge ? 2 : scene.store.facts.selection.has(record.id) ? 0 : 1
    found.push({ record, rank, area: definition.area(record.payload) })
  }
  found.sort((a, b) => a.rank - b.rank || a.area - b.area || paintOrder(b.record, a.record))
  return found.map(candidate => candidate.record.id)
}

const contains = (outer: Bounds, inner: Bounds): boolean =>
  inner.x >= outer.x && inner.y >= outer.y && inner.x + inner.width <= outer.x + outer.width && inner.y + inner.height <= outer.y + outer.height

/** Visible, unlocked shapes wholly inside the area, or touching it (by their bounds). */
export const within = (scene: Scene, area: Bounds, how: 'inside' | 'touching'): readonly string[] =>
  scene.store.search(area)
    .filter(record => visible(scene, record) && !scene.store.facts.locked.has(record.id) && rasterView(scene.shapes, record.kind) !== null)
    .filter(record => {
      const bounds = scene.store.bounds(record.id)
      return bounds !== null && (how === 'touching' || contains(area, bounds))
    })
    .sort(paintOrder)
    .map(record => record.id)

import type { Affine, Bounds, Point } from '../../kernel/geometry/plane.ts'
import type { ShapeRecord } from '../../sockets/shape.ts'
import { rasterView } from '../shape-view.ts'
import { defineTool, plain, type Modifiers, type Step, type ToolKey, type ToolOp } from './define-tool.ts'
import type { RasterSpace, RasterToolView } from '../shape-view.ts'

/** Where the last click fell: clicking again on the spot walks to the shape below. */
interface Walk { readonly at: Point, readonly time: number, readonly depth: number, readonly order: readonly string[] }

type SelectState =
  | { readonly name: 'idle', readonly walk: Walk | null }
  | { readonly name: 'pointing', readonly from: Point, readonly time: number, readonly hit: string | null, readonly walk: Walk | null }
  | { readonly name: 'marquee', readonly from: Point, readonly to: Point, readonly keep: readonly string[] }
  | { readonly name: 'moving', readonly from: Point, readonly to: Point }
  /** Pointing at a handle. */
  | { readonly name: 'gripping', readonly shape: string, readonly handle: string, readonly from: Point }
  | { readonly name: 'reshaping', readonly shape: string, readonly handle: string, readonly from: Point, readonly to: Point, readonly modifiers: Modifiers }
/** A second click later than this is a new click, not a walk. */
const WALK_MILLIS = 1_000
const calm: SelectState = { name: 'idle', walk: null }
const settle = (): Step<SelectState> => ({ state: calm })

const boundsBetween = (a: Point, b: Point): Bounds =>
  ({ x: Math.min(a.x, b.x), y: Math.min(a.y, b.y), width: Math.abs(a.x - b.x), height: Math.abs(a.y - b.y) })
const translation = (by: Point): Affine => ({ a: 1, b: 0, c: 0, d: 1, e: by.x, f: by.y })

/** Shift holds the movement to the nearer axis. */
const shift = (from: Point, to: Point, modifiers: Modifiers): Point => {
  const by = { x: to.x - from.x, y: to.y - from.y }
  if (!modifiers.shift) return by
  return Math.abs(by.x) >= Math.abs(by.y) ? { x: by.x, y: 0 } : { x: 0, y: by.y }
}

/** A shape that a person touched is no longer the model's alone. */
export const editedBy = (record: ShapeRecord, payload: unknown): ShapeRecord =>
  ({ ...record, payload, origin: record.origin.startsWith('model:') ? 'model-edited' : record.origin })

const movable = (view: RasterToolView): ShapeRecord[] =>
  [...view.selection].flatMap(id => {
    const record = view.get(id)
    return record && !view.isLocked(id) ? [record] : []
  })

const moved = (view: RasterToolView, by: Point): ShapeRecord[] =>
  movable(view).flatMap(record => {
    const map = view.shapes.definitions.get(record.kind)?.transform
    return map ? [editedBy(record, map(record.payload, translation(by)))] : []
  })

const reshaped = (view: RasterToolView, state: Extract<SelectState, { name: 'reshaping' }>): ShapeRecord[] => {
  const record = view.get(state.shape)
  const shape = record && rasterView(view.shapes, record.kind)
  return record && shape ? [editedBy(record, shape.dragHandle(record.payload, state.handle, state.to, state.modifiers))] : []
}

const puts = (records: readonly ShapeRecord[]): ToolOp[] => records.map(shape => ({ op: 'put', shape }))

/** Left to right takes what is wholly inside, right to left what is touched. */
const marqueeIds = (view: RasterToolView, state: Extract<SelectState, { name: 'marquee' }>): string[] =>
  [...new Set([...state.keep, ...view.within(boundsBetween(state.from, state.to), how(state))])]
const how = (state: { readonly from: Point, readonly to: Point }): 'inside' | 'touching' => state.to.x >= state.from.x ? 'inside' : 'touching'

const toggled = (view: RasterToolView, id: string): string[] =>
  view.selection.has(id) ? [...view.selection].filter(other => other !== id) : [...view.selection, id]

const click = (state: Extract<SelectState, { name: 'pointing' }>, at: Point, modifiers: Modifiers, view: RasterToolView): Step<SelectState> => {
  const found = view.hits(at)
  if (found.length === 0) return { state: calm, ops: modifiers.shift ? [] : [{ op: 'select', ids: [] }] }
  const walk = state.walk
  const again = walk !== null && state.time - walk.time <= WALK_MILLIS && Math.hypot(walk.at.x - at.x, walk.at.y - at.y) <= view.tolerance
  // A selected edge comes first among the hits; the walk keeps the order that its first click saw.
  const order = again ? walk.order.filter(id => found.includes(id)) : found
  const depth = again ? (walk.depth + 1) % Math.max(1, order.length) : 0
  const id = order[depth] ?? found[0]!
  return {
    state: { name: 'idle', walk: { at, time: state.time, depth, order } },
    ops: [{ op: 'select', ids: modifiers.shift ? toggled(view, id) : [id] }],
  }
}

const arrows: Partial<Record<ToolKey, Point>> = { left: { x: -1, y: 0 }, right: { x: 1, y: 0 }, up: { x: 0, y: -1 }, down: { x: 0, y: 1 } }

/** Arrows nudge by one pixel, with Shift by ten; with Ctrl they resize. */
const nudge = (view: RasterToolView, key: ToolKey, modifiers: Modifiers): ToolOp[] => {
  const arrow = arrows[key], reach = modifiers.shift ? 10 : 1
  if (!arrow) return []
  const by = { x: arrow.x * reach, y: arrow.y * reach }
  if (!modifiers.ctrl) return puts(moved(view, by))
  return puts(movable(view).flatMap(record => {
    const grow = rasterView(view.shapes, record.kind)?.grow
    return grow ? [editedBy(record, grow(record.payload, by))] : []
  }))
}

const dropVertex = (view: RasterToolView, at: Point): ToolOp[] => {
  const hit = view.handleAt(at), record = hit && view.get(hit.shape)
  if (!hit || !record || hit.handle.kind !== 'vertex') return []
  const payload = rasterView(view.shapes, record.kind)?.dropHandle?.(record.payload, hit.handle.id)
  return payload ? puts([editedBy(record, payload)]) : []
}

export const selectTool = defineTool<RasterSpace, SelectState>({
  id: 'select',
  cursor: 'default',
  key: 'v',
  initial: { name: 'idle', walk: null },
  on: {
    idle: {
      press: (state, event, view) => {
        if (event.modifiers.alt) {
          const ops = dropVertex(view, event.at)
          if (ops.length > 0) return { state, ops }
        }
        const grip = view.handleAt(event.at)
        if (grip) return { state: { name: 'gripping', shape: grip.shape, handle: grip.handle.id, from: event.at } }
        return { state: { name: 'pointing', from: event.at, time: event.time, hit: view.hits(event.at)[0] ?? null, walk: state.walk } }
      },
      key: (state, event, view) => {
        if (event.key === 'delete' || event.key === 'backspace') return { state, ops: movable(view).map(({ id }) => ({ op: 'remove', id })) }
        return { state, ops: nudge(view, event.key, event.modifiers) }
      },
      escape: (_, __, view) => ({ state: calm, ops: view.selection.size > 0 ? [{ op: 'select', ids: [] }] : [] }),
    },
    pointing: {
      drag: (state, event, view) => {
        if (state.hit === null || event.modifiers.shift) return { state: { name: 'marquee', from: state.from, to: event.at, keep: event.modifiers.shift ? [...view.selection] : [] } }
        if (view.isLocked(state.hit)) return { state: calm, ops: [{ op: 'select', ids: [state.hit] }] }
        const select: ToolOp[] = view.selection.has(state.hit) ? [] : [{ op: 'select', ids: [state.hit] }]
        return { state: { name: 'moving', from: state.from, to: event.at }, ops: select }
      },
      release: (state, event, view) => click(state, event.at, event.modifiers, view),
      escape: settle,
      blur: settle,
    },
    marquee: {
      drag: (state, event) => ({ state: { ...state, to: event.at } }),
      release: (state, event, view) => ({ state: calm, ops: [{ op: 'select', ids: marqueeIds(view, { ...state, to: event.at }) }] }),
      escape: settle,
      blur: settle,
    },
    moving: {
      drag: (state, event) => ({ state: { ...state, to: add(state.from, shift(state.from, event.at, event.modifiers)) } }),
      release: (state, event, view) => ({ state: calm, ops: puts(moved(view, shift(state.from, event.at, event.modifiers))) }),
      escape: settle,
      blur: settle,
    },
    gripping: {
      drag: (state, event) => ({ state: { name: 'reshaping', shape: state.shape, handle: state.handle, from: state.from, to: event.at, modifiers: event.modifiers } }),
      release: settle,
      escape: settle,
      blur: settle,
    },
    reshaping: {
      drag: (state, event) => ({ state: { ...state, to: event.at, modifiers: event.modifiers } }),
      release: (state, event, view) => ({ state: calm, ops: puts(reshaped(view, { ...state, to: event.at, modifiers: event.modifiers })) }),
      escape: settle,
      blur: settle,
    },
  },
  preview: (state, view) => {
    switch (state.name) {
      case 'marquee': return { marquee: { bounds: boundsBetween(state.from, state.to), how: how(state) } }
      case 'moving': return { shapes: moved(view, shift(state.from, state.to, plain)) }
      case 'reshaping': return { shapes: reshaped(view, state) }
      default: return {}
    }
  },
})

const add = (p: Point, by: Point): Point => ({ x: p.x + by.x, y: p.y + by.y })

import type { Point } from '../../../../kernel/geometry/plane.ts'
import { editorFailures } from '../../../../editor/errors.ts'
import { defineTool, type Step, type ToolOp } from '../../../../editor/tools/define-tool.ts'
import type { RasterSpace, RasterToolView } from '../../../../editor/shape-view.ts'
import { simplify, type Polygon } from './geometry.ts'

export const MIN_VERTICES = 3

type PolygonState =
  | { readonly name: 'idle' }
  /** Button up; the line runs on to the pointer. */
  | { readonly name: 'drafting', readonly points: readonly Point[], readonly pointer: Point }
  /** Button down; `before` counts the vertices that were there, so that a gesture can be taken back whole. */
  | { readonly name: 'placing', readonly points: readonly Point[], readonly before: number, readonly closes: boolean, readonly isFreehand: boolean }

const idle = { name: 'idle' } as const
const distance = (a: Point, b: Point): number => Math.hypot(a.x - b.x, a.y - b.y)

const drafting = (points: readonly Point[], pointer: Point): Step<PolygonState> =>
  ({ state: points.length > 0 ? { name: 'drafting', points, pointer } : idle })

const closable = (points: readonly Point[], at: Point, view: RasterToolView): boolean =>
  points.length >= MIN_VERTICES && distance(points[0]!, at) <= view.tolerance

const inside = (p: Point, view: RasterToolView): Point =>
  ({ x: Math.max(0, Math.min(view.extent.width, p.x)), y: Math.max(0, Math.min(view.extent.height, p.y)) })

const payloadOf = (points: readonly Point[]): Polygon => ({ parts: [{ outer: points.map(({ x, y }) => [x, y]), holes: [] }] })

/** The second click of a double click sets a vertex on the first one's spot. */
const withoutEcho = (points: readonly Point[], view: RasterToolView): readonly Point[] => {
  const last = points.at(-1), previous = points.at(-2)
  return last && previous && distance(last, previous) <= view.tolerance ? points.slice(0, -1) : points
}

const close = (points: readonly Point[], view: RasterToolView): Step<PolygonState> => {
  if (points.length < MIN_VERTICES) {
    const refuse: ToolOp = { op: 'refuse', failure: editorFailures.tooFewPoints({ min: MIN_VERTICES }) }
    return { ...drafting(points, points.at(-1) ?? { x: 0, y: 0 }), ops: [refuse] }
  }
  const shape = view.make('polygon', payloadOf(points))
  return { state: idle, ops: [{ op: 'put', shape }, { op: 'select', ids: [shape.id] }] }
}

/** Click sets a vertex, drag draws freehand; closed by a click on the first vertex, a double click, or Enter. */
export const polygonTool = defineTool<RasterSpace, PolygonState>({
  id: 'polygon',
  cursor: 'crosshair',
  key: 'p',
  initial: idle,
  drafts: ['drafting'],
  on: {
    idle: {
      press: (_, event, view) => ({ state: { name: 'placing', points: [inside(event.at, view)], before: 0, closes: false, isFreehand: false } }),
    },
    drafting: {
      hover: (state, event, view) => ({ state: { ...state, pointer: inside(event.at, view) } }),
      press: (state, event, view) => {
        const closes = closable(state.points, event.at, view), at = inside(event.at, view)
        return { state: { name: 'placing', points: closes ? state.points : [...state.points, at], before: state.points.length, closes, isFreehand: false } }
      },
      double: (state, _, view) => close(withoutEcho(state.points, view), view),
      key: (state, event, view) => {
        if (event.key === 'enter') return close(state.points, view)
        if (event.key === 'backspace' || event.key === 'delete') return drafting(state.points.slice(0, -1), state.pointer)
        return { state }
      },
      undo: state => drafting(state.points.slice(0, -1), state.pointer),
      escape: () => ({ state: idle }),
      blur: state => ({ state }),
    },
    placing: {
      drag: (state, event, view) => ({ state: { ...state, closes: false, isFreehand: true, points: [...state.points, ...[...event.trail, event.at].map(p => inside(p, view))] } }),
      release: (state, event, view) => {
        if (state.closes) return close(state.points, view)
        if (!state.isFreehand) return drafting(state.points, inside(event.at, view))
        const from = Math.max(0, state.before - 1)
        const points = [...state.points.slice(0, from), ...simplify(state.points.slice(from), 1 / view.scale)]
        // A freehand line that comes back to its start is closed.
        return state.before === 0 && closable(points, event.at, view) ? close(points.slice(0, -1), view) : drafting(points, points.at(-1)!)
      },
      escape: state => drafting(state.points.slice(0, state.before), state.points[0]!),
      blur: state => drafting(state.points.slice(0, state.before), state.points[0]!),
    },
  },
  preview: (state, view) => {
    if (state.name === 'idle') return { crosshair: true }
    if (state.name === 'placing') return { path: { points: state.points, closable: state.closes } }
    return { crosshair: true, path: { points: [...state.points, state.pointer], closable: closable(state.points, state.pointer, view) } }
  },
})

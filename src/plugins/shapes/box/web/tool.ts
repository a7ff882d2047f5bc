import type { Point } from '../../../../kernel/geometry/plane.ts'
import { editorFailures } from '../../../../editor/errors.ts'
import { defineTool, plain, type Modifiers, type Step } from '../../../../editor/tools/define-tool.ts'
import type { RasterSpace, RasterToolView } from '../../../../editor/shape-view.ts'
import { boxBetween } from './geometry.ts'

/** Image pixels; a smaller box is a slip of the hand. */
export const MIN_SIDE = 3

type BoxState =
  | { readonly name: 'idle' }
  | { readonly name: 'pointing', readonly from: Point }
  | { readonly name: 'drawing', readonly from: Point, readonly to: Point, readonly modifiers: Modifiers }
  /** After a click: the second click ends the box. */
  | { readonly name: 'placing', readonly from: Point, readonly to: Point, readonly modifiers: Modifiers }

const idle = { name: 'idle' } as const
const drop = (): Step<BoxState> => ({ state: idle })

const finish = (from: Point, to: Point, modifiers: Modifiers, view: RasterToolView): Step<BoxState> => {
  const box = boxBetween(from, to, modifiers, view.extent)
  if (box.w < MIN_SIDE || box.h < MIN_SIDE) return { state: idle, ops: [{ op: 'refuse', failure: editorFailures.tooSmall({ min: MIN_SIDE }) }] }
  const shape = view.make('box', box)
  return { state: idle, ops: [{ op: 'put', shape }, { op: 'select', ids: [shape.id] }] }
}

/** Drag, or click, move, click. Shift makes a square, Alt draws from the centre. */
export const boxTool = defineTool<RasterSpace, BoxState>({
  id: 'box',
  cursor: 'crosshair',
  key: 'b',
  initial: idle,
  drafts: ['placing'],
  on: {
    idle: {
      press: (_, event) => ({ state: { name: 'pointing', from: event.at } }),
    },
    pointing: {
      drag: (state, event) => ({ state: { name: 'drawing', from: state.from, to: event.at, modifiers: event.modifiers } }),
      release: state => ({ state: { name: 'placing', from: state.from, to: state.from, modifiers: plain } }),
      escape: drop,
      blur: drop,
    },
    drawing: {
      drag: (state, event) => ({ state: { ...state, to: event.at, modifiers: event.modifiers } }),
      release: (state, event, view) => finish(state.from, event.at, event.modifiers, view),
      escape: drop,
      blur: drop,
    },
    placing: {
      hover: (state, event) => ({ state: { ...state, to: event.at, modifiers: event.modifiers } }),
      drag: (state, event) => ({ state: { ...state, to: event.at, modifiers: event.modifiers } }),
      release: (state, event, view) => finish(state.from, event.at, event.modifiers, view),
      undo: drop,
      escape: drop,
      blur: state => ({ state }),
    },
  },
  preview: (state, view) => {
    if (state.name === 'idle' || state.name === 'pointing') return { crosshair: true }
    return { crosshair: true, shapes: [{ ...view.make('box', boxBetween(state.from, state.to, state.modifiers, view.extent)), id: PREVIEW_ID }] }
  },
})

/** The draft needs a name that stays the same from frame to frame and belongs to no shape. */
const PREVIEW_ID = 'draft'

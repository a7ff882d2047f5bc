import type { Point } from '../../kernel/geometry/plane.ts'
import { defineTool } from './define-tool.ts'
import type { RasterSpace } from '../shape-view.ts'

type PanState = { readonly name: 'idle' } | { readonly name: 'holding', readonly grip: Point }

/** The hand: the image point that was taken stays under the pointer. */
export const panTool = defineTool<RasterSpace, PanState>({
  id: 'pan',
  cursor: 'grab',
  key: 'h',
  initial: { name: 'idle' },
  on: {
    idle: {
      press: (_, event) => ({ state: { name: 'holding', grip: event.at } }),
    },
    holding: {
      // After the view has moved, the grip is under the pointer again; so each event reports only what is new.
      drag: (state, event) => ({ state, ops: [{ op: 'pan', by: { x: event.at.x - state.grip.x, y: event.at.y - state.grip.y } }] }),
      release: () => ({ state: { name: 'idle' } }),
      escape: () => ({ state: { name: 'idle' } }),
      blur: () => ({ state: { name: 'idle' } }),
    },
  },
})

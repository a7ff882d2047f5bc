import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Draw } from '../../../../editor/fixtures/draw-driver.ts'
import { walkTool } from '../../../../editor/fixtures/tool-walk.ts'
import type { Pen, ShapeStyle } from '../../../../editor/shape-view.ts'
import { plain } from '../../../../editor/tools/define-tool.ts'
import { rasterToolView } from '../../../../editor/tools/raster-space.ts'
import { selectTool } from '../../../../editor/tools/select.ts'
import definition from '../index.ts'
import view from './index.ts'
import { boxTool } from './tool.ts'

const shapes = { definitions: new Map([['box', definition]]), views: new Map([['box', view]]) }
const drawBoxes = (scale = 1): Draw => {
  const draw = new Draw({ shapes, tools: [selectTool, boxTool], scale })
  draw.session.setTool('box')
  return draw
}
const payloads = (draw: Draw) => draw.shapes.map(shape => shape.payload)

describe('the box tool', () => {
  test('draws by dragging in any direction and by two clicks, selects what it made, and one undo takes one box back', () => {
    const draw = drawBoxes().drag([50, 60], [10, 20]).expectState('idle').at(100, 100).expectState('placing').hover(130, 120).at(130, 120).expectState('idle')
    expect(payloads(draw)).toEqual([{ x: 10, y: 20, w: 40, h: 40 }, { x: 100, y: 100, w: 30, h: 20 }])
    expect(draw.selection).toEqual([draw.shapes[1]!.id])
    draw.session.undo()
    expect(payloads(draw)).toEqual([{ x: 10, y: 20, w: 40, h: 40 }])
  })

  test('Shift makes a square, Alt draws from the centre, the picture\'s border holds', () => {
    const draw = drawBoxes()
    draw.holding({ shift: true }).drag([10, 10], [30, 15]).holding({ alt: true }).drag([100, 100], [110, 105]).holding({}).drag([990, 990], [1_200, 1_100])
    expect(payloads(draw)).toEqual([{ x: 10, y: 10, w: 20, h: 20 }, { x: 90, y: 95, w: 20, h: 10 }, { x: 990, y: 990, w: 10, h: 10 }])
  })

  test('a box under 3 by 3 pixels is refused with a word and not created', () => {
    const draw = drawBoxes().drag([10, 10], [12.9, 100])
    expect(payloads(draw)).toEqual([])
    expect(draw.refusals.map(failure => [failure.code, failure.parameters])).toEqual([['editor.too-small', { min: 3 }]])
  })

  test('a first click outlives a blur, Ctrl+Z drops it before it reaches the document', () => {
    const draw = drawBoxes().drag([10, 10], [50, 50]).at(100, 100)
    draw.session.blur()
    draw.expectState('placing').session.undo()
    draw.expectState('idle')
    expect(draw.shapes).toHaveLength(1)
  })

  test('Escape and blur from every state leave no stuck gesture', () => {
    const draw = drawBoxes()
    const { seen } = walkTool(boxTool, fc.record({ x: fc.nat(100), y: fc.nat(100) }), () => rasterToolView(draw.session.store, shapes, { scale: 1, reach: 6, extent: { width: 100, height: 100 } }, draw.session), ['placing'])
    expect([...seen].sort()).toEqual([...boxTool.states].sort())
  })
})

describe('the handles of a box', () => {
  const box = { x: 10, y: 10, w: 40, h: 20 }
  test('resize by corner and side, flip over the opposite edge, keep the ratio with Shift and the centre with Alt', () => {
    expect(view.dragHandle(box, 'se', { x: 60, y: 50 }, plain)).toEqual({ x: 10, y: 10, w: 50, h: 40 })
    expect(view.dragHandle(box, 'w', { x: 20, y: 999 }, plain)).toEqual({ x: 20, y: 10, w: 30, h: 20 })
    expect(view.dragHandle(box, 'e', { x: 0, y: 0 }, plain)).toEqual({ x: 0, y: 10, w: 10, h: 20 })
    expect(view.dragHandle(box, 'se', { x: 90, y: 12 }, { ...plain, shift: true })).toEqual({ x: 10, y: 10, w: 80, h: 40 })
    expect(view.dragHandle(box, 'e', { x: 60, y: 0 }, { ...plain, alt: true })).toEqual({ x: 0, y: 10, w: 60, h: 20 })
  })

  test('a side that nobody dragged keeps its exact numbers', () => {
    fc.assert(fc.property(fc.double({ min: 0, max: 1e4, noNaN: true }), fc.double({ min: 0.1, max: 1e4, noNaN: true }), (y, h) => {
      const dragged = view.dragHandle({ ...box, y, h }, 'e', { x: 77, y: 3 }, plain)
      expect(dragged).toEqual({ x: 10, w: 67, y, h })
    }))
  })
})

test('a box is drawn with whole device pixels at every zoom, with the halo outside and dashes for a suggestion', () => {
  const rects: number[][] = [], paints: unknown[] = []
  const pen = { fillStyle: '', fillRect: (...rect: number[]) => { rects.push(rect); paints.push(pen.fillStyle) } } as unknown as Pen
  const style: ShapeStyle = { stroke: 'c', fill: null, halo: 'dark', width: 1, dash: [] }
  fc.assert(fc.property(fc.double({ min: 0.01, max: 64, noNaN: true }), fc.double({ min: -500, max: 500, noNaN: true }), (scale, dx) => {
    view.draw(pen, { x: 3.3, y: 4.7, w: 10.2, h: 8.9 }, { scale, dx, dy: -dx }, style)
  }))
  expect(rects.flat().every(Number.isInteger)).toBe(true)
  rects.length = paints.length = 0
  view.draw(pen, { x: 2, y: 2, w: 10, h: 4 }, { scale: 1, dx: 0, dy: 0 }, style)
  expect(rects.map((rect, i) => [paints[i], ...rect])).toEqual([
    ['dark', 1, 1, 12, 1], ['dark', 1, 6, 12, 1], ['dark', 1, 2, 1, 4], ['dark', 12, 2, 1, 4],
    ['c', 2, 2, 10, 1], ['c', 2, 5, 10, 1], ['c', 2, 3, 1, 2], ['c', 11, 3, 1, 2],
  ])
  rects.length = 0
  view.draw(pen, { x: 0, y: 0, w: 20, h: 2 }, { scale: 1, dx: 0, dy: 0 }, { ...style, halo: null, dash: [6, 4] })
  expect(rects.slice(0, 2)).toEqual([[0, 0, 6, 1], [10, 0, 6, 1]])
})

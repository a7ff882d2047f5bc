import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Draw } from '../fixtures/draw-driver.ts'
import { plateShapes } from '../fixtures/plate.ts'
import { plateAt, shapeId } from '../fixtures/records.ts'
import { walkTool } from '../fixtures/tool-walk.ts'
import { panTool } from './pan.ts'
import { rasterToolView } from './raster-space.ts'
import { selectTool } from './select.ts'

const drawOn = (...records: ReturnType<typeof plateAt>[]) => new Draw({ shapes: plateShapes, tools: [selectTool, panTool], records })
const payload = (draw: Draw, n: number) => draw.session.store.get(shapeId(n))?.payload

describe('the select tool', () => {
  test('a click selects, Shift adds and takes away, a click beside clears', () => {
    const draw = drawOn(plateAt(1, 0, 0), plateAt(2, 100, 100))
    expect(draw.at(10, 10).selection).toEqual([shapeId(1)])
    expect(draw.holding({ shift: true }).at(110, 110).selection).toEqual([shapeId(1), shapeId(2)])
    expect(draw.at(10, 10).selection).toEqual([shapeId(2)])
    expect(draw.holding({}).at(500, 500).selection).toEqual([])
  })

  test('clicking the same spot within a second walks through all shapes there and comes round, later it starts anew', () => {
    const draw = drawOn(plateAt(1, 0, 0, 200, 200), plateAt(2, 50, 50, 100, 100), plateAt(3, 80, 80, 40, 40))
    const walked = [1, 2, 3, 4].map(() => draw.wait(200).at(100, 100).selection[0])
    expect(walked).toEqual([shapeId(3), shapeId(2), shapeId(1), shapeId(3)])
    expect(draw.wait(200).at(100, 100).selection).toEqual([shapeId(2)])
    expect(draw.wait(1_500).at(100, 100).selection).toEqual([shapeId(3)])
  })

  test('an edge wins over the inside of a smaller shape', () => {
    const draw = drawOn(plateAt(1, 100, 0, 300, 300), plateAt(2, 85, 85, 40, 40))
    expect(draw.at(101, 105).selection).toEqual([shapeId(1)])
  })

  test('a marquee drawn to the right takes what lies inside, drawn to the left what it touches', () => {
    const records = [plateAt(1, 10, 10), plateAt(2, 45, 10)] as const
    expect(drawOn(...records).drag([2, 2], [50, 50]).selection).toEqual([shapeId(1)])
    expect(drawOn(...records).drag([50, 50], [2, 2]).selection).toEqual([shapeId(1), shapeId(2)])
  })

  test('dragging moves every selected shape with one mark, Shift along one axis', () => {
    const draw = drawOn(plateAt(1, 0, 0), plateAt(2, 100, 100))
    draw.session.select([shapeId(1), shapeId(2)])
    draw.drag([10, 10], [15, 40])
    expect([payload(draw, 1), payload(draw, 2)]).toEqual([{ x: 5, y: 30, w: 20, h: 20 }, { x: 105, y: 130, w: 20, h: 20 }])
    draw.session.undo()
    expect([payload(draw, 1), payload(draw, 2)]).toEqual([{ x: 0, y: 0, w: 20, h: 20 }, { x: 100, y: 100, w: 20, h: 20 }])
    draw.session.select([shapeId(2)])
    draw.press(110, 110).holding({ shift: true }).to(112, 150).release(112, 150)
    expect(payload(draw, 2)).toEqual({ x: 100, y: 100, w: 20, h: 20 })
    draw.holding({}).press(110, 110).to(111, 115).holding({ shift: true }).to(112, 150).release(112, 150)
    expect(payload(draw, 2)).toEqual({ x: 100, y: 140, w: 20, h: 20 })
  })

  test('while a shape moves only the preview shows it; Escape leaves the document as it was', () => {
    const draw = drawOn(plateAt(1, 0, 0)).press(10, 10).to(60, 60).expectState('moving')
    expect(draw.session.preview.shapes?.[0]?.payload).toEqual({ x: 50, y: 50, w: 20, h: 20 })
    expect(payload(draw, 1)).toEqual({ x: 0, y: 0, w: 20, h: 20 })
    draw.session.escape()
    draw.expectState('idle').release(60, 60)
    expect(payload(draw, 1)).toEqual({ x: 0, y: 0, w: 20, h: 20 })
    expect(draw.session.history.canUndo).toBe(false)
  })

  test('a handle reshapes, arrows nudge by one or ten, Ctrl and arrows resize, Delete removes', () => {
    const draw = drawOn(plateAt(1, 0, 0))
    draw.at(10, 10).drag([20, 20], [50, 40])
    expect(payload(draw, 1)).toEqual({ x: 0, y: 0, w: 50, h: 40 })
    draw.key('right').holding({ shift: true }).key('down').holding({ ctrl: true }).key('left')
    expect(payload(draw, 1)).toEqual({ x: 1, y: 10, w: 49, h: 40 })
    draw.holding({}).key('delete')
    expect(draw.shapes).toEqual([])
  })

  test('a click on a handle, without a drag, changes nothing', () => {
    const draw = drawOn(plateAt(1, 0, 0)).at(10, 10).at(20, 20)
    expect(payload(draw, 1)).toEqual({ x: 0, y: 0, w: 20, h: 20 })
    expect(draw.session.history.canUndo).toBe(false)
  })

  test('a locked shape is selected but neither moved nor removed, a hidden one is not hit', () => {
    const draw = drawOn(plateAt(1, 0, 0))
    draw.at(10, 10).session.toggleSelected('locked')
    draw.drag([10, 10], [90, 90]).key('delete')
    expect(payload(draw, 1)).toEqual({ x: 0, y: 0, w: 20, h: 20 })
    draw.session.toggleSelected('hidden')
    draw.session.select([])
    expect(draw.at(10, 10).selection).toEqual([])
  })

  test('a suggestion that a person moves becomes model-edited', () => {
    const draw = drawOn(plateAt(1, 0, 0, 20, 20, { origin: 'model:road@4' })).at(10, 10).key('right')
    expect(draw.shapes[0]?.origin).toBe('model-edited')
  })
})

test.each([selectTool, panTool])('Escape and blur from every state of tool $id leave no stuck gesture', tool => {
  const draw = drawOn(plateAt(1, 10, 10, 30, 30), plateAt(2, 60, 60, 30, 30))
  draw.session.select([shapeId(1)])
  const view = () => rasterToolView(draw.session.store, plateShapes, { scale: 1, reach: 6, extent: { width: 100, height: 100 } }, draw.session)
  const { seen } = walkTool(tool, fc.record({ x: fc.constantFrom(0, 20, 40, 70, 100), y: fc.constantFrom(0, 20, 40, 70, 100) }), view, [])
  expect([...seen].sort()).toEqual([...tool.states].sort())
})

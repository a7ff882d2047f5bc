import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { distanceToSegment } from '../../../../kernel/geometry/plane.ts'
import { Draw } from '../../../../editor/fixtures/draw-driver.ts'
import { recordOf } from '../../../../editor/fixtures/records.ts'
import { walkTool } from '../../../../editor/fixtures/tool-walk.ts'
import { rasterToolView } from '../../../../editor/tools/raster-space.ts'
import { selectTool } from '../../../../editor/tools/select.ts'
import definition from '../index.ts'
import { simplify, type Polygon } from './geometry.ts'
import view from './index.ts'
import { polygonTool } from './tool.ts'

const shapes = { definitions: new Map([['polygon', definition]]), views: new Map([['polygon', view]]) }
const drawPolygons = (): Draw => {
  const draw = new Draw({ shapes, tools: [selectTool, polygonTool] })
  draw.session.setTool('polygon')
  return draw
}
const square: Polygon = { parts: [{ outer: [[0, 0], [100, 0], [100, 100], [0, 100]], holes: [[[40, 40], [60, 40], [60, 60]]] }] }
const outers = (draw: Draw) => draw.shapes.map(shape => (shape.payload as Polygon).parts[0]!.outer)

describe('the polygon tool', () => {
  test('closes by a click on the first vertex, by Enter, and by a double click that adds no vertex of its own', () => {
    const triangle = [[10, 10], [50, 10], [50, 50]]
    const draw = drawPolygons().at(10, 10).at(50, 10).at(50, 50).close().expectState('idle')
    draw.at(10, 10).at(50, 10).at(50, 50).key('enter').expectState('idle')
    draw.at(10, 10).at(50, 10).double(50, 50).expectState('idle')
    expect(outers(draw)).toEqual([triangle, triangle, triangle])
  })

  test('with fewer than three vertices Enter refuses with a word and keeps the draft', () => {
    const draw = drawPolygons().at(10, 10).at(50, 10).key('enter').expectState('drafting')
    expect(draw.refusals.map(failure => failure.code)).toEqual(['editor.too-few-points'])
    expect(draw.shapes).toEqual([])
  })

  test('Backspace and Ctrl+Z take back the last vertex, the empty draft lets undo reach the document', () => {
    const draw = drawPolygons().at(10, 10).at(50, 10).at(50, 50).close().at(200, 200).at(250, 200)
    draw.key('backspace').expectState('drafting').session.undo()
    draw.expectState('idle').session.undo()
    expect(draw.shapes).toEqual([])
  })

  test('a drag draws freehand, simplified to one screen pixel, between clicked vertices', () => {
    const draw = drawPolygons().at(10, 10).press(50, 10)
    for (let x = 50; x <= 150; x++) draw.to(x, 10 + (x % 2) * 0.4)
    draw.release(150, 10).at(150, 90).key('enter')
    const [ring] = outers(draw)
    expect(ring!.length).toBeLessThan(6)
    expect([ring![0], ring!.at(-1)]).toEqual([[10, 10], [150, 90]])
  })

  test('a draft outlives a blur and is resumed in another sitting', () => {
    const first = drawPolygons().at(10, 10).at(50, 10)
    first.session.blur()
    const draft = first.session.draft()!
    const second = new Draw({ shapes, tools: [selectTool, polygonTool] })
    expect(second.session.resumeDraft(draft)).toBe(true)
    second.at(50, 50).key('enter')
    expect(outers(second)).toEqual([[[10, 10], [50, 10], [50, 50]]])
  })

  test('Escape and blur from every state leave no stuck gesture', () => {
    const draw = drawPolygons()
    const { seen } = walkTool(polygonTool, fc.record({ x: fc.nat(100), y: fc.nat(100) }), () => rasterToolView(draw.session.store, shapes, { scale: 1, reach: 6, extent: { width: 100, height: 100 } }, draw.session), ['drafting'])
    expect([...seen].sort()).toEqual([...polygonTool.states].sort())
  })
})

describe('editing a polygon', () => {
  const edit = (): Draw => {
    const draw = new Draw({ shapes, tools: [selectTool], records: [recordOf(1, 'polygon', square)] })
    draw.session.selectAll()
    return draw
  }
  test('a dragged vertex moves, a dragged midpoint inserts, Alt and click removes, each with one mark; a triangle keeps its vertices', () => {
    const draw = edit().drag([100, 100], [120, 120])
    expect(outers(draw)[0]).toEqual([[0, 0], [100, 0], [120, 120], [0, 100]])
    draw.drag([50, 0], [50, -20])
    expect(outers(draw)[0]).toEqual([[0, 0], [50, -20], [100, 0], [120, 120], [0, 100]])
    draw.holding({ alt: true }).at(120, 120).holding({})
    expect(outers(draw)[0]).toEqual([[0, 0], [50, -20], [100, 0], [0, 100]])
    for (let i = 0; i < 3; i++) draw.session.undo()
    expect(draw.shapes[0]?.payload).toEqual(square)
    draw.holding({ alt: true }).at(40, 40)
    expect((draw.shapes[0]!.payload as Polygon).parts[0]!.holes).toEqual(square.parts[0]!.holes)
  })

  test('a hole\'s vertices move too', () => {
    expect((edit().drag([40, 40], [30, 30]).shapes[0]!.payload as Polygon).parts[0]!.holes).toEqual([[[30, 30], [60, 40], [60, 60]]])
  })
})

test('simplifying keeps both ends and leaves no point further from the line than the tolerance', () => {
  const point = fc.record({ x: fc.integer({ min: 0, max: 50 }), y: fc.integer({ min: 0, max: 50 }) })
  fc.assert(fc.property(fc.array(point, { minLength: 2, maxLength: 40 }), fc.integer({ min: 1, max: 10 }), (points, tolerance) => {
    const line = simplify(points, tolerance)
    expect([line[0], line.at(-1)]).toEqual([points[0], points.at(-1)])
    for (const p of points) expect(Math.min(...line.slice(1).map((q, i) => distanceToSegment(p, line[i]!, q)))).toBeLessThanOrEqual(tolerance + 1e-9)
  }))
})

import { describe, expect, test } from 'vitest'
import { Draw } from './fixtures/draw-driver.ts'
import { plateShapes } from './fixtures/plate.ts'
import { plateAt, shapeId } from './fixtures/records.ts'
import { panTool } from './tools/pan.ts'
import { selectTool } from './tools/select.ts'

const label = (id: string, kinds: string[]) => ({ id, name: { en: id }, colour: 1, kinds, attributes: [] })
const draw = (): Draw => new Draw({
  shapes: plateShapes, tools: [selectTool, panTool], records: [plateAt(1, 0, 0), plateAt(2, 0, 50), plateAt(3, 50, 0)],
  schema: { classes: [label('car', ['plate']), label('lane', ['polyline'])], questions: [] },
})
const answer = (question: string, option: string | null, payload: unknown = {}) => ({ question, kind: 'choice', class: option, payload })

describe('an editing session', () => {
  test('answers go through the same store and history: one is replaced, several are toggled, undo brings back what was said', () => {
    const { session } = draw(), said = (question: string) => session.answers(question).map(record => record.class)
    session.setAnswer(answer('kind', 'day'))
    session.setAnswer(answer('kind', 'night'))
    session.toggleAnswer(answer('seen', 'rain'))
    session.toggleAnswer(answer('seen', 'snow'))
    session.toggleAnswer(answer('seen', 'rain'))
    expect([said('kind'), said('seen')]).toEqual([['night'], ['snow']])
    for (let i = 0; i < 4; i++) session.undo()
    expect([said('kind'), said('seen')]).toEqual([['day'], []])
    session.clearAnswer('kind')
    expect(said('kind')).toEqual([])
  })

  test('a class key re-classes the selection with one mark; a class that may not use the shape is refused and changes nothing', () => {
    const drawn = draw(), { session } = drawn
    session.select([shapeId(1), shapeId(2)])
    session.setClass('car')
    expect(drawn.shapes.map(shape => shape.class)).toEqual(['car', 'car', null])
    session.setClass('lane')
    expect(drawn.refusals.map(failure => failure.code)).toEqual(['editor.kind-not-allowed'])
    session.undo()
    expect(drawn.shapes.map(shape => shape.class)).toEqual([null, null, null])
  })

  test('a shape that is removed takes its relations with it in one mark, and undo brings all back', () => {
    const tie = { ...plateShapes.definitions.get('plate')!, id: 'tie', space: 'relation' as const, check: undefined, bounds: () => null, ends: (payload: unknown) => (payload as { ends: [string, string] }).ends }
    const drawn = new Draw({
      shapes: { ...plateShapes, definitions: new Map([...plateShapes.definitions, ['tie', tie]]) }, tools: [selectTool], schema: { classes: [], questions: [] },
      records: [plateAt(1, 0, 0), plateAt(2, 0, 50), { ...plateAt(3, 50, 0), kind: 'tie', class: 'pulls', payload: { ends: [shapeId(1), shapeId(2)] } }],
    })
    drawn.session.select([shapeId(1)])
    drawn.session.removeSelection()
    expect([...drawn.session.store.all()].map(record => record.id)).toEqual([shapeId(2)])
    drawn.session.undo()
    expect([...drawn.session.store.all()]).toHaveLength(3)
  })

  test('Escape takes one step per press: gesture, selection, first tool', () => {
    const drawn = draw(), { session } = drawn
    session.select([shapeId(1)])
    session.setTool('pan')
    drawn.press(5, 5).expectState('holding')
    session.escape()
    drawn.expectState('idle')
    expect([drawn.selection.length, session.store.facts.tool]).toEqual([1, 'pan'])
    session.escape()
    expect([drawn.selection.length, session.store.facts.tool]).toEqual([0, 'pan'])
    session.escape()
    expect(session.store.facts.tool).toBe('select')
    session.setLastTool()
    expect(session.store.facts.tool).toBe('pan')
  })

  test('the next shape is the one below or to the right, round and round', () => {
    const drawn = draw(), walk = [1, 1, 1, 1, -1].map(step => { drawn.session.selectNext(step as 1 | -1); return drawn.selection[0] })
    expect(walk).toEqual([shapeId(1), shapeId(3), shapeId(2), shapeId(1), shapeId(2)])
  })

  test('a read-only session refuses every edit, undo too, with a word', () => {
    const drawn = draw()
    drawn.at(10, 10).key('right')
    drawn.session.readOnly = true
    drawn.key('right').session.undo()
    expect(drawn.refusals.map(failure => failure.code)).toEqual(['editor.read-only', 'editor.read-only'])
    expect(drawn.shapes[0]?.payload).toEqual({ x: 1, y: 0, w: 20, h: 20 })
  })
})

import { expect, test } from 'vitest'
import type { ShapeRecord } from '../../../sockets/shape.ts'
import { changedSlots, layoutOf, placeStates } from './places.ts'

const shape = (id: string, slot: string, question: string | null = null): ShapeRecord => ({ id, kind: 'box', version: 1, class: 'a', question, slot, payload: {}, attributes: {}, origin: 'human', z: 0 })
const places = [{ slot: 'l', name: 'l.jpg' }, { slot: 'r', name: 'r.jpg' }, { slot: 'm', name: 'm.jpg' }]

test('each place says what is drawn there, what is lacking and what is unsaved; answers are drawn nowhere', () => {
  const records = [shape('1', 'l'), shape('2', 'l'), shape('3', 'r'), shape('4', 'm', 'q')]
  expect(placeStates(places, records, [{ code: 'shape.no-class', shape: '3', field: 'class' }, { code: 'question.unanswered', shape: null, field: 'q' }], new Set(['l'])).map(p => [p.slot, p.shapes, p.mark, p.isUnsaved]))
    .toEqual([['l', 2, 'done', true], ['r', 1, 'gap', false], ['m', 0, 'empty', false]])
})

test('what a change touches is known by place, a removal by where the shape lay', () => {
  expect([...changedSlots([shape('1', 'l'), shape('2', 'r')], [{ op: 'put', shape: shape('9', 'm') }, { op: 'remove', id: '2' }])].sort()).toEqual(['m', 'r'])
})

test('two places stand side by side, more are a strip', () => { expect([1, 2, 3, 40].map(layoutOf)).toEqual(['one', 'pair', 'strip', 'strip']) })

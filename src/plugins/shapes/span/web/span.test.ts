import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { sliceCodePoints } from '../../../../kernel/geometry/text.ts'
import { EditorSession } from '../../../../editor/session.ts'
import { walkTool } from '../../../../editor/fixtures/tool-walk.ts'
import { plain, type ToolKey } from '../../../../editor/tools/define-tool.ts'
import { documentToolView, textModel } from '../../../../editor/tools/document-space.ts'
import type { DocumentSpace } from '../../../../editor/shape-view.ts'
import definition from '../index.ts'
import { spanOver, trimmed } from './fragments.ts'
import view from './index.ts'
import { spanTool } from './tool.ts'

const shapes = { definitions: new Map([['span', definition]]), views: new Map([['span', view]]) }
const classes = ['disease', 'drug'].map((id, i) => ({ id, name: { en: id }, colour: i + 1, kinds: ['span'], attributes: [] }))

class Reader {
  readonly session: EditorSession<DocumentSpace>
  readonly text: string
  constructor(text: string, activeClass: string | null = null) {
    this.text = text
    this.session = new EditorSession({ shapes, schema: { classes, questions: [] }, slot: 'text', records: [], tools: [spanTool] })
    const model = textModel(text, 'zh-Hans', this.session.store, shapes)
    this.session.mount(() => documentToolView(this.session.store, shapes, model, this.session))
    this.session.setClass(activeClass)
  }
  mark(start: number, end: number): this {
    this.session.send({ type: 'press', at: { offset: start, range: null }, modifiers: plain, time: 0 })
    this.session.send({ type: 'release', at: { offset: end, range: start < end ? [start, end] : null }, modifiers: plain })
    return this
  }
  double(offset: number, clicks = 2): this { this.session.send({ type: 'double', at: { offset, range: null }, modifiers: plain, clicks }); return this }
  keys(...keys: (ToolKey | `shift+${ToolKey}` | `ctrl+${ToolKey}`)[]): this {
    for (const chord of keys) {
      const key = chord.replace(/^(shift|ctrl)\+/, '') as ToolKey
      this.session.send({ type: 'key', key, modifiers: { ...plain, shift: chord.startsWith('shift+'), ctrl: chord.startsWith('ctrl+') } })
    }
    return this
  }
  get spans() { return [...this.session.store.all()].map(({ payload, class: used }) => ({ ...(payload as object), class: used })) }
  get selected() { return [...this.session.store.facts.selection] }
}

const text = '患者李某因突发胸痛入院。家庭👨‍👩‍👧‍👦𠮷野'

describe('the span tool', () => {
  test('with an active class the release creates the span at once, without one it waits for the class', () => {
    expect(new Reader(text, 'disease').mark(5, 9).spans).toEqual([{ fragments: [[5, 9]], text: '突发胸痛', class: 'disease' }])
    const reader = new Reader(text).mark(5, 9)
    expect(reader.spans).toEqual([])
    reader.session.setClass('drug')
    expect(reader.spans).toEqual([{ fragments: [[5, 9]], text: '突发胸痛', class: 'drug' }])
  })

  test('blanks and punctuation at the ends are trimmed, brackets stay', () => {
    expect(new Reader(text, 'disease').mark(7, 12).spans).toEqual([{ fragments: [[7, 11]], text: '胸痛入院', class: 'disease' }])
    expect(trimmed([0, 5], '《红楼梦》')).toEqual([0, 5])
    expect(trimmed([0, 2], '，。')).toEqual([0, 2])
  })

  test('a double click takes the word of the segmenter, a triple click the sentence', () => {
    expect(new Reader(text, 'disease').double(0).spans).toEqual([{ fragments: [[0, 2]], text: '患者', class: 'disease' }])
    expect(new Reader(text, 'disease').double(3, 3).spans).toEqual([{ fragments: [[0, 11]], text: '患者李某因突发胸痛入院', class: 'disease' }])
  })

  test('keys alone move the caret by whole characters over emoji and astral signs, select with Shift and create with Enter', () => {
    const reader = new Reader(text, 'drug').keys('end', 'shift+left', 'shift+left', 'shift+left', 'enter')
    expect(reader.spans).toEqual([{ fragments: [[14, 23]], text: '👨‍👩‍👧‍👦𠮷野', class: 'drug' }])
    expect(sliceCodePoints(text, 14, 23)).toBe('👨‍👩‍👧‍👦𠮷野')
  })

  test('overlapping, nested and identical spans live side by side; the shortest is picked first, clicking again walks outwards', () => {
    const reader = new Reader(text, 'disease').mark(5, 9).mark(7, 9).mark(8, 11)
    reader.session.setClass('drug')
    reader.session.select([])
    reader.session.setClass('drug')
    expect(reader.spans).toHaveLength(3)
    const names = () => reader.mark(7, 7).selected.map(id => (reader.session.store.get(id)!.payload as { text: string }).text)
    expect([names(), names(), names()]).toEqual([['胸痛'], ['突发胸痛'], ['胸痛']])
  })

  test('[ and ] pick an edge, arrows move it, Enter keeps it with one mark, Escape does not; the span never becomes empty', () => {
    const reader = new Reader(text, 'disease').mark(5, 9).keys('end-edge', 'right', 'right', 'enter')
    expect(reader.spans).toEqual([{ fragments: [[5, 11]], text: '突发胸痛入院', class: 'disease' }])
    reader.keys('start-edge', 'right')
    reader.session.escape()
    expect(reader.spans).toEqual([{ fragments: [[5, 11]], text: '突发胸痛入院', class: 'disease' }])
    reader.keys('start-edge', 'end', 'enter')
    expect(reader.spans).toEqual([{ fragments: [[10, 11]], text: '院', class: 'disease' }])
    reader.session.undo()
    expect(reader.spans).toEqual([{ fragments: [[5, 11]], text: '突发胸痛入院', class: 'disease' }])
  })

  test('Escape and blur from every state leave no stuck gesture', () => {
    const reader = new Reader(text)
    reader.session.setClass('disease')
    reader.mark(5, 9)
    reader.session.setClass(null)
    const model = textModel(text, 'zh-Hans', reader.session.store, shapes)
    const place = fc.record({ offset: fc.nat(20), range: fc.option(fc.constant([3, 6] as const)) })
    const { seen } = walkTool(spanTool, place, () => documentToolView(reader.session.store, shapes, model, reader.session), ['caret'])
    expect([...seen].sort()).toEqual([...spanTool.states].sort())
  })
})

test('fragments are ordered, joined where they touch, and quote the text they cover', () => {
  expect(spanOver([[8, 10], [0, 2], [2, 3]], '甲乙丙丁戊己庚辛壬癸')).toEqual({ fragments: [[0, 3], [8, 10]], text: '甲乙丙 壬癸' })
})

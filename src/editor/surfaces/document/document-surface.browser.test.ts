import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { serveEditorPage, type EditorPage } from '../../../../bench/editor-page.ts'
import { launchChromium } from '../../../../test/harness/chromium.ts'
import { sliceCodePoints } from '../../../kernel/geometry/text.ts'
import { recordOf } from '../../fixtures/records.ts'
import type { openText } from '../../fixtures/web/playground.ts'

declare global { interface Window { openedText: ReturnType<typeof openText> } }

const text = '患者李某因突发胸痛入院。\r\n家庭👨‍👩‍👧‍👦住𠮷野，e\u0301t\u0301 👍🏽好\n\n第四段 tab\there'
/** Code points of a piece of the text. */
const find = (piece: string): [number, number] => {
  const at = text.indexOf(piece), start = Array.from(text.slice(0, at)).length
  return [start, start + [...piece].length]
}

let browser: Browser, served: EditorPage, page: Page
beforeAll(async () => { [browser, served] = await Promise.all([launchChromium(), serveEditorPage()]) })
afterAll(async () => { await browser.close(); await served.close() })
beforeEach(async () => {
  page = await browser.newPage({ viewport: { width: 600, height: 500 } })
  await page.goto(served.url)
})
afterEach(async () => { await page.close() })

const open = (content: string, records: unknown[] = [], activeClass: string | null = 'class-1') =>
  page.evaluate(([t, r, c]) => { window.openedText = window.playground.openText(t as string, r as never); window.openedText.session.setClass(c as never) }, [content, records, activeClass] as const)
const spans = () => page.evaluate(() => [...window.openedText.session.store.all()].map(shape => shape.payload as { fragments: [number, number][], text: string }))
/** Window places of the left border of the first and the right border of the last character. */
const ends = ([start, end]: [number, number]) => page.evaluate(([s, e]) => {
  const { dom } = window.openedText.surface, from = dom.caretRectangle(s!)!, to = dom.caretRectangle(e!)!
  return { from: { x: from.left + 0.5, y: from.top + from.height / 2 }, to: { x: to.left - 0.5, y: to.top + to.height / 2 } }
}, [start, end])
const drag = async (range: [number, number]) => {
  const { from, to } = await ends(range)
  await page.mouse.move(from.x, from.y)
  await page.mouse.down()
  await page.mouse.move(to.x, to.y, { steps: 4 })
  await page.mouse.up()
}
const frames = () => page.evaluate(() => new Promise<void>(done => { requestAnimationFrame(() => requestAnimationFrame(() => requestAnimationFrame(() => done()))) }))

describe('the document surface', () => {
  test('the DOM holds exactly the stored text, CR LF, tabs and blank lines too, in one unwrapped node per paragraph', async () => {
    await open(text, [recordOf(1, 'span', { fragments: [[0, 5]], text: '患者李某因' })])
    const held = await page.evaluate(() => ({ text: window.openedText.surface.dom.root.textContent, children: window.openedText.surface.dom.blocks.map(block => block.childNodes.length) }))
    expect(held).toEqual({ text, children: [1, 1, 1, 1] })
  })

  test.each(['突发胸痛', '👨‍👩‍👧‍👦住𠮷野', '𠮷', 'e\u0301t\u0301', '👍🏽好', '第四段'])('dragging over "%s" makes a span whose code points give that very text', async piece => {
    await open(text)
    await drag(find(piece))
    const [span] = await spans()
    expect(span).toEqual({ fragments: [find(piece)], text: piece })
    expect(sliceCodePoints(text, ...span!.fragments[0]!)).toBe(piece)
  })

  test('what a second annotator marked is underlined dotted beside one\'s own, and is no span of the document', async () => {
    await open(text, [recordOf(1, 'span', { fragments: [[0, 4]], text: '患者李某' })])
    const dashes = () => page.evaluate(() => [...document.querySelectorAll('[data-paragraph] line')].map(line => line.getAttribute('stroke-dasharray')))
    await page.evaluate(record => window.openedText.surface.showSecond([record as never]), recordOf(2, 'span', { fragments: [[2, 5]], text: '李某因' }))
    await frames()
    expect([await dashes(), (await spans()).length]).toEqual([['none', '3 3'], 1])
    await page.evaluate(() => window.openedText.surface.showSecond([]))
    await frames()
    expect(await dashes()).toEqual(['none'])
  })

  test('every code point goes to the DOM and comes back', async () => {
    await open(text)
    const round = await page.evaluate(count => Array.from({ length: count }, (_, i) => window.openedText.surface.dom.toCodePoint(window.openedText.surface.dom.toDom(i))), [...text].length)
    expect(round).toEqual(Array.from({ length: [...text].length }, (_, i) => i))
  })

  test('a selection over several paragraphs is one span with one highlight range per paragraph', async () => {
    await open(text)
    const range: [number, number] = [find('胸痛')[0], find('住')[1]]
    await drag(range)
    expect((await spans())[0]!.fragments).toEqual([range])
    const ranges = await page.evaluate(() => [...CSS.highlights.values()].flatMap(highlight => [...highlight as unknown as Set<StaticRange>]).filter(r => r.startOffset < r.endOffset).length)
    expect(ranges).toBe(2)
  })

  test('a double click takes the word, a triple click the sentence instead of the word', async () => {
    await open(text)
    const { from } = await ends(find('患者'))
    await page.mouse.dblclick(from.x + 4, from.y)
    expect((await spans()).map(span => span.text)).toEqual(['患者'])
    await page.mouse.click(from.x + 4, from.y + 200)
    await page.evaluate(() => window.openedText.session.undo())
    await page.mouse.click(from.x + 4, from.y, { clickCount: 3 })
    expect((await spans()).map(span => span.text)).toEqual(['患者李某因突发胸痛入院'])
  })

  test('nested and overlapping spans get an underline each, on lanes that do not touch, with their tags', async () => {
    const span = (n: number, piece: string, used: string) => recordOf(n, 'span', { fragments: [find(piece)], text: piece }, { class: used })
    await open(text, [span(1, '因突发胸痛', 'class-2'), span(2, '胸痛', 'class-3'), span(3, '痛入院', 'class-4')])
    await frames()
    const drawn = await page.evaluate(() => ({ lines: [...document.querySelectorAll('svg[data-paragraph="0"] line')].map(line => Number(line.getAttribute('y1'))), tags: [...document.querySelectorAll('svg[data-paragraph="0"] text')].map(t => t.textContent) }))
    expect(new Set(drawn.lines).size).toBe(3)
    expect(drawn.tags.sort()).toEqual(['Class 2', 'Class 3', 'Class 4'])
  })

  test('by keys alone: the caret walks by whole characters, Shift selects, a digit labels; the fill is the class\'s', async () => {
    await open(text, [], null)
    await page.locator('#surface').focus()
    await page.keyboard.press('Home')
    for (let i = 0; i < 2; i++) await page.keyboard.press('ArrowRight')
    for (let i = 0; i < 2; i++) await page.keyboard.press('Shift+ArrowRight')
    expect(await page.evaluate(() => getComputedStyle(document.querySelector('[data-caret]')!).display)).toBe('block')
    await page.keyboard.press('2')
    expect(await spans()).toEqual([{ fragments: [[2, 4]], text: '李某' }])
    expect(await page.evaluate(() => [...CSS.highlights.keys()].some(name => name.endsWith('-2-selected')))).toBe(true)
    await page.keyboard.press('ArrowDown')
    const caret = await page.evaluate(() => window.openedText.session.preview.caret)
    expect(caret!.focus).toBeGreaterThan(find('家')[0] - 1)
  })

  test('removing a span takes its fill and its underline away', async () => {
    await open(text, [recordOf(1, 'span', { fragments: [[0, 5]], text: '患者李某因' }, { class: 'class-2' })])
    await frames()
    await page.evaluate(() => { window.openedText.session.selectAll(); window.openedText.session.removeSelection() })
    await frames()
    expect(await page.evaluate(() => [[...CSS.highlights.values()].reduce((sum, highlight) => sum + highlight.size, 0), document.querySelectorAll('svg[data-paragraph] line').length])).toEqual([0, 0])
  })
})

import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { serveEditorPage, type EditorPage } from '../../../../bench/editor-page.ts'
import { launchChromium } from '../../../../test/harness/chromium.ts'
import { recordOf, shapeId } from '../../fixtures/records.ts'
import type { openPicture } from '../../fixtures/web/playground.ts'

type Opened = Awaited<ReturnType<typeof openPicture>>
declare global { interface Window { opened: Opened } }

const settled = (page: Page) => page.waitForFunction(() => window.opened.surface.isSettled)
const open = async (page: Page, records: unknown[], width = 800, height = 600) => {
  await page.evaluate(async ([list, w, h]) => { window.opened = await window.playground.openPicture(w as number, h as number, list as never) }, [records, width, height] as const)
  await settled(page)
  await page.evaluate(() => { window.opened.surface.showActualSize() })
  await settled(page)
}
const box = (n: number, x: number, y: number, w: number, h: number, more = {}) => recordOf(n, 'box', { x, y, w, h }, { class: 'class-1', ...more })
const payloads = (page: Page) => page.evaluate(() => [...window.opened.session.store.all()].map(shape => shape.payload))
/** The window's place of an image point. */
const client = (page: Page, x: number, y: number) => page.evaluate(([px, py]) => window.opened.surface.toClient({ x: px!, y: py! }), [x, y])
const drag = async (page: Page, from: [number, number], to: [number, number]) => {
  const a = await client(page, ...from), b = await client(page, ...to)
  await page.mouse.move(a.x, a.y)
  await page.mouse.down()
  await page.mouse.move((a.x + b.x) / 2, (a.y + b.y) / 2)
  await page.mouse.move(b.x, b.y)
  await page.mouse.up()
}
/** Opaque pixels of a layer along one row of the image, as device columns. */
const row = (page: Page, layer: string, y: number) => page.evaluate(([name, at]) => {
  const canvas = document.querySelector<HTMLCanvasElement>(`canvas[data-layer=${name}]`)!, line = canvas.getContext('2d')!.getImageData(0, at as number, canvas.width, 1).data
  return Array.from({ length: canvas.width }, (_, x) => line[x * 4 + 3]!).flatMap((alpha, x) => alpha === 255 ? [x] : [])
}, [layer, y] as const)

describe.each([1, 1.5, 2])('the raster surface at a device pixel ratio of %s', ratio => {
  let browser: Browser, served: EditorPage, page: Page
  beforeAll(async () => { [browser, served] = await Promise.all([launchChromium(), serveEditorPage()]) })
  afterAll(async () => { await browser.close(); await served.close() })
  beforeEach(async () => {
    await page?.context().close()
    page = await (await browser.newContext({ viewport: { width: 1_000, height: 800 }, deviceScaleFactor: ratio })).newPage()
    await page.goto(served.url)
  })

  test('a box\'s edges are exactly one opaque device pixel on the pixel border', async () => {
    await open(page, [box(1, 100, 100, 50, 40)])
    const view = await page.evaluate(() => window.opened.surface.viewport)
    const left = Math.round((100 * view.scale + view.dx) * ratio), right = Math.round((150 * view.scale + view.dx) * ratio), middle = Math.round((120 * view.scale + view.dy) * ratio)
    expect(await row(page, 'base', middle)).toEqual([left, right - 1])
  })

  test('a box drawn with the mouse after pressing B has the coordinates of the gesture, and undo takes it back', async () => {
    await open(page, [])
    await page.locator('#surface').focus()
    await page.keyboard.press('b')
    await drag(page, [100, 120], [180, 160])
    const [drawn] = await payloads(page) as { x: number, y: number, w: number, h: number }[]
    for (const [key, value] of Object.entries({ x: 100, y: 120, w: 80, h: 40 })) expect(Math.abs(drawn![key as 'x'] - value)).toBeLessThan(1.01)
    await page.keyboard.press('Control+z')
    expect(await payloads(page)).toEqual([])
  })

  test('a click selects without redrawing the base or moving anything; a drag moves by the pointer\'s way', async () => {
    await open(page, [box(1, 100, 100, 50, 40), box(2, 300, 300, 50, 40)])
    const before = await page.evaluate(() => window.opened.surface.baseRedraws), at = await client(page, 125, 120)
    await page.mouse.click(at.x, at.y)
    expect(await page.evaluate(() => [...window.opened.session.store.facts.selection])).toEqual([shapeId(1)])
    await settled(page)
    expect(await page.evaluate(() => window.opened.surface.baseRedraws)).toBe(before)
    expect((await payloads(page))[0]).toEqual({ x: 100, y: 100, w: 50, h: 40 })
    await drag(page, [125, 120], [175, 160])
    const [moved] = await payloads(page) as { x: number, y: number }[]
    expect([Math.abs(moved!.x - 150) < 1.01, Math.abs(moved!.y - 140) < 1.01]).toEqual([true, true])
    await settled(page)
    const view = await page.evaluate(() => window.opened.surface.viewport), middle = Math.round((moved!.y + 20) * view.scale * ratio + view.dy * ratio)
    expect((await row(page, 'base', middle)).length).toBe(2)
    expect(await page.evaluate(() => window.opened.surface.baseRedraws)).toBe(before)
  })

  test('the wheel keeps the image point under the pointer, and brightness changes the image layer only', async () => {
    await open(page, [box(1, 100, 100, 50, 40)])
    const at = await client(page, 200, 150)
    await page.mouse.move(at.x, at.y)
    for (let i = 0; i < 10; i++) await page.mouse.wheel(0, i < 5 ? -100 : 100)
    await settled(page)
    const now = await client(page, 200, 150)
    expect(Math.hypot(now.x - at.x, now.y - at.y)).toBeLessThan(0.5)
    await page.evaluate(() => window.opened.surface.adjust({ brightness: 0.4, contrast: 0, gamma: 1, isInverted: false }))
    expect(await page.evaluate(() => [...document.querySelectorAll('canvas')].map(canvas => [canvas.dataset['layer'], canvas.style.filter !== '']))).toEqual([['image', true], ['base', false], ['overlay', false], ['labels', false]])
  })
})

describe('the raster surface without a mouse', () => {
  let browser: Browser, served: EditorPage
  beforeAll(async () => { [browser, served] = await Promise.all([launchChromium(), serveEditorPage()]) })
  afterAll(async () => { await browser.close(); await served.close() })

  test('a box is drawn, classed and nudged by keys alone, and losing the window leaves no stuck drag', async () => {
    const page = await browser.newPage({ viewport: { width: 1_000, height: 800 } })
    await page.goto(served.url)
    await open(page, [])
    await page.locator('#surface').focus()
    for (const key of ['b', 'Backquote', 'Enter', 'Shift+ArrowRight', 'Shift+ArrowRight', 'Shift+ArrowDown', 'Enter', 'Backquote', '3', 'v', 'ArrowLeft']) await page.keyboard.press(key)
    const [shape] = await page.evaluate(() => [...window.opened.session.store.all()])
    expect([shape?.class, shape?.payload]).toEqual(['class-3', { x: 399, y: 300, w: 20, h: 10 }])
    const at = await client(page, 405, 305)
    await page.mouse.move(at.x, at.y)
    await page.mouse.down()
    await page.mouse.move(at.x + 50, at.y + 50)
    expect(await page.evaluate(() => window.opened.session.toolState)).toBe('moving')
    await page.evaluate(() => { window.dispatchEvent(new Event('blur')) })
    await page.mouse.up()
    expect(await page.evaluate(() => [window.opened.session.toolState, [...window.opened.session.store.all()][0]?.payload])).toEqual(['idle', { x: 399, y: 300, w: 20, h: 10 }])
  })

  test('what a second annotator drew is dotted, takes no click, and goes when it is no longer compared', async () => {
    const page = await browser.newPage({ viewport: { width: 1_000, height: 800 } })
    await page.goto(served.url)
    await open(page, [box(1, 300, 100, 60, 40)])
    const view = await page.evaluate(() => window.opened.surface.viewport), top = Math.round(100 + view.dy), left = Math.round(100 + view.dx)
    await page.evaluate(record => window.opened.surface.showSecond([record]), box(2, 100, 100, 60, 40))
    await settled(page)
    expect((await row(page, 'base', top)).filter(x => x < left + 60)).toEqual(Array.from({ length: 10 }, (_, i) => [0, 1, 2].map(d => left + i * 6 + d)).flat())
    const at = await client(page, 130, 120)
    await page.mouse.click(at.x, at.y)
    expect(await page.evaluate(() => [window.opened.session.store.size, window.opened.session.store.facts.selection.size])).toEqual([1, 0])
    await page.evaluate(() => window.opened.surface.showSecond([]))
    await settled(page)
    expect((await row(page, 'base', top)).filter(x => x < left + 60)).toEqual([])
  })

  test('suggestions are dashed, tags show the class, a hidden shape leaves the picture', async () => {
    const page = await browser.newPage({ viewport: { width: 1_000, height: 800 } })
    await page.goto(served.url)
    await open(page, [box(1, 100, 100, 60, 40, { origin: 'model:road@4' }), box(2, 300, 100, 60, 40)])
    const view = await page.evaluate(() => window.opened.surface.viewport), top = Math.round(100 + view.dy)
    const opaque = await row(page, 'base', top), left = Math.round(100 + view.dx), right = Math.round(300 + view.dx)
    expect(opaque.filter(x => x < left + 60)).toEqual(Array.from({ length: 6 }, (_, i) => [0, 1, 2, 3, 4, 5].map(d => left + i * 10 + d)).flat())
    expect(opaque.filter(x => x >= right)).toEqual(Array.from({ length: 60 }, (_, i) => right + i))
    expect((await row(page, 'labels', top - 8)).some(x => x >= right && x < right + 40)).toBe(true)
    await page.evaluate(id => { window.opened.session.select([id]); window.opened.session.toggleSelected('hidden') }, shapeId(2))
    await settled(page)
    expect((await row(page, 'base', top)).filter(x => x >= right)).toEqual([])
  })
})

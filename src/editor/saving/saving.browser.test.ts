import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { serveEditorPage, type EditorPage } from '../../../bench/editor-page.ts'
import { launchChromium } from '../../../test/harness/chromium.ts'
import type { ShapeRecord } from '../../sockets/shape.ts'
import { recordOf, shapeId } from '../fixtures/records.ts'
import type { openSaved } from '../fixtures/web/playground.ts'
import type { SaveReply, SaveRequest } from './protocol.ts'

type Opened = Awaited<ReturnType<typeof openSaved>>
declare global { interface Window { saved: Opened } }

/** A server that keeps the protocol: one reply per key, one revision per new key. `lose` cuts the line after the work was done. */
class Desk {
  readonly shapes = new Map<string, ShapeRecord>()
  readonly requests: SaveRequest[] = []
  readonly replies = new Map<string, SaveReply>()
  submissions = 0
  lose = 0
  handle = (request: IncomingMessage, reply: ServerResponse): boolean => {
    if (request.url === '/head') { reply.setHeader('content-type', 'application/json').end(JSON.stringify({ revision: this.replies.size, records: [...this.shapes.values()] })); return true }
    if (request.url !== '/revisions' && request.url !== '/submit') return false
    const parts: Buffer[] = []
    request.on('data', (part: Buffer) => parts.push(part)).on('end', () => {
      const body = JSON.parse(Buffer.concat(parts).toString()) as SaveRequest
      const answer = request.url === '/submit' ? this.submit() : this.revise(body)
      if (this.lose > 0) { this.lose--; request.socket.destroy() } else reply.setHeader('content-type', 'application/json').end(JSON.stringify(answer))
    })
    return true
  }
  private submit() { this.submissions++; return { serverTime: '2026-01-01T00:00:00Z' } }
  private revise(request: SaveRequest): SaveReply {
    this.requests.push(request)
    const known = this.replies.get(request.changeId)
    if (known) return known
    for (const op of request.operations) if (op.op === 'put') this.shapes.set(op.shape.id, op.shape); else this.shapes.delete(op.id)
    const made = { revision: this.replies.size + 1, applied: request.operations.map(op => op.op === 'put' ? op.shape.id : op.id), conflicts: [], refused: [], serverTime: '2026-01-01T00:00:00Z' }
    this.replies.set(request.changeId, made)
    return made
  }
}

let browser: Browser, served: EditorPage, context: BrowserContext, desk: Desk
beforeAll(async () => { [browser, served] = await Promise.all([launchChromium(), serveEditorPage((request, reply) => desk.handle(request, reply))]) })
afterAll(async () => { await browser.close(); await served.close() })
beforeEach(async () => { desk = new Desk(); context = await browser.newContext() })
afterEach(async () => { await context.close() })

const open = async (account = 'ann'): Promise<Page> => {
  const page = await context.newPage()
  await page.goto(served.url)
  await page.evaluate(async who => { window.saved = await window.playground.openSaved(who, 'doc') }, account)
  return page
}
const put = (page: Page, ...numbers: number[]) => page.evaluate(shapes => { for (const shape of shapes) window.saved.session.commit([{ op: 'put', shape }]) }, numbers.map(n => recordOf(n, 'box', { x: n, y: n, w: 10, h: 10 })))
const status = (page: Page) => page.evaluate(() => window.saved.saving.saver.status.state)
const waitFor = (page: Page, state: string) => page.waitForFunction(wanted => window.saved.saving.saver.status.state === wanted, state, { timeout: 15_000 })
const pending = (page: Page) => page.evaluate(async () => (await window.saved.journal.pending('doc')).length)
const shown = (page: Page) => page.evaluate(() => [...window.saved.session.store.all()].map(shape => shape.id).sort())
const crash = async (page: Page): Promise<void> => {
  const crashed = page.waitForEvent('crash')
  page.goto('chrome://crash').catch(() => undefined)
  await crashed
  await page.close()
}
const numbers = (...list: number[]) => list.map(shapeId)

describe('saving in a real browser', () => {
  test('an edit is in IndexedDB before it is sent, and leaves it after the reply', async () => {
    const page = await open()
    await put(page, 1, 2)
    expect([await pending(page), desk.requests.length]).toEqual([2, 0])
    await waitFor(page, 'saved')
    expect([await pending(page), desk.requests.length, [...desk.shapes.keys()]]).toEqual([0, 1, numbers(1, 2)])
  })

  test('a tab killed before anything was sent loses nothing: the next one shows and sends it', async () => {
    const first = await open()
    await put(first, 1, 2, 3)
    await expect.poll(() => pending(first)).toBe(3)
    await crash(first)
    expect(desk.requests).toEqual([])
    const second = await open()
    expect([await shown(second), await second.evaluate(() => window.saved.opened.restored)]).toEqual([numbers(1, 2, 3), 3])
    await waitFor(second, 'saved')
    expect([[...desk.shapes.keys()], await pending(second)]).toEqual([numbers(1, 2, 3), 0])
  })

  test('a reply lost on the line, then a killed tab: the same request comes again and is applied once', async () => {
    desk.lose = 100
    const first = await open()
    await put(first, 1)
    await waitFor(first, 'offline')
    await put(first, 2)
    // What is being written when the tab dies may not be there yet: only what the journal holds is promised.
    await expect.poll(() => pending(first)).toBe(2)
    await crash(first)
    desk.lose = 0
    const second = await open()
    await waitFor(second, 'saved')
    const keys = desk.requests.filter(request => request.operations.some(op => op.op === 'put' && op.shape.id === shapeId(1))).map(request => request.changeId)
    expect([keys.length > 1, new Set(keys).size, desk.replies.size]).toEqual([true, 1, 2])
    expect([[...desk.shapes.keys()], await pending(second)]).toEqual([numbers(1, 2), 0])
  })

  test('without a network the chip says so, work goes on, and its return sends everything and the submission last', async () => {
    const page = await open()
    await context.setOffline(true)
    await put(page, 1)
    await waitFor(page, 'offline')
    await put(page, 2, 3)
    await page.evaluate(() => window.saved.saving.saver.submit())
    await expect.poll(() => pending(page)).toBe(4)
    expect([await status(page), desk.submissions]).toEqual(['offline', 0])
    await context.setOffline(false)
    await waitFor(page, 'saved')
    await expect.poll(() => page.evaluate(() => window.saved.saving.saver.submission.state)).toBe('submitted')
    expect([[...desk.shapes.keys()].sort(), desk.submissions, await pending(page)]).toEqual([numbers(1, 2, 3), 1, 0])
  })

  test('a second tab of the same document is read-only until it takes over, and then the first one is', async () => {
    const first = await open(), second = await open()
    const readOnly = () => Promise.all([first, second].map(page => page.evaluate(() => window.saved.session.readOnly)))
    expect(await readOnly()).toEqual([false, true])
    await put(first, 1)
    await second.evaluate(() => window.saved.saving.lock.takeOver())
    expect(await readOnly()).toEqual([true, false])
    expect([...desk.shapes.keys()]).toEqual(numbers(1))
  })

  test('a second tab that waits has the document as soon as the first one is closed, without being asked', async () => {
    const first = await open(), second = await open()
    expect(await second.evaluate(() => window.saved.session.readOnly)).toBe(true)
    await first.close()
    await expect.poll(() => second.evaluate(() => window.saved.session.readOnly)).toBe(false)
  })

  test('another account of the same browser neither sees nor sends the rows', async () => {
    desk.lose = 100
    const ann = await open('ann')
    await put(ann, 1)
    await waitFor(ann, 'offline')
    await crash(ann)
    desk.shapes.clear()
    desk.requests.length = 0
    const ben = await open('ben')
    await ben.waitForTimeout(800)
    expect([await shown(ben), desk.requests.length]).toEqual([[], 0])
  })

  test('a full device says so and keeps the changes for download', async () => {
    const page = await open(), cdp = await context.newCDPSession(page)
    await cdp.send('Storage.overrideQuotaForOrigin', { origin: new URL(served.url).origin, quotaSize: 1 })
    await page.evaluate(shape => {
      const text = 'x'.repeat(2_000_000)
      window.saved.session.commit([{ op: 'put', shape: { ...shape, attributes: { note: text } } }])
    }, recordOf(1, 'box', { x: 1, y: 1, w: 10, h: 10 }))
    await waitFor(page, 'storage-full')
    expect([await page.evaluate(() => window.saved.saving.saver.unsent.length), desk.requests.length]).toEqual([1, 0])
  })

  test('20 kills at random moments, on a line that loses every third reply: nothing is lost and nothing applied twice', async () => {
    let next = 0
    for (let round = 0; round < 20; round++) {
      const page = await open()
      if (round % 3 === 0) desk.lose = 1
      await put(page, ++next, ++next)
      await expect.poll(async () => await pending(page) > 0 || desk.shapes.has(shapeId(next))).toBe(true)
      await page.evaluate(() => window.saved.session.store.size)
      if (round % 2 === 0) await page.evaluate(() => window.saved.saving.saver.flush())
      await page.waitForTimeout((round * 37) % 120)
      await crash(page)
    }
    desk.lose = 0
    const last = await open()
    await waitFor(last, 'saved')
    const all = numbers(...Array.from({ length: next }, (_, i) => i + 1))
    expect([[...desk.shapes.keys()].sort(), await shown(last)]).toEqual([all, all])
    const applied = [...desk.replies.values()].flatMap(reply => reply.applied)
    expect(applied.length).toBe(new Set(applied).size)
  }, 120_000)
})

import type { CDPSession, Page } from 'playwright-core'
import { launchChromium } from '../test/harness/chromium.ts'
import { recordOf } from '../src/editor/fixtures/records.ts'
import { seededRandom } from '../src/kernel/random.ts'
import type { ShapeRecord } from '../src/sockets/shape.ts'
import { serveEditorPage } from './editor-page.ts'
import { machine } from './machine.ts'

/**
 * The editor with many boxes on a 4000 x 3000 picture: load, select, drag, pan, zoom. Frame times are the gaps between animation
 * frames while real mouse events arrive every 16 ms; 16.7 ms is the rate of the screen and cannot be beaten.
 * Run: `node bench/editor.ts [boxes ...]`
 */
const WIDTH = 4_000, HEIGHT = 3_000, STEPS = 60, PAUSE = 16

interface Frames { readonly p50: number, readonly p95: number, readonly cpu: number }

const boxes = (count: number): ShapeRecord[] => {
  const random = seededRandom('editor bench'), size = Math.sqrt((WIDTH * HEIGHT) / count)
  return Array.from({ length: count }, (_, i) => {
    const w = size * (0.3 + random.next()), h = size * (0.3 + random.next())
    return recordOf(i, 'box', { x: random.next() * (WIDTH - w), y: random.next() * (HEIGHT - h), w, h }, { class: `class-${1 + (i % 12)}` })
  })
}

const sorted = (list: readonly number[], share: number): number => [...list].sort((a, b) => a - b)[Math.min(list.length - 1, Math.floor(share * list.length))] ?? NaN
const pause = (millis: number): Promise<void> => new Promise(done => setTimeout(done, millis))
const settled = async (page: Page): Promise<void> => { await page.waitForFunction('window.opened.surface.isSettled') }

/** Seconds of the main thread spent in tasks. */
const busy = async (cdp: CDPSession): Promise<number> => {
  const { metrics } = await cdp.send('Performance.getMetrics')
  return metrics.find(metric => metric.name === 'TaskDuration')?.value ?? 0
}

/** Frame gaps (ms) and main-thread time per step (ms) while the steps run. */
const measure = async (page: Page, cdp: CDPSession, step: (i: number) => Promise<void>): Promise<Frames> => {
  await page.evaluate('{ const frames = window.frames_ = []; const tick = t => { if (window.frames_ === frames) { frames.push(t); requestAnimationFrame(tick) } }; requestAnimationFrame(tick) }')
  const before = await busy(cdp)
  for (let i = 0; i < STEPS; i++) {
    const began = performance.now()
    await step(i)
    await pause(Math.max(0, PAUSE - (performance.now() - began)))
  }
  const cpu = ((await busy(cdp)) - before) * 1_000 / STEPS
  const times = await page.evaluate<number[]>('{ const frames = window.frames_; window.frames_ = null; frames }')
  const gaps = times.slice(1).map((time, i) => time - times[i]!)
  return { p50: sorted(gaps, 0.5), p95: sorted(gaps, 0.95), cpu }
}

const row = (count: number, name: string, { p50, p95, cpu }: Frames): string =>
  `${String(count).padStart(7)}  ${name.padEnd(6)} p50 ${p50.toFixed(1).padStart(6)} ms  p95 ${p95.toFixed(1).padStart(6)} ms  main thread ${cpu.toFixed(1).padStart(5)} ms per step`

const bench = async (page: Page, count: number): Promise<void> => {
  const cdp = await page.context().newCDPSession(page), records = boxes(count)
  await cdp.send('Performance.enable')
  const opening = performance.now()
  await page.evaluate(`(async list => { window.opened = await window.playground.openPicture(${WIDTH}, ${HEIGHT}, list) })(${JSON.stringify(records)})`)
  await settled(page)
  console.log(`${String(count).padStart(7)}  load   ${(performance.now() - opening).toFixed(0).padStart(6)} ms from records handed over (as JSON) to everything drawn`)
  const at = await page.evaluate<{ x: number, y: number }>(`(() => {
    const { session, surface } = window.opened, box = session.store.get(${JSON.stringify(records[0]!.id)}).payload
    return surface.toClient({ x: box.x + 1, y: box.y + box.h / 3 })
  })()`)
  await page.mouse.move(at.x, at.y)
  await page.evaluate(`window.selecting = new Promise(done => addEventListener('pointerdown', () => {
    const pressed = performance.now()
    requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now() - pressed)))
  }, { once: true, capture: true })); 0`)
  await page.mouse.click(at.x, at.y)
  const selecting = await page.evaluate<number>('window.selecting')
  console.log(`${String(count).padStart(7)}  select ${selecting.toFixed(0).padStart(6)} ms from press to the second frame`)
  await page.mouse.down()
  console.log(row(count, 'drag', await measure(page, cdp, i => page.mouse.move(at.x + 6 + i * 3, at.y + i * 2))))
  await page.mouse.up()
  await page.evaluate('window.opened.surface.zoomBy(3)')
  await settled(page)
  await page.mouse.move(800, 500)
  await page.mouse.down({ button: 'middle' })
  console.log(row(count, 'pan', await measure(page, cdp, i => page.mouse.move(800 + 80 * Math.sin(i / 6), 500 + 60 * Math.cos(i / 6)))))
  await page.mouse.up({ button: 'middle' })
  console.log(row(count, 'zoom', await measure(page, cdp, i => page.mouse.wheel(0, i % 20 < 10 ? -60 : 60))))
}

console.log(machine())
const browser = await launchChromium({ args: ['--disable-gpu'] }), served = await serveEditorPage()
console.log(`method: headless Chromium ${browser.version()} without a GPU, window 1600 x 1000 at ratio 1, ${WIDTH} x ${HEIGHT} picture, ${STEPS} mouse events ${PAUSE} ms apart`)
const counts = process.argv.slice(2).map(Number).filter(n => n > 0)
for (const count of counts.length > 0 ? counts : [1_000, 5_000, 10_000]) {
  const page = await browser.newPage({ viewport: { width: 1_600, height: 1_000 } })
  await page.goto(served.url)
  await bench(page, count)
  await page.close()
}
await browser.close()
await served.close()

import { existsSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import axe from 'axe-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchChromium } from '../harness/chromium.ts'
import { command, freePort, install, processesOf, start, uninstall, type Installation } from '../harness/installation.ts'

let data: string, port: number, product: Installation
beforeAll(async () => {
  data = await install()
  port = await freePort()
  product = await start(data, port)
  expect((await command('sample', '--into', path.join(data, 'sample'), '--images', '26', '--texts', '16', '--seed', 'e2e')).code).toBe(0)
}, 240_000)
afterAll(async () => {
  await product.stop()
  await uninstall(data)
})

const selftest = async (input: string): Promise<{ code: number | null, report: { ok: boolean, failed: string | null, stages: { name: string, figures: Record<string, unknown>, error?: string }[] } }> => {
  const { code, stdout } = await command('selftest', '--url', product.url, '--input', input, '--json')
  return { code, report: JSON.parse(stdout.trim().split('\n').at(-1)!) }
}

test('the self-test takes drawn scenes and written texts, spoiled ones among them, through the whole chain to a verified release', async () => {
  const { code, report } = await selftest(path.join(data, 'sample'))
  expect(report.stages.map(s => s.error).filter(Boolean)).toEqual([])
  expect(code).toBe(0)
  expect(report.stages.map(s => s.name)).toEqual(['people', 'project', 'source', 'preparation', 'production', 'annotation', 'review', 'inspection', 'release', 'verification', 'tampering', 'tenancy', 'clean-up'])
  const figures = Object.fromEntries(report.stages.map(s => [s.name, s.figures]))
  expect(figures['source']!['failed']).toBeGreaterThan(0)
  expect(figures['preparation']!['dropped']).toBeGreaterThan(0)
  expect(figures['tampering']).toEqual({ flipped: 5, located: 5 })
})

test('a folder in which nothing can be read fails at its first stage and says so', async () => {
  const folder = path.join(data, 'bad')
  await mkdir(folder, { recursive: true })
  await writeFile(path.join(folder, 'empty.jpg'), '')
  const { code, report } = await selftest(folder)
  expect(code).toBe(1)
  expect(report.failed).toBe('source')
})

test('killed server, worker and database come back by themselves and the chain goes through again', async () => {
  for (const name of ['worker', 'server', 'database']) {
    const pid = (await processesOf(product)).get(name)
    expect(pid, name).toBeDefined()
    process.kill(pid!, 'SIGKILL')
    await new Promise(resolve => { setTimeout(resolve, 500) })
  }
  for (const end = Date.now() + 60_000; ;) {
    const ready = await fetch(`${product.url}/readyz`).then(r => r.ok, () => false)
    if (ready) break
    if (Date.now() > end) throw new Error('not ready a minute after the kills')
    await new Promise(resolve => { setTimeout(resolve, 250) })
  }
  const { report } = await selftest(path.join(data, 'sample'))
  expect(report).toMatchObject({ ok: true, failed: null })
}, 240_000)

test('Ctrl-C stops everything cleanly and a second start is ready within five seconds', async () => {
  expect(await product.stop()).toBe(0)
  expect(existsSync(path.join(data, 'postgres', '18', 'postmaster.pid'))).toBe(false)
  product = await start(data, port)
  expect(product.seconds).toBeLessThanOrEqual(5)
}, 120_000)

test('the one-time link makes the first administrator in the browser, without a console error, and opens the sample project; axe finds nothing', async () => {
  const browser = await launchChromium()
  try {
    const page = await browser.newPage({ locale: 'zh-CN', viewport: { width: 1440, height: 900 } }), errors: string[] = []
    page.on('pageerror', error => { errors.push(error.message) })
    await page.goto(product.setupLink!)
    await page.getByRole('button', { name: /建立|创建/ }).first().waitFor()
    await page.evaluate(axe.source)
    const { violations } = await page.evaluate(() => (globalThis as unknown as { axe: { run(): Promise<{ violations: { id: string }[] }> } }).axe.run())
    expect(violations.map(v => v.id)).toEqual([])
    const boxes = page.getByRole('textbox')
    for (const [i, text] of ['林知夏', '黔中数据标注基地', 'lin'].entries()) await boxes.nth(i).fill(text)
    await page.locator('input[type=password]').first().fill('一句足够长的通行短语 2026')
    await page.getByRole('button', { name: /建立|创建/ }).first().click()
    await page.waitForURL(url => !url.pathname.startsWith('/setup'))
    const session = await page.evaluate(() => fetch('/api/v1/session').then(r => r.json() as Promise<{ account: { name: string } }>))
    expect(session.account.name).toBe('林知夏')
    // The sample project draws, imports, prepares and opens its first batch by itself, before one's eyes.
    await page.getByRole('radio', { name: /打开示例项目/ }).check()
    await page.getByRole('button', { name: '打开示例项目' }).click()
    await page.getByRole('heading', { name: '示例项目：街景与短文' }).waitFor()
    await page.getByText(/\d+ 个任务等待领取/).waitFor({ timeout: 90_000 })
    await page.evaluate(axe.source)
    const home = await page.evaluate(() => (globalThis as unknown as { axe: { run(): Promise<{ violations: { id: string }[] }> } }).axe.run())
    expect(home.violations.map(v => v.id)).toEqual([])
    expect(errors).toEqual([])
  } finally { await browser.close() }
}, 180_000)

import { mkdtempSync, readFileSync, rmSync, existsSync, statSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { extname, join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { build } from 'vite'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchChromium } from '../../test/harness/chromium.ts'

/** The pages as they are shipped, under the content security policy of the server: the gallery is built once for this file. */
const folder = mkdtempSync(join(tmpdir(), 'feedstock-gallery-'))
const types: Readonly<Record<string, string>> = { '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml' }
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
let server: Server
let browser: Browser
let address: string

const serve = (): Server => createServer((request, reply) => {
  const file = join(folder, new URL(request.url ?? '/', 'http://localhost').pathname)
  if (existsSync(file) && statSync(file).isFile()) return reply.writeHead(200, { 'content-type': types[extname(file)] ?? 'application/octet-stream' }).end(readFileSync(file))
  const nonce = Math.random().toString(36).slice(2)
  return reply.writeHead(200, {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': `default-src 'self';script-src 'self';style-src 'self' 'nonce-${nonce}';style-src-attr 'unsafe-inline';object-src 'none';base-uri 'none'`,
  }).end(readFileSync(join(folder, 'index.html'), 'utf8').replaceAll('__CSP_NONCE__', nonce))
})

beforeAll(async () => {
  await build({ configFile: 'vite.config.ts', logLevel: 'error', build: { outDir: folder, emptyOutDir: true } })
  server = serve()
  await new Promise<void>(resolve => { server.listen(0, '127.0.0.1', resolve) })
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  browser = await launchChromium()
}, 120_000)
afterAll(async () => {
  await browser?.close()
  server?.close()
  rmSync(folder, { recursive: true, force: true })
})

const open = async (path: string, width = 1440): Promise<Page> => {
  const context = await browser.newContext({ viewport: { width, height: 900 }, reducedMotion: 'reduce' })
  const page = await context.newPage()
  await page.goto(address + path)
  await page.locator('h1').first().waitFor()
  return page
}

const findings = async (page: Page): Promise<readonly string[]> => {
  await page.evaluate(axe)
  return page.evaluate(async () => {
    const run = (globalThis as unknown as { axe: { run(root: Document): Promise<{ violations: { id: string, nodes: { target: string[] }[] }[] }> } }).axe.run
    return (await run(document)).violations.map(v => `${v.id}: ${v.nodes.map(n => n.target.join(' ')).join(', ')}`)
  })
}

describe('every screen of the gallery', () => {
  const screens = ['/playground', '/playground/frame', '/playground/setup', '/playground/start', '/playground/login']
  it.each(screens.flatMap(path => ['zh-Hans', 'zh-Hant', 'en'].flatMap(lang => ['light', 'dark'].map(theme => `${path}?lang=${lang}&theme=${theme}`))))('has no accessibility finding: %s', async path => {
    const page = await open(path)
    if (path.startsWith('/playground?')) await page.locator('.ant-table').waitFor()
    expect(await findings(page)).toEqual([])
    await page.context().close()
  })
  it.each([1200, 900])('has none either at %i px, where the navigation is icons or a drawer', async width => {
    const page = await open('/playground/frame?lang=en', width)
    expect(await findings(page)).toEqual([])
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true)
    await page.context().close()
  })
  it('loads antd for the console only', async () => {
    const context = await browser.newContext()
    const page = await context.newPage()
    const loaded: string[] = []
    page.on('request', request => loaded.push(request.url()))
    await page.goto(`${address}/playground/setup`)
    await page.locator('form').waitFor()
    expect(loaded.filter(url => url.includes('antd'))).toEqual([])
    await context.close()
  })
})

describe('the components by keyboard', () => {
  it('a dialog takes the focus, closes on Escape and gives the focus back', async () => {
    const page = await open('/playground?lang=en')
    const opener = page.getByRole('button', { name: 'Open a dialog' })
    await opener.focus()
    await page.keyboard.press('Enter')
    const dialog = page.getByRole('dialog', { name: 'Send B-019 to rework?' })
    await dialog.waitFor()
    expect(await dialog.evaluate(element => element.contains(document.activeElement))).toBe(true)
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'hidden' })
    expect(await opener.evaluate(element => element === document.activeElement)).toBe(true)
    await page.context().close()
  })
  it('a histogram handle is nudged by one bin, stops at the other handle and says its value', async () => {
    const page = await open('/playground?lang=en')
    const low = page.getByRole('slider', { name: /from/ })
    await low.focus()
    expect(await low.getAttribute('aria-valuetext')).toBe('112')
    await page.keyboard.press('ArrowRight')
    expect(await low.getAttribute('aria-valuetext')).toBe('126')
    await page.keyboard.press('End')
    expect(await low.getAttribute('aria-valuetext')).toBe('476')
    await page.context().close()
  })
  it('tabs follow the arrows around and show their panel', async () => {
    const page = await open('/playground?lang=en')
    await page.getByRole('tab', { name: /Objects/ }).focus()
    await page.keyboard.press('ArrowLeft')
    expect(await page.getByRole('tab', { selected: true }).textContent()).toBe('Discussion1')
    expect(await page.getByTestId('panel').textContent()).toBe('Discussion')
    await page.context().close()
  })
  it('a splitter moves by 16 px and its size survives a reload', async () => {
    const page = await open('/playground?lang=en')
    const line = page.getByRole('separator', { name: 'Width of the list' })
    await line.focus()
    await page.keyboard.press('ArrowRight')
    expect(await line.getAttribute('aria-valuenow')).toBe('176')
    await page.reload()
    await line.waitFor()
    expect(await line.getAttribute('aria-valuenow')).toBe('176')
    await page.context().close()
  })
  it('a blocked button says what is missing and stays reachable', async () => {
    const page = await open('/playground?lang=en')
    const button = page.getByRole('button', { name: '3 objects left' })
    await button.focus()
    expect(await button.getAttribute('aria-disabled')).toBe('true')
    expect(await button.evaluate(element => element === document.activeElement)).toBe(true)
    await page.context().close()
  })
  it('a toast takes the place of an earlier one of its kind', async () => {
    const page = await open('/playground?lang=en')
    for (let i = 0; i < 3; i++) await page.getByRole('button', { name: 'Show a toast' }).click()
    expect(await page.getByRole('status', { name: 'Results' }).getByText('gy_118402 submitted').count()).toBe(1)
    await page.context().close()
  })
  it('a popover opens inside the window, and choosing closes it', async () => {
    const page = await open('/playground?lang=en')
    await page.getByRole('button', { name: 'Change class' }).click()
    const panel = page.getByRole('dialog', { name: 'Change class' })
    const box = (await panel.boundingBox())!
    expect(box.x >= 0 && box.y >= 0 && box.x + box.width <= 1440 && box.y + box.height <= 900).toBe(true)
    await panel.getByRole('button', { name: 'Bus' }).click()
    await panel.waitFor({ state: 'hidden' })
    await page.context().close()
  })
  it('a long list draws few of its rows and tells how many there are', async () => {
    const page = await open('/playground?lang=en')
    const rows = page.getByRole('list', { name: '10,000 assets' }).getByRole('listitem')
    await rows.first().waitFor()
    expect(await rows.count()).toBeLessThan(40)
    expect(await rows.first().getAttribute('aria-setsize')).toBe('10000')
    await page.context().close()
  })
})

describe('the shell', () => {
  it('opens the palette with Ctrl K, finds by pinyin initials, runs with Enter and says so in a toast', async () => {
    const page = await open('/playground?lang=zh-Hans')
    await page.keyboard.press('Control+k')
    await page.getByRole('dialog', { name: '命令面板' }).getByRole('combobox').fill('zj 26')
    expect(await page.getByRole('dialog', { name: '命令面板' }).getByRole('option').allTextContents()).toEqual(['质检 › B-26 主干道↵', '质检员 26 号'])
    await page.keyboard.press('Enter')
    await page.getByText('执行了：质检 › B-26 主干道').waitFor()
    await page.context().close()
  })
  it('switches language and theme at once, marks the document and remembers both', async () => {
    const page = await open('/playground/frame?lang=zh-Hans')
    await page.getByRole('button', { name: '外观与语言' }).click()
    await page.getByRole('radio', { name: 'English' }).check()
    await page.getByRole('radio', { name: 'Dark' }).check()
    await page.goto(`${address}/playground/frame`)
    await page.getByRole('navigation', { name: 'Main' }).waitFor()
    expect(await page.evaluate(() => [document.documentElement.lang, document.documentElement.dataset['theme']])).toEqual(['en', 'dark'])
    await page.context().close()
  })
  it('names each stage of the chain with its count and state', async () => {
    const page = await open('/playground/frame?lang=en')
    expect(await page.getByRole('link', { name: /^Annotate/ }).getAttribute('title')).toBe('Annotate, 68,240, 71 % done')
    await page.context().close()
  })
  it('first run: leads to the first wrong field, and Enter submits a right one', async () => {
    const page = await open('/playground/setup?lang=en')
    await page.getByLabel('Password').first().fill('short')
    await page.keyboard.press('Enter')
    expect(await page.evaluate(() => document.activeElement?.getAttribute('name'))).toBe('password')
    await page.getByRole('textbox', { name: 'Password' }).fill('a-long-passphrase')
    await page.keyboard.press('Enter')
    await page.getByText('access.setup-token').waitFor()
    await page.context().close()
  })
  it('says so on an address that leads nowhere', async () => {
    const page = await open('/no/such/page?lang=en')
    expect(await page.locator('h1').textContent()).toBe('No such page')
    expect(await findings(page)).toEqual([])
    await page.context().close()
  })
})

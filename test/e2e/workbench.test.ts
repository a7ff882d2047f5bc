import axe from 'axe-core'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchChromium } from '../harness/chromium.ts'
import { freePort, install, start, uninstall, type Installation } from '../harness/installation.ts'

interface Work { readonly annotations: readonly { readonly revision: number, readonly shapes: readonly { readonly kind: string, readonly class: string | null, readonly attributes: Readonly<Record<string, unknown>> }[] }[], readonly assignment: { readonly state: string } }

let data: string, product: Installation, browser: Browser, context: BrowserContext
/** Calls the API as whoever is signed in; the first organisation is the only one. */
const api = async <R>(method: 'GET' | 'POST', path: string, body?: unknown): Promise<R> => {
  const reply = await context.request.fetch(product.url + path, { method, ...(body !== undefined && { data: body }), headers: { 'idempotency-key': crypto.randomUUID(), ...organisation, origin: product.url } })
  if (!reply.ok()) throw new Error(`${method} ${path}: ${reply.status()} ${await reply.text()}`)
  return await reply.json() as R
}
let organisation: Readonly<Record<string, string>> = {}

beforeAll(async () => {
  data = await install()
  product = await start(data, await freePort())
  browser = await launchChromium()
  context = await browser.newContext({ locale: 'zh-CN', viewport: { width: 1440, height: 900 } })
  const token = new URL(product.setupLink!).searchParams.get('token')
  const session = await api<{ organisations: readonly { id: string }[] }>('POST', '/api/v1/setup', { token, organisation: '黔中数据标注基地', zone: 'Asia/Shanghai', login: 'lin', name: '林知夏', password: '一句足够长的通行短语 2026' })
  organisation = { 'x-feedstock-organisation': session.organisations[0]!.id }
}, 240_000)
afterAll(async () => {
  await browser.close()
  await product.stop()
  await uninstall(data)
})

/** The first task of a sample project, as soon as its batch is open. */
const claimSample = async (files: { readonly images: number, readonly texts: number }): Promise<string> => {
  const { project } = await api<{ project: string }>('POST', '/api/v1/sample', files)
  for (const end = Date.now() + 90_000; Date.now() < end;) {
    const { batches } = await api<{ batches: readonly { annotate: number }[] }>('GET', `/api/v1/projects/${project}/queue`)
    if (batches.some(batch => batch.annotate > 0)) return (await api<{ id: string }>('POST', '/api/v1/assignments', { project, step: 'annotate' })).id
    await new Promise(resolve => { setTimeout(resolve, 500) })
  }
  throw new Error('no batch opened within 90 s')
}

const open = async (assignment: string): Promise<Page> => {
  const page = await context.newPage()
  await page.goto(`${product.url}/w/${assignment}`)
  await page.getByRole('application').waitFor()
  return page
}
const drag = async (page: Page, from: readonly [number, number], to: readonly [number, number]): Promise<void> => {
  await page.mouse.move(...from)
  await page.mouse.down()
  await page.mouse.move((from[0] + to[0]) / 2, (from[1] + to[1]) / 2)
  await page.mouse.move(...to)
  await page.mouse.up()
}
const listed = (page: Page): Promise<string[]> => page.locator('.object').evaluateAll(rows => rows.map(row => row.textContent ?? ''))
const violations = async (page: Page): Promise<string[]> => {
  await page.evaluate(axe.source)
  return page.evaluate(async () => (await (globalThis as unknown as { axe: { run(): Promise<{ violations: { id: string }[] }> } }).axe.run()).violations.map(v => v.id))
}

test('boxes, attributes, a polygon and an answer given offline survive a crashed tab, a draft goes on, and submitting opens the next task', async () => {
  const assignment = await claimSample({ images: 8, texts: 0 }), page = await open(assignment)
  for (const key of ['1', 'b']) await page.keyboard.press(key)
  await drag(page, [600, 450], [680, 505])
  await page.getByRole('radio', { name: '部分', exact: true }).check()
  await page.getByRole('application').focus()
  for (const key of ['Escape', '4', 'p']) await page.keyboard.press(key)
  for (const [x, y] of [[640, 490], [670, 490], [672, 585]] as const) await page.mouse.click(x, y)
  await page.keyboard.press('Enter')
  await page.getByText('已保存到服务器').waitFor()
  expect(await violations(page)).toEqual([])
  await page.keyboard.press('Escape')
  for (const [x, y] of [[760, 490], [800, 490], [800, 600]] as const) await page.mouse.click(x, y)
  await context.setOffline(true)
  await page.getByRole('radio', { name: '4', exact: true }).check()
  await page.getByText(/网络断开 · 1 处改动已存在本机/).waitFor()
  const crashed = page.waitForEvent('crash')
  void context.newCDPSession(page).then(session => session.send('Page.crash')).catch(() => undefined)
  await crashed
  await page.close()
  await context.setOffline(false)

  const again = await open(assignment)
  await again.getByRole('button', { name: /提交，下一个/ }).waitFor()
  await again.getByText('已保存到服务器').waitFor()
  const { annotations: [saved] } = await api<Work>('GET', `/api/v1/assignments/${assignment}/work`)
  expect(saved!.shapes.map(shape => [shape.kind, shape.class, shape.attributes])).toEqual(expect.arrayContaining([['box', 'car', { occlusion: 'partly' }], ['polygon', 'pedestrian', {}], ['rating', null, {}]]))
  await again.keyboard.press('Enter')
  await expect.poll(() => listed(again)).toEqual(['行人 2', '行人 1', '小客车 1部分'])
  await again.getByText(/已保存到服务器 · 修订/).waitFor()
  await again.keyboard.press('Control+Enter')
  await again.waitForURL(url => !url.pathname.endsWith(assignment))
  // An accidental submission comes back for ten seconds.
  await again.locator('.ui-toasts').getByRole('button', { name: '撤销' }).click()
  await again.waitForURL(url => url.pathname.endsWith(assignment))
  await expect.poll(() => listed(again)).toHaveLength(3)
  expect((await api<Work>('GET', `/api/v1/assignments/${assignment}/work`)).assignment.state).toBe('held')
  await again.getByRole('application').focus()
  await again.keyboard.press('Control+Enter')
  await again.waitForURL(url => !url.pathname.endsWith(assignment))
  const { assignment: { state }, annotations: [submitted] } = await api<Work>('GET', `/api/v1/assignments/${assignment}/work`)
  expect([state, submitted!.shapes.length]).toEqual(['submitted', 4])
  await again.close()
}, 180_000)

test('what lacks a class blocks submitting and is named on the button; a second tab is read-only until it takes over; a text takes spans by mouse and keys', async () => {
  const assignment = await claimSample({ images: 1, texts: 4 })
  let page = await open(assignment)
  await page.evaluate(() => { localStorage.clear() })
  await page.reload()
  await page.getByRole('button', { name: /提交，下一个/ }).waitFor()
  await page.keyboard.press('b')
  await drag(page, [600, 450], [680, 505])
  await page.getByRole('button', { name: '还差 1 处' }).waitFor()
  await page.keyboard.press('6')
  await page.getByRole('button', { name: /提交，下一个/ }).waitFor()
  await page.getByText('已保存到服务器').waitFor()

  const second = await open(assignment)
  await second.getByRole('button', { name: '此处只读' }).waitFor()
  await second.getByRole('button', { name: '在这里编辑' }).click()
  await second.getByRole('button', { name: /提交，下一个/ }).waitFor()
  await page.getByRole('button', { name: '此处只读' }).waitFor()
  await page.close()
  page = second
  for (let i = 0; i < 4 && await page.locator('.stage.text').count() === 0; i++) {
    const before = page.url()
    await page.keyboard.press('Control+Enter')
    await page.waitForURL(url => url.href !== before)
    await page.getByRole('application').waitFor()
  }
  const block = (await page.getByRole('application').locator('p').first().boundingBox())!
  await drag(page, [block.x + 2, block.y + 25], [block.x + 60, block.y + 25])
  await page.keyboard.press('1')
  await expect.poll(async () => (await listed(page)).length).toBe(1)
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: /^1 ?人物/ }).click()
  for (const key of ['End', 'Shift+ArrowLeft', 'Shift+ArrowLeft', 'Shift+ArrowLeft', '2']) await page.keyboard.press(key)
  await expect.poll(async () => (await listed(page)).length).toBe(2)
  expect(await violations(page)).toEqual([])
  await page.close()
}, 180_000)

import axe from 'axe-core'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchChromium } from '../harness/chromium.ts'
import { freePort, install, start, uninstall, type Installation } from '../harness/installation.ts'

interface Shape { readonly kind: string, readonly slot: string, readonly question: string | null }
interface Work { readonly annotations: readonly { readonly shapes: readonly Shape[] }[], readonly assignment: { readonly state: string } }

let data: string, product: Installation, browser: Browser, context: BrowserContext, project: string, selection: string
let organisation: Readonly<Record<string, string>> = {}
const send = async <R>(method: 'GET' | 'POST' | 'PUT', path: string, body?: unknown): Promise<R> => {
  const reply = await context.request.fetch(product.url + path, { method, ...(body !== undefined && { data: body }), headers: { 'idempotency-key': crypto.randomUUID(), ...organisation, origin: product.url, ...(Buffer.isBuffer(body) && { 'content-type': 'application/octet-stream' }) } })
  if (!reply.ok()) throw new Error(`${method} ${path}: ${reply.status()} ${await reply.text()}`)
  return await reply.json() as R
}
const ended = async (run: string): Promise<void> => {
  for (const end = Date.now() + 60_000; Date.now() < end;) {
    const { state } = await send<{ state: string }>('GET', `/api/v1/runs/${run}`)
    if (state === 'done') return
    if (state === 'failed' || state === 'cancelled') throw new Error(`run ${state}`)
    await new Promise(resolve => { setTimeout(resolve, 300) })
  }
  throw new Error('the run did not end within 60 s')
}

beforeAll(async () => {
  data = await install()
  product = await start(data, await freePort())
  browser = await launchChromium()
  context = await browser.newContext({ locale: 'zh-CN', viewport: { width: 1440, height: 900 } })
  const session = await send<{ organisations: readonly { id: string }[] }>('POST', '/api/v1/setup', { token: new URL(product.setupLink!).searchParams.get('token'), organisation: '黔中数据标注基地', zone: 'Asia/Shanghai', login: 'lin', name: '林知夏', password: '一句足够长的通行短语 2026' })
  organisation = { 'x-feedstock-organisation': session.organisations[0]!.id }
  const text = { 'zh-Hans': '文字' }
  project = (await send<{ id: string }>('POST', '/api/v1/projects', {
    name: '多资产', guideline: { goal: text, format: text, method: text, quality: text, rules: [{ class: null, kind: 'positive', text }, { class: null, kind: 'negative', text }] },
    schema: {
      classes: [{ id: 'car', name: { 'zh-Hans': '小客车' }, colour: 1, kinds: ['box'], attributes: [] }, { id: 'place', name: { 'zh-Hans': '地点' }, colour: 2, kinds: ['span'], attributes: [] }],
      questions: [{ id: 'same', title: { 'zh-Hans': '内容一致' }, kind: 'choice', options: [{ id: 'yes', name: { 'zh-Hans': '一致' } }, { id: 'no', name: { 'zh-Hans': '不一致' } }], required: true }],
    },
  })).id
  const dataset = (await send<{ id: string }>('POST', `/api/v1/projects/${project}/datasets`, { name: '路口' })).id
  const picture = (i: number): Promise<Buffer> => sharp({ create: { width: 640, height: 480, channels: 3, background: { r: 40 + 30 * i, g: 140, b: 220 - 30 * i } } }).png().toBuffer()
  const names = ['run/f1.png', 'run/f2.png', 'run/f10.png', 'doc.png', 'doc.txt']
  for (const [i, name] of names.entries()) await send('PUT', `/api/v1/datasets/${dataset}/uploads?name=${encodeURIComponent(name)}`, name.endsWith('.txt') ? Buffer.from('昨天贵阳的路口有三辆小客车。') : await picture(i))
  await ended((await send<{ run: string }>('POST', `/api/v1/datasets/${dataset}/imports`, { provenance: { kind: 'self_collected', record: '测试' } })).run)
  const { operators } = await send<{ operators: { id: string, version: number, defaults: object }[] }>('GET', '/api/v1/operators'), size = operators.find(o => o.id === 'image-size')!
  const recipe = await send<{ id: string }>('POST', `/api/v1/projects/${project}/recipes`, { name: '全部', steps: [{ operator: size.id, version: size.version, parameters: { ...size.defaults, minWidth: 1, minHeight: 1 } }] })
  const preparation = (await send<{ run: string }>('POST', `/api/v1/recipes/${recipe.id}/applications`, { dataset })).run
  await ended(preparation)
  selection = (await send<{ id: string }>('POST', `/api/v1/projects/${project}/selections`, { name: '全部', preparation, filter: { kept: true } })).id
}, 240_000)
afterAll(async () => {
  await browser.close()
  await product.stop()
  await uninstall(data)
})

const claim = async (group: object): Promise<string> => {
  const batch = await send<{ id: string }>('POST', `/api/v1/projects/${project}/batches`, { name: '批次', selection, group, overlap: 1, review: 'all', open: true })
  return (await send<{ id: string }>('POST', '/api/v1/assignments', { project, batch: batch.id, step: 'annotate' })).id
}
const open = async (assignment: string): Promise<Page> => {
  const page = await context.newPage()
  await page.goto(`${product.url}/w/${assignment}`)
  await page.getByRole('application').first().waitFor()
  return page
}
const drag = async (page: Page, locator: ReturnType<Page['getByRole']>, by = 60): Promise<void> => {
  const box = (await locator.boundingBox())!, x = box.x + box.width / 2, y = box.y + box.height / 2
  await page.mouse.move(x - by, y - by / 2)
  await page.mouse.down()
  await page.mouse.move(x, y)
  await page.mouse.move(x + by, y + by / 2)
  await page.mouse.up()
}
const marks = (page: Page): Promise<(string | null)[]> => page.getByRole('navigation', { name: '本任务的资产' }).getByRole('button').evaluateAll(all => all.map(one => one.querySelector('.visually-hidden')?.textContent ?? null))
const current = (page: Page): Promise<number> => page.locator('.place').evaluateAll(all => all.findIndex(one => one.getAttribute('aria-current') === 'true'))
const violations = async (page: Page): Promise<string[]> => {
  await page.evaluate(axe.source)
  return page.evaluate(async () => (await (globalThis as unknown as { axe: { run(): Promise<{ violations: { id: string }[] }> } }).axe.run()).violations.map(v => v.id))
}
const shapesOf = async (assignment: string): Promise<string[]> => (await send<Work>('GET', `/api/v1/assignments/${assignment}/work`)).annotations[0]!.shapes.map(s => `${s.slot} ${s.question ?? s.kind}`).sort()

test('a sequence is walked by keys and by its strip, each picture keeps its own shapes and says what is drawn on it, and undo stays with the picture', async () => {
  const assignment = await claim({ by: 'folder', modality: 'image', length: 9 })
  // The first task is that of the folder at the top, whichever the order of import was.
  const { assets } = await send<{ assets: { name: string }[] }>('GET', `/api/v1/assignments/${assignment}/work`), isRun = assets.length === 3
  const page = await open(isRun ? assignment : (await send<{ id: string }>('POST', '/api/v1/assignments', { project, step: 'annotate' })).id), canvas = page.getByRole('application')
  expect((await marks(page)).map(m => m?.replace(/^.*· (?=\S+\.png)/, ''))).toEqual(['f1.png · 还没有对象', 'f2.png · 还没有对象', 'f10.png · 还没有对象'])
  for (const key of ['1', 'b']) await page.keyboard.press(key)
  await drag(page, canvas)
  await page.keyboard.press('f')
  await expect.poll(() => current(page)).toBe(1)
  await expect.poll(() => page.locator('.object').count()).toBe(0)
  for (const key of ['1', 'b']) await page.keyboard.press(key)
  await drag(page, canvas)
  await expect.poll(() => page.locator('.object').count()).toBe(1)
  await page.keyboard.press('Control+z')
  await expect.poll(() => page.locator('.object').count()).toBe(0)
  await page.keyboard.press('d')
  await expect.poll(() => page.locator('.object').count()).toBe(1)
  await page.getByRole('button', { name: /f10\.png/ }).click()
  await expect.poll(() => current(page)).toBe(2)
  for (const key of ['1', 'b']) await page.keyboard.press(key)
  await drag(page, canvas)
  await page.getByText('已保存到服务器').waitFor()
  expect((await marks(page)).map(m => m?.split(' · ').slice(2).join())).toEqual(['1 个对象，无缺项', '还没有对象', '1 个对象，无缺项'])
  expect(await violations(page)).toEqual([])
  await page.close()
}, 120_000)

test('a picture and its text stand side by side; the keys follow the one in hand, and the answer is of both', async () => {
  const assignment = await claim({ by: 'stem', places: [{ slot: 'picture', modality: 'image', ending: '' }, { slot: 'caption', modality: 'text', ending: '' }] }), page = await open(assignment)
  const picture = page.getByRole('application').first(), caption = page.getByRole('application').last()
  expect(await page.getByRole('application').count()).toBe(2)
  for (const key of ['1', 'b']) await page.keyboard.press(key)
  await drag(page, picture)
  await page.getByRole('radio', { name: '一致', exact: true }).check()
  await picture.focus()
  await page.keyboard.press('f')
  expect(await caption.and(page.locator(':focus')).count()).toBe(1)
  expect(await page.getByRole('radio', { name: '一致', exact: true }).isChecked()).toBe(true)
  await page.keyboard.press('1')
  // A double click takes the word under the pointer: the third and fourth character of the first line, 19 px each.
  const sheet = (await caption.boundingBox())!
  await page.mouse.dblclick(sheet.x + 77, sheet.y + 45)
  await expect.poll(() => page.locator('.object').evaluateAll(rows => rows.map(row => row.textContent))).toEqual([expect.stringContaining('贵阳')])
  await page.getByText('已保存到服务器').waitFor()
  await expect.poll(() => shapesOf(assignment)).toEqual(['caption span', 'picture box', 'picture same'])
  expect(await violations(page)).toEqual([])
  await page.keyboard.press('Escape')
  await page.mouse.click(...await picture.boundingBox().then(box => [box!.x + 20, box!.y + 20] as const))
  await expect.poll(() => current(page)).toBe(0)
  await page.keyboard.press('Control+Enter')
  await expect.poll(async () => (await send<Work>('GET', `/api/v1/assignments/${assignment}/work`)).assignment.state, { timeout: 20_000 }).toBe('submitted')
  await page.close()
}, 120_000)

import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchChromium } from '../harness/chromium.ts'
import { command, freePort, install, start, uninstall, type Installation } from '../harness/installation.ts'
import { look, type Address, type Look } from './page-walk.ts'
import { acceptLot, annotateAll, apiOf, crash, labelOne, newDesk, password, press, readGuideline, until, type Person } from './people.ts'

/**
 * Five people, each in a browser of their own, take a batch of pictures and texts from an invitation to a verified release:
 * a coordinator, two annotators who do not see each other, a reviewer, a requester. What a person would do is done in the pages.
 */
const names = { coordinator: '周启明', first: '陈禾', second: '王小满', reviewer: '赵明远', requester: '孙知行' } as const
type Who = keyof typeof names
const roles: { readonly [W in Who]: string } = { coordinator: '数据标注组织方', first: '标注员', second: '标注员', reviewer: '质检员', requester: '数据需求方' }

interface Work { readonly assignment: { readonly state: string }, readonly annotations: readonly { readonly shapes: readonly unknown[] }[] }

let data: string, product: Installation, browser: Browser, administrator: Person, project: string, batch = '', tasks = 0
const people = new Map<Who, Person>()
const person = (who: Who): Person => people.get(who)!

beforeAll(async () => {
  data = await install()
  product = await start(data, await freePort())
  browser = await launchChromium()
  const context = await newDesk(browser), page = await context.newPage(), token = new URL(product.setupLink!).searchParams.get('token')
  const founded = await apiOf(context, product.url, '')<{ organisations: readonly { id: string }[] }>('POST', '/api/v1/setup', { token, organisation: '黔中数据标注基地', zone: 'Asia/Shanghai', login: 'lin', name: '林知夏', password })
  administrator = { context, page, api: apiOf(context, product.url, founded.organisations[0]!.id) }
  project = (await administrator.api<{ project: string }>('POST', '/api/v1/sample', { images: 6, texts: 4 })).project
  await until('a selection', async () => (await administrator.api<{ selections: readonly unknown[] }>('GET', `/api/v1/projects/${project}/selections`)).selections.length === 1)
}, 240_000)
afterAll(async () => {
  await browser.close()
  await product.stop()
  await uninstall(data)
})

test('people join by links that the administrator makes, each lands where their role works', async () => {
  const { page } = administrator, organisation = (await administrator.api<{ organisations: readonly { id: string }[] }>('GET', '/api/v1/session')).organisations[0]!.id
  await page.goto(`${product.url}/p/${project}/people`)
  for (const [i, who] of (Object.keys(names) as Who[]).entries()) {
    await press(page, /^邀请/)
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('邀请谁').fill(names[who])
    await dialog.getByRole('checkbox', { name: new RegExp(`^${roles[who]}`) }).check()
    await dialog.getByRole('button', { name: '生成邀请链接' }).click()
    const link = await dialog.getByLabel('邀请链接').inputValue()
    await dialog.getByRole('button', { name: '完成' }).click()

    const context = await newDesk(browser), own = await context.newPage()
    await own.goto(link)
    await own.locator('input[name=login]').fill(`person-${i}`)
    await own.locator('input[type=password]').fill(password)
    await own.locator('form button[type=submit]').click()
    await own.waitForURL(url => url.pathname !== '/join' && url.pathname !== '/')
    expect(new URL(own.url()).pathname, who).toBe(who === 'coordinator' || who === 'requester' ? `/p/${project}` : '/me')
    people.set(who, { context, page: own, api: apiOf(context, product.url, organisation) })
  }
  expect((await administrator.api<{ members: readonly unknown[] }>('GET', `/api/v1/projects/${project}/members`)).members).toHaveLength(5)
}, 240_000)

test('the coordinator cuts a batch that two people label without seeing each other, reviewed and accepted by sample', async () => {
  const { page, api } = person('coordinator')
  // The batch that the sample opened by itself is not this one.
  const [sample] = (await api<{ batches: readonly { id: string, version: number }[] }>('GET', `/api/v1/projects/${project}/batches`)).batches
  const request = await api<{ id: string }>('POST', `/api/v1/batches/${sample!.id}/void-requests`, { reason: '改由双人盲标' })
  await administrator.api('POST', `/api/v1/void-requests/${request.id}/decision`, { state: 'approved' })
  await page.goto(`${product.url}/p/${project}/annotate`)
  await page.getByRole('link', { name: /新建批次/ }).click()
  await page.getByLabel('名称', { exact: true }).fill('图文混合，双人盲标')
  await page.getByLabel('选集').selectOption({ index: 1 }).catch(() => undefined)
  await page.getByLabel('每个任务的标注人数').fill('2')
  await page.getByRole('radio', { name: /抽样/ }).last().check()
  await page.getByLabel(/AQL/).selectOption('4.0')
  await page.locator('form button[type=submit]').click()
  await page.waitForURL(/\/b\/[0-9a-f-]+$/)
  batch = page.url().split('/').at(-1)!
  const made = await api<{ state: string, overlap: number, review: string, tasks: number, plan: { aql: string } }>('GET', `/api/v1/batches/${batch}`)
  expect(made).toMatchObject({ state: 'open', overlap: 2, review: 'all', plan: { aql: '4.0' } })
  tasks = made.tasks
  expect(tasks).toBeGreaterThan(4)
}, 120_000)

test('the network is gone for a minute and the tab is killed in between: what was drawn is there, and nothing twice', async () => {
  const { page, context, api } = person('first')
  await page.goto(`${product.url}/me`)
  await press(page, '下一个任务')
  // The first time, the guideline stands before the work.
  await press(page, '已读并理解')
  await page.getByRole('application').waitFor()
  const assignment = page.url().split('/').at(-1)!
  await labelOne(page, 0)
  await page.getByText(/已保存到服务器/).waitFor()
  await context.setOffline(true)
  const cut = Date.now()
  await labelOne(page, 40)
  await page.getByText(/网络断开 · 1 处改动已存在本机/).waitFor()
  await crash(page)
  await new Promise(resolve => { setTimeout(resolve, 60_000 - (Date.now() - cut)) })
  await context.setOffline(false)

  const again = await context.newPage()
  people.set('first', { ...person('first'), page: again })
  await again.goto(`${product.url}/w/${assignment}`)
  await again.getByText(/已保存到服务器/).waitFor()
  const work = await api<Work>('GET', `/api/v1/assignments/${assignment}/work`)
  expect([work.assignment.state, work.annotations[0]!.shapes.length, await again.locator('.object').count()]).toEqual(['held', 2, 2])
}, 180_000)

test('two annotators label every task, neither sees the other, and neither may judge', async () => {
  await readGuideline(person('second').api, project)
  await readGuideline(person('reviewer').api, project)
  await annotateAll(person('first').page, product.url, tasks, done => done * 3)
  await annotateAll(person('second').page, product.url, tasks, done => done * 3)
  const { counts } = await person('coordinator').api<{ counts: Record<string, number> }>('GET', `/api/v1/batches/${batch}`)
  expect(counts).toEqual({ submitted: tasks })
  const own = await person('second').api<{ assignments: readonly { id: string }[] }>('GET', '/api/v1/assignments')
  await expect(person('first').api('GET', `/api/v1/assignments/${own.assignments[0]!.id}/work`)).rejects.toThrow(/404 .*production\.unknown-assignment/)
}, 300_000)

test('the reviewer compares both blindly, sends nothing back that is right, and corrects one', async () => {
  const { page, api } = person('reviewer')
  await page.goto(`${product.url}/me`)
  await press(page, '下一个任务')
  for (let done = 0; done < tasks; done++) {
    await page.getByRole('application').waitFor()
    expect(await page.getByRole('radio', { name: /标注 [AB]/ }).count()).toBe(2)
    for (const name of Object.values(names)) expect(await page.getByText(name).count()).toBe(0)
    if (done === 0) await labelOne(page, 90)
    const before = page.url()
    await page.getByRole('application').focus()
    await page.keyboard.press('Control+Enter')
    if (done + 1 < tasks) await page.waitForURL(url => url.href !== before)
  }
  await page.getByText('没有可领取的任务了').waitFor()
  await expect.poll(async () => (await api<{ state: string }>('GET', `/api/v1/batches/${batch}`)).state).toBe('submitted')
  const { corrections } = await person('coordinator').api<{ corrections: readonly unknown[] }>('GET', `/api/v1/batches/${batch}/corrections`)
  expect(corrections).toHaveLength(1)
}, 300_000)

test('the requester reveals the seed, judges the sample with what was frozen in sight, and accepts the lot', async () => {
  const { page, api } = person('requester')
  await page.goto(`${product.url}/p/${project}/b/${batch}/inspection`)
  await acceptLot(page, async () => {
    const { inspections: [drawn] } = await api<{ inspections: readonly { seed: string | null, plan: { sampleSize: number } }[] }>('GET', `/api/v1/batches/${batch}/inspections`)
    expect(drawn!.seed).not.toBeNull()
    return drawn!.plan.sampleSize
  })
  await expect.poll(async () => (await api<{ state: string }>('GET', `/api/v1/batches/${batch}`)).state).toBe('accepted')
}, 180_000)

test('the coordinator publishes a release; what the requester downloads verifies offline, and a changed byte is found', async () => {
  const { page } = person('coordinator')
  await page.goto(`${product.url}/p/${project}/releases`)
  await page.getByRole('link', { name: /建立发布版/ }).first().click()
  await page.getByRole('checkbox', { name: /^选择 B-/ }).first().check()
  await page.getByLabel('名称').first().fill('图文混合第一版')
  for (const format of [/COCO/, /CSV/, /CoNLL/]) await page.getByRole('checkbox', { name: format }).first().check()
  await press(page, /^建立发布版/)
  await page.waitForURL(/\/releases\/[0-9a-f-]{36}$/)
  await page.getByText('已冻结并签名').first().waitFor({ timeout: 60_000 })

  const requester = person('requester').page
  await requester.goto(page.url())
  const [download] = await Promise.all([requester.waitForEvent('download'), requester.getByRole('link', { name: /^下载发布版/ }).first().click()])
  const file = path.join(data, 'release.zip')
  await download.saveAs(file)
  const sound = await command('verify', file, '--json')
  expect([sound.code, JSON.parse(sound.stdout.trim().split('\n').at(-1)!)]).toMatchObject([0, { good: true, counts: { items: tasks } }])
  const bytes = await readFile(file)
  bytes[Math.floor(bytes.length / 2)]! ^= 1
  await writeFile(file, bytes)
  expect((await command('verify', file, '--json')).code).toBe(3)
}, 180_000)

/** Read as text: the list itself leads to the components, which need a browser. */
const pagePaths = async (): Promise<string[]> => [...(await readFile(path.join(import.meta.dirname, '../../src/app/web/pages.ts'), 'utf8')).matchAll(/path: '([^']+)'/g)].map(match => match[1]!)

/** Rooms for which this installation has nothing: the workbench is looked at in its own test, nobody appealed and nothing was delivered here. */
const elsewhere: readonly string[] = ['/w/$assignment', '/appeals/$appeal', '/deliveries/$delivery']

/** Every page of the product but the samples of components, with real things of this installation in its address. */
const addresses = async (): Promise<Address[]> => {
  const { api } = administrator, first = async (path: string, list: string): Promise<string> => ((await api<Record<string, readonly { id: string }[]>>('GET', path))[list]!)[0]!.id
  const real: Readonly<Record<string, string>> = {
    project, batch,
    recipe: await first(`/api/v1/projects/${project}/recipes`, 'recipes'), preparation: await first(`/api/v1/projects/${project}/preparations`, 'preparations'), dataset: await first(`/api/v1/projects/${project}/datasets`, 'datasets'),
    inspection: await first(`/api/v1/batches/${batch}/inspections`, 'inspections'), release: await first(`/api/v1/projects/${project}/releases`, 'releases'), run: await first(`/api/v1/runs?project=${project}`, 'runs'),
  }
  const made = (await pagePaths()).filter(at => !at.startsWith('/playground') && !elsewhere.includes(at)).map(at => ({
    name: at.replaceAll(/[^a-z]+/gi, '-').replaceAll(/^-|-$/g, ''), path: at.replaceAll(/\$([a-z]+)/gi, (_, key: string) => real[key] ?? expect.fail(`${at}: nothing for ${key}`)),
  }))
  return [...made, { name: 'p-project-releases-new', path: `/p/${project}/releases/new` }, { name: 'p-project-recipes-new', path: `/p/${project}/recipes/new` }, { name: 'no-such-page', path: '/no-such-page' }]
}

const everyday: readonly Look[] = [{ language: 'en', theme: 'light', width: 1440, height: 900 }, { language: 'zh-Hant', theme: 'dark', width: 1920, height: 1080 }]
/** Where pictures are asked for: both sizes in Chinese and English. */
const pictured: readonly Look[] = (['zh-Hans', 'en'] as const).flatMap(language => [{ language, theme: 'light' as const, width: 1440, height: 900 }, { language, theme: 'light' as const, width: 1920, height: 1080 }])

test('on every page, in other languages, themes and sizes, axe finds nothing, nothing is unfinished, and no link is dead', async () => {
  const problems: string[] = [], links = new Set<string>()
  // Two at a time, each look at a desk of its own: language and theme live in the browser.
  const looks = process.env['FEEDSTOCK_SCREENS'] ? pictured : everyday, cookies = await administrator.context.cookies()
  const desks = await Promise.all(looks.map(async () => { const desk = await newDesk(browser); await desk.addCookies(cookies); return desk }))
  for (const address of await addresses()) for (let i = 0; i < looks.length; i += 2) {
    for (const finding of await Promise.all(looks.slice(i, i + 2).map((seen, j) => look(desks[i + j]!, product.url, address, seen)))) {
      problems.push(...finding.problems.map(problem => `${finding.page}: ${problem}`))
      // A download names its organisation in its query; of a page only the path matters.
      for (const link of finding.links) links.add(link.startsWith('/api/') ? link : link.replace(/[?#].*/, ''))
    }
  }
  const known = (await pagePaths()).map(at => new RegExp(`^${at.replaceAll(/\$[a-z]+/gi, '[^/]+')}$`))
  for (const link of links) {
    if (known.some(path => path.test(link)) || link === '/') continue
    const { status } = await administrator.context.request.get(product.url + link).then(reply => ({ status: reply.status() }))
    if (!link.startsWith('/api/') || status >= 400) problems.push(`dead link ${link} (${status})`)
  }
  expect(links.size).toBeGreaterThan(25)
  expect(problems).toEqual([])
}, 900_000)

import type { Browser } from 'playwright-core'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchChromium } from '../harness/chromium.ts'
import { command, freePort, install, start, uninstall, type Installation } from '../harness/installation.ts'
import { acceptLot, annotateAll, apiOf, labelOne, newDesk, password, press, readGuideline, until, type Person } from './people.ts'

/**
 * A base with a client, a prime contractor that brings a supplier, and an auditor, each an organisation of its own: three readers of the
 * supplier read blindly, the base's arbiter rules, the client sends one task back and then accepts; a release, an asset that is withdrawn,
 * a release without it, and what differs. What a person would do is done in the pages.
 */
const companies = { client: '恒远汽车', prime: '智联数据', supplier: '云标科技', auditor: '明鉴审计' } as const
type Company = keyof typeof companies
const texts = ['贵阳到北京的火车今晚出发。', '上海的雨下了整整三天三夜。', '广州早茶要趁热吃才最好。']

let data: string, product: Installation, browser: Browser, base: string, boss: Person, arbiter: Person, project: string, dataset: string, batch: string
const organisations = new Map<Company, string>(), admins = new Map<Company, Person>(), parties = new Map<Company, string>()
const admin = (company: Company): Person => admins.get(company)!
let readers: readonly Person[]

/** Acts for another of the organisations that the person belongs to. */
const actFor = async (person: Person, organisation: string): Promise<Person> => {
  await person.page.goto(product.url)
  await person.page.evaluate(id => localStorage.setItem('feedstock.organisation', JSON.stringify(id)), organisation)
  await person.page.goto(product.url)
  return { ...person, api: apiOf(person.context, product.url, organisation) }
}
/** Somebody who joins an organisation by the link of an invitation, at a desk of their own. */
const join = async (organisation: string, name: string, roles: readonly string[]): Promise<Person> => {
  const { secret } = await apiOf(boss.context, product.url, organisation)<{ secret: string }>('POST', '/api/v1/invitations', { name, roles })
  const context = await newDesk(browser), page = await context.newPage()
  await page.goto(`${product.url}/join#${secret}`)
  await page.locator('input[name=login]').fill(`p-${crypto.randomUUID()}`)
  await page.locator('input[type=password]').fill(password)
  await page.locator('form button[type=submit]').click()
  await page.waitForURL(url => url.pathname !== '/join')
  return { context, page, api: apiOf(context, product.url, organisation) }
}
const stateOf = async (): Promise<string> => (await boss.api<{ state: string }>('GET', `/api/v1/batches/${batch}`)).state

beforeAll(async () => {
  data = await install()
  product = await start(data, await freePort())
  browser = await launchChromium()
  const context = await newDesk(browser), page = await context.newPage(), token = new URL(product.setupLink!).searchParams.get('token')
  base = (await apiOf(context, product.url, '')<{ organisations: readonly { id: string }[] }>('POST', '/api/v1/setup', { token, organisation: '黔中数据标注基地', zone: 'Asia/Shanghai', login: 'lin', name: '林知夏', password })).organisations[0]!.id
  boss = { context, page, api: apiOf(context, product.url, base) }
  for (const company of Object.keys(companies) as Company[]) {
    const { id } = await boss.api<{ id: string }>('POST', '/api/v1/organisations', { name: companies[company], zone: 'Asia/Shanghai' })
    organisations.set(company, id)
    admins.set(company, await join(id, `${companies[company]}管理员`, ['administrator', 'requester', 'auditor']))
  }
  arbiter = await join(base, '赵明远', ['arbiter'])
  // Whoever belongs to several organisations says for which one the page acts.
  boss = await actFor(boss, base)
}, 240_000)
afterAll(async () => {
  await browser.close()
  await product.stop()
  await uninstall(data)
})

test('the base makes a project of texts for others to work in', async () => {
  const say = { 'zh-Hans': '标出地名。' }
  project = (await boss.api<{ id: string }>('POST', '/api/v1/projects', {
    name: '地名', guideline: { goal: say, format: say, method: say, quality: say, rules: [{ class: null, kind: 'positive', text: say }, { class: null, kind: 'negative', text: say }] },
    schema: { questions: [], classes: [{ id: 'place', name: { 'zh-Hans': '地名', en: 'Place' }, colour: 1, kinds: ['span'], attributes: [] }] },
  })).id
  dataset = (await boss.api<{ id: string }>('POST', `/api/v1/projects/${project}/datasets`, { name: '语料' })).id
  const { page } = boss
  await page.goto(`${product.url}/p/${project}/source`)
  await page.getByRole('heading', { level: 1 }).waitFor()
  for (const [i, text] of texts.entries()) {
    const stored = await boss.context.request.put(`${product.url}/api/v1/datasets/${dataset}/uploads?name=${i + 1}.txt`, { data: Buffer.from(text), headers: { 'content-type': 'application/octet-stream', origin: product.url, 'x-feedstock-organisation': base } })
    expect(stored.status()).toBe(201)
  }
  await boss.api('POST', `/api/v1/datasets/${dataset}/imports`, { provenance: { kind: 'self_collected', record: '采集记录 1' } })
  await until('the assets', async () => (await boss.api<{ assets: readonly unknown[] }>('GET', `/api/v1/datasets/${dataset}/assets`)).assets.length === texts.length)
}, 120_000)

/** Makes the link of a party on the page of parties. */
const inviteParty = async (kind: '甲方' | '总包' | '审计方', company: Company): Promise<string> => {
  const { page } = boss
  await page.goto(`${product.url}/p/${project}/parties`)
  await press(page, '邀请参与方')
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('名称').fill(companies[company])
  await dialog.getByLabel('身份').selectOption({ label: kind })
  await press(page, '生成链接')
  const link = await page.getByRole('dialog').getByLabel('邀请链接').inputValue()
  await page.getByRole('dialog').getByRole('button', { name: '完成' }).click()
  return link
}
const enter = async (company: Company, link: string): Promise<void> => {
  const { page } = admin(company)
  await page.goto(link)
  await press(page, `代表“${companies[company]}”加入`)
  await page.waitForURL(url => url.pathname === '/o/engagements')
  await page.getByText('黔中数据标注基地').first().waitFor()
}

test('client, prime contractor and auditor enter by their links; the prime proposes a supplier, whose link opens only after the consent of the base', async () => {
  for (const [kind, company] of [['甲方', 'client'], ['总包', 'prime'], ['审计方', 'auditor']] as const) await enter(company, await inviteParty(kind, company))
  const { page } = admin('prime')
  await page.goto(`${product.url}/o/engagements`)
  await press(page, '提请分包')
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('名称').fill(companies.supplier)
  await press(page, '生成链接')
  const link = await page.getByRole('dialog').getByLabel('邀请链接').inputValue()

  const early = admin('supplier').page
  await early.goto(link)
  await early.getByRole('button', { name: /代表/ }).or(early.getByRole('alert')).first().waitFor()
  await boss.page.goto(`${product.url}/p/${project}/parties`)
  await press(boss.page, `同意分包 ${companies.supplier}`)
  await boss.page.getByText('已邀请').first().waitFor()
  await early.reload()
  await press(early, `代表“${companies.supplier}”加入`)
  await early.waitForURL(url => url.pathname === '/o/engagements')
  const { parties: all } = await boss.api<{ parties: readonly { id: string, name: string, state: string }[] }>('GET', `/api/v1/projects/${project}/parties`)
  for (const company of Object.keys(companies) as Company[]) {
    const found = all.find(party => party.name === companies[company])
    expect([company, found?.state]).toEqual([company, 'active'])
    parties.set(company, found!.id)
  }
}, 180_000)

/** Sends a person of one's own organisation on the page of engagements. */
const send = async (company: Company, name: string, role: string): Promise<void> => {
  const { page } = admin(company)
  await page.goto(`${product.url}/o/engagements`)
  await press(page, '派人')
  const dialog = page.getByRole('dialog')
  const option = (await dialog.getByRole('combobox').locator('option').allTextContents()).find(text => text.startsWith(name))
  await dialog.getByRole('combobox').selectOption({ label: option ?? expect.fail(`${name} cannot be sent`) })
  await dialog.getByRole('checkbox', { name: new RegExp(`^${role}`) }).check()
  await dialog.getByRole('button', { name: '加进项目' }).click()
  await page.getByText(name).first().waitFor()
}

test('the supplier sends three readers, the client and the auditor one person each; nobody sees more than the terms say', async () => {
  const people: Person[] = []
  for (const name of ['陈禾', '王小满', '孙知行']) {
    people.push(await join(organisations.get('supplier')!, name, ['executor']))
    await send('supplier', name, '标注员')
  }
  await send('client', '恒远汽车管理员', '数据需求方')
  await send('auditor', '明鉴审计管理员', '审计')
  readers = await Promise.all(people.map(person => actFor(person, base)))
  for (const company of ['client', 'auditor'] as const) admins.set(company, await actFor(admin(company), base))
  for (const reader of readers) {
    expect((await reader.api<{ projects: readonly { id: string }[] }>('GET', '/api/v1/projects')).projects.map(p => p.id)).toEqual([project])
    await expect(reader.api('GET', `/api/v1/projects/${project}/releases`)).rejects.toThrow(/40[34]/)
  }
}, 180_000)

test('the base cuts a batch whose three blind readers are the supplier\'s, whose arbiter is its own and whose verdict is the client\'s', async () => {
  const recipe = await boss.api<{ id: string }>('POST', `/api/v1/projects/${project}/recipes`, { name: '全部', steps: [{ operator: 'exact-duplicate', version: 1, parameters: {} }] })
  const preparation = (await boss.api<{ run: string }>('POST', `/api/v1/recipes/${recipe.id}/applications`, { dataset })).run
  await until('the preparation', async () => (await boss.api<{ state: string }>('GET', `/api/v1/runs/${preparation}`)).state === 'done')
  const selection = (await boss.api<{ id: string }>('POST', `/api/v1/projects/${project}/selections`, { name: '全部', preparation, filter: { kept: true } })).id
  const workflow = { annotate: { party: parties.get('supplier'), overlap: 3, extend: null }, review: null, arbitrate: { party: null, below: 0.9 }, client: { party: parties.get('client') } }
  batch = (await boss.api<{ id: string }>('POST', `/api/v1/projects/${project}/batches`, { name: '三人盲标', selection, workflow, plan: { level: 'II', aql: '4.0' }, open: true })).id
  await boss.page.goto(`${product.url}/p/${project}/b/${batch}`)
  await boss.page.getByRole('heading', { level: 1 }).waitFor()
  expect(await stateOf()).toBe('open')
}, 120_000)

/** What a reader marks differs from the others in the first text. */
const read = async (at: number): Promise<void> => {
  const { page, api } = readers[at]!
  await readGuideline(api, project)
  await annotateAll(page, product.url, texts.length, done => (done === 0 ? at * 45 : 0))
}

test('three readers read every text without seeing each other; two texts stand by agreement, one is disputed', async () => {
  for (const at of [0, 1, 2]) await read(at)
  const { counts } = await boss.api<{ counts: Record<string, number> }>('GET', `/api/v1/batches/${batch}`)
  expect(counts).toEqual({ approved: 2, disputed: 1 })
  const own = await readers[1]!.api<{ assignments: readonly { id: string }[] }>('GET', '/api/v1/assignments')
  await expect(readers[0]!.api('GET', `/api/v1/assignments/${own.assignments[0]!.id}/work`)).rejects.toThrow(/404/)
}, 240_000)

/** The arbiter's turn at the one task that is disputed: walks the differences by keyboard and lets the first reader's work stand. */
const rule = async (reason: string): Promise<void> => {
  const { page } = arbiter
  await page.goto(`${product.url}/me`)
  await press(page, '下一个任务')
  await page.getByRole('heading', { name: '裁决' }).waitFor()
  for (const name of ['陈禾', '王小满', '孙知行']) expect(await page.getByText(name).count()).toBe(0)
  await page.getByRole('application').first().focus()
  for (const key of ['j', 'j', 'k']) await page.keyboard.press(key)
  await page.getByLabel('理由').fill(reason)
  await page.keyboard.press('Control+Enter')
  await page.getByText('没有可领取的任务了').waitFor()
}

test('the arbiter of the base sees them as A, B and C, walks the differences by keyboard and rules with a reason', async () => {
  await readGuideline(arbiter.api, project)
  await rule('地名到“贵阳”为止')
  const { rulings } = await boss.api<{ rulings: readonly { reason: string }[] }>('GET', `/api/v1/batches/${batch}/rulings`)
  expect(rulings.map(r => r.reason)).toEqual(['地名到“贵阳”为止'])
  await expect.poll(stateOf).toBe('submitted')
}, 120_000)

/** The base judges the sample of the lot and accepts it. */
const inspect = async (): Promise<void> => {
  const { page, api } = boss
  await page.goto(`${product.url}/p/${project}/b/${batch}/inspection`)
  await acceptLot(page, async () => {
    const { inspections } = await api<{ inspections: readonly { round: number, plan: { sampleSize: number } }[] }>('GET', `/api/v1/batches/${batch}/inspections`)
    return inspections.reduce((newest, one) => (one.round > newest.round ? one : newest)).plan.sampleSize
  })
  await expect.poll(stateOf).toBe('accepted')
}
const deliver = async (): Promise<void> => {
  const { page } = boss
  await page.goto(`${product.url}/p/${project}/b/${batch}`)
  await press(page, /^交付给甲方/)
  await page.getByRole('dialog').getByRole('button', { name: '交付给甲方' }).click()
  await expect.poll(stateOf).toBe('delivered')
}

test('the client marks a defect in the sample of what was delivered and sends that task back to its authors', async () => {
  await inspect()
  await deliver()
  const { page } = admin('client')
  await page.goto(`${product.url}/p/${project}/b/${batch}/delivery`)
  await page.getByRole('link', { name: '看样本' }).click()
  await page.getByRole('application').waitFor()
  await page.getByRole('application').focus()
  await page.keyboard.press('u')
  await page.getByRole('dialog').getByRole('button', { name: '记缺陷' }).click()
  await press(page, /^打回 1 个任务/)
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('原因').fill('漏了一个地名')
  await dialog.getByRole('button', { name: '打回返工' }).click()
  await expect.poll(stateOf).toBe('client_rework')
}, 180_000)

test('whose work stood does it again and disagrees with the others, the arbiter rules, the base inspects and delivers again, and the client accepts', async () => {
  const returned = await Promise.all(readers.map(async reader => (await reader.api<{ assignments: readonly unknown[] }>('GET', '/api/v1/assignments?state=returned')).assignments.length))
  expect(returned.toSorted((a, b) => a - b)).toEqual([0, 0, 1])
  const { page } = readers[returned.indexOf(1)]!
  await page.goto(`${product.url}/me`)
  await press(page, '下一个任务')
  await page.getByRole('application').waitFor()
  await page.getByText('漏了一个地名').first().waitFor()
  await labelOne(page, 60)
  await page.getByText(/已保存到服务器/).waitFor()
  await page.keyboard.press('Escape')
  await page.keyboard.press('Control+Enter')
  await page.getByText('没有可领取的任务了').waitFor()
  expect((await boss.api<{ counts: Record<string, number> }>('GET', `/api/v1/batches/${batch}`)).counts).toEqual({ approved: 2, disputed: 1 })
  await rule('以 A 为准')
  await expect.poll(stateOf).toBe('submitted')
  await inspect()
  await deliver()
  const client = admin('client').page
  await client.goto(`${product.url}/p/${project}/b/${batch}/delivery`)
  await press(client, /^验收/)
  await client.getByRole('dialog').getByRole('button', { name: '整批验收' }).click()
  await expect.poll(stateOf).toBe('client_accepted')
  await boss.page.goto(`${product.url}/p/${project}/b/${batch}`)
  await press(boss.page, /^结清/)
  await boss.page.getByRole('dialog').getByRole('button', { name: '结清批次' }).click()
  await expect.poll(stateOf).toBe('closed')
}, 300_000)

/** Builds a release on its page. @returns its id */
const release = async (name: string): Promise<string> => {
  const { page } = boss
  await page.goto(`${product.url}/p/${project}/releases/new`)
  await page.getByRole('checkbox', { name: /^选择 B-/ }).first().check()
  await page.getByLabel('名称').first().fill(name)
  await press(page, /^建立发布版/)
  await page.waitForURL(/\/releases\/[0-9a-f-]{36}$/)
  await page.getByText('已冻结并签名').first().waitFor({ timeout: 60_000 })
  return page.url().split('/').at(-1)!
}
const download = async (id: string, file: string): Promise<string> => {
  const { page } = boss, to = path.join(data, file)
  await page.goto(`${product.url}/p/${project}/releases/${id}`)
  const [given] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: /下载/ }).first().click()])
  await given.saveAs(to)
  return to
}

test('a release; one asset is withdrawn and the release says so; the next release lacks it, and the comparison says what differs', async () => {
  const first = await release('地名第一版'), kept = await download(first, 'first.zip')
  const { page } = boss
  await page.goto(`${product.url}/p/${project}/source`)
  await press(page, '按名称撤回资产')
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('名称包含').fill('2')
  await dialog.getByRole('checkbox', { name: '2.txt' }).check()
  await dialog.getByLabel('原因').fill('本人撤回同意')
  await dialog.getByText('地名第一版').waitFor()
  await dialog.getByRole('button', { name: '撤回 1 个资产' }).click()
  await page.getByText('已撤回 1 个资产').waitFor()
  await page.goto(`${product.url}/p/${project}/releases/${first}`)
  await page.getByText('1 个素材已撤回').first().waitFor()

  const second = await release('地名第二版')
  const ids = await boss.api<{ releases: readonly { id: string, items: number }[] }>('GET', `/api/v1/projects/${project}/releases`)
  expect(Object.fromEntries(ids.releases.map(r => [r.id, r.items]))).toEqual({ [first]: texts.length, [second]: texts.length - 1 })
  await page.goto(`${product.url}/p/${project}/releases/compare`)
  await page.getByLabel('旧', { exact: true }).selectOption(first)
  await page.getByLabel('新', { exact: true }).selectOption(second)
  await expect.poll(async () => (await page.getByRole('row', { name: /^移除/ }).first().textContent()) ?? '').toMatch(/移除\s*1/)
  const differs = await command('diff', kept, await download(second, 'second.zip'), '--json')
  expect(JSON.parse(differs.stdout.trim().split('\n').at(-1)!)).toMatchObject({ items: { removed: 1, added: 0 } })
}, 240_000)

test('the auditor reads the whole journal of the project, writes nothing, and its reading is written down', async () => {
  const { page, api } = admin('auditor')
  await page.goto(`${product.url}/p/${project}/journal`)
  await page.getByRole('heading', { level: 1 }).waitFor()
  const { entries } = await api<{ entries: readonly { verb: string }[] }>('GET', `/api/v1/journal?project=${project}&limit=200`)
  const verbs = new Set(entries.map(e => e.verb))
  for (const verb of ['party.invited', 'task.claimed', 'ruling.choose', 'delivery.rework', 'delivery.accepted', 'release.affected', 'asset.withdrawn']) expect([verb, verbs.has(verb), [...verbs].join(' ')]).toEqual([verb, true, [...verbs].join(' ')])
  await expect(api('POST', `/api/v1/projects/${project}/withdrawals`, { assets: [crypto.randomUUID()], reason: 'x' })).rejects.toThrow(/403/)
  await until('the reading', async () => (await boss.api<{ entries: readonly { verb: string }[] }>('GET', `/api/v1/journal?project=${project}&verb=audit.read&limit=5`)).entries.length > 0)
}, 120_000)

import type { Browser, BrowserContext, Page } from 'playwright-core'

export const password = '一句足够长的通行短语 2026'

/** Calls the API as whoever is signed in in this context; the first organisation is the only one. @throws on every refusal */
export const apiOf = (context: BrowserContext, url: string, organisation: string) => async <R>(method: 'GET' | 'POST' | 'PUT', path: string, body?: unknown): Promise<R> => {
  const reply = await context.request.fetch(url + path, {
    method, ...(body !== undefined && { data: body }), headers: { 'idempotency-key': crypto.randomUUID(), origin: url, ...(organisation && { 'x-feedstock-organisation': organisation }) },
  })
  if (!reply.ok()) throw new Error(`${method} ${path}: ${reply.status()} ${await reply.text()}`)
  return await reply.json() as R
}

/** A person at a desk of their own: own cookies, own local storage, own journal of changes. */
export interface Person { readonly context: BrowserContext, readonly page: Page, readonly api: ReturnType<typeof apiOf> }

export const newDesk = (browser: Browser): Promise<BrowserContext> => browser.newContext({ locale: 'zh-CN', viewport: { width: 1440, height: 900 }, reducedMotion: 'reduce', permissions: ['clipboard-read', 'clipboard-write'] })

export const drag = async (page: Page, from: readonly [number, number], to: readonly [number, number]): Promise<void> => {
  await page.mouse.move(...from)
  await page.mouse.down()
  await page.mouse.move((from[0] + to[0]) / 2, (from[1] + to[1]) / 2)
  await page.mouse.move(...to)
  await page.mouse.up()
}

/** Kills the tab as a crash does: nothing of it runs any more. */
export const crash = async (page: Page): Promise<void> => {
  const crashed = page.waitForEvent('crash')
  void page.context().newCDPSession(page).then(session => session.send('Page.crash')).catch(() => undefined)
  await crashed
  await page.close()
}

/** One object of the first class: a box in a picture, a span in a text. */
export const labelOne = async (page: Page, at: number): Promise<void> => {
  const before = await page.locator('.object').count()
  if (await page.locator('.stage.text').count() > 0) {
    const block = (await page.getByRole('application').locator('p').first().boundingBox())!
    await drag(page, [block.x + 2, block.y + 25], [block.x + 40 + at, block.y + 25])
    await page.keyboard.press('1')
  } else {
    await page.getByRole('application').focus()
    for (const key of ['1', 'b']) await page.keyboard.press(key)
    await drag(page, [560 + at, 420], [640 + at, 505])
  }
  await page.locator('.object').nth(before).waitFor()
}

/** Asks twice a second, for at most a minute and a half. @throws with what was waited for */
export const until = async (what: string, isThere: () => Promise<boolean>): Promise<void> => {
  for (const end = Date.now() + 90_000; !await isThere();) {
    if (Date.now() > end) throw new Error(`waited in vain for ${what}`)
    await new Promise(resolve => { setTimeout(resolve, 500) })
  }
}

/** Says as this person that the newest guideline was read, so that the first claim meets no dialog. */
export const readGuideline = async (api: ReturnType<typeof apiOf>, project: string): Promise<void> => {
  const { newest } = await api<{ newest: number }>('GET', `/api/v1/projects/${project}/guideline/acknowledgement`)
  await api('POST', `/api/v1/projects/${project}/guideline/acknowledgement`, { version: newest })
}

export const press = (page: Page, name: string | RegExp): Promise<void> => page.getByRole('button', { name }).first().click()

/** From the inbox through every task that is left, until the room says that nothing is. @param at where the object of a task begins, by the place of the task */
export const annotateAll = async (page: Page, url: string, count: number, at: (done: number) => number): Promise<void> => {
  await page.goto(`${url}/me`)
  await press(page, '下一个任务')
  for (let done = 0; done < count; done++) {
    await page.getByRole('application').waitFor()
    await labelOne(page, at(done))
    await page.getByText(/已保存到服务器/).waitFor()
    await page.keyboard.press('Escape')
    const before = page.url()
    await page.keyboard.press('Control+Enter')
    if (done + 1 < count) await page.waitForURL(url => url.href !== before)
  }
  await page.getByText('没有可领取的任务了').waitFor()
}

/** On the page of an inspection: reveals the seed, judges a sample of that size as conforming, item by item, and accepts the lot. */
export const acceptLot = async (page: Page, sampleSize: () => Promise<number>): Promise<void> => {
  await press(page, '公开种子并抽样')
  await page.getByRole('link', { name: /判定样本/ }).or(page.getByRole('button', { name: /判定样本/ })).first().click()
  for (let left = await sampleSize(); left > 0; left--) {
    await page.getByRole('application').waitFor()
    const before = page.url()
    await page.getByRole('application').focus()
    await page.keyboard.press('Enter')
    await page.waitForURL(url => url.href !== before)
  }
  await press(page, /^接收批次/)
  await page.getByRole('dialog').getByRole('button', { name: '接收批次' }).click()
}

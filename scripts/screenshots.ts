import { spawnSync } from 'node:child_process'
import { copyFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { labelOne } from '../test/e2e/people.ts'
import { launchChromium } from '../test/harness/chromium.ts'
import { freePort, install, start, uninstall } from '../test/harness/installation.ts'

// The pictures of the README, taken from a fresh installation with its own sample project.
const folder = path.join(import.meta.dirname, '../docs/screens')
const data = await install(), product = await start(data, await freePort()), browser = await launchChromium()
try {
  await mkdir(folder, { recursive: true })
  const page = await browser.newPage({ locale: 'zh-CN', viewport: { width: 1440, height: 900 } })
  const shoot = async (name: string): Promise<void> => { await writeFile(path.join(folder, `${name}.png`), await page.screenshot()) }
  await page.goto(product.setupLink!)
  await page.getByRole('button', { name: '创建并继续' }).waitFor()
  await shoot('first-run')
  for (const [i, text] of ['林知夏', '黔中数据标注基地', 'lin'].entries()) await page.getByRole('textbox').nth(i).fill(text)
  await page.locator('input[type=password]').first().fill('一句足够长的通行短语 2026')
  await page.getByRole('button', { name: '创建并继续' }).click()
  await page.getByRole('radio', { name: /打开示例项目/ }).check()
  await page.getByRole('button', { name: '打开示例项目' }).click()
  await page.getByText(/\d+ 个任务等待领取/).waitFor({ timeout: 120_000 })
  await page.goto(`${product.url}/me`)
  await page.getByRole('button', { name: '下一个任务' }).click()
  await page.waitForURL(/\/w\//)
  await page.getByRole('button', { name: /提交/ }).waitFor()
  // A text, a misnamed one perhaps, may come first: it is handed in as it is until a picture is there.
  while (await page.locator('.stage.picture').count() === 0) {
    const before = page.url()
    await page.getByRole('application').focus()
    await page.keyboard.press('Control+Enter')
    await page.waitForURL(url => url.href !== before)
    await page.getByRole('application').waitFor()
  }
  await labelOne(page, 0)
  await page.waitForLoadState('networkidle')
  await shoot('workbench')
} finally {
  await browser.close()
  await product.stop()
  await uninstall(data)
}

// The pages behind the workbench, as five people left them (test/e2e/five-people.test.ts).
const taken = await mkdtemp(path.join(tmpdir(), 'feedstock-screens-'))
try {
  const tests = spawnSync(process.execPath, [path.join(import.meta.dirname, '../node_modules/vitest/vitest.mjs'), 'run', '--project', 'e2e', 'test/e2e/five-people.test.ts'], { stdio: 'inherit', env: { ...process.env, FEEDSTOCK_SCREENS: taken } })
  if (tests.status !== 0) throw new Error('the five people did not come through')
  for (const [name, page] of [['project-home', 'p-project'], ['lot', 'p-project-b-batch-inspection'], ['release', 'p-project-releases-release']] as const) await copyFile(path.join(taken, `${page}.1440.zh-Hans.light.png`), path.join(folder, `${name}.png`))
} finally { await rm(taken, { recursive: true, force: true }) }

import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import axe from 'axe-core'
import type { BrowserContext, Page } from 'playwright-core'

/** A page of the product with everything that its address needs. */
export interface Address { readonly name: string, readonly path: string }
export interface Look { readonly language: 'zh-Hans' | 'zh-Hant' | 'en', readonly theme: 'light' | 'dark', readonly width: number, readonly height: number }

/** What is wrong with a page, in words; links are the addresses of the product that it names. */
export interface Finding { readonly page: string, readonly problems: readonly string[], readonly links: readonly string[] }

/** Kept for people to look at, where a folder is named. */
const folder = process.env['FEEDSTOCK_SCREENS']

const axeViolations = async (page: Page): Promise<string[]> => {
  await page.evaluate(axe.source)
  return page.evaluate(async () => (await (globalThis as unknown as { axe: { run(): Promise<{ violations: { id: string, nodes: { target: string[] }[] }[] }> } }).axe.run())
    .violations.map(v => `axe ${v.id}: ${v.nodes.slice(0, 3).map(n => n.target.join(' ')).join(', ')}`))
}

/** Texts that no page may show: ids of messages, placeholders that were not filled, values that are none. */
const unfinished = /\{[a-z]+\}|\bundefined\b|\bNaN\b|\[object Object\]|\bTODO\b|lorem ipsum/i

const settled = async (page: Page): Promise<void> => {
  await page.locator('h1').first().waitFor()
  await page.waitForLoadState('networkidle')
  await page.locator('.ui-skeleton').first().waitFor({ state: 'detached', timeout: 10_000 })
}

/** Opens the page in this look and says what is wrong with it. */
export const look = async (context: BrowserContext, url: string, address: Address, { language, theme, width, height }: Look): Promise<Finding> => {
  const page = await context.newPage(), problems: string[] = []
  page.on('pageerror', error => { problems.push(`threw ${error.message}`) })
  page.on('console', message => { if (message.type() === 'error') problems.push(`console: ${message.text()}`) })
  page.on('response', reply => { if (reply.status() >= 400) problems.push(`${reply.status()} ${new URL(reply.url()).pathname}`) })
  try {
    await page.setViewportSize({ width, height })
    await page.addInitScript(([chosenLanguage, chosenTheme]) => {
      localStorage.setItem('feedstock.locale', JSON.stringify(chosenLanguage))
      localStorage.setItem('feedstock.theme', JSON.stringify(chosenTheme))
    }, [language, theme] as const)
    await page.goto(url + address.path)
    await settled(page)
    problems.push(...await axeViolations(page))
    const root = page.locator('html'), text = await page.locator('body').innerText()
    const wide = await root.evaluate(element => element.scrollWidth - element.clientWidth)
    const links = await page.locator('a[href]').evaluateAll(found => found.map(a => (a as unknown as { href: string }).href))
    const hole = unfinished.exec(text)
    if (hole) problems.push(`shows “${hole[0]}”`)
    for (const [name, wanted] of [['lang', language], ['data-theme', theme]] as const) if (await root.getAttribute(name) !== wanted) problems.push(`${name} is not ${wanted}`)
    if (wide > 0) problems.push(`is ${wide} px wider than the window`)
    if (folder) {
      await mkdir(folder, { recursive: true })
      await writeFile(path.join(folder, `${address.name}.${width}.${language}.${theme}.png`), await page.screenshot())
    }
    return { page: `${address.name} ${language} ${theme} ${width}`, problems, links: links.filter(link => link.startsWith(url)).map(link => link.slice(url.length)) }
  } finally { await page.close() }
}

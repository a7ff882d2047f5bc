import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { IntlMessageFormat } from 'intl-messageformat'
import { beforeAll, expect, test } from 'vitest'
import { declaredFailures } from '../../src/kernel/failure.ts'
import { locales, type Locale } from '../../src/kernel/messages.ts'
import { load, loadFailures, root, sourcesWith } from './load.ts'
import { referencePages } from './pages.ts'

const folder = path.join(root, 'docs/reference')
let pages: ReadonlyMap<string, string>, files: string[]
beforeAll(async () => {
  files = await loadFailures()
  pages = await referencePages()
})

test('docs/reference says what the code says: run `node scripts/run.mjs scripts/reference.ts` when this fails', () => {
  for (const [name, text] of pages) expect(existsSync(path.join(folder, name)) ? readFileSync(path.join(folder, name), 'utf8') : null, name).toBe(text)
})

test('every failure that a source file declares stands in the table of error codes', () => {
  const kebab = (name: string): string => name.replace(/[A-Z]/g, c => `-${c.toLowerCase()}`), table = pages.get('errors.md')!
  const declared = files.flatMap(file => [...readFileSync(path.join(root, file), 'utf8').matchAll(/\bdefineFailures\('([a-z-]+)', \{(.*?)^\}\)/gms)]
    .flatMap(([, prefix, body]) => [...body!.matchAll(/^ {2}(\w+): \{/gm)].map(([, name]) => `${prefix}.${kebab(name!)}`)))
  expect(declared.length).toBeGreaterThan(150)
  expect(declared.filter(code => !table.includes(`| \`${code}\` |`))).toEqual([])
})

test('failures are declared where the pages load them: in errors.ts, and beside the plug-ins and formats in failures.ts', () => {
  expect(files.filter(file => !/^src\/(.*\/errors|plugins\/.*\/failures|sockets\/format-failures)\.ts$/.test(file))).toEqual([])
})

/** Names of the values that an ICU text takes, sub-messages included. */
const parametersOf = (text: string, locale: Locale): string[] => {
  const found = new Set<string>()
  const walk = (parts: readonly { type: number, value?: string, options?: Record<string, { value: never[] }> }[]): void => {
    for (const part of parts) {
      // 0 is literal text, 7 the # of a plural; everything else names a value (@formatjs/icu-messageformat-parser).
      if (part.type !== 0 && part.type !== 7) found.add(part.value!)
      for (const option of Object.values(part.options ?? {})) walk(option.value)
    }
  }
  try { walk(new IntlMessageFormat(text, locale, undefined, { ignoreTag: true }).getAst() as never) }
  catch (error) { throw new Error(`${text} is no ICU message: ${String(error)}`, { cause: error }) }
  return [...found].sort()
}

test('every error code has a text in three languages, and all three take the same values', () => {
  for (const [code, { text }] of declaredFailures()) {
    for (const locale of locales) expect(text[locale].trim(), `${code} ${locale}`).not.toBe('')
    const [first, ...others] = locales.map(locale => parametersOf(text[locale], locale))
    for (const other of others) expect(other, code).toEqual(first)
  }
})

test('every message of the pages has three languages that take the same values', async () => {
  const sources = sourcesWith(/\bdefineMessages\(\{/).filter(file => file.endsWith('/messages.ts'))
  expect(sources.length).toBeGreaterThan(10)
  for (const file of sources)
    for (const [catalogue, messages] of Object.entries(await load(file) as Record<string, Record<string, Record<Locale, string>>>))
      for (const [id, text] of Object.entries(messages)) {
        if (typeof text?.en !== 'string') continue
        const [first, ...others] = locales.map(locale => parametersOf(text[locale], locale))
        for (const other of others) expect(other, `${file} ${catalogue}.${id}`).toEqual(first)
      }
})

test('a text that names another value in one language is found', () => {
  expect([parametersOf('{n, plural, one {# of {file}} other {#}}', 'en'), parametersOf('{n} / {file}', 'zh-Hans')]).toEqual([['file', 'n'], ['file', 'n']])
  expect(parametersOf('{m}', 'en')).not.toEqual(parametersOf('{n}', 'en'))
})

import { existsSync, readdirSync, readFileSync } from 'node:fs'
import Value from 'typebox/value'
import { expect, test } from 'vitest'
import { locales, type Message } from '../../kernel/messages.ts'
import type { OperatorDefinition } from '../../sockets/operator.ts'

const here = import.meta.dirname
const folders = readdirSync(here, { withFileTypes: true }).filter(entry => entry.isDirectory()).map(entry => entry.name)
const load = async (folder: string): Promise<OperatorDefinition> => (await import(`./${folder}/index.ts`) as { default: OperatorDefinition }).default
const isWhole = (message: Message): boolean => locales.every(locale => message[locale].trim() !== '')

test.each(folders)('%s is named after its folder, has valid defaults, a text for everything in three languages, and either judges or groups', async folder => {
  const operator = await load(folder)
  expect(operator.id).toBe(folder)
  expect(Value.Check(operator.parameters, operator.defaults)).toBe(true)
  expect(Object.keys(operator.parameterTexts)).toEqual(Object.keys(operator.parameters.properties))
  const texts = [operator.title, operator.describes, ...Object.values(operator.parameterTexts).map(t => t.title), ...Object.values(operator.reasons)]
  expect(texts.filter(text => !isWhole(text))).toEqual([])
  expect([operator.judge, operator.group].filter(Boolean).length).toBe(1)
  const cut = operator.histogram?.parameter
  expect(cut === undefined || Object.hasOwn(operator.parameters.properties, cut)).toBe(true)
})

test.each(folders)('%s has a server half that measures, and changes when it cleans', async folder => {
  const operator = await load(folder), { default: server } = await import(`./${folder}/server/index.ts`) as { default: { measure?: unknown, change?: unknown } }
  expect(typeof server.measure).toBe('function')
  expect(typeof server.change === 'function').toBe(operator.step === 'clean')
})

test.each([...folders.map(f => `operators/${f}`), 'modalities/image', 'modalities/text'])('%s has a README that says what it does, its parameters, limits and source', folder => {
  const path = `${here}/../${folder}/README.md`
  expect(existsSync(path)).toBe(true)
  expect([...readFileSync(path, 'utf8').matchAll(/^## (.*)$/gm)].map(m => m[1])).toEqual(['What it does', 'Parameters', 'Limits', 'Source'])
})

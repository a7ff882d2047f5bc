import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'

const root = path.resolve(import.meta.dirname, '../..')
/** What decodes pictures or unpacks and parses other people's files: a fault in it must end a child of a worker, never the server. */
const decoders = ['sharp', 'yauzl', 'csv-parse', '@node-rs/jieba', 'eld']

/** Files and packages that a program loads when it starts: what its imports reach, types and imports that are asked for later left out. */
const reached = (entry: string): { files: Set<string>, packages: Map<string, string> } => {
  const files = new Set<string>(), packages = new Map<string, string>(), waiting = [path.join(root, entry)]
  while (waiting.length > 0) {
    const file = waiting.pop()!
    if (files.has(file)) continue
    files.add(file)
    for (const [, clause = '', specifier = ''] of readFileSync(file, 'utf8').matchAll(/^(?:import|export)\s+((?:type\s)?[^'";]*?)(?:\s+from\s+)?'([^']+)'/gm)) {
      if (/^type\s/.test(clause)) continue
      if (specifier.startsWith('.')) { const next = path.resolve(path.dirname(file), specifier); if (existsSync(next) && next.endsWith('.ts')) waiting.push(next) }
      else if (!specifier.startsWith('node:')) packages.set(specifier, path.relative(root, file))
    }
  }
  return { files, packages }
}
const among = (packages: ReadonlyMap<string, string>): string[] => [...packages].filter(([name]) => decoders.some(decoder => name === decoder || name.startsWith(`${decoder}/`))).map(([name, by]) => `${name} by ${by}`)

test('The server loads nothing that decodes pictures, unpacks archives or parses files of others.', () => {
  const { files, packages } = reached('src/app/server/main.ts')
  expect(files.size).toBeGreaterThan(100)
  expect([...packages.keys()]).toContain('fastify')
  expect(among(packages)).toEqual([])
})

test('The search that proves it finds a decoder where there is one.', () => {
  expect(among(reached('src/plugins/modalities/open-image.ts').packages)).toEqual(['sharp by src/plugins/modalities/open-image.ts'])
})

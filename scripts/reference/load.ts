import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'

export const root = path.resolve(import.meta.dirname, '../..')

/** Source files whose text says so, as paths from the root with `/`; tests and what declares for tests are left out. */
export const sourcesWith = (pattern: RegExp): string[] => readdirSync(path.join(root, 'src'), { recursive: true, withFileTypes: true })
  .filter(entry => entry.isFile() && /\.tsx?$/.test(entry.name) && !/\.(test|bench)\.tsx?$/.test(entry.name))
  .map(entry => path.relative(root, path.join(entry.parentPath, entry.name)).split(path.sep).join('/'))
  .filter(file => pattern.test(readFileSync(path.join(root, file), 'utf8'))).sort()

export const load = async (file: string): Promise<unknown> => import(pathToFileURL(path.join(root, file)).href)

/** Every module that declares failures, so that the catalogue is whole. @returns the files */
export const loadFailures = async (): Promise<string[]> => {
  const files = sourcesWith(/= defineFailures\('/)
  for (const file of files) await load(file)
  return files
}
export const loadPolicies = async (): Promise<void> => { for (const file of sourcesWith(/\bdefinePolicy\(\{/)) await load(file) }

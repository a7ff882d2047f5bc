import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Socket } from '../../src/sockets/registry.ts'

export const root = join(import.meta.dirname, '..', '..')
export const fixtures = join(root, '..', 'shared', 'fixtures')

/** Plug-in folders of a socket; none while the socket has none. */
export const foldersOf = (socket: Socket): string[] => {
  const folder = join(root, 'src/plugins', socket)
  return existsSync(folder) ? readdirSync(folder, { withFileTypes: true }).filter(entry => entry.isDirectory()).map(entry => entry.name).sort() : []
}

export const folderOf = (socket: Socket, id: string): string => join(root, 'src/plugins', socket, id)

/** The default export of a plug-in; a folder without one fails here, by name. */
export const load = async <T>(socket: Socket, id: string, half = ''): Promise<T> => {
  const file = join(folderOf(socket, id), half, 'index.ts')
  if (!existsSync(file)) throw new Error(`src/plugins/${socket}/${id}/${half ? `${half}/` : ''}index.ts is missing`)
  const module = await import(pathToFileURL(file).href) as { default?: T }
  if (!module.default) throw new Error(`src/plugins/${socket}/${id}/index.ts has no default export`)
  return module.default
}

/** What a folder lacks besides its code: a README with the headings, and tests. */
export const lacks = (socket: Socket, id: string, headings: readonly string[]): string[] => {
  const folder = folderOf(socket, id), readme = join(folder, 'README.md')
  if (!existsSync(readme)) return ['README.md']
  const text = readFileSync(readme, 'utf8')
  const missing = headings.filter(heading => !new RegExp(`^## ${heading}$`, 'm').test(text)).map(heading => `README.md: ## ${heading}`)
  const tests = readdirSync(folder, { recursive: true }).some(path => String(path).endsWith('.test.ts'))
  return tests ? missing : [...missing, 'a test beside the source']
}

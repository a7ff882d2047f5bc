import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { sockets } from '../../sockets/registry.ts'
import { loadPlugins, loadPluginServers } from './load.ts'

let home: string
beforeEach(async () => { home = await mkdtemp(join(tmpdir(), 'plugins-')) })
afterEach(async () => { await rm(home, { recursive: true }) })

const put = async (path: string, text: string): Promise<void> => {
  await mkdir(join(home, path, '..'), { recursive: true })
  await writeFile(join(home, path), text)
}

test('the shipped folders load, each under the name of its folder', async () => {
  const plugins = await loadPlugins()
  for (const socket of sockets) {
    const folders = (await readdir(join(import.meta.dirname, '../../plugins', socket), { withFileTypes: true })).filter(entry => entry.isDirectory()).map(entry => entry.name)
    expect([...plugins[socket].keys()]).toEqual(folders.sort())
    expect([...plugins[socket]].every(([id, plugin]) => plugin.id === id)).toBe(true)
  }
})

test('a new folder is a new plug-in, files beside the folders are not', async () => {
  await put('shapes/star/index.ts', "export default { id: 'star' }\n")
  await put('shapes/geometry.ts', 'export const one = 1\n')
  expect([...(await loadPlugins(home)).shapes.keys()]).toEqual(['star'])
})

test('a folder whose plug-in has another id, no default export or no entry is refused by name', async () => {
  await put('shapes/star/index.ts', "export default { id: 'moon' }\n")
  await expect(loadPlugins(home)).rejects.toThrow('plug-in folder star declares the id moon')
  await put('shapes/star/index.ts', 'export const id = 1\n')
  await rm(join(home, 'shapes/star'), { recursive: true })
  await put('shapes/sun/index.ts', 'export const id = 1\n')
  await expect(loadPlugins(home)).rejects.toThrow('has no default export')
  await rm(join(home, 'shapes/sun'), { recursive: true })
  await put('formats/empty/README.md', '# nothing\n')
  await expect(loadPlugins(home)).rejects.toThrow('every folder of a socket is a plug-in')
})

test('only folders with a server half have one', async () => {
  await put('modalities/sound/index.ts', "export default { id: 'sound' }\n")
  await put('modalities/sound/server/index.ts', "export default { probe: 1 }\n")
  await put('modalities/smell/index.ts', "export default { id: 'smell' }\n")
  expect([...(await loadPluginServers(home)).modalities.keys()]).toEqual(['sound'])
})

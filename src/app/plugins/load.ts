import { existsSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { FormatDefinition } from '../../sockets/format.ts'
import type { ModalityDefinition, ModalityServer } from '../../sockets/modality.ts'
import type { OperatorDefinition, OperatorServer } from '../../sockets/operator.ts'
import { byId, type Plugins, type PluginServers, type Socket } from '../../sockets/registry.ts'
import type { ShapeDefinition } from '../../sockets/shape.ts'

/** The published package is the same tree as JavaScript, so plug-ins end in what this file ends in. */
const entry = import.meta.url.endsWith('.ts') ? 'index.ts' : 'index.js'
const home = join(import.meta.dirname, '..', '..', 'plugins')

/** Folders of the socket that hold a plug-in, by name; files beside them are what its plug-ins share. */
const foldersOf = async (plugins: string, socket: Socket): Promise<string[]> => {
  const folder = join(plugins, socket)
  if (!existsSync(folder)) return []
  const entries = await readdir(folder, { withFileTypes: true })
  return entries.filter(found => found.isDirectory()).map(found => found.name).sort()
}

/** @throws when the module has no default export */
const defaultOf = async <T>(file: string): Promise<T> => {
  const module = await import(pathToFileURL(file).href) as { default?: T }
  if (module.default === undefined) throw new Error(`${file} has no default export; a plug-in is the default export of its folder`)
  return module.default
}

const definitions = async <T extends { readonly id: string }>(plugins: string, socket: Socket): Promise<ReadonlyMap<string, T>> => {
  const found = (await foldersOf(plugins, socket)).map(async folder => {
    const file = join(plugins, socket, folder, entry)
    if (!existsSync(file)) throw new Error(`${join(plugins, socket, folder)} has no ${entry}; every folder of a socket is a plug-in`)
    return [folder, await defaultOf<T>(file)] as const
  })
  return byId(await Promise.all(found))
}

const servers = async <T>(plugins: string, socket: Socket): Promise<ReadonlyMap<string, T>> => {
  const folders = (await foldersOf(plugins, socket)).map(folder => [folder, join(plugins, socket, folder, 'server', entry)] as const)
  const found = folders.filter(([, file]) => existsSync(file)).map(async ([folder, file]) => [folder, await defaultOf<T>(file)] as const)
  return new Map(await Promise.all(found))
}

/**
 * The pure halves of every plug-in folder, by socket and id: no list names them, a new folder is a new plug-in.
 * @throws when a folder holds no plug-in, or one whose id is not the folder's name
 */
export const loadPlugins = async (plugins = home): Promise<Plugins> => {
  const [shapes, modalities, operators, formats] = await Promise.all([
    definitions<ShapeDefinition>(plugins, 'shapes'),
    definitions<ModalityDefinition>(plugins, 'modalities'),
    definitions<OperatorDefinition>(plugins, 'operators'),
    definitions<FormatDefinition>(plugins, 'formats'),
  ])
  return { shapes, modalities, operators, formats }
}

/** The halves that decode untrusted bytes. Only a worker loads them. */
export const loadPluginServers = async (plugins = home): Promise<PluginServers> => {
  const [modalities, operators] = await Promise.all([servers<ModalityServer>(plugins, 'modalities'), servers<OperatorServer>(plugins, 'operators')])
  return { modalities, operators }
}

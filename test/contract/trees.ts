import { createReadStream, readdirSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import type { FormatDefinition, ReadEvent, ReadTree, Loss, WriteTree } from '../../src/sockets/format.ts'
import type { Item, ItemSchema } from '../../src/sockets/item.ts'

/** Files in memory, given out in small pieces so that a reader must join them. */
export const memoryTree = (files: ReadonlyMap<string, Uint8Array>, piece = 97): ReadTree => ({
  async *paths() { yield* files.keys() },
  async *open(path) {
    const bytes = files.get(path)
    if (!bytes) throw new Error(`no file ${path}`)
    for (let i = 0; i < bytes.length; i += piece) yield bytes.subarray(i, i + piece)
  },
})

export const folderTree = (folder: string, only?: string): ReadTree => ({
  async *paths() {
    for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
      if (!entry.isFile()) continue
      const path = relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/')
      // A case that names one file is that file and its media.
      if (only === undefined || path === only || /\.(png|jpg)$/.test(path)) yield path
    }
  },
  async *open(path) { for await (const part of createReadStream(join(folder, path))) yield part as Uint8Array },
})

export const collector = (): { readonly files: Map<string, Uint8Array>, readonly tree: WriteTree } => {
  const files = new Map<string, Uint8Array>()
  return {
    files,
    tree: {
      async write(path, bytes) {
        const parts: Uint8Array[] = []
        for await (const part of bytes) parts.push(part)
        if (files.has(path)) throw new Error(`${path} is written twice`)
        files.set(path, Buffer.concat(parts))
      },
    },
  }
}

/** A tree that takes one file at a time and begins with the one opened first, as an archive does. */
export const archiveCollector = (): { readonly files: Map<string, Uint8Array>, readonly tree: WriteTree } => {
  const { files, tree } = collector()
  let turn = Promise.resolve()
  return { files, tree: { write: (path, bytes) => (turn = turn.then(() => tree.write(path, bytes))) } }
}

export const listed = async <T>(events: AsyncIterable<T>): Promise<T[]> => {
  const all: T[] = []
  for await (const event of events) all.push(event)
  return all
}

export interface Read { readonly items: readonly Item[], readonly failed: readonly Failed[], readonly warnings: readonly Failed[], readonly schema: ItemSchema }
type Failed = Extract<ReadEvent, { kind: 'failed' }>['failure']

export const readAll = async (format: FormatDefinition, tree: ReadTree): Promise<Read> => {
  const items: Item[] = [], failed: Failed[] = [], warnings: Failed[] = [], schemas: ItemSchema[] = []
  for await (const event of format.read!(tree)) {
    if (event.kind === 'item') items.push(event.item)
    else if (event.kind === 'schema') schemas.push(event.schema)
    else (event.kind === 'failed' ? failed : warnings).push(event.failure)
  }
  return { items, failed, warnings, schema: { classes: schemas.flatMap(schema => schema.classes) } }
}

async function* each<T>(values: readonly T[]): AsyncGenerator<T> { yield* values }

export const writeAll = async (format: FormatDefinition, items: readonly Item[], schema: ItemSchema, into = collector()): Promise<{ files: ReadonlyMap<string, Uint8Array>, lost: readonly Loss[] }> => {
  const lost = await format.write!(each(items), schema, into.tree)
  return { files: into.files, lost }
}

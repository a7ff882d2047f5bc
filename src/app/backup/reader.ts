import { createReadStream, existsSync, statSync } from 'node:fs'
import { lstat, open, readdir } from 'node:fs/promises'
import path from 'node:path'
import { pipeline } from 'node:stream'
import { extract } from 'tar-stream'
import { fail, ok, type Result } from '../../kernel/result.ts'
import { backupFailures } from './errors.ts'
import { paths } from './manifest.ts'

/** One file of a backup. Its bytes are read before the next is asked for. */
export interface Part { readonly file: string, readonly bytes: AsyncIterable<Uint8Array> }
/** The files in the order in which they were written. @throws BackupCut where an archive ends too early or makes no sense */
export type BackupSource = () => AsyncGenerator<Part>

/** Where a backup stops making sense. */
export class BackupCut extends Error {
  readonly after: string
  constructor(after: string, reason: string) { super(reason); this.after = after }
}

const topLevel = [paths.manifest, paths.signature, paths.secrets, paths.database, paths.blobs, paths.blobList, paths.sums]

/** Depth first, by name: a folder's entries are held, never the whole tree. */
async function* filesBelow(root: string, name: string): AsyncGenerator<Part> {
  const place = path.join(root, name), found = await lstat(place).catch(() => null)
  if (found?.isDirectory()) for (const entry of (await readdir(place)).sort()) yield* filesBelow(root, `${name}/${entry}`)
  else if (found) yield { file: name, bytes: createReadStream(place) as AsyncIterable<Uint8Array> }
}

const folderSource = (root: string): BackupSource => async function* () {
  for (const name of topLevel) yield* filesBelow(root, name)
  for (const name of (await readdir(root)).sort()) if (!topLevel.some(known => known === name)) yield* filesBelow(root, name)
}

/** Two blocks of zeros end an archive: one that was cut between two entries reads as if it were whole. */
const hasEnd = async (file: string): Promise<boolean> => {
  const handle = await open(file), end = Buffer.alloc(1024)
  try {
    const { size } = await handle.stat(), { bytesRead } = await handle.read(end, 0, end.length, Math.max(0, size - end.length))
    return bytesRead === end.length && end.every(byte => byte === 0)
  } finally { await handle.close() }
}

const tarSource = (file: string): BackupSource => async function* () {
  const entries = extract()
  let after = '', broken: Error | null = null
  // Whoever reads an entry of a broken archive hears only that it was closed: the reason is kept for them.
  pipeline(createReadStream(file), entries, error => { broken = error ?? null })
  const cut = (error: unknown): BackupCut => new BackupCut(after, (broken ?? (error instanceof Error ? error : new Error(String(error)))).message)
  const whole = async function* (bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    try { yield* bytes } catch (error) { throw cut(error) }
  }
  const next = entries[Symbol.asyncIterator]()
  for (;;) {
    const step = await next.next().catch((error: unknown) => { throw cut(error) })
    if (step.done) {
      if (!(await hasEnd(file))) throw cut(new Error('no end of archive'))
      return
    }
    const entry = step.value
    if (entry.header.type === 'directory') { entry.resume(); continue }
    after = entry.header.name
    yield { file: after, bytes: whole(entry as AsyncIterable<Uint8Array>) }
  }
}

/** @param place a folder, or an archive made by `feedstock backup` */
export const openSource = (place: string): Result<BackupSource> => {
  if (!existsSync(place)) return fail(backupFailures.unreadable({ path: place, reason: 'ENOENT' }))
  return ok(statSync(place).isDirectory() ? folderSource(place) : tarSource(place))
}

import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream, existsSync } from 'node:fs'
import { appendFile, mkdir, open, rename, rm } from 'node:fs/promises'
import path from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { pack } from 'tar-stream'
import { fail, ok, type Result } from '../../kernel/result.ts'
import { storageFailure } from '../host/data-folder.ts'
import { backupFailures } from './errors.ts'
import { paths, sumLine } from './manifest.ts'

/** Puts the files of a backup in their order. Nothing stands under its name before `finish`: a backup that was cut short is not taken for one. */
export interface BackupWriter {
  /** A folder beside the target, for what has to be written before its size is known. */
  readonly scratch: string
  /** @throws when fewer or more bytes come than were said, and what the disk throws */
  add(file: string, size: number, bytes: AsyncIterable<Uint8Array> | Uint8Array): Promise<void>
  /** Writes SHA256SUMS, makes everything durable, and gives it its name. */
  finish(): Promise<void>
  /** Removes what was written. */
  abandon(): Promise<void>
}

export class SizeDiffers extends Error {}

const synced = async (place: string): Promise<void> => {
  const handle = await open(place, 'r')
  try { await handle.sync() } finally { await handle.close() }
}

type Put = (file: string, size: number, bytes: AsyncIterable<Uint8Array>) => Promise<void>
interface Target { readonly put: Put, close(): Promise<void> }

const folderTarget = (root: string): Target => ({
  async put(file, _size, bytes) {
    const place = path.join(root, file)
    await mkdir(path.dirname(place), { recursive: true, mode: 0o700 })
    await pipeline(bytes, createWriteStream(place, { mode: 0o600, flush: true }))
  },
  close: () => synced(root),
})

const tarTarget = (file: string): Target => {
  const tar = pack(), written = pipeline(tar, createWriteStream(file, { mode: 0o600, flush: true }))
  // Whoever puts an entry hears of a full disk through it.
  written.catch(() => undefined)
  return {
    async put(name, size, bytes) {
      const entry = tar.entry({ name, size, mode: 0o600, mtime: new Date(0) })
      await Promise.race([pipeline(bytes, entry), written.then(() => { throw new Error('the archive was closed') })])
    },
    async close() { tar.finalize(); await written },
  }
}

/** @param target a folder, or a file `*.tar`; must not exist */
export const openWriter = async (target: string): Promise<Result<BackupWriter>> => {
  if (existsSync(target)) return fail(backupFailures.targetTaken({ path: target }))
  const isTar = target.endsWith('.tar'), unfinished = `${target}.unfinished`, scratch = `${target}.scratch`
  try {
    for (const place of [unfinished, scratch]) await rm(place, { recursive: true, force: true })
    await mkdir(isTar ? path.dirname(target) : unfinished, { recursive: true, mode: 0o700 })
    await mkdir(scratch, { recursive: true, mode: 0o700 })
  } catch (error) { return fail(storageFailure(error, target)) }
  const { put, close } = isTar ? tarTarget(unfinished) : folderTarget(unfinished), sums = path.join(scratch, paths.sums)
  let sumBytes = 0
  const add: BackupWriter['add'] = async (file, size, bytes) => {
    const hash = createHash('sha256')
    let seen = 0
    const counted = async function* (): AsyncGenerator<Uint8Array> {
      for await (const chunk of bytes instanceof Uint8Array ? [bytes] : bytes) {
        seen += chunk.length
        if (seen > size) throw new SizeDiffers(file)
        hash.update(chunk)
        yield chunk
      }
      if (seen !== size) throw new SizeDiffers(file)
    }
    await put(file, size, Readable.from(counted(), { objectMode: false }))
    if (file === paths.sums) return
    const line = sumLine(hash.digest('hex'), file)
    sumBytes += line.length
    await appendFile(sums, line)
  }
  return ok({
    scratch, add,
    async finish() {
      await add(paths.sums, sumBytes, createReadStream(sums))
      await close()
      await rename(unfinished, target)
      await synced(path.dirname(target))
      await rm(scratch, { recursive: true, force: true })
    },
    async abandon() { for (const place of [unfinished, scratch]) await rm(place, { recursive: true, force: true }) },
  })
}

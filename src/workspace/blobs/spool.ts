import { createHash, randomUUID } from 'node:crypto'
import { mkdir, open, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import type { StoredBlob } from './store.ts'

/**
 * Writes a stream to a temporary file (in `folder`, which is made when absent) and hashes it on the way; the file is on disk (fsync)
 * when this returns. When it fails no file is left and the stream is destroyed.
 */
export const spool = async (folder: string, bytes: Readable | Uint8Array): Promise<StoredBlob & { path: string }> => {
  if (bytes instanceof Uint8Array) return write(folder, [bytes])
  // A stream may break before the file is open: an error that nobody listens to would end the process. The loop hears of it all the same.
  bytes.on('error', () => {})
  try { return await write(folder, bytes) }
  catch (error) {
    bytes.destroy()
    throw error
  }
}

const write = async (folder: string, chunks: Readable | readonly Uint8Array[]): Promise<StoredBlob & { path: string }> => {
  await mkdir(folder, { recursive: true })
  const path = join(folder, `blob-${randomUUID()}`)
  const file = await open(path, 'wx')
  const hash = createHash('sha256')
  let size = 0
  try {
    for await (const chunk of chunks) {
      const piece = chunk as Uint8Array
      hash.update(piece)
      size += piece.length
      await file.writeFile(piece)
    }
    await file.sync()
  } catch (error) {
    await file.close()
    await rm(path, { force: true })
    throw error
  }
  await file.close()
  return { path, sha256: hash.digest('hex'), size }
}

import { createHash, randomUUID } from 'node:crypto'
import { open, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import type { StoredBlob } from './store.ts'

/** Writes a stream to a temporary file and hashes it on the way; the file is on disk (fsync) when this returns. */
export const spool = async (folder: string, bytes: Readable | Uint8Array): Promise<StoredBlob & { path: string }> => {
  const path = join(folder, `blob-${randomUUID()}`)
  const file = await open(path, 'wx')
  const hash = createHash('sha256')
  let size = 0
  try {
    for await (const chunk of bytes instanceof Uint8Array ? [bytes] : bytes) {
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

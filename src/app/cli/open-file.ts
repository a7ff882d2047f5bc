import { open } from 'node:fs/promises'
import type { RandomAccess } from '../../chain/6-release/service.ts'

/** A file to read anywhere in it, or null when there is no such file. */
export const openRandomAccess = async (path: string): Promise<(RandomAccess & { close(): Promise<void> }) | null> => {
  const file = await open(path, 'r').catch(() => null)
  if (!file) return null
  const stat = await file.stat(), { size } = stat
  if (!stat.isFile()) { await file.close(); return null }
  return {
    size,
    async read(at, length) {
      const wanted = Math.max(0, Math.min(length, size - at)), buffer = Buffer.alloc(wanted)
      for (let done = 0; done < wanted;) {
        const { bytesRead } = await file.read(buffer, done, wanted - done, at + done)
        if (bytesRead === 0) return buffer.subarray(0, done)
        done += bytesRead
      }
      return buffer
    },
    close: () => file.close(),
  }
}

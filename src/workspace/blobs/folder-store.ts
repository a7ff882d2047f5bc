import { createReadStream } from 'node:fs'
import { mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { BlobMissing, type BlobStore } from './store.ts'
import { spool } from './spool.ts'

const absent = (error: unknown): boolean => (error as NodeJS.ErrnoException).code === 'ENOENT'

/** Blobs as files: `<root>/<organisation>/<first two digits>/<sha256>`. */
export const folderStore = (root: string, temporary: string): BlobStore => {
  const pathOf = (organisation: string, sha256: string): string => join(root, organisation, sha256.slice(0, 2), sha256)
  const exists = async (path: string): Promise<boolean> => stat(path).then(() => true, error => { if (absent(error)) return false; throw error })
  return {
    async put(organisation, bytes) {
      const { path, sha256, size } = await spool(temporary, bytes)
      const target = pathOf(organisation, sha256)
      if (await exists(target)) await rm(path)
      else {
        await mkdir(join(root, organisation, sha256.slice(0, 2)), { recursive: true })
        await rename(path, target)
      }
      return { sha256, size }
    },
    async open(organisation, sha256, range) {
      const path = pathOf(organisation, sha256)
      if (!(await exists(path))) throw new BlobMissing(sha256)
      return createReadStream(path, range)
    },
    async read(organisation, sha256) {
      try { return await readFile(pathOf(organisation, sha256)) }
      catch (error) { throw absent(error) ? new BlobMissing(sha256) : error }
    },
    has: (organisation, sha256) => exists(pathOf(organisation, sha256)),
    purge: organisation => rm(join(root, organisation), { recursive: true, force: true }),
    async check() {
      await mkdir(temporary, { recursive: true })
      const path = join(temporary, `check-${process.pid}`)
      await writeFile(path, 'x')
      await rm(path)
    },
  }
}

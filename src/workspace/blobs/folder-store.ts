import { createReadStream } from 'node:fs'
import { mkdir, readFile, readdir, rename, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { isUuid, type OrganisationId } from '../../kernel/ids.ts'
import { inOrder, partName } from './parts.ts'
import { BlobMissing, type BlobStore, type StoredBlob } from './store.ts'
import { spool } from './spool.ts'

const absent = (error: unknown): boolean => (error as NodeJS.ErrnoException).code === 'ENOENT'

/** Names in a folder, none when there is no such folder. */
const namesIn = (folder: string): Promise<string[]> => readdir(folder).catch((error: unknown) => { if (absent(error)) return []; throw error })

/** Blobs as files: `<root>/<organisation>/<first two digits>/<sha256>`; pieces as `<root>/parts/<organisation>/<session>/<offset>`. */
export const folderStore = (root: string, temporary: string): BlobStore => {
  const pathOf = (organisation: string, sha256: string): string => join(root, organisation, sha256.slice(0, 2), sha256)
  const exists = async (path: string): Promise<boolean> => stat(path).then(() => true, error => { if (absent(error)) return false; throw error })
  const parts = join(root, 'parts'), partsOf = (organisation: string, session: string): string => join(parts, organisation, session)
  const put = async (organisation: string, bytes: Readable | Uint8Array): Promise<StoredBlob> => {
    const { path, sha256, size } = await spool(temporary, bytes)
    const target = pathOf(organisation, sha256)
    if (await exists(target)) await rm(path)
    else {
      await mkdir(join(root, organisation, sha256.slice(0, 2)), { recursive: true })
      await rename(path, target)
    }
    return { sha256, size }
  }
  return {
    put,
    async putPart(organisation, session, at, bytes) {
      const folder = partsOf(organisation, session), { path, size } = await spool(temporary, bytes)
      await mkdir(folder, { recursive: true })
      await rename(path, join(folder, partName(at)))
      return size
    },
    async joinParts(organisation, session, size) {
      const folder = partsOf(organisation, session), found: { name: string, size: number }[] = []
      for (const name of await namesIn(folder)) found.push({ name, size: (await stat(join(folder, name))).size })
      const names = inOrder(found, size, session)
      const pieces = async function* (): AsyncGenerator<Uint8Array> { for (const name of names) yield* createReadStream(join(folder, name)) as AsyncIterable<Uint8Array> }
      return put(organisation, Readable.from(pieces()))
    },
    async *list() {
      for (const organisation of (await namesIn(root)).filter(isUuid)) for (const shelf of await namesIn(join(root, organisation))) for (const sha256 of await namesIn(join(root, organisation, shelf)))
        yield { organisation: organisation as OrganisationId, sha256, size: (await stat(join(root, organisation, shelf, sha256))).size }
    },
    dropParts: (organisation, session) => rm(partsOf(organisation, session), { recursive: true, force: true }),
    async sweepParts(before) {
      for (const organisation of await namesIn(parts)) for (const session of await namesIn(join(parts, organisation))) {
        // A folder's time is that of the last piece that was put into it.
        const folder = partsOf(organisation, session), touched = await stat(folder).then(s => s.mtime, () => null)
        if (touched && touched < before) await rm(folder, { recursive: true, force: true })
      }
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
    async purge(organisation) {
      for (const folder of [join(root, organisation), join(parts, organisation)]) await rm(folder, { recursive: true, force: true })
    },
    async check() {
      await mkdir(temporary, { recursive: true })
      const path = join(temporary, `check-${process.pid}`)
      await writeFile(path, 'x')
      await rm(path)
    },
  }
}

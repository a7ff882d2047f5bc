import { createHash } from 'node:crypto'
import { entryAt, type RandomAccess } from '../../../chain/6-release/service.ts'
import { sha256 } from '../../../workspace/blobs/service.ts'

const piece = 1 << 20

/** A file of the archive, read piece by piece. */
export interface ArchivedFile {
  readonly path: string
  readonly size: number
  bytes(): AsyncGenerator<Buffer>
  /** All of it: for the small ones. */
  text(): Promise<string>
  /** The lines of a text, without their ends. */
  lines(): AsyncGenerator<string>
  sha256(): Promise<string>
}

const fileAt = (file: RandomAccess, path: string, at: number, size: number): ArchivedFile => {
  const bytes = async function* (): AsyncGenerator<Buffer> { for (let read = 0; read < size; read += piece) yield await file.read(at + read, Math.min(piece, size - read)) }
  return {
    path, size, bytes,
    text: async () => (await file.read(at, size)).toString('utf8'),
    async *lines() {
      let rest = Buffer.alloc(0)
      for await (const part of bytes()) {
        rest = Buffer.concat([rest, part])
        for (let end = rest.indexOf(10); end >= 0; end = rest.indexOf(10)) {
          yield rest.subarray(0, end).toString('utf8')
          rest = rest.subarray(end + 1)
        }
      }
      if (rest.length > 0) yield rest.toString('utf8')
    },
    async sha256() {
      if (size <= piece) return sha256(await file.read(at, size))
      const hash = createHash('sha256')
      for await (const part of bytes()) hash.update(part)
      return hash.digest('hex')
    },
  }
}

/** The files of an archive as we write them: stored, one behind the other. A name that comes twice is there twice. */
export const filesIn = async (file: RandomAccess): Promise<ArchivedFile[]> => {
  const files: ArchivedFile[] = []
  for (let at = 0; ;) {
    const entry = await entryAt(file, at)
    if (!entry) return files
    files.push(fileAt(file, entry.path, entry.data, entry.size))
    at = entry.data + entry.size
  }
}

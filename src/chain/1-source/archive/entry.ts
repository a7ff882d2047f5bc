import type { Failure } from '../../../kernel/failure.ts'
import { archiveFailures, sourceFailures } from '../errors.ts'
import { nameProblem } from '../model.ts'

/** What the reading stage needs to find one file of an archive again; one line of the index. */
export interface ArchiveEntry {
  readonly name: string
  /** Of a ZIP: where its local header lies. Of a TAR: where its bytes lie. */
  readonly offset: number
  readonly packed: number
  readonly size: number
  /** null in a TAR, which has no checksum of the bytes. */
  readonly crc: number | null
  readonly method: number
}
export type Listed = { readonly entry: ArchiveEntry } | { readonly failure: Failure } | { readonly skipped: true } | { readonly warning: Failure }

/** An archive holds at most so many entries. */
export const entryLimit = 2_000_000

export type ArchiveKind = 'zip' | 'tar' | 'tar.gz'
/** By the name alone: what is none after all fails when it is opened. */
export const archiveKind = (name: string): ArchiveKind | null =>
  /\.zip$/i.test(name) ? 'zip' : /\.tar$/i.test(name) ? 'tar' : /\.(tar\.gz|tgz)$/i.test(name) ? 'tar.gz' : null

/** Why a file of this name in an archive is not taken in. */
export const entryNameFailure = (name: string): Failure | null => {
  const problem = nameProblem(name), place = { file: name }
  if (problem) return problem === 'escape' ? archiveFailures.pathEscape({}, place) : sourceFailures.badName({ reason: problem }, { file: name.slice(0, 200) })
  return /\.(zip|7z|rar|tar|tgz|gz|bz2|xz)$/i.test(name) ? archiveFailures.nested({}, place) : null
}

import type { Failure } from '../../kernel/failure.ts'
import type { ProbeHints } from '../../sockets/modality.ts'
import type { Work } from '../../workspace/runs/service.ts'
import type { ArchiveEntry } from './archive/entry.ts'
import { readEntry } from './archive/read-entry.ts'
import { sourceFailures } from './errors.ts'
import type { ImportSpec } from './import-spec.ts'
import type { EntriesPart, FilesPart, Part, RowsPart } from './part.ts'
import * as rows from './repository.ts'
import { readRow } from './table/read-rows.ts'
import { recordsOf } from './table/records.ts'
import { cutterOf, isBlank } from './table/survey.ts'
import { fileLimit, takeIn, takeInText, type Taken, type TakenIn } from './take-in.ts'

/** What a shard read: how many files or rows it saw, how many became assets, and the blob that lists those. */
export interface Reading { readonly rows: string | null, readonly seen: number, readonly taken: number }

/** Files decoded, rows stored at once: enough to hide the waiting for the store, few enough to hold in memory. */
const filesAtOnce = 4, rowsAtOnce = 32

type Job = () => Promise<TakenIn>
const failed = (failure: Failure): TakenIn => ({ taken: null, failure, warnings: [] })

/** Takes in what one shard covers. @param ordinal place of its first file or row in the whole import */
export const readPart = async (work: Work<ImportSpec>, part: Part, ordinal: number): Promise<{ reading: Reading, failures: Failure[], warnings: Failure[] }> => {
  const jobs = part.kind === 'files' ? await fileJobs(work, part) : part.kind === 'entries' ? entryJobs(work, part) : rowJobs(work, part)
  const taken: Taken[] = [], failures: Failure[] = [], warnings: Failure[] = []
  let seen = 0
  for await (const group of groupsOf(jobs, part.kind === 'rows' ? rowsAtOnce : filesAtOnce)) {
    work.signal.throwIfAborted()
    for (const result of await Promise.all(group.map(job => job()))) {
      if (result.taken) taken.push({ ...result.taken, ordinal: ordinal + seen })
      if (result.failure) failures.push(result.failure)
      warnings.push(...result.warnings)
      seen++
    }
  }
  const list = taken.length === 0 ? null : (await work.services.blobs.put(work.organisation, Buffer.from(JSON.stringify(taken)))).sha256
  return { reading: { rows: list, seen, taken: taken.length }, failures, warnings }
}

async function* groupsOf<T>(items: AsyncIterable<T> | Iterable<T>, size: number): AsyncGenerator<T[]> {
  let group: T[] = []
  for await (const item of items) if (group.push(item) === size) { yield group; group = [] }
  if (group.length > 0) yield group
}

const tooLarge = (file: string) => (size: number): Failure => sourceFailures.fileTooLarge({ size, limit: fileLimit }, { file })

const hintsOf = ({ spec: { options } }: Work<ImportSpec>): ProbeHints => (options.encoding === undefined ? {} : { encoding: options.encoding })

const fileJobs = async (work: Work<ImportSpec>, part: FilesPart): Promise<Job[]> => {
  const byId = new Map((await work.read(tx => rows.findUploads(tx, part.uploads))).map(u => [u.id, u]))
  return part.uploads.map(id => async () => {
    const { name, sha256, size } = byId.get(id)!
    if (size > fileLimit) return failed(tooLarge(name)(size))
    return takeIn(work, { name, bytes: await work.services.blobs.read(work.organisation, sha256), stored: { sha256, size } }, hintsOf(work))
  })
}

async function* entryJobs(work: Work<ImportSpec>, part: EntriesPart): AsyncGenerator<Job> {
  const { organisation, services: { blobs } } = work
  const index = Buffer.concat(await (await blobs.open(organisation, part.index, { start: part.start, end: part.end - 1 })).toArray()).toString('utf8')
  for (const line of index.trimEnd().split('\n')) {
    const entry = JSON.parse(line) as ArchiveEntry
    yield async () => {
      const bytes = await readEntry(blobs, organisation, part.archive, entry, fileLimit, tooLarge(entry.name))
      return bytes.ok ? takeIn(work, { name: entry.name, bytes: bytes.value }, hintsOf(work)) : failed(bytes.failure)
    }
  }
}

async function* rowJobs(work: Work<ImportSpec>, part: RowsPart): AsyncGenerator<Job> {
  const stream = await work.services.blobs.open(work.organisation, part.sha256, { start: part.start, end: part.end - 1 })
  for await (const record of recordsOf(stream, cutterOf(part), { line: part.line, offset: part.start })) {
    if (isBlank(record, part.form)) continue
    const row = readRow(record, part, work.spec.options)
    yield async () => (row.ok ? takeInText(work, row.value.name, row.value.text, { file: part.table, line: row.value.line }) : failed(row.failure))
  }
}

import { Readable } from 'node:stream'
import { Refusal, type Failure } from '../../kernel/failure.ts'
import type { StoredBlob } from '../../workspace/blobs/service.ts'
import type { Work } from '../../workspace/runs/service.ts'
import { archiveKind, type ArchiveEntry, type ArchiveKind } from './archive/entry.ts'
import { listArchive, writeIndex } from './archive/list.ts'
import { entryBytes } from './archive/read-entry.ts'
import { listTar, unpackGzip } from './archive/tar.ts'
import { sourceFailures } from './errors.ts'
import type { ImportSpec } from './import-spec.ts'
import { isLitter, nameProblem } from './model.ts'
import type { Part } from './part.ts'
import * as rows from './repository.ts'
import { surveyTable, tableForm, type TableForm } from './table/survey.ts'

/** What the listing of some uploads hands to the reading stage. `refused` counts files, `skipped` files and blank lines that will not be read. */
export interface Listing { readonly parts: readonly Part[], readonly refused: number, readonly skipped: number }
type Found = { parts: Part[], refused: number, skipped: number, failures: Failure[], warnings: Failure[] }
type Here = Pick<Work<ImportSpec>, 'organisation' | 'services' | 'spec' | 'signal'>

const entriesPerPart = 200

/** Looks into every upload as far as needed to plan the reading: archives by their directory, tables for where rows begin. */
export const listUploads = async (work: Work<ImportSpec>, ids: readonly string[]): Promise<Listing & { readonly failures: readonly Failure[], readonly warnings: readonly Failure[] }> => {
  const byId = new Map((await work.read(tx => rows.findUploads(tx, ids))).map(u => [u.id, u]))
  const found: Found = { parts: [], refused: 0, skipped: 0, failures: [], warnings: [] }, single: string[] = []
  for (const id of ids) {
    work.signal.throwIfAborted()
    const upload = byId.get(id)!, problem = nameProblem(upload.name), archive = archiveKind(upload.name), form = tableForm(upload.name, work.spec.options)
    if (problem) refuseFile(found, sourceFailures.badName({ reason: problem }, { file: upload.name }))
    else if (isLitter(upload.name)) found.skipped++
    else if (archive) await addArchive(work, found, upload, archive)
    else if (form) await addTable(work, found, upload, form)
    else single.push(id)
  }
  if (single.length > 0) found.parts.push({ kind: 'files', uploads: single, count: single.length })
  return found
}

const refuseFile = (found: Found, failure: Failure): void => { found.failures.push(failure); found.refused++ }

const addTable = async ({ services, organisation, spec }: Here, found: Found, table: StoredBlob & { name: string }, form: TableForm): Promise<void> => {
  const survey = await surveyTable(services.blobs, organisation, table, form, spec.options)
  if (!survey.ok) { refuseFile(found, survey.failure); return }
  found.parts.push(...survey.value.parts)
  found.skipped += survey.value.blank
  found.warnings.push(...survey.value.warnings)
}

/** A .tar.gz can only be read from its beginning on: it is inflated once, and what is read later is the TAR. */
const addArchive = async (work: Here, found: Found, upload: StoredBlob & { name: string }, kind: ArchiveKind): Promise<void> => {
  try {
    const bytes = kind === 'tar.gz' ? await unpackGzip(work.services.blobs, work.organisation, upload) : upload
    await addEntries(work, found, { ...bytes, name: upload.name }, kind === 'zip' ? listArchive : listTar)
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    refuseFile(found, error.failure)
  }
}

/** Pictures and texts go into the index, in the order of the archive; tables inside are unpacked into the store and surveyed. */
const addEntries = async (work: Here, found: Found, archive: StoredBlob & { name: string }, listed: typeof listArchive): Promise<void> => {
  const { services: { blobs }, organisation, spec } = work, tables: [ArchiveEntry, TableForm][] = []
  const entries = async function* (): AsyncGenerator<ArchiveEntry> {
    for await (const one of listed(blobs, organisation, archive)) {
      work.signal.throwIfAborted()
      if ('failure' in one) refuseFile(found, one.failure)
      else if ('warning' in one) found.warnings.push(one.warning)
      else if ('skipped' in one) found.skipped++
      else {
        const form = tableForm(one.entry.name, spec.options)
        if (form) tables.push([one.entry, form])
        else yield one.entry
      }
    }
  }
  const index = await writeIndex(blobs, organisation, entries(), entriesPerPart)
  for (const group of index.groups) found.parts.push({ kind: 'entries', archive: archive.sha256, file: archive.name, index: index.sha256, ...group })
  for (const [entry, form] of tables) {
    try {
      const unpacked = await blobs.put(organisation, Readable.from(entryBytes(blobs, organisation, archive.sha256, entry)))
      await addTable(work, found, { ...unpacked, name: entry.name }, form)
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      refuseFile(found, error.failure)
    }
  }
}

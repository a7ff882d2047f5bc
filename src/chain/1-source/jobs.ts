import type { Failure } from '../../kernel/failure.ts'
import type { DatasetId } from '../../kernel/ids.ts'
import type { Json } from '../../kernel/json.ts'
import { rememberBlobs } from '../../workspace/blobs/service.ts'
import { record } from '../../workspace/journal/service.ts'
import { countProblems, defineRun, outputsOf, type RunRef, type StageDefinition } from '../../workspace/runs/service.ts'
import { archiveKind } from './archive/entry.ts'
import { importEnded } from './events.ts'
import { ImportSpec } from './import-spec.ts'
import type { Listing } from './list-uploads.ts'
import { assetIdOf } from './model.ts'
import type { Part } from './part.ts'
import type { Reading } from './read-part.ts'
import * as rows from './repository.ts'
import { tableForm } from './table/survey.ts'
import type { Taken } from './take-in.ts'

// What opens archives and reads files of others is loaded where it is carried out: the server knows the run too.

/** Single files of one shard of the listing at most; an archive or table makes a shard of its own. */
const filesPerShard = 200

/** The wire between stages is JSON; each value is read back by the code that wrote it. */
const asJson = (value: unknown): Json => value as Json
const asListing = (value: Json): Listing => value as unknown as Listing
const asReading = (value: Json): Reading => value as unknown as Reading

const problemsOf = (failures: readonly Failure[], warnings: readonly Failure[]): { failure: Failure, warning: boolean }[] =>
  [...failures.map(failure => ({ failure, warning: false })), ...warnings.map(failure => ({ failure, warning: true }))]

const list: StageDefinition<ImportSpec> = {
  name: 'list',
  title: { 'zh-Hans': '清点文件', 'zh-Hant': '清點文件', en: 'List the files' },
  async plan(tx, run) {
    const groups: string[][] = []
    let open: string[] | null = null
    for (const { id, name } of await rows.uploadsOf(tx, run.id)) {
      if (archiveKind(name) || tableForm(name, run.spec.options)) { groups.push([id]); open = null; continue }
      if (!open || open.length === filesPerShard) groups.push(open = [])
      open.push(id)
    }
    return groups
  },
  async work(work, input) {
    const { listUploads } = await import('./list-uploads.ts'), { failures, warnings, ...listing } = await listUploads(work, input as readonly string[])
    return { output: asJson(listing), items: listing.parts.reduce((sum, p) => sum + p.count, 0), problems: problemsOf(failures, warnings) }
  },
}

const read: StageDefinition<ImportSpec> = {
  name: 'read',
  title: { 'zh-Hans': '读取内容', 'zh-Hant': '讀取內容', en: 'Read the content' },
  async plan(tx, run) {
    let ordinal = 0
    return (await outputsOf(tx, run.id, 0)).flatMap(o => asListing(o).parts).map(part => {
      const planned = { part, ordinal }
      ordinal += part.count
      return asJson(planned)
    })
  },
  async work(work, input) {
    const { part, ordinal } = input as unknown as { part: Part, ordinal: number }
    const { readPart } = await import('./read-part.ts'), { reading, failures, warnings } = await readPart(work, part, ordinal)
    return { output: asJson(reading), items: reading.seen, problems: problemsOf(failures, warnings) }
  },
  async commit(tx, run, _input, output) {
    const { rows: blob, taken: count } = asReading(output)
    if (blob === null) return
    const taken = JSON.parse(Buffer.from(await run.services.blobs.read(run.organisation, blob)).toString('utf8')) as Taken[]
    await commitAssets(tx, run, taken, count)
  },
}

const commitAssets = async (tx: Parameters<NonNullable<typeof read.commit>>[0], run: RunRef<ImportSpec>, taken: readonly Taken[], count: number): Promise<void> => {
  const now = run.services.clock.now(), dataset = run.spec.dataset as DatasetId
  await rememberBlobs(tx, run.organisation, taken.flatMap(t => [t, ...t.derivatives]), now)
  const made = await rows.insertAssets(tx, { organisation: run.organisation, dataset, run: run.id, now }, taken.map(t => ({ ...t, id: assetIdOf(run.id, t.ordinal), provenance: run.spec.provenance, parent: null, madeBy: null })))
  await record(tx, run.author, now, {
    verb: 'asset.imported', kind: 'dataset', object: dataset, project: run.project ?? undefined,
    content: { assets: [...made].sort(), provenance: run.spec.provenance }, detail: { run: run.id, made: made.length, existing: count - made.length },
  })
}

export const importRun = defineRun({
  id: 'source.import',
  version: 1,
  title: { 'zh-Hans': '导入', 'zh-Hant': '導入', en: 'Import' },
  spec: ImportSpec,
  maxDead: 20,
  // Assets keep the ids of their places: what is read late makes the same ones.
  mends: true,
  keeps: { 'zh-Hans': '已经读入的资产留在数据集里，原文件不受影响。', 'zh-Hant': '已經讀入的資產留在數據集裡，原文件不受影響。', en: 'Assets already read stay in the dataset; the originals are unaffected.' },
  stages: [list, read],
  async finish(tx, run) {
    const listings = (await outputsOf(tx, run.id, 0)).map(asListing), readings = (await outputsOf(tx, run.id, 1)).map(asReading)
    const sum = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0)
    await importEnded.emit({ tx, run })
    const assets = await rows.countMade(tx, run.id), problems = await countProblems(tx, [run.id])
    return {
      files: sum(readings.map(r => r.seen)) + sum(listings.map(l => l.refused)), assets, existing: sum(readings.map(r => r.taken)) - assets,
      failed: sum(problems.filter(p => !p.warning).map(p => p.n)), skipped: sum(listings.map(l => l.skipped)), warnings: sum(problems.filter(p => p.warning).map(p => p.n)),
    }
  },
})

import { createHash } from 'node:crypto'
import { Type } from 'typebox'
import type { OrganisationId, ProjectId, ReleaseId } from '../../kernel/ids.ts'
import type { Json } from '../../kernel/json.ts'
import { BlobMissing } from '../../workspace/blobs/service.ts'
import { record } from '../../workspace/journal/service.ts'
import { defineRun, outputsOf, Poison, type Work } from '../../workspace/runs/service.ts'
import { manifestIn, overBlob } from './blob-access.ts'
import { releaseFailures } from './errors.ts'
import { formatsOf, packArchive, packingOf, writeExport, type Written } from './pack.ts'
import { differencesOf, type FileDifference } from './rebuild.ts'
import * as rows from './repository.ts'
import { writeZip } from './zip.ts'

const Spec = Type.Object({ release: Type.String() }, { additionalProperties: false })
type Spec = { release: string }
interface Compared { identical: boolean, archive: string, size: number, differences: FileDifference[] }

/** Bytes that were erased cannot be built again: said by name, not tried twice. */
const unlessErased = async <T>(work: () => Promise<T>): Promise<T> => {
  try { return await work() }
  catch (error) { if (error instanceof BlobMissing) throw new Poison(releaseFailures.bytesErased({ sha256: error.sha256 })); throw error }
}

/** Packs the release again without storing it, and compares the archive as a whole and file by file. */
const compare = async (work: Work<Spec>, exports: readonly Written[]): Promise<Compared> => {
  const { blobs } = work.services, release = (await work.read(tx => rows.findRelease(tx, work.spec.release as ReleaseId)))!
  const first = overBlob(blobs, work.organisation, { sha256: release.manifest_sha256!, size: release.counts.size! })
  const { manifest } = await manifestIn(first, release.manifest_sha256!)
  const { entries, files } = await packArchive(work, exports, release.counts.evidence!), whole = createHash('sha256')
  let size = 0
  for await (const piece of writeZip(entries)) { whole.update(piece); size += piece.length; work.signal.throwIfAborted() }
  const archive = whole.digest('hex')
  return { identical: archive === release.manifest_sha256, archive, size, differences: differencesOf(manifest.files, files) }
}

export const rebuildRun = defineRun({
  id: 'release.rebuild',
  version: 1,
  title: { 'zh-Hans': '重建发布版并比对', 'zh-Hant': '重建發佈版並比對', en: 'Rebuild the release and compare' },
  spec: Spec,
  maxDead: 0,
  keeps: { 'zh-Hans': '发布版不受影响，只是没有这次比对的结果。', 'zh-Hant': '發佈版不受影響，只是沒有這次比對的結果。', en: 'The release is unaffected; there is no result of this comparison.' },
  stages: [
    {
      name: 'export',
      title: { 'zh-Hans': '重新导出', 'zh-Hant': '重新導出', en: 'Export again' },
      plan: formatsOf,
      async work(work, format) {
        const written = await unlessErased(() => writeExport(work, format as string))
        return { output: written as unknown as Json, items: written.items }
      },
    },
    {
      name: 'compare',
      title: { 'zh-Hans': '打包比对', 'zh-Hant': '打包比對', en: 'Pack and compare' },
      plan: packingOf,
      async work(work, exports) {
        const compared = await unlessErased(() => compare(work, exports as unknown as Written[]))
        return { output: compared as unknown as Json, items: 1 }
      },
    },
  ],
  async finish(tx, run) {
    const [compared] = (await outputsOf(tx, run.id, 1)) as unknown as Compared[], release = run.spec.release as ReleaseId, now = run.services.clock.now()
    const { identical, archive, size, differences } = compared!
    await rows.insertRebuild(tx, run.organisation as OrganisationId, { run: run.id, release, identical, archive, size, differences, by: run.author.membership, now })
    await record(tx, run.author, now, { verb: 'release.rebuilt', kind: 'release', object: release, project: (run.project as ProjectId | null) ?? undefined, detail: { identical, archive, differences: differences.length } })
    return { release, identical, archive, differences: differences.length }
  },
})

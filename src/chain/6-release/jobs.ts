import { Readable } from 'node:stream'
import { Type } from 'typebox'
import { refuse } from '../../kernel/failure.ts'
import type { OrganisationId, ProjectId, ReleaseId } from '../../kernel/ids.ts'
import type { Json } from '../../kernel/json.ts'
import { record } from '../../workspace/journal/service.ts'
import { defineRun, outputsOf, type Work } from '../../workspace/runs/service.ts'
import { releaseFailures } from './errors.ts'
import type { Manifest } from './model.ts'
import { formatsOf, isKeptFromSome, packArchive, packingOf, writeExport, writtenOf, type Written } from './pack.ts'
import * as rows from './repository.ts'
import { writeZip } from './zip.ts'

const Spec = Type.Object({ release: Type.String() }, { additionalProperties: false })
type Spec = { release: string }
interface Made { archive: { sha256: string, size: number }, digest: string, signature: string, publicKey: string, counts: Manifest['counts'], evidence: Manifest['evidence'], withheld: rows.StoredEdition | null }

/** The edition for those who may not know where the items come from: a manifest, a card and a Croissant file of its own around the exports that do not say it. */
const writeWithheld = async (work: Work<Spec>, exports: readonly Written[], evidence: Manifest['evidence']): Promise<rows.StoredEdition> => {
  const { entries, digest, signature } = await packArchive(work, exports, evidence, true)
  const { sha256, size } = await work.services.blobs.put(work.organisation, Readable.from(writeZip(entries)))
  return { archive: sha256, size, digest, signature }
}

const writeArchive = async (work: Work<Spec>, exports: readonly Written[]): Promise<Made> => {
  const { entries, digest, signature, publicKey, counts, evidence } = await packArchive(work, exports, null)
  const archive = await work.services.blobs.put(work.organisation, Readable.from(writeZip(entries)))
  return { archive, digest, signature, publicKey, counts, evidence, withheld: await isKeptFromSome(work) ? await writeWithheld(work, exports, evidence) : null }
}

export const releaseRun = defineRun({
  id: 'release.build',
  version: 1,
  title: { 'zh-Hans': '建立发布版', 'zh-Hant': '建立發佈版', en: 'Build the release' },
  spec: Spec,
  maxDead: 0,
  keeps: { 'zh-Hans': '不会留下半个发布版：它记为失败，没有下载。批次和标注不受影响，可以重新建立。', 'zh-Hant': '不會留下半個發佈版：它記為失敗，沒有下載。批次和標注不受影響，可以重新建立。', en: 'No half release is left: it counts as failed and has no downloads. Batches and annotations are unaffected; it can be created again.' },
  stages: [
    {
      name: 'export',
      title: { 'zh-Hans': '导出', 'zh-Hant': '導出', en: 'Export' },
      plan: formatsOf,
      async work(work, format) {
        const written = await writeExport(work, format as string)
        return { output: written as unknown as Json, items: written.items }
      },
    },
    {
      name: 'archive',
      title: { 'zh-Hans': '签名打包', 'zh-Hant': '簽名打包', en: 'Sign and pack' },
      plan: packingOf,
      async work(work, exports) {
        const made = await writeArchive(work, exports as unknown as Written[])
        return { output: made as unknown as Json, items: made.counts.items }
      },
    },
  ],
  async finish(tx, run) {
    const [made] = (await outputsOf(tx, run.id, 1)) as unknown as Made[], written = await writtenOf(tx, run), id = run.spec.release as ReleaseId, now = run.services.clock.now()
    await rows.insertExports(tx, run.organisation as OrganisationId, id, written.map(w => ({ format: w.format, sha256: w.zip.sha256, size: w.zip.size, files: w.files.length, items: w.items, annotations: w.annotations, losses: w.losses })), now)
    await rows.makeReady(tx, id, { archive: made!.archive.sha256, digest: made!.digest, signature: made!.signature, publicKey: made!.publicKey, counts: { ...made!.counts, size: made!.archive.size, evidence: made!.evidence, ...(made!.withheld && { withheld: made!.withheld }) }, now })
    await record(tx, run.author, now, { verb: 'release.ready', kind: 'release', object: id, project: (run.project as ProjectId | null) ?? undefined, detail: { manifest: made!.digest, archive: made!.archive.sha256, items: made!.counts.items } })
    return { release: id, items: made!.counts.items, archive: made!.archive.sha256 }
  },
  async abandon(tx, run) { await rows.makeFailed(tx, run.spec.release as ReleaseId) },
  async resume(tx, run) {
    const id = run.spec.release as ReleaseId, withdrawn = await rows.countWithdrawn(tx, id)
    // A failed release heard nothing of withdrawals: what they reached must not come out of it now.
    if (withdrawn > 0) refuse(releaseFailures.itemsWithdrawn({ n: withdrawn }))
    await rows.makeBuilding(tx, id)
  },
})

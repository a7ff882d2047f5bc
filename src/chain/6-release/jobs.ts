import { Readable } from 'node:stream'
import { Type } from 'typebox'
import type { OrganisationId, ProjectId, ReleaseId } from '../../kernel/ids.ts'
import type { Json } from '../../kernel/json.ts'
import type { Item } from '../../sockets/item.ts'
import type { Loss } from '../../sockets/format.ts'
import { digestOf } from '../../workspace/blobs/service.ts'
import { findGuideline, findSchema } from '../../workspace/project/service.ts'
import { displayNumber } from '../../workspace/project/model.ts'
import { record } from '../../workspace/journal/service.ts'
import { defineRun, outputsOf, type RunRef, type Work } from '../../workspace/runs/service.ts'
import { textSha256 } from '../1-source/model.ts'
import { sealArchive, surveyFile, type ArchiveFile } from './build.ts'
import { cardOf } from './card.ts'
import { evidenceOf } from './evidence.ts'
import type { Manifest, ManifestItem } from './model.ts'
import * as rows from './repository.ts'
import { schemaUnion } from './schema-union.ts'
import { itemSchemaOf, namesOf, toItem, uniqueNames, type Names } from './to-item.ts'
import { writeZip } from './zip.ts'

const Spec = Type.Object({ release: Type.String() }, { additionalProperties: false })
type Spec = { release: string }
interface Written { format: string, files: { path: string, sha256: string }[], items: number, annotations: number, losses: Loss[], zip: { sha256: string, size: number } }
interface Made { archive: { sha256: string, size: number }, digest: string, signature: string, publicKey: string, counts: Manifest['counts'], evidence: Manifest['evidence'] }

const page = 500

/** Items of the release in their order, a page in memory at a time. */
async function* itemsOf(work: Work<Spec>, id: ReleaseId): AsyncGenerator<{ row: rows.ReleasedItem, name: string }> {
  const unique = uniqueNames()
  for (let after = -1; ;) {
    const rowsRead = await work.read(tx => rows.itemsFrom(tx, id, after, page))
    for (const row of rowsRead) yield { row, name: unique(row.name) }
    if (rowsRead.length < page) return
    after = rowsRead.at(-1)!.ordinal
    work.signal.throwIfAborted()
  }
}

/** The release, and one name for everything that stands in its annotations, whichever schema version they were made under. */
const load = async (work: Work<Spec>) => work.read(async tx => {
  const release = (await rows.findRelease(tx, work.spec.release as ReleaseId))!, versions = await rows.schemaVersionsOf(tx, release.id)
  const schema = schemaUnion(await Promise.all(versions.map(async version => (await findSchema(tx, release.project, version))!.document)))
  return { release, schema, names: namesOf(schema, release.spec.language) }
})

/** One format: written once, kept as files by content, and as a ZIP of its own. */
const writeExport = async (work: Work<Spec>, format: string): Promise<Written> => {
  const { release, schema, names } = await load(work), { blobs, plugins } = work.services, written: ArchiveFile[] = []
  let items = 0, annotations = 0
  const stream = async function* (): AsyncGenerator<Item> {
    for await (const { row, name } of itemsOf(work, release.id)) {
      const text = row.modality === 'text' ? Buffer.from(await blobs.read(work.organisation, textSha256({ sha256: row.asset_sha256, derivatives: row.derivatives as never }))).toString('utf8') : null
      items++
      annotations += row.shapes.length
      yield toItem(row, name, text, names, release.spec.media)
    }
  }
  const losses = await plugins.formats.get(format)!.write!(stream(), itemSchemaOf(schema, release.spec.language), {
    async write(path, bytes) { written.push({ path, bytes: null, sha256: (await blobs.put(work.organisation, Readable.from(bytes))).sha256 }) },
  })
  written.sort((a, b) => (a.path < b.path ? -1 : 1))
  const surveyed = await Promise.all(written.map(f => surveyFile(blobs, work.organisation, f)))
  const zip = await blobs.put(work.organisation, Readable.from(writeZip(surveyed.map(s => s.entry))))
  return { format, files: written.map(f => ({ path: f.path, sha256: f.sha256! })), items, annotations, losses: [...losses], zip }
}

const manifestItems = async (work: Work<Spec>, id: ReleaseId, names: Names) => {
  const items: ManifestItem[] = [], media: ArchiveFile[] = [], bySplit: Record<string, number> = {}, byClass: Record<string, number> = {}, versions = { schemas: new Set<number>(), guidelines: new Set<number>() }
  let shapes = 0
  for await (const { row, name } of itemsOf(work, id)) {
    const text = row.modality === 'text' ? textSha256({ sha256: row.asset_sha256, derivatives: row.derivatives as never }) : null
    items.push({
      item: name, asset: { id: row.asset, sha256: row.asset_sha256, size: row.size, modality: row.modality, text }, provenance: row.provenance, task: row.task,
      outcome: { why: row.why, annotation: row.annotation, revision: row.revision, sha256: row.sha256, shapes: row.shapes.length }, schema: row.schema_version, guideline: row.guideline_version, split: row.split, cluster: row.cluster,
    })
    media.push({ path: `assets/${name}`, sha256: row.asset_sha256, bytes: null })
    bySplit[row.split] = (bySplit[row.split] ?? 0) + 1
    shapes += row.shapes.length
    for (const s of row.shapes) if (s.class !== null && s.question === null) byClass[names.class(s.class)] = (byClass[names.class(s.class)] ?? 0) + 1
    versions.schemas.add(row.schema_version)
    versions.guidelines.add(row.guideline_version)
  }
  return { items, media, counts: { items: items.length, shapes, bySplit, byClass }, versions }
}

/** The signed manifest and the archive around it; the same rows give the same bytes. */
const writeArchive = async (work: Work<Spec>, exports: readonly Written[]): Promise<Made> => {
  const { release, names } = await load(work), { blobs, signer } = work.services
  const { items, media, counts, versions } = await manifestItems(work, release.id, names)
  // Ed25519 signs alike each time, so that a rebuild gives the same names.
  const pseudonyms = signer.sign(Buffer.from(`pseudonyms of release ${release.id}`))
  const [schemas, guidelines, evidence] = await work.read(async tx => [
    await Promise.all([...versions.schemas].sort((a, b) => a - b).map(async version => ({ version, sha256: digestOf((await findSchema(tx, release.project, version))!.document) }))),
    await Promise.all([...versions.guidelines].sort((a, b) => a - b).map(async version => ({ version, sha256: digestOf((await findGuideline(tx, release.project, version))!.document) }))),
    await Promise.all(release.spec.batches.map(b => evidenceOf(tx, pseudonyms, b as never))),
  ] as const)
  const body = {
    format: 'feedstock-manifest@1' as const,
    release: { id: release.id, number: displayNumber('release', release.number), name: release.name, project: release.project, organisation: release.organisation, createdAt: release.created_at.toISOString() },
    spec: release.spec, counts, exports: exports.map(({ format, files, items: n, annotations, losses }) => ({ format, files: files.length, items: n, annotations, losses })), schemas, guidelines, evidence, items,
  }
  const files: ArchiveFile[] = [
    { path: 'README.md', sha256: null, bytes: Buffer.from(cardOf(body, signer.publicKey)) },
    ...exports.flatMap(e => e.files.map(f => ({ path: `exports/${e.format}/${f.path}`, sha256: f.sha256, bytes: null }))), ...(release.spec.media ? media : []),
  ].sort((a, b) => (a.path < b.path ? -1 : 1))
  const { entries, digest, signature } = await sealArchive(body, files, signer, file => surveyFile(blobs, work.organisation, file))
  const archive = await blobs.put(work.organisation, Readable.from(writeZip(entries)))
  return { archive, digest, signature, publicKey: signer.publicKey, counts, evidence }
}

const writtenOf = async (tx: Parameters<typeof outputsOf>[0], run: RunRef<Spec>): Promise<Written[]> => (await outputsOf(tx, run.id, 0)) as unknown as Written[]

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
      plan: async (tx, run) => [...(await rows.findRelease(tx, run.spec.release as ReleaseId))!.spec.formats],
      async work(work, format) {
        const written = await writeExport(work, format as string)
        return { output: written as unknown as Json, items: written.items }
      },
    },
    {
      name: 'archive',
      title: { 'zh-Hans': '签名打包', 'zh-Hant': '簽名打包', en: 'Sign and pack' },
      plan: async (tx, run) => [(await writtenOf(tx, run)) as unknown as Json],
      async work(work, exports) {
        const made = await writeArchive(work, exports as unknown as Written[])
        return { output: made as unknown as Json, items: made.counts.items }
      },
    },
  ],
  async finish(tx, run) {
    const [made] = (await outputsOf(tx, run.id, 1)) as unknown as Made[], written = await writtenOf(tx, run), id = run.spec.release as ReleaseId, now = run.services.clock.now()
    await rows.insertExports(tx, run.organisation as OrganisationId, id, written.map(w => ({ format: w.format, sha256: w.zip.sha256, size: w.zip.size, files: w.files.length, items: w.items, annotations: w.annotations, losses: w.losses })), now)
    await rows.makeReady(tx, id, { archive: made!.archive.sha256, digest: made!.digest, signature: made!.signature, publicKey: made!.publicKey, counts: { ...made!.counts, size: made!.archive.size, evidence: made!.evidence }, now })
    await record(tx, run.author, now, { verb: 'release.ready', kind: 'release', object: id, project: (run.project as ProjectId | null) ?? undefined, detail: { manifest: made!.digest, archive: made!.archive.sha256, items: made!.counts.items } })
    return { release: id, items: made!.counts.items, archive: made!.archive.sha256 }
  },
  async abandon(tx, run) { await rows.makeFailed(tx, run.spec.release as ReleaseId) },
})

import { Readable } from 'node:stream'
import type { ReleaseId } from '../../kernel/ids.ts'
import type { Json } from '../../kernel/json.ts'
import type { Item } from '../../sockets/item.ts'
import type { Loss } from '../../sockets/format.ts'
import { digestOf } from '../../workspace/blobs/service.ts'
import type { Tx } from '../../workspace/database/connect.ts'
import { findGuideline, findSchema } from '../../workspace/project/service.ts'
import { displayNumber } from '../../workspace/project/model.ts'
import { outputsOf, type RunRef, type Work } from '../../workspace/runs/service.ts'
import { textSha256 } from '../1-source/model.ts'
import { sealArchive, surveyFile, type ArchiveFile } from './build.ts'
import { cardOf } from './card.ts'
import { croissantOf } from './croissant.ts'
import { evidenceOf } from './evidence.ts'
import { leaksOf, saysProvenance, type FileRecord, type GroupKey, type Manifest, type ManifestItem } from './model.ts'
import * as rows from './repository.ts'
import { schemaUnion } from './schema-union.ts'
import { itemSchemaOf, namesOf, provenanceOf, toItem, uniqueNames, type Names } from './to-item.ts'
import { writeZip, type ZipEntry } from './zip.ts'

/** One export as files in the blob store and as a ZIP of its own. */
export interface Written { format: string, files: { path: string, sha256: string }[], items: number, annotations: number, losses: Loss[], zip: { sha256: string, size: number } }
/** The archive as it will be written, before a byte of it is. */
export interface Packed { entries: readonly ZipEntry[], files: readonly FileRecord[], digest: string, signature: string, publicKey: string, counts: Manifest['counts'], evidence: Manifest['evidence'] }
type Of = Work<{ release: string }>
type OfRun = RunRef<{ release: string }>

/** Are there parties of the project that may not know where its data comes from? */
export const isKeptFromSome = (work: Of): Promise<boolean> => work.read(async tx => rows.hidesProvenance(tx, (await rows.findRelease(tx, work.spec.release as ReleaseId))!.project))
/** The parts of the two stages by which a release is built and rebuilt: a format each, then everything that they wrote. */
export const formatsOf = async (tx: Tx, run: OfRun): Promise<Json[]> => [...(await rows.findRelease(tx, run.spec.release as ReleaseId))!.spec.formats]
export const writtenOf = async (tx: Tx, run: OfRun): Promise<Written[]> => (await outputsOf(tx, run.id, 0)) as unknown as Written[]
export const packingOf = async (tx: Tx, run: OfRun): Promise<Json[]> => [(await writtenOf(tx, run)) as unknown as Json]

const page = 500

/** Items of the release in their order, a page in memory at a time. */
async function* itemsOf(work: Of, id: ReleaseId): AsyncGenerator<{ row: rows.ReleasedItem, name: string }> {
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
const load = async (work: Of) => work.read(async tx => {
  const release = (await rows.findRelease(tx, work.spec.release as ReleaseId))!, versions = await rows.schemaVersionsOf(tx, release.id)
  const schema = schemaUnion(await Promise.all(versions.map(async version => (await findSchema(tx, release.project, version))!.document)))
  return { release, schema, names: namesOf(schema, release.spec.language) }
})

/** One format: written once, kept as files by content, and as a ZIP of its own. */
export const writeExport = async (work: Of, format: string): Promise<Written> => {
  const { release, schema, names } = await load(work), { blobs, plugins } = work.services, written: ArchiveFile[] = []
  const target = plugins.formats.get(format)!, said = { id: release.id, number: displayNumber('release', release.number) }
  let items = 0, annotations = 0, last: { item: string, sha256: string } | null = null
  const stream = async function* (): AsyncGenerator<Item> {
    for await (const { row, name } of itemsOf(work, release.id)) {
      const text = row.modality === 'text' ? Buffer.from(await blobs.read(work.organisation, textSha256({ sha256: row.asset_sha256, derivatives: row.derivatives as never }))).toString('utf8') : null
      items++
      annotations += row.shapes.length
      last = { item: name, sha256: row.asset_sha256 }
      const item = toItem(row, name, text, names, release.spec.media)
      yield target.provenance ? { ...item, provenance: provenanceOf(row, said) } : item
    }
  }
  const losses = await target.write!(stream(), itemSchemaOf(schema, release.spec.language), {
    async write(path, bytes) { written.push({ path, bytes: null, sha256: (await blobs.put(work.organisation, Readable.from(bytes))).sha256 }) },
    // The raw file is in the store already: the archive takes its bytes from there.
    async include(path, item) {
      if (last?.item !== item.item) throw new Error(`the format ${format} includes ${item.item} after its turn`)
      written.push({ path, bytes: null, sha256: last.sha256 })
    },
  })
  written.sort((a, b) => (a.path < b.path ? -1 : 1))
  const surveyed: Awaited<ReturnType<typeof surveyFile>>[] = []
  // One after the other: thousands of open files would be too many.
  for (const file of written) surveyed.push(await surveyFile(blobs, work.organisation, file))
  const zip = await blobs.put(work.organisation, Readable.from(writeZip(surveyed.map(s => s.entry))))
  return { format, files: written.map(f => ({ path: f.path, sha256: f.sha256! })), items, annotations, losses: [...losses], zip }
}

const manifestItems = async (work: Of, id: ReleaseId, names: Names, grouped: GroupKey | undefined, isWithheld: boolean) => {
  const items: ManifestItem[] = [], media: ArchiveFile[] = [], bySplit: Record<string, number> = {}, byClass: Record<string, number> = {}, versions = { schemas: new Set<number>(), guidelines: new Set<number>() }
  let shapes = 0
  for await (const { row, name } of itemsOf(work, id)) {
    const text = row.modality === 'text' ? textSha256({ sha256: row.asset_sha256, derivatives: row.derivatives as never }) : null
    items.push({
      item: name, asset: { id: row.asset, sha256: row.asset_sha256, size: row.size, modality: row.modality, text }, provenance: isWithheld ? null : row.provenance, task: row.task, ...(row.places > 1 && { slot: row.slot }),
      outcome: { why: row.why, annotation: row.annotation, revision: row.revision, sha256: row.sha256, shapes: row.shapes.length }, schema: row.schema_version, guideline: row.guideline_version, split: row.split, cluster: row.cluster, ...(grouped && { group: isWithheld && grouped.by === 'provenance' ? null : row.group }),
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

/**
 * The signed manifest and the archive around it; the same rows and evidence give the same bytes.
 * @param frozen evidence of the first build, for a rebuild and for another edition: what was done since belongs to later releases
 * @param withheld the edition that does not say where its items come from: also without the exports that do
 */
export const packArchive = async (work: Of, all: readonly Written[], frozen: Manifest['evidence'] | null, withheld = false): Promise<Packed> => {
  const exports = withheld ? all.filter(e => !saysProvenance(work.services.plugins.formats, e.format)) : all
  const { release, names } = await load(work), { blobs, signer } = work.services
  const { items, media, counts, versions } = await manifestItems(work, release.id, names, release.spec.group, withheld)
  // Ed25519 signs alike each time, so that a rebuild gives the same names.
  const pseudonyms = signer.sign(Buffer.from(`pseudonyms of release ${release.id}`))
  const [schemas, guidelines, evidence] = await work.read(async tx => [
    await Promise.all([...versions.schemas].sort((a, b) => a - b).map(async version => ({ version, sha256: digestOf((await findSchema(tx, release.project, version))!.document) }))),
    await Promise.all([...versions.guidelines].sort((a, b) => a - b).map(async version => ({ version, sha256: digestOf((await findGuideline(tx, release.project, version))!.document) }))),
    frozen ?? await Promise.all(release.spec.batches.map(b => evidenceOf(tx, pseudonyms, b as never))),
  ] as const)
  const body = {
    format: 'feedstock-manifest@1' as const,
    release: { id: release.id, number: displayNumber('release', release.number), name: release.name, project: release.project, organisation: release.organisation, createdAt: release.created_at.toISOString() },
    spec: release.spec, counts, ...(withheld && { withheld: ['provenance' as const] }), splits: { unit: release.spec.group ? 'group' as const : 'cluster' as const, leaks: leaksOf(items.map(i => ({ asset: i.asset.id, task: i.task, cluster: i.cluster, group: i.group ?? null, split: i.split }))) }, exports: exports.map(({ format, files, items: n, annotations, losses }) => ({ format, files: files.length, items: n, annotations, losses })), schemas, guidelines, evidence, items,
  }
  const files: ArchiveFile[] = [
    { path: 'README.md', sha256: null, bytes: Buffer.from(cardOf(body, signer.publicKey)) },
    ...exports.flatMap(e => e.files.map(f => ({ path: `exports/${e.format}/${f.path}`, sha256: f.sha256, bytes: null }))), ...(release.spec.media ? media : []),
  ].sort((a, b) => (a.path < b.path ? -1 : 1))
  const sealed = await sealArchive(body, files, signer, file => surveyFile(blobs, work.organisation, file), records => [{ path: 'croissant.json', sha256: null, bytes: Buffer.from(croissantOf(body, records)) }])
  return { ...sealed, publicKey: signer.publicKey, counts, evidence }
}

import { Refusal } from '../../../kernel/failure.ts'
import type { DatasetId } from '../../../kernel/ids.ts'
import type { Json } from '../../../kernel/json.ts'
import { rememberBlobs } from '../../../workspace/blobs/service.ts'
import type { Tx } from '../../../workspace/database/connect.ts'
import { record } from '../../../workspace/journal/service.ts'
import { countProblems, defineRun, outputsOf, Poison, type RunRef, type StageDefinition, type Work } from '../../../workspace/runs/service.ts'
import { assetIdOf } from '../model.ts'
import { countMade, findSame, insertAssets, sameKey } from '../repository.ts'
import type { Bucket } from './bucket.ts'
import { bucketOf } from './connect.ts'
import { asItIs, listObjects, missingFailures, type Listed } from './list-objects.ts'
import { readObject, type ReadObject, type ReadResult } from './read-objects.ts'
import * as rows from './repository.ts'
import { SyncSpec } from './sync-spec.ts'

/** Objects of one shard of the reading; of them read at once. */
const objectsPerShard = 50, objectsAtOnce = 4

/** The wire between stages is JSON; each value is read back by the code that wrote it. */
const asJson = (value: unknown): Json => value as Json
interface Reading { readonly rows: string | null, readonly read: number, readonly taken: number, readonly same: number, readonly changed: number }
const asListed = (value: Json): Omit<Listed, 'missing'> => value as unknown as Listed
const asReading = (value: Json): Reading => value as unknown as Reading

/** What the storage refuses will be refused again: the run ends with the reason, and the next one goes on where it stood. */
const withBucket = async <T>(work: Work<SyncSpec>, task: (bucket: Bucket, source: rows.StoredSource) => Promise<T>): Promise<T> => {
  const { source, connection } = await work.read(async tx => {
    const source = (await rows.findSource(tx, work.spec.source))!
    return { source, connection: (await rows.findConnection(tx, source.connection))! }
  })
  let bucket: Bucket | null = null
  try {
    bucket = bucketOf(work.services, connection)
    return await task(bucket, source)
  } catch (error) {
    if (error instanceof Refusal) throw new Poison(error.failure)
    throw error
  } finally { bucket?.close() }
}

const list: StageDefinition<SyncSpec> = {
  name: 'list',
  title: { 'zh-Hans': '列出对象', 'zh-Hant': '列出對象', en: 'List the objects' },
  plan: async () => [null],
  work: work => withBucket(work, async (bucket, source) => {
    const { counts, from, missing } = await listObjects(work, bucket, source)
    return { output: asJson({ counts, from }), items: counts.listed, problems: missingFailures(missing) }
  }),
}

const read: StageDefinition<SyncSpec> = {
  name: 'read',
  title: { 'zh-Hans': '读取新的和改变的', 'zh-Hant': '讀取新的和改變的', en: 'Read what is new or changed' },
  async plan(tx, run) {
    const ids = await rows.toRead(tx, run.spec.source), shards: Json[] = []
    for (let at = 0; at < ids.length; at += objectsPerShard) shards.push(asJson({ ordinal: at, ids: ids.slice(at, at + objectsPerShard) }))
    return shards
  },
  work: (work, input) => withBucket(work, async (bucket, source) => {
    const { ids } = input as unknown as { ids: string[] }, objects = (await work.read(tx => rows.findObjects(tx, ids))).filter(o => o.state === 'pending' || o.state === 'suspect'), results: ReadResult[] = []
    for (let at = 0; at < objects.length; at += objectsAtOnce) {
      work.signal.throwIfAborted()
      results.push(...await Promise.all(objects.slice(at, at + objectsAtOnce).map(o => readObject(work, bucket, source, o))))
    }
    const found = results.map(r => r.object), count = (what: ReadObject['what']): number => found.filter(o => o.what === what).length
    const list = found.length === 0 ? null : (await work.services.blobs.put(work.organisation, Buffer.from(JSON.stringify(found)))).sha256
    const reading: Reading = { rows: list, read: found.length, taken: count('taken'), same: count('same'), changed: count('changed') }
    return { output: asJson(reading), items: found.length, problems: results.flatMap(r => r.problems) }
  }),
  async commit(tx, run, input, output) {
    const { rows: blob } = asReading(output), { ordinal } = input as unknown as { ordinal: number }
    if (blob === null) return
    await settle(tx, run, ordinal, JSON.parse(Buffer.from(await run.services.blobs.read(run.organisation, blob)).toString('utf8')) as ReadObject[])
  },
}

/** Makes assets of what was taken and writes down what was found of the rest. */
const settle = async (tx: Tx, run: RunRef<SyncSpec>, ordinal: number, found: readonly ReadObject[]): Promise<void> => {
  const source = (await rows.findSource(tx, run.spec.source))!, now = run.services.clock.now(), dataset: DatasetId = source.dataset
  const taken = found.flatMap((o, i) => (o.what === 'taken' ? [{ ...o.taken, id: assetIdOf(run.id, ordinal + i) }] : []))
  // The bytes themselves are not ours: only what was derived of them is in the store.
  await rememberBlobs(tx, run.organisation, taken.flatMap(t => [...t.derivatives]), now)
  const made = await insertAssets(tx, { organisation: run.organisation, dataset, run: run.id, now }, taken.map(t => ({ ...t, provenance: source.provenance, parent: null, madeBy: null })))
  const assets = await findSame(tx, dataset, taken), before = new Map((await rows.findObjects(tx, found.map(o => o.id))).map(o => [o.id, o]))
  await rows.updateObjects(tx, found.flatMap((o): rows.ObjectChange[] => {
    const row = asItIs(before.get(o.id)!), none = { foundEtag: null, foundSize: null, foundAt: null }
    switch (o.what) {
      case 'taken': return [{ ...row, ...none, state: 'linked', sha256: o.taken.sha256, asset: assets.get(sameKey(o.taken))! }]
      case 'same': return [{ ...row, ...none, state: 'linked', etag: o.etag }]
      case 'refused': return [{ ...row, ...none, state: 'refused' }]
      case 'changed': return [{ ...row, state: 'changed', foundAt: row.foundAt ?? now }]
      case 'missing': return [{ ...row, ...none, state: 'missing', foundAt: now }]
      case 'moved': return []
    }
  }))
  if (taken.length > 0) await record(tx, run.author, now, {
    verb: 'asset.imported', kind: 'dataset', object: dataset, project: run.project ?? undefined,
    content: { assets: [...made].sort(), provenance: source.provenance }, detail: { run: run.id, source: source.id, made: made.length, existing: taken.length - made.length },
  })
}

export const syncRun = defineRun({
  id: 'source.sync',
  version: 1,
  title: { 'zh-Hans': '同步对象存储', 'zh-Hant': '同步對象存儲', en: 'Sync object storage' },
  spec: SyncSpec,
  maxDead: 0,
  keeps: { 'zh-Hans': '已经登记的留下；下次同步从停下的地方继续。', 'zh-Hant': '已經登記的留下；下次同步從停下的地方繼續。', en: 'What is recorded stays; the next sync goes on where this one stopped.' },
  stages: [list, read],
  async finish(tx, run) {
    const listed = (await outputsOf(tx, run.id, 0)).map(asListed)[0]!, readings = (await outputsOf(tx, run.id, 1)).map(asReading)
    const sum = (key: 'read' | 'taken' | 'same' | 'changed'): number => readings.reduce((total, r) => total + r[key], 0)
    const assets = await countMade(tx, run.id), problems = await countProblems(tx, [run.id]), { counts } = listed
    return {
      files: counts.listed, assets, existing: sum('taken') - assets, unchanged: counts.unchanged + sum('same'), restored: counts.restored, changed: sum('changed'), missing: counts.missing, skipped: counts.skipped,
      failed: problems.filter(p => !p.warning).reduce((total, p) => total + p.n, 0), resumed: listed.from !== null,
    }
  },
})

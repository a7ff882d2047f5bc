import type { Failure } from '../../../kernel/failure.ts'
import { newId, type OrganisationId } from '../../../kernel/ids.ts'
import { inScope, type Tx } from '../../../workspace/database/connect.ts'
import type { Work } from '../../../workspace/runs/service.ts'
import { isLitter } from '../model.ts'
import type { Bucket, ListedObject, ObjectPage } from './bucket.ts'
import { storageFailures } from './errors.ts'
import { addCounts, nameOfKey, noCounts, sight, type PassCounts } from './model.ts'
import * as rows from './repository.ts'

/** Missing objects that one run names; the report of the source has all of them. */
const namedMissing = 1000

export interface Listed { readonly counts: PassCounts, /** Where this run began: the last key that an earlier one had seen. */ readonly from: string | null, readonly missing: readonly string[] }
type Here = Pick<Work<unknown>, 'organisation' | 'services' | 'signal'>

/**
 * Lists a prefix from where the last listing stood and records each page in a transaction of its own, with the key to go on after: a
 * worker that dies loses the page it had in hand. @param limit objects of a page
 */
export const listObjects = async (work: Here, bucket: Bucket, source: Pick<rows.StoredSource, 'id' | 'prefix' | 'listed_after'>, limit = 1000): Promise<Listed> => {
  const missing: string[] = []
  for (let after = source.listed_after; ;) {
    work.signal.throwIfAborted()
    const page = await bucket.list(source.prefix, after, limit)
    const applied = await inScope(work.services.db, { organisation: work.organisation }, tx => applyPage(tx, { organisation: work.organisation, source, after, page, now: work.services.clock.now() }))
    missing.push(...applied.missing.slice(0, namedMissing - missing.length))
    if (applied.counts) return { counts: applied.counts, from: source.listed_after, missing }
    after = applied.after
  }
}

export const missingFailures = (keys: readonly string[]): { failure: Failure, warning: boolean }[] => keys.map(key => ({ failure: storageFailures.missing({ key }, { file: key }), warning: true }))

interface Page { readonly organisation: OrganisationId, readonly source: Pick<rows.StoredSource, 'id' | 'prefix'>, readonly after: string | null, readonly page: ObjectPage, readonly now: Date }
/** Folders as S3 tools make them, and what systems leave behind. */
const isSkipped = (prefix: string, { key, size }: ListedObject): boolean => (key.endsWith('/') && size === 0) || isLitter(nameOfKey(prefix, key))

/** Compares one page with what is recorded between its two ends. `counts` with the last page; null when there are more. */
const applyPage = async (tx: Tx, { organisation, source, after, page, now }: Page): Promise<{ after: string | null, counts: PassCounts | null, missing: string[] }> => {
  const stored = (await rows.lockSource(tx, source.id))!
  // Another attempt of the same shard was faster: go on where it stands.
  if (stored.listed_after !== after) return { after: stored.listed_after, counts: null, missing: [] }
  const listed = page.objects.filter(o => !isSkipped(source.prefix, o)), through = page.more ? page.objects.at(-1)!.key : null
  const known = new Map((await rows.objectsBetween(tx, source.id, after, through)).map(o => [o.key, o]))
  const counts = { ...noCounts, listed: page.objects.length, skipped: page.objects.length - listed.length }, fresh: rows.NewObject[] = [], changes: rows.ObjectChange[] = []
  for (const found of listed) {
    const recorded = known.get(found.key)
    known.delete(found.key)
    if (!recorded) { counts.fresh++; fresh.push({ id: newId(), ...found }); continue }
    const { sighting, state } = sight({ ...recorded, foundEtag: recorded.found_etag }, found)
    counts[sighting]++
    const change = changeOf(recorded, found, sighting, state ?? recorded.state, now)
    if (change) changes.push(change)
  }
  const gone = [...known.values()].filter(o => o.state !== 'missing')
  counts.missing = known.size
  changes.push(...gone.map(o => ({ ...asItIs(o), state: 'missing' as const, foundEtag: null, foundSize: null, foundAt: now })))
  await rows.insertObjects(tx, { organisation, source: source.id }, fresh)
  await rows.updateObjects(tx, changes)
  const total = addCounts({ ...noCounts, ...stored.counts }, counts)
  await rows.moveListing(tx, source.id, page.more ? { after: through, counts: total, syncedAt: null } : { after: null, counts: noCounts, syncedAt: now })
  return { after: through, counts: page.more ? null : total, missing: gone.map(o => o.key) }
}

export const asItIs = (o: rows.StoredObject): rows.ObjectChange => ({ id: o.id, state: o.state, etag: o.etag, size: o.size, sha256: o.sha256, asset: o.asset, foundEtag: o.found_etag, foundSize: o.found_size, foundAt: o.found_at })

/** Null when the row says all of it already. */
const changeOf = (recorded: rows.StoredObject, found: ListedObject, sighting: string, state: rows.ObjectChange['state'], now: Date): rows.ObjectChange | null => {
  const row = asItIs(recorded)
  if (sighting === 'fresh') return { ...row, state, etag: found.etag, size: found.size, foundEtag: null, foundSize: null, foundAt: null }
  if (sighting === 'restored') return { ...row, state, foundEtag: null, foundSize: null, foundAt: null }
  const isNews = sighting === 'altered' && (state !== recorded.state || recorded.found_etag !== found.etag)
  return isNews ? { ...row, state, foundEtag: found.etag, foundSize: found.size, foundAt: now } : null
}

import type { Plugins } from '../../sockets/registry.ts'
import type { ItemShape } from '../../sockets/item.ts'
import { addShapeChanges, changedItems, changedShapes, countChanges, noShapeChanges, usualTolerance, type ChangeCounts, type ChangedShape, type ComparedItem, type ComparedShape, type ItemChange, type ShapeCounts } from './compare.ts'
import { classRows, nativeFormat, type ClassRow, type Manifest } from './model.ts'
import { isSigned, walk, type Entry, type RandomAccess } from './verify.ts'

/** A release file as far as a comparison needs it: its manifest, and where its native export stands. */
interface ReleaseFile { readonly file: RandomAccess, readonly manifest: Manifest, readonly native: Entry | null }

/** @returns null when the file is no release archive; its signature is not checked here, `verify` does that */
export const openReleaseFile = async (file: RandomAccess): Promise<ReleaseFile | null> => {
  const { entries, broken } = await walk(file), [first] = entries
  if (broken || first?.path !== 'manifest.json') return null
  const text = (await file.read(first.data, first.size)).toString('utf8')
  const signed = ((): unknown => { try { return JSON.parse(text) } catch { return null } })()
  return isSigned(signed) ? { file, manifest: signed.manifest, native: entries.find(e => e.path === `exports/${nativeFormat}/items.jsonl`) ?? null } : null
}

interface Line { readonly at: number, readonly length: number }
const piece = 1 << 20

/** Lines of an entry with their places, one piece of the file in memory at a time. */
async function* linesOf(file: RandomAccess, entry: Entry): AsyncGenerator<Line & { readonly text: string }> {
  let rest = Buffer.alloc(0), start = entry.data
  for (let at = entry.data; at < entry.data + entry.size; at += piece) {
    rest = Buffer.concat([rest, await file.read(at, Math.min(piece, entry.data + entry.size - at))])
    let from = 0
    for (let end = rest.indexOf(10); end >= 0; end = rest.indexOf(10, from)) {
      yield { at: start + from, length: end - from, text: rest.toString('utf8', from, end) }
      from = end + 1
    }
    rest = rest.subarray(from)
    start += from
  }
}

interface NativeLine { readonly item: string, readonly shapes: readonly ItemShape[] }
const placesOf = async ({ file, native }: ReleaseFile, wanted: ReadonlySet<string>): Promise<Map<string, Line>> => {
  const places = new Map<string, Line>()
  if (native) for await (const { at, length, text } of linesOf(file, native)) {
    const { item } = JSON.parse(text) as NativeLine
    if (wanted.has(item)) places.set(item, { at, length })
  }
  return places
}

const compared = (s: ItemShape): ComparedShape => ({ id: s.id, kind: s.kind, label: s.label, question: s.group, payload: s.payload, attributes: s.attributes })

export interface FileDifferenceOfItem { readonly item: string, readonly changes: readonly ItemChange[], readonly splitBefore: string | null, readonly splitAfter: string | null, readonly shapes: readonly ChangedShape[] }
export interface FilesCompared {
  readonly items: ChangeCounts & { readonly unchanged: number }
  readonly byClass: readonly ClassRow[]
  /** Over all relabelled items; null when an archive has no native export. */
  readonly shapes: ShapeCounts | null
}

/**
 * Compares two release archives without a server. Items are paired by asset within one organisation, by content (SHA-256) across two.
 * @param each is given every item that differs, in the order of the older release, new ones last
 */
export const compareFiles = async (shapes: Plugins['shapes'], before: ReleaseFile, after: ReleaseFile, each: (difference: FileDifferenceOfItem) => void, tolerance = usualTolerance): Promise<FilesCompared> => {
  const own = before.manifest.release.organisation === after.manifest.release.organisation
  const itemsOf = (m: Manifest): ComparedItem[] => m.items.map(i => ({ asset: own ? i.asset.id : i.asset.sha256, item: i.item, split: i.split, outcome: i.outcome.sha256 }))
  const changed = changedItems(itemsOf(before.manifest), itemsOf(after.manifest)), relabelled = changed.filter(c => c.changes.includes('relabelled'))
  const old = await placesOf(before, new Set(relabelled.map(c => c.before!.item))), now = await placesOf(after, new Set(relabelled.map(c => c.after!.item)))
  const shapesAt = async (file: RandomAccess, line: Line | undefined): Promise<ComparedShape[]> => (line ? (JSON.parse((await file.read(line.at, line.length)).toString('utf8')) as NativeLine).shapes.map(compared) : [])
  const readable = before.native !== null && after.native !== null
  let counts = noShapeChanges
  for (const { before: a, after: b, changes } of changed) {
    const found = readable && changes.includes('relabelled') ? changedShapes(shapes, await shapesAt(before.file, old.get(a!.item)), await shapesAt(after.file, now.get(b!.item)), tolerance) : []
    counts = addShapeChanges(counts, found)
    each({ item: (b ?? a)!.item, changes, splitBefore: a?.split ?? null, splitAfter: b?.split ?? null, shapes: found })
  }
  return {
    items: { ...countChanges(changed), unchanged: before.manifest.items.length - changed.filter(c => c.before !== null).length }, shapes: readable ? counts : null,
    byClass: classRows(before.manifest.counts.byClass, after.manifest.counts.byClass),
  }
}

import { refuse } from '../../kernel/failure.ts'
import type { AnnotationId, ReleaseId } from '../../kernel/ids.ts'
import type { Plugins } from '../../sockets/registry.ts'
import type { ShapeRecord } from '../../sockets/shape.ts'
import type { Actor } from '../../workspace/access/model.ts'
import type { Tx } from '../../workspace/database/connect.ts'
import { findSchema } from '../../workspace/project/service.ts'
import { addShapeChanges, changedItems, changedShapes, countChanges, noShapeChanges, type ChangeCounts, type ChangedItem, type ChangedShape, type ComparedItem, type ComparedShape, type ItemChange, type ShapeCounts } from './compare.ts'
import { releaseFailures } from './errors.ts'
import { shapesOfPlace } from './places.ts'
import * as rows from './repository.ts'
import { schemaUnion } from './schema-union.ts'
import { enterRelease } from './service.ts'
import { namesOf, type Names } from './to-item.ts'

/** Relabelled items whose shapes a summary looks at; a page of differences looks at its own. */
const lookedAt = 500

interface Sides { readonly before: rows.StoredRelease, readonly after: rows.StoredRelease, readonly items: readonly ChangedItem<rows.ReleasedOutcome>[], readonly unchanged: number }

/** Both releases, of one project, built; and the items that differ, in the order of the older release, new ones last. */
const sidesOf = async (tx: Tx, actor: Actor, id: ReleaseId, against: ReleaseId): Promise<Sides> => {
  const after = await enterRelease(tx, actor, id), before = await enterRelease(tx, actor, against)
  if (after.project !== before.project) refuse(releaseFailures.unknown())
  for (const side of [before, after]) if (side.manifest_sha256 === null) refuse(releaseFailures.notReady())
  const [old, now] = [await rows.outcomesIn(tx, before.id), await rows.outcomesIn(tx, after.id)], items = changedItems(old, now)
  return { before, after, items, unchanged: old.length - items.filter(i => i.before !== null).length }
}

/** Names from every schema version that either side was made under, in the language of the newer one. */
const namesFor = async (tx: Tx, { before, after }: Sides): Promise<Names> => {
  const versions = [...new Set([...await rows.schemaVersionsOf(tx, before.id), ...await rows.schemaVersionsOf(tx, after.id)])].sort((a, b) => a - b)
  return namesOf(schemaUnion(await Promise.all(versions.map(async version => (await findSchema(tx, after.project, version))!.document))), after.spec.language)
}

const compared = (shape: ShapeRecord, names: Names): ComparedShape => ({
  id: shape.id, kind: shape.kind, payload: shape.payload, question: shape.question === null ? null : names.question(shape.question),
  label: shape.class === null ? null : shape.question === null ? names.class(shape.class) : names.option(shape.question, shape.class),
  attributes: shape.question === null ? Object.fromEntries(Object.entries(shape.attributes).map(([key, value]) => names.attribute(shape.class ?? '', key, value))) : {},
})

/** What changed in each of the items; of an item that came or went every shape did. */
const shapesOf = async (tx: Tx, shapes: Plugins['shapes'], items: readonly ChangedItem<rows.ReleasedOutcome>[], names: Names): Promise<ChangedShape[][]> => {
  const wanted = items.flatMap(i => [i.before, i.after]).filter(o => o !== null)
  const documents = await rows.shapesAt(tx, wanted.map(o => ({ annotation: o.annotation as AnnotationId, revision: o.revision })))
  const of = (outcome: rows.ReleasedOutcome | null): ComparedShape[] => (outcome ? shapesOfPlace(documents.get(`${outcome.annotation}@${outcome.revision}`) ?? [], outcome.place).map(s => compared(s, names)) : [])
  return items.map(({ before, after }) => changedShapes(shapes, of(before), of(after)))
}

export interface Comparison { readonly before: rows.StoredRelease, readonly after: rows.StoredRelease, readonly items: ChangeCounts & { readonly unchanged: number }, readonly shapes: ShapeCounts & { readonly compared: number, readonly relabelled: number } }
export const compareReleases = async (tx: Tx, shapes: Plugins['shapes'], actor: Actor, id: ReleaseId, against: ReleaseId): Promise<Comparison> => {
  const sides = await sidesOf(tx, actor, id, against), relabelled = sides.items.filter(i => i.changes.includes('relabelled')), seen = relabelled.slice(0, lookedAt)
  const changed = await shapesOf(tx, shapes, seen, await namesFor(tx, sides))
  return {
    before: sides.before, after: sides.after, items: { ...countChanges(sides.items), unchanged: sides.unchanged },
    shapes: { ...changed.reduce(addShapeChanges, noShapeChanges), compared: seen.length, relabelled: relabelled.length },
  }
}

export interface Difference { readonly item: ChangedItem<ComparedItem>, readonly shapes: readonly ChangedShape[] }
/** A page of the items that differ. Both releases are frozen, so a place in the list is a stable key. @param change null for any */
export const differencesBetween = async (tx: Tx, shapes: Plugins['shapes'], actor: Actor, asked: { id: ReleaseId, against: ReleaseId, change: ItemChange | null, from: number, limit: number }): Promise<{ differences: Difference[], next: number | null }> => {
  const sides = await sidesOf(tx, actor, asked.id, asked.against), { change } = asked
  const wanted = change === null ? sides.items : sides.items.filter(i => i.changes.includes(change)), page = wanted.slice(asked.from, asked.from + asked.limit)
  const changed = await shapesOf(tx, shapes, page, await namesFor(tx, sides)), end = asked.from + page.length
  return { differences: page.map((item, i) => ({ item, shapes: changed[i]! })), next: end < wanted.length ? end : null }
}

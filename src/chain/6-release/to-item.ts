import { pick, type Locale } from '../../kernel/messages.ts'
import type { Json } from '../../kernel/json.ts'
import type { Item, ItemProvenance, ItemSchema, ItemShape } from '../../sockets/item.ts'
import type { LabelSchemaDocument } from '../../sockets/label-schema.ts'
import type { ShapeRecord } from '../../sockets/shape.ts'
import type { ReleasedItem } from './repository.ts'

/** Names instead of ids, in one language: what leaves the house is read without it. */
export interface Names { class(id: string): string, attribute(labelClass: string, id: string, value: Json): [name: string, value: Json], question(id: string): string, option(question: string, id: string): string }

export const namesOf = (schema: LabelSchemaDocument, language: Locale): Names => {
  const classes = new Map(schema.classes.map(c => [c.id, c])), relations = new Map(schema.relations?.map(r => [r.id, r])), questions = new Map(schema.questions.map(q => [q.id, q]))
  return {
    // Of a relation the class of its record is its type.
    class: id => { const named = classes.get(id) ?? relations.get(id); return named ? pick(named.name, language) : id },
    attribute(labelClass, id, value) {
      const a = classes.get(labelClass)?.attributes.find(x => x.id === id), option = a?.options?.find(o => o.id === value)
      return [a ? pick(a.name, language) : id, option ? pick(option.name, language) : value]
    },
    question: id => { const q = questions.get(id); return q ? pick(q.title, language) : id },
    option(question, id) { const o = questions.get(question)?.options?.find(x => x.id === id); return o ? pick(o.name, language) : id },
  }
}

const toShape = (shape: ShapeRecord, names: Names): ItemShape => {
  const answer = shape.question !== null
  const attributes = Object.fromEntries(Object.entries(shape.attributes).map(([id, value]) => names.attribute(shape.class ?? '', id, value)))
  const payload = shape.kind === 'rating' ? { ...(shape.payload as Record<string, Json>), name: names.question(shape.question!) } : shape.payload as Json
  return {
    id: shape.id, kind: shape.kind, label: shape.class === null ? null : answer ? names.option(shape.question!, shape.class) : names.class(shape.class), payload, attributes: answer ? {} : attributes,
    score: null, origin: shape.origin, author: null, track: null, frame: null, group: answer ? names.question(shape.question!) : null, parent: null, z: shape.z, flags: [],
  }
}

const number = (value: unknown): number | null => (typeof value === 'number' ? value : null)

/** What the frozen record says of where an item comes from. @param release id and display number */
export const provenanceOf = ({ provenance, imported_at, labelled_at }: Pick<ReleasedItem, 'provenance' | 'imported_at' | 'labelled_at'>, release: ItemProvenance['release']): ItemProvenance => {
  const { kind = 'unknown', ...record } = Object.fromEntries(Object.entries(provenance ?? {}).filter((field): field is [string, string] => typeof field[1] === 'string'))
  return { kind, record, importedAt: imported_at.toISOString(), labelledAt: labelled_at.toISOString(), release }
}

/** @param name unique in the release @param text of a text asset, else null @param present is the raw file in the archive */
export const toItem = (item: ReleasedItem, name: string, text: string | null, names: Names, present: boolean): Item => ({
  item: name, split: item.split,
  media: { type: item.modality, path: `assets/${name}`, width: number(item.facts['width']), height: number(item.facts['height']), durationS: null, frames: null, present },
  text, turns: null, shapes: item.shapes.map(s => toShape(s, names)), relations: [], reviews: [], predictions: [],
  // What belongs together in one task of several assets.
  extra: item.places > 1 ? { task: { id: item.task, slot: item.slot, position: item.position, of: item.places } } : {},
})

export const itemSchemaOf = (schema: LabelSchemaDocument, language: Locale): ItemSchema => ({
  classes: schema.classes.map(c => ({ id: c.id, name: pick(c.name, language), colour: null, kinds: c.kinds })),
})

/** Names of items as files: two assets of the same name are told apart by a number, in release order. */
export const uniqueNames = (): ((name: string) => string) => {
  const taken = new Set<string>()
  return name => {
    const dot = name.lastIndexOf('.'), cut = dot > name.lastIndexOf('/') + 1 ? dot : name.length
    let free = name
    for (let n = 2; taken.has(free); n++) free = `${name.slice(0, cut)}~${n}${name.slice(cut)}`
    taken.add(free)
    return free
  }
}

import { Value } from 'typebox/value'
import type { Json } from '../../../kernel/json.ts'
import { loseOfItem, loseOfShape, type Carried } from '../../../sockets/format-losses.ts'
import { utf8 } from '../../../sockets/format-text.ts'
import { fileWriters } from '../../../sockets/format-writers.ts'
import { lossCounter, type Loss, type WriteTree } from '../../../sockets/format.ts'
import type { Item, ItemProvenance, ItemSchema, ItemShape } from '../../../sockets/item.ts'
import choice from '../../shapes/choice/index.ts'
import { contentOf, detailFields, isFields, mediaTypes, methodOf, originOf, own, requiredTexts, sources, strings, unstated, type Fields, type RequiredText } from './record.ts'

type Lose = (code: string, where: string, count?: number) => void
const carried: ReadonlySet<Carried> = new Set<Carried>(['split', 'text'])
const shapeCarried: ReadonlySet<Carried> = new Set<Carried>(['author'])

/** Names of splits that can stand in a file name as they are. */
const isFileName = (split: string): boolean => /^[\p{L}\p{N}_-]{1,64}$/u.test(split)
const fileOf = (item: Item, lose: Lose): string => {
  if (item.split === null) return 'dataset.jsonl'
  if (isFileName(item.split)) return `dataset-${item.split}.jsonl`
  lose('lost.split', item.item)
  return 'dataset.jsonl'
}

/** An instant as the documents show it, in UTC: `2025-01-01 00:00:00`. */
const timeOf = (instant: string): string => `${instant.slice(0, 10)} ${instant.slice(11, 19)}`

/** What a release says, as the required texts of a record; null where it does not say it. */
const textsOf = ({ kind, record, importedAt, labelledAt, release }: ItemProvenance): Readonly<Record<RequiredText, string | null>> => ({
  original_time: timeOf(importedAt), last_modified_time: timeOf(labelledAt), version: release.number, license: record['licence'] ?? null,
  source: sources[kind] ?? null, source_details: record[detailFields[kind] ?? ''] ?? null,
})

/** Unique beyond the release when it is one's; else the name of the item. */
const idOf = (item: Item): string => (item.provenance ? `${item.provenance.release.id}/${item.item}` : item.item)

const labelsOf = (item: Item, kept: Fields, lose: Lose): ItemShape[] => {
  const isLabel = (s: ItemShape): boolean => s.kind === 'choice' && s.label !== null && s.label !== '' && Value.Check(choice.payload, s.payload) && !s.payload.negative
  const labels = item.shapes.filter(isLabel), method = strings([kept['annotation_method'] ?? null])[0] ?? methodOf(labels), origin = originOf(method)
  for (const shape of item.shapes) if (!labels.includes(shape)) lose(`lost.shape.${shape.kind}`, `${item.item}#${shape.id}`)
  labels.forEach((label, i) => {
    const where = `${item.item}#${label.id}`
    loseOfShape(item, label, shapeCarried, lose)
    if (label.id !== `s${i + 1}`) lose('lost.ids', where)
    if (label.author !== null || label.origin !== origin) lose('lost.author', where)
  })
  return labels
}

const annotationOf = (item: Item, kept: Fields, lose: Lose): Fields => {
  const before = isFields(kept['annotation']) ? kept['annotation'] : null, labels = labelsOf(item, before ?? {}, lose)
  if (labels.length === 0 && before === null) return {}
  // Who made the labels is known by name to the house alone; whether that is an expert is not recorded.
  if (before === null) lose('approximated.unstated', `${item.item}#annotator`)
  return { annotation: { label: labels.map(l => l.label), ...(before ?? { annotation_method: methodOf(labels), annotator: unstated }) } }
}

/** The fields in the order of the document. */
const recordOf = (item: Item, related: readonly string[], lose: Lose): Fields => {
  const found = item.extra[own], kept = isFields(found) ? found : {}, said: Readonly<Record<string, string | null>> = item.provenance ? textsOf(item.provenance) : {}
  const required = (name: RequiredText): string => {
    const text = said[name] ?? strings([kept[name] ?? null])[0]
    if (text === undefined) lose('approximated.unstated', `${item.item}#${name}`)
    return text ?? unstated
  }
  if (item.provenance?.kind === 'user_input') lose('approximated.source', item.item)
  const { annotation: _, rid: __, data_content: content, generated_data_indicator: generated, ...others } = kept, rid = related.length > 0 ? related : kept['rid']
  return {
    id: idOf(item), ...(rid !== undefined && { rid }), data_content: content ?? contentOf(item), ...annotationOf(item, kept, lose),
    ...others, ...Object.fromEntries(requiredTexts.map(name => [name, required(name)])),
    // None of the kinds of source is generation: data that a model made has no way in that says so.
    generated_data_indicator: generated ?? 0,
  }
}

const taskOf = (item: Item): Json => (isFields(item.extra['task']) ? item.extra['task']['id'] ?? null : null)

/** Items in their order; those of one task, which follow each other, together. */
async function* together(items: AsyncIterable<Item>): AsyncGenerator<readonly Item[]> {
  let held: Item[] = []
  for await (const item of items) {
    const task = taskOf(item)
    if (held.length > 0 && (task === null || task !== taskOf(held[0]!))) { yield held; held = [] }
    held.push(item)
  }
  if (held.length > 0) yield held
}

const isHeld = (item: Item): boolean => mediaTypes.has(item.media.type) && (item.media.type !== 'text' || item.text !== null)

export const write = async (items: AsyncIterable<Item>, _schema: ItemSchema, tree: WriteTree): Promise<readonly Loss[]> => {
  const { lose, losses } = lossCounter(), files = fileWriters(tree)
  let isEmpty = true
  for await (const group of together(items)) {
    const held = group.filter(isHeld), ids = held.map(idOf)
    for (const item of group) {
      if (isHeld(item)) continue
      lose('lost.media', item.item)
      for (const shape of item.shapes) lose(`lost.shape.${shape.kind}`, `${item.item}#${shape.id}`)
    }
    for (const [i, item] of held.entries()) {
      loseOfItem(item, own, carried, lose)
      isEmpty = false
      await files.write(fileOf(item, lose), utf8(`${JSON.stringify(recordOf(item, ids.toSpliced(i, 1), lose))}\n`))
    }
  }
  if (isEmpty) await files.write('dataset.jsonl', new Uint8Array(0))
  await files.close()
  return losses()
}

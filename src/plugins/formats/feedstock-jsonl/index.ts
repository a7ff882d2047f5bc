import { Value } from 'typebox/value'
import type { TSchema } from 'typebox'
import type { Failure, Place } from '../../../kernel/failure.ts'
import { fieldFailures, fileFailures, syntaxFailures } from '../../../sockets/format-failures.ts'
import { parseJson } from '../../../sockets/format-json.ts'
import { isTextFile, linesOf, openText, recordLimit, utf8, type Line, type TextFile } from '../../../sockets/format-text.ts'
import { defineFormat, type ReadEvent, type ReadTree, type WriteTree } from '../../../sockets/format.ts'
import type { Item, ItemMedia, ItemSchema, ItemShape } from '../../../sockets/item.ts'
import { ItemLine, SchemaFile } from './record.ts'

const failed = (failure: Failure): ReadEvent => ({ kind: 'failed', failure })
const warning = (failure: Failure): ReadEvent => ({ kind: 'warning', failure })

/** `/shapes/0/kind` as `$.shapes[0].kind`. */
const jsonPath = (pointer: string): string => `$${pointer.replace(/\/(\d+)(?=\/|$)/g, '[$1]').replaceAll('/', '.')}`

/** The first field that does not fit. */
const misfit = (schema: TSchema, value: unknown, place: Place): Failure | null => {
  if (Value.Check(schema, value)) return null
  // The union of a nullable field reports its branches too; the error with the longest path names the field itself.
  const error = Value.Errors(schema, value).reduce((a, b) => (b.instancePath.length > a.instancePath.length ? b : a))
  const at = jsonPath(error.instancePath)
  if (error.keyword === 'required') {
    const missing = (error.params as { requiredProperties: readonly string[] }).requiredProperties[0]!
    return fieldFailures.missing({}, { ...place, field: `${at}.${missing}` })
  }
  return fieldFailures.type({ expected: error.message }, { ...place, field: at })
}

/** The value of one JSON text, when it has the form of the schema. */
const parsed = (text: string, schema: TSchema, place: Place): { readonly value: unknown, readonly warnings: readonly Failure[] } | Failure => {
  const json = parseJson(text, place.line)
  if (!json.ok) {
    const at = { ...place, line: json.line, field: `$${json.path}` }
    return json.code === 'syntax.json' ? syntaxFailures.json({ found: json.found }, at) : fieldFailures.notFinite({ found: json.found }, at)
  }
  const wrong = misfit(schema, json.value, place)
  return wrong ?? { value: json.value, warnings: json.duplicates.map(path => fieldFailures.duplicate({}, { ...place, field: `$${path}` })) }
}

function* itemOf(line: Line, file: string): Generator<ReadEvent> {
  const place = { file, line: line.number }
  if (line.text === null) return yield failed(fileFailures.tooLarge({ limit: recordLimit }, place))
  if (line.text.trim() === '') return
  const found = parsed(line.text, ItemLine, place)
  if ('code' in found) return yield failed(!line.ended && found.code === 'syntax.json' ? fileFailures.truncated({}, place) : found)
  if (!line.ended) yield warning(fileFailures.finalNewline({}, place))
  for (const w of found.warnings) yield warning(w)
  yield { kind: 'item', item: found.value as Item }
}

const wholeText = async (text: TextFile): Promise<string> => {
  let whole = ''
  for await (const chunk of text.chunks()) whole += chunk
  return whole
}

async function* schemaOf(tree: ReadTree, path: string): AsyncGenerator<ReadEvent> {
  const text = await openText(tree, path)
  if (!isTextFile(text)) return yield failed(text)
  const found = parsed(await wholeText(text), SchemaFile, { file: path, line: 1 })
  if ('code' in found) return yield failed(text.cut ? fileFailures.truncated({}, { file: path }) : found)
  yield { kind: 'schema', schema: found.value as ItemSchema }
}

async function* itemsOf(tree: ReadTree, path: string): AsyncGenerator<ReadEvent> {
  const text = await openText(tree, path)
  if (!isTextFile(text)) return yield failed(text)
  yield* text.warnings.map(warning)
  for await (const line of linesOf(text.chunks())) yield* itemOf(line, path)
  if (text.cut) yield failed(fileFailures.truncated({}, { file: path }))
}

async function* read(tree: ReadTree): AsyncGenerator<ReadEvent> {
  const schemas: string[] = [], records: string[] = []
  for await (const path of tree.paths()) {
    if (/(^|\/)schema\.json$/.test(path)) schemas.push(path)
    else if (/(^|\/)items\.jsonl$/.test(path)) records.push(path)
  }
  for (const path of schemas.sort()) yield* schemaOf(tree, path)
  for (const path of records.sort()) yield* itemsOf(tree, path)
}

const mediaLine = (m: ItemMedia): ItemMedia =>
  ({ type: m.type, path: m.path, width: m.width, height: m.height, durationS: m.durationS, frames: m.frames, present: m.present })

const shapeLine = (s: ItemShape): ItemShape => ({
  id: s.id, kind: s.kind, label: s.label, payload: s.payload, attributes: s.attributes, score: s.score, origin: s.origin, author: s.author,
  track: s.track, frame: s.frame, group: s.group, parent: s.parent, z: s.z, flags: s.flags,
})

/** The keys of every record in one order, so that the same items give the same bytes. */
const itemLine = (i: Item): string => `${JSON.stringify({
  item: i.item, split: i.split, media: mediaLine(i.media), text: i.text, turns: i.turns, shapes: i.shapes.map(shapeLine),
  relations: i.relations, reviews: i.reviews, predictions: i.predictions.map(shapeLine), extra: i.extra,
})}\n`

async function* lines(items: AsyncIterable<Item>): AsyncGenerator<Uint8Array> {
  for await (const item of items) yield utf8(itemLine(item))
}

async function* schemaText(schema: ItemSchema): AsyncGenerator<Uint8Array> {
  const classes = schema.classes.map(({ id, name, colour, kinds }) => ({ id, name, colour, kinds }))
  yield utf8(`${JSON.stringify({ classes }, null, 1)}\n`)
}

export default defineFormat({
  id: 'feedstock-jsonl',
  title: { 'zh-Hans': 'Feedstock 交换格式(JSONL)', 'zh-Hant': 'Feedstock 交換格式(JSONL)', en: 'Feedstock interchange (JSONL)' },
  tier: 1,
  modalities: ['image', 'text'],
  shapes: [
    'box', 'rotated-box', 'polygon', 'polyline', 'point', 'keypoints', 'mask', 'ellipse', 'cuboid-2d', 'cuboid', 'point-labels',
    'span', 'interval', 'choice', 'text', 'rating', 'ranking', 'judgement',
  ],
  attributes: 'typed',
  splits: true,
  read,
  async write(items, schema, tree: WriteTree) {
    await tree.write('schema.json', schemaText(schema))
    await tree.write('items.jsonl', lines(items))
    return []
  },
})

import type { Failure, Place } from '../../../kernel/failure.ts'
import type { Json } from '../../../kernel/json.ts'
import { fieldFailures, fileFailures, geometryFailures, layoutFailures, referenceFailures, syntaxFailures } from '../../../sockets/format-failures.ts'
import { imageSize } from '../../../sockets/format-image-size.ts'
import { parseJson } from '../../../sockets/format-json.ts'
import { isTextFile, linesOf, openText, recordLimit } from '../../../sockets/format-text.ts'
import type { ReadEvent, ReadTree } from '../../../sockets/format.ts'
import type { ItemShape } from '../../../sockets/item.ts'
import { metadataFile } from './row.ts'

type Fields = { readonly [key: string]: Json }
const failed = (failure: Failure): ReadEvent => ({ kind: 'failed', failure })
const warning = (failure: Failure): ReadEvent => ({ kind: 'warning', failure })
const isFields = (value: Json | undefined): value is Fields => typeof value === 'object' && value !== null && !Array.isArray(value)
const isImage = (path: string): boolean => /\.(jpe?g|png|bmp|webp|tiff?|gif)$/i.test(path)

/** Folders that name a split by custom; any other first folder is a class. */
const isSplit = (name: string): boolean => /^(train|training|val|valid|validation|dev|test|testing|eval)$/i.test(name)

const shapeOf = (id: string, kind: string, label: string, payload: Json): ItemShape =>
  ({ id, kind, label, payload, attributes: {}, score: null, origin: 'human', author: null, track: null, frame: null, group: null, parent: null, z: 0, flags: [] })
const tag = (label: string, n: number): ItemShape => shapeOf(`t${n}`, 'choice', label, { negative: false })

interface Size { readonly width: number | null, readonly height: number | null }
const item = (name: string, path: string, split: string | null, size: Size, present: boolean, shapes: readonly ItemShape[]): ReadEvent => ({
  kind: 'item', item: { item: name, split, text: null, turns: null, media: { type: 'image', path, ...size, durationS: null, frames: null, present }, shapes, relations: [], reviews: [], predictions: [], extra: {} },
})

interface Table { readonly tree: ReadTree, readonly file: string, readonly folder: string, readonly split: string | null, readonly has: ReadonlySet<string>, readonly used: Set<string> }
type At = Place & { readonly line: number }

const boxesOf = (objects: Fields, place: At): { shapes: ItemShape[], failures: Failure[] } => {
  const shapes: ItemShape[] = [], failures: Failure[] = [], boxes = Array.isArray(objects['bbox']) ? objects['bbox'] as Json[] : [], names = (objects['categories'] ?? objects['category']) as Json | undefined
  const labels = Array.isArray(names) ? names as Json[] : []
  if (labels.length !== boxes.length) return { shapes, failures: [fieldFailures.count({ found: labels.length, expected: boxes.length }, { ...place, field: '$.objects.categories' })] }
  boxes.forEach((found, i) => {
    const at = { ...place, field: `$.objects.bbox[${i}]` }, numbers = Array.isArray(found) ? found as Json[] : [], label = labels[i]
    const [x, y, w, h] = numbers
    if (typeof label !== 'string' && typeof label !== 'number') failures.push(fieldFailures.type({ expected: 'text' }, { ...place, field: `$.objects.categories[${i}]` }))
    else if (typeof x !== 'number' || typeof y !== 'number' || typeof w !== 'number' || typeof h !== 'number' || numbers.length !== 4) failures.push(fieldFailures.count({ found: numbers.length, expected: '4 numbers' }, at))
    else if (w < 0 || h < 0) failures.push(geometryFailures.inverted({ found: Math.min(w, h) }, at))
    else shapes.push(shapeOf(`b${i + 1}`, 'box', String(label), { x, y, w, h }))
  })
  return { shapes, failures }
}

const captionOf = ({ text }: Fields): ItemShape[] => (typeof text === 'string' && text !== '' ? [{ ...tag('', 1), id: 'c1', kind: 'text', label: null, payload: { text, role: 'caption' } }] : [])

async function* rowOf(row: Fields, place: At, table: Table): AsyncGenerator<ReadEvent> {
  const name = row['file_name']
  if (typeof name !== 'string' || name === '') return yield failed(fieldFailures.missing({}, { ...place, field: '$.file_name' }))
  const path = `${table.folder}${name.replaceAll('\\', '/').replace(/^(\.{0,2}\/)+/, '')}`, present = table.has.has(path)
  table.used.add(path)
  const labels = Array.isArray(row['labels']) ? (row['labels'] as Json[]).filter(l => typeof l === 'string') : typeof row['label'] === 'string' || typeof row['label'] === 'number' ? [String(row['label'])] : []
  const boxes = isFields(row['objects']) ? boxesOf(row['objects'], place) : { shapes: [], failures: [] }, side = (of: Json | undefined): number | null => (typeof of === 'number' && of > 0 ? of : null)
  yield* boxes.failures.map(failed)
  const stored: Size = { width: side(row['width']), height: side(row['height']) }, size = stored.width === null && present ? await imageSize(table.tree.open(path)) ?? stored : stored
  const named = typeof row['path'] === 'string' ? row['path'] : null
  // Our own files may stand without the pictures; then the name inside the release is the better one.
  yield item(typeof row['item'] === 'string' ? row['item'] : path, present ? path : named ?? path, table.split, size, present, [...labels.map((l, i) => tag(l, i + 1)), ...boxes.shapes, ...captionOf(row)])
  if (!present && named === null) yield warning(referenceFailures.media({ count: 1 }, { ...place, field: '$.file_name' }))
}

async function* rows(table: Table): AsyncGenerator<ReadEvent> {
  const { file } = table, text = await openText(table.tree, file)
  if (!isTextFile(text)) return yield failed(text)
  yield* text.warnings.map(warning)
  for await (const line of linesOf(text.chunks())) {
    const place = { file, line: line.number }
    if (line.text === null) { yield failed(fileFailures.tooLarge({ limit: recordLimit }, place)); continue }
    if (line.text.trim() === '') continue
    const parsed = parseJson(line.text, line.number)
    if (!parsed.ok) yield failed(line.ended ? syntaxFailures.json({ found: parsed.found }, place) : fileFailures.truncated({}, place))
    else if (!isFields(parsed.value)) yield failed(fieldFailures.type({ expected: 'object' }, place))
    else { if (!line.ended) yield warning(fileFailures.finalNewline({}, place)); yield* rowOf(parsed.value, place, table) }
  }
  if (text.cut) yield failed(fileFailures.truncated({}, { file }))
}

/** A picture that no table names: its first folder, behind that of the split, is its class. */
async function* foundItem(tree: ReadTree, path: string): AsyncGenerator<ReadEvent> {
  const parts = path.split('/'), split = parts.length > 1 && isSplit(parts[0]!) ? parts[0]! : null, rest = split === null ? parts : parts.slice(1), label = rest.length > 1 ? rest[0]! : null
  if (label === null) yield warning(layoutFailures.unlabelled({}, { file: path }))
  yield item(path, path, split, await imageSize(tree.open(path)) ?? { width: null, height: null }, true, label === null ? [] : [tag(label, 1)])
}

export async function* read(tree: ReadTree): AsyncGenerator<ReadEvent> {
  const paths: string[] = []
  for await (const path of tree.paths()) paths.push(path)
  paths.sort()
  const has = new Set(paths), used = new Set<string>()
  for (const file of paths.filter(path => path === metadataFile || path.endsWith(`/${metadataFile}`))) {
    const folder = file.slice(0, file.length - metadataFile.length), split = folder === '' ? null : folder.slice(0, -1).split('/').at(-1)!
    yield* rows({ tree, file, folder, split, has, used })
  }
  // Tables of other kinds are not read; their pictures are taken by their folders.
  for (const path of paths) if (/(^|\/)metadata\.(csv|parquet)$/.test(path)) yield warning(layoutFailures.unlisted({}, { file: path }))
  const unnamed = paths.filter(path => isImage(path) && !used.has(path))
  const classes = [...new Set(unnamed.flatMap(path => { const parts = path.split('/'), rest = parts.length > 1 && isSplit(parts[0]!) ? parts.slice(1) : parts; return rest.length > 1 ? [rest[0]!] : [] }))].sort()
  if (classes.length > 0) yield { kind: 'schema', schema: { classes: classes.map(name => ({ id: name, name, colour: null, kinds: ['choice'] })) } }
  for (const path of unnamed) yield* foundItem(tree, path)
}

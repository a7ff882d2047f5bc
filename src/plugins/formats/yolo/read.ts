import type { Failure } from '../../../kernel/failure.ts'
import { fieldFailures, fileFailures, formatFailures, referenceFailures, syntaxFailures } from '../../../sockets/format-failures.ts'
import { parseJson } from '../../../sockets/format-json.ts'
import { isTextFile, linesOf, openText, recordLimit, type Line } from '../../../sockets/format-text.ts'
import type { ReadEvent, ReadTree } from '../../../sockets/format.ts'
import type { ItemShape } from '../../../sockets/item.ts'
import { imageSize, type ImageSize } from '../../../sockets/format-image-size.ts'
import { imageList, insideRoot, isImage, labelOf, type ListedImage } from './layout.ts'
import { rowOf } from './row.ts'
import { parseDataFile, type DataFile } from './yaml.ts'

const failed = (failure: Failure): ReadEvent => ({ kind: 'failed', failure })
const warning = (failure: Failure): ReadEvent => ({ kind: 'warning', failure })
type Names = ReadonlyMap<number, string> | null

/** Lines of a text file, with the faults of the file as a whole among them. */
async function* textLines(tree: ReadTree, file: string): AsyncGenerator<Line | ReadEvent> {
  const text = await openText(tree, file)
  if (!isTextFile(text)) { yield failed(text); return }
  yield* text.warnings.map(warning)
  for await (const line of linesOf(text.chunks())) {
    if (!line.ended) yield warning(fileFailures.finalNewline({}, { file, line: line.number }))
    if (line.text === null) yield failed(fileFailures.tooLarge({ limit: recordLimit }, { file, line: line.number }))
    else yield line
  }
  if (text.cut) yield failed(fileFailures.truncated({}, { file }))
}

async function* itemOf(tree: ReadTree, image: ListedImage, present: boolean, hasLabel: boolean, names: Names): AsyncGenerator<ReadEvent> {
  const shapes: ItemShape[] = [], size: ImageSize = image
  if (hasLabel) for await (const line of textLines(tree, image.label)) {
    if ('kind' in line) { yield line; continue }
    if (line.text!.trim() === '') continue
    const row = rowOf(line.text!, names, size, { file: image.label, line: line.number })
    if ('code' in row) { yield failed(row); continue }
    yield* row.warnings.map(warning)
    shapes.push(row.shape)
  }
  yield {
    kind: 'item', item: {
      item: image.item, split: image.split, text: null, turns: null, media: { type: 'image', path: image.path, width: size.width, height: size.height, durationS: null, frames: null, present },
      shapes, relations: [], reviews: [], predictions: [], extra: {},
    },
  }
}

const isListed = (value: unknown): value is ListedImage => {
  if (typeof value !== 'object' || value === null) return false
  const { label, item, path, width, height, split } = value as Partial<Record<keyof ListedImage, unknown>>
  return [label, item, path].every(v => typeof v === 'string') && [width, height].every(v => typeof v === 'number' && v > 0) && (split === null || typeof split === 'string')
}

/** Our own files: the list names every picture, whether its bytes are here or not. */
async function* listedItems(tree: ReadTree, list: string, has: ReadonlySet<string>, names: Names): AsyncGenerator<ReadEvent> {
  const folder = list.slice(0, list.length - imageList.length)
  for await (const line of textLines(tree, list)) {
    if ('kind' in line) { yield line; continue }
    if (line.text!.trim() === '') continue
    const place = { file: list, line: line.number }, parsed = parseJson(line.text!, line.number)
    if (!parsed.ok) { yield failed(line.ended ? syntaxFailures.json({ found: parsed.found }, place) : fileFailures.truncated({}, place)); continue }
    const value: unknown = parsed.value
    if (!isListed(value)) { yield failed(fieldFailures.type({ expected: 'label, item, path, width, height, split' }, place)); continue }
    const image: ListedImage = { ...value, label: folder + value.label }
    if (!has.has(image.label)) yield failed(referenceFailures.media({ count: 1 }, { ...place, field: 'label' }))
    yield* itemOf(tree, image, has.has(image.path), has.has(image.label), names)
  }
}

/** Which split a picture belongs to: the longest folder of `data.yaml` that it lies in; the last part names it when the file does not. */
const splitter = (data: DataFile | null, root: string): ((image: string) => string | null) => {
  const base = insideRoot(String(data?.values.get('path') ?? '')), folders: [string, string][] = []
  for (const [key, value] of data?.values ?? []) if (!['path', 'names', 'nc', 'download', 'yaml_file', 'kpt_shape', 'flip_idx'].includes(key)) {
    for (const one of Array.isArray(value) ? value as string[] : [String(value)]) { const inside = insideRoot(one); if (inside !== '' && !inside.endsWith('.txt')) folders.push([inside, key]) }
  }
  folders.sort((a, b) => b[0].length - a[0].length)
  return image => folders.find(([folder]) => [folder, `${root}${folder}`, `${base}/${folder}`].some(start => image.startsWith(`${start}/`)))?.[1] ?? null
}

/** Anybody's files: pictures decide what an item is; one without a label file is background. */
async function* foundItems(tree: ReadTree, paths: readonly string[], has: ReadonlySet<string>, names: Names, splitOf: (image: string) => string | null): AsyncGenerator<ReadEvent> {
  const used = new Set<string>()
  for (const path of paths.filter(isImage)) {
    const label = labelOf(path), size = await imageSize(tree.open(path))
    used.add(label)
    if (!size) { yield failed(fileFailures.unreadable({ reason: 'size of the picture unknown' }, { file: path })); continue }
    yield* itemOf(tree, { label, item: path, path, ...size, split: splitOf(path) }, true, has.has(label), names)
  }
  for (const path of paths) if (/(^|\/)labels\/.*\.txt$/.test(path) && !used.has(path)) yield failed(referenceFailures.image({ found: path }, { file: path }))
}

export async function* read(tree: ReadTree): AsyncGenerator<ReadEvent> {
  const paths: string[] = []
  for await (const path of tree.paths()) paths.push(path)
  paths.sort()
  const has = new Set(paths), dataPath = paths.find(path => /(^|\/)data\.ya?ml$/.test(path)), list = paths.find(path => path === imageList || path.endsWith(`/${imageList}`))
  const lines: string[] = []
  if (dataPath !== undefined) for await (const line of textLines(tree, dataPath)) { if ('kind' in line) yield line; else lines.push(line.text!) }
  const data = dataPath === undefined ? null : parseDataFile(lines)
  if (data?.fault) yield failed(syntaxFailures.yaml({ found: data.fault.found }, { file: dataPath!, line: data.fault.line }))
  const names = data && (data.names.size > 0 || data.fault !== null || list !== undefined) ? data.names : null
  if (names === null && paths.length > 0) yield warning(formatFailures.assumed({ assumption: 'class numbers are class names' }, { file: dataPath ?? paths[0]! }))
  yield { kind: 'schema', schema: { classes: [...names ?? []].sort(([a], [b]) => a - b).map(([id, name]) => ({ id: String(id), name, colour: null, kinds: ['box', 'polygon'] })) } }
  if (list !== undefined) yield* listedItems(tree, list, has, names)
  else yield* foundItems(tree, paths, has, names, splitter(data, (dataPath ?? '').replace(/[^/]*$/, '')))
}

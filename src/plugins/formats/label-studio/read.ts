import type { Failure, Place } from '../../../kernel/failure.ts'
import type { Json } from '../../../kernel/json.ts'
import { fieldFailures, fileFailures, formatFailures, idFailures, referenceFailures, syntaxFailures } from '../../../sockets/format-failures.ts'
import { jsonPieces, parseJson } from '../../../sockets/format-json.ts'
import { mediaNames, type MediaNames } from '../../../sockets/format-media.ts'
import { isTextFile, linesOf, openText, recordLimit, type TextFile } from '../../../sockets/format-text.ts'
import { isElement, parseXml, type Element } from '../../../sockets/format-xml.ts'
import type { ReadEvent, ReadTree } from '../../../sockets/format.ts'
import type { Item, ItemClass, ItemShape } from '../../../sockets/item.ts'
import { readRegion, type Context, type Found } from './region.ts'
import { controls, isFields, numberOr, own, textOr, type Drawn, type Fields } from './task.ts'

const failed = (failure: Failure): ReadEvent => ({ kind: 'failed', failure })
const warning = (failure: Failure): ReadEvent => ({ kind: 'warning', failure })
type At = Place & { readonly field: string }

/** Added behind the text: a task that ends with it was cut off by the end of the file. */
const endMark = 'end of file'
async function* asObject(chunks: AsyncIterable<string>): AsyncGenerator<string> {
  yield '{"tasks":'
  yield* chunks
  yield `,${JSON.stringify(endMark)}:0}`
}

interface Piece { readonly text: string, readonly index: number, readonly line: number, readonly ended: boolean }
async function* arrayTasks(text: TextFile, file: string): AsyncGenerator<Piece | ReadEvent> {
  for await (const piece of jsonPieces(asObject(text.chunks()))) {
    if (piece.kind === 'element' && piece.key === 'tasks') yield { text: piece.text, index: piece.index, line: piece.line, ended: true }
    else if (piece.kind === 'value' && piece.key === 'tasks') yield failed(fieldFailures.type({ expected: 'array' }, { file, line: piece.line, field: '$' }))
    else if (piece.kind === 'broken') {
      const place = { file, line: piece.line }
      yield failed(piece.cause === 'too-large' ? fileFailures.tooLarge({ limit: recordLimit }, place) : piece.cause === 'truncated' ? fileFailures.truncated({}, place) : syntaxFailures.json({}, place))
    }
  }
}
async function* lineTasks(text: TextFile, file: string): AsyncGenerator<Piece | ReadEvent> {
  let index = 0
  for await (const line of linesOf(text.chunks())) {
    if (line.text === null) yield failed(fileFailures.tooLarge({ limit: recordLimit }, { file, line: line.number }))
    else if (line.text.trim() !== '') yield { text: line.text, index: index++, line: line.number, ended: line.ended }
  }
}

/** Tables of a labelling interface as classes, in their order; a name under two controls is one class. */
const classesIn = (root: Element): ItemClass[] => {
  const found = new Map<string, string[]>()
  const visit = (element: Element): void => {
    const drawn = (Object.keys(controls) as Drawn[]).find(kind => controls[kind].tag === element.name)
    const named = element.name.endsWith('Labels') ? element.children.filter(child => child.name === 'Label').map(child => child.attributes.get('value') ?? '') : []
    for (const name of named) if (name !== '') found.set(name, [...(found.get(name) ?? []), ...(drawn ? [drawn] : [])])
    for (const child of element.children) visit(child)
  }
  visit(root)
  return [...found].map(([name, kinds]) => ({ id: name, name, colour: null, kinds }))
}

interface Reading { readonly file: string, readonly media: MediaNames, readonly classes: Set<string> | null }

const resultsOf = (annotation: Fields, place: At): { regions: Found[], relations: { fields: Fields, place: At }[] } => {
  const regions = new Map<string, { fields: Fields, place: At }[]>(), relations: { fields: Fields, place: At }[] = [], { result } = annotation
  for (const [i, fields] of (Array.isArray(result) ? result as Json[] : []).entries()) {
    if (!isFields(fields)) continue
    const at = { ...place, field: `${place.field}.result[${i}]` }, id = String(fields['id'] ?? `${i}`)
    if (fields['type'] === 'relation') relations.push({ fields, place: at })
    else regions.set(id, [...(regions.get(id) ?? []), { fields, place: at }])
  }
  return { regions: [...regions].map(([id, results]) => ({ id, results })), relations }
}

interface Gathered { readonly shapes: ItemShape[], readonly relations: Json[], readonly events: ReadEvent[], readonly taken: Set<string> }

/** Regions and links of one annotation or prediction. Ids of a second annotator that are taken already get the number of the annotation. */
const gather = (annotation: Fields, place: At, context: Context, into: Gathered): void => {
  const { regions, relations } = resultsOf(annotation, place), names = new Map<string, string>()
  for (const found of regions) {
    const id = into.taken.has(found.id) ? `${String(annotation['id'] ?? place.field)}/${found.id}` : found.id, read = readRegion({ ...found, id }, context)
    if ('code' in read) { into.events.push(failed(read)); continue }
    if (into.taken.has(id)) into.events.push(warning(idFailures.duplicate({ found: id }, found.results[0]!.place)))
    into.taken.add(id)
    names.set(found.id, id)
    into.events.push(...read.warnings.map(warning))
    into.shapes.push(...read.shapes)
  }
  for (const { fields, place: at } of relations) {
    const missing = ['from_id', 'to_id'].find(end => !names.has(String(fields[end])))
    if (missing !== undefined) { into.events.push(failed(referenceFailures.annotation({ found: String(fields[missing]) }, { ...at, field: `${at.field}.${missing}` }))); continue }
    const from = names.get(String(fields['from_id']))!, to = names.get(String(fields['to_id']))!, { labels, meta } = fields, label = Array.isArray(labels) ? textOr(labels[0], null) : null
    const kept = isFields(meta) ? meta[own] : undefined
    if (isFields(kept) && typeof kept['shape'] === 'string') into.shapes.push({ id: kept['shape'], kind: 'relation', label, payload: { from, to }, attributes: {}, score: null, origin: context.origin, author: context.author, track: null, frame: null, group: null, parent: null, z: 0, flags: [] })
    else into.relations.push({ id: `${from}-${to}`, label, directed: fields['direction'] !== 'bi', from, to, roles: null })
  }
}

const modelOf = (version: Json | undefined): string => { const name = String(version ?? 'unknown').replace(/\s+/g, '-'); return `model:${name.includes('@') ? name : `${name}@unknown`}` }
const authorOf = (by: Json | undefined): string | null => (isFields(by) ? textOr(by['email'], null) ?? String(by['id'] ?? '') : by === undefined || by === null ? null : String(by))

/** A path in the folder, from what points at it: `/data/local-files/?d=a/b.png`, `/data/upload/1/a.png`, an address, a path. */
const pathOf = (value: string): string => {
  const local = /[?&]d=([^&]+)/.exec(value)?.[1]
  if (local !== undefined) try { return decodeURIComponent(local) } catch { return local }
  return value.replace(/^[a-z][a-z0-9+.-]*:\/\/[^/]*\//i, '').replace(/^\/data\/upload\//, '')
}

interface Told { readonly media: Item['media'], readonly item: string, readonly text: string | null, readonly ambiguous: boolean }
const mediaOf = (task: Fields, data: Fields, reading: Reading): Told => {
  const meta = task['meta'], said = isFields(meta) ? meta[own] : undefined, kept = isFields(said) ? said : {}
  const text = textOr(data['text'], null), picture = textOr(data['image'], null) ?? Object.values(data).find((v: Json): v is string => typeof v === 'string' && /\.(jpe?g|png|bmp|webp|gif|tiff?)$/i.test(v)) ?? null
  const wanted = textOr(kept['path'], null) ?? (picture === null ? `${String(task['id'] ?? 'task')}.txt` : pathOf(picture)), found = reading.media.find(wanted, reading.file)
  const size = (name: string): number | null => numberOr(kept[name], null)
  return {
    item: textOr(kept['item'], null) ?? (picture === null ? `task-${String(task['id'] ?? 0)}` : found.path), text, ambiguous: found.ambiguous,
    media: { type: textOr(kept['type'], null) ?? (picture === null ? 'text' : 'image'), path: found.path, width: size('width'), height: size('height'), durationS: size('durationS'), frames: size('frames'), present: found.present },
  }
}

/** The size of a picture that nothing else says, from the first region that does. */
const sized = (media: Item['media'], annotations: readonly Fields[]): Item['media'] => {
  if (media.width !== null || media.type !== 'image') return media
  for (const { result } of annotations) for (const region of Array.isArray(result) ? result as Json[] : []) {
    const width = isFields(region) ? numberOr(region['original_width'], null) : null, height = isFields(region) ? numberOr(region['original_height'], null) : null
    if (width !== null && height !== null && width > 0 && height > 0) return { ...media, width, height }
  }
  return media
}

const knownOfTask = new Set(['id', 'data', 'annotations', 'predictions', 'meta'])
const list = (value: Json | undefined): Fields[] => (Array.isArray(value) ? (value as Json[]).filter(isFields) : [])

function* itemIn(task: Fields, place: At, reading: Reading): Generator<ReadEvent> {
  const { data } = task
  if (!isFields(data)) return yield failed(fieldFailures.missing({}, { ...place, field: `${place.field}.data` }))
  const annotations = list(task['annotations']), predictions = list(task['predictions']), told = mediaOf(task, data, reading), taken = new Set<string>(), media = sized(told.media, annotations)
  const size = media.width !== null && media.height !== null ? { width: media.width, height: media.height } : null
  const human: Gathered = { shapes: [], relations: [], events: [], taken }, models: Gathered = { shapes: [], relations: [], events: [], taken: new Set() }
  if (told.ambiguous) yield warning(referenceFailures.mediaAmbiguous({ found: told.media.path }, { ...place, field: `${place.field}.data` }))
  annotations.forEach((annotation, i) => {
    // A task that its annotator passed over holds a draft, not an answer.
    if (annotation['was_cancelled'] !== true) gather(annotation, { ...place, field: `${place.field}.annotations[${i}]` }, { text: told.text, origin: 'human', author: authorOf(annotation['completed_by']), score: null, size }, human)
  })
  predictions.forEach((prediction, i) => gather(prediction, { ...place, field: `${place.field}.predictions[${i}]` }, { text: told.text, origin: modelOf(prediction['model_version']), author: null, score: numberOr(prediction['score'], null), size }, models))
  yield* human.events
  yield* models.events
  const fresh = reading.classes === null ? [] : [...new Set(human.shapes.flatMap(s => (s.label === null || s.kind === 'choice' || s.kind === 'relation' || reading.classes!.has(s.label) ? [] : [s.label])))]
  for (const name of fresh) reading.classes!.add(name)
  if (fresh.length > 0) yield { kind: 'schema', schema: { classes: fresh.map(name => ({ id: name, name, colour: null, kinds: [] })) } }
  const { text: _, image: __, split, ...columns } = data, rest = Object.fromEntries(Object.entries(task).filter(([key]) => !knownOfTask.has(key)))
  const { [own]: ___, ...meta } = isFields(task['meta']) ? task['meta'] : {}, beside = { ...(Object.keys(columns).length > 0 && { data: columns }), ...(Object.keys(meta).length > 0 && { meta }), ...(Object.keys(rest).length > 0 && { task: rest }) }
  const reviews = annotations.flatMap(annotation => list(annotation['reviews']))
  yield {
    kind: 'item', item: {
      item: told.item, split: textOr(split, null), text: told.media.type === 'text' ? told.text : null, turns: null, media, shapes: human.shapes, relations: human.relations, reviews,
      predictions: models.shapes, extra: Object.keys(beside).length > 0 ? { 'label-studio': beside } : {},
    },
  }
}

async function* tasksIn(tree: ReadTree, reading: Reading): AsyncGenerator<ReadEvent> {
  const { file } = reading, text = await openText(tree, file)
  if (!isTextFile(text)) return yield failed(text)
  yield* text.warnings.map(warning)
  for await (const piece of /\.jsonl$/i.test(file) ? lineTasks(text, file) : arrayTasks(text, file)) {
    if ('kind' in piece) { yield piece; continue }
    const place = { file, line: piece.line, field: `$[${piece.index}]` }, parsed = parseJson(piece.text, piece.line)
    if (!parsed.ok) yield failed(!piece.ended ? fileFailures.truncated({}, place) : syntaxFailures.json({ found: parsed.found }, { ...place, line: parsed.line }))
    else if (!isFields(parsed.value)) yield failed(fieldFailures.type({ expected: 'object' }, place))
    // The end of the file closed this task; what it holds is not whole.
    else if (!(endMark in parsed.value)) { yield* parsed.duplicates.map(path => warning(fieldFailures.duplicate({}, { ...place, field: `${place.field}${path}` }))); yield* itemIn(parsed.value, place, reading) }
  }
  if (text.cut) yield failed(fileFailures.truncated({}, { file }))
}

async function* configIn(tree: ReadTree, file: string): AsyncGenerator<ReadEvent> {
  const text = await openText(tree, file)
  if (!isTextFile(text)) return yield failed(text)
  let whole = ''
  for await (const chunk of text.chunks()) whole += chunk
  const root = parseXml(whole, file)
  if (!isElement(root)) return yield failed(text.cut ? fileFailures.truncated({}, { file }) : root)
  yield { kind: 'schema', schema: { classes: classesIn(root) } }
}

export async function* read(tree: ReadTree): AsyncGenerator<ReadEvent> {
  const paths: string[] = []
  for await (const path of tree.paths()) paths.push(path)
  paths.sort()
  const files = paths.filter(path => /\.jsonl?$/i.test(path) && !/(^|\/)report\.jsonl?$/.test(path)), config = paths.find(path => /(^|\/)label_config[^/]*\.xml$/.test(path)), media = mediaNames(paths)
  if (config !== undefined) yield* configIn(tree, config)
  else if (files.length > 0) yield warning(formatFailures.assumed({ assumption: 'classes in the order of their appearance, for want of label_config.xml' }, { file: files[0]! }))
  const classes = config === undefined ? new Set<string>() : null
  for (const file of files) yield* tasksIn(tree, { file, media, classes })
}

import type { Failure, Place } from '../../../kernel/failure.ts'
import type { Json } from '../../../kernel/json.ts'
import { fieldFailures, fileFailures, idFailures, referenceFailures, syntaxFailures } from '../../../sockets/format-failures.ts'
import { parseJson } from '../../../sockets/format-json.ts'
import { mediaNames, type MediaNames } from '../../../sockets/format-media.ts'
import { isTextFile, linesOf, openText, recordLimit, type Line } from '../../../sockets/format-text.ts'
import type { ReadEvent, ReadTree } from '../../../sockets/format.ts'
import type { Item } from '../../../sockets/item.ts'
import { contentOf, isFields, mediaTypes, originOf, own, requiredTexts, shapeOf, strings, type Fields } from './record.ts'

const failed = (failure: Failure): ReadEvent => ({ kind: 'failed', failure })
const warning = (failure: Failure): ReadEvent => ({ kind: 'warning', failure })
const shown = (value: Json): string => JSON.stringify(value).slice(0, 40)

/** Fields of one object, at a JSONPath. Each check gives the fault or null. */
const fieldsOf = (fields: Fields, at: string, place: Place) => {
  const inside = (name: string): Place => ({ ...place, field: `${at}.${name}` })
  return {
    text(name: string, isRequired: boolean): Failure | null {
      const value = fields[name]
      if (value === undefined) return isRequired ? fieldFailures.missing({}, inside(name)) : null
      return typeof value === 'string' ? null : fieldFailures.type({ expected: 'string' }, inside(name))
    },
    list(name: string, isRequired: boolean): Failure | null {
      const value = fields[name]
      if (value === undefined) return isRequired ? fieldFailures.missing({}, inside(name)) : null
      return Array.isArray(value) ? null : fieldFailures.type({ expected: 'array' }, inside(name))
    },
    texts(name: string, isRequired: boolean): Failure | null {
      const value = fields[name], wrong = Array.isArray(value) ? value.findIndex((v: Json) => typeof v !== 'string') : -1
      return this.list(name, isRequired) ?? (wrong < 0 ? null : fieldFailures.type({ expected: 'string' }, inside(`${name}[${wrong}]`)))
    },
  }
}

const contentFault = (content: Json, at: string, place: Place): Failure | null => {
  if (!isFields(content)) return fieldFailures.type({ expected: 'object' }, { ...place, field: at })
  const check = fieldsOf(content, at, place), type = content['media_type']
  return check.text('media_type', true) ?? check.text('content', true)
    ?? (typeof type === 'string' && mediaTypes.has(type) ? null : fieldFailures.value({ found: shown(type ?? null) }, { ...place, field: `${at}.media_type` }))
}

const annotationFault = (annotation: Json | undefined, place: Place): Failure | null => {
  if (annotation === undefined) return null
  if (!isFields(annotation)) return fieldFailures.type({ expected: 'object' }, { ...place, field: '$.annotation' })
  const check = fieldsOf(annotation, '$.annotation', place)
  return check.texts('label', true) ?? check.text('annotation_method', false) ?? check.text('annotator', false)
}

/** Why a record is none, at the first field that does not fit. */
const recordFault = (record: Fields, place: Place): Failure | null => {
  const check = fieldsOf(record, '$', place), contents = record['data_content'], generated = record['generated_data_indicator']
  let fault = check.text('id', true) ?? check.texts('rid', false) ?? check.list('data_content', true)
  if (fault) return fault
  if (!Array.isArray(contents) || contents.length === 0) return fieldFailures.count({ found: 0, expected: '1+' }, { ...place, field: '$.data_content' })
  for (const [i, content] of contents.entries()) fault ??= contentFault(content, `$.data_content[${i}]`, place)
  fault ??= annotationFault(record['annotation'], place)
  for (const name of requiredTexts) fault ??= check.text(name, true)
  if (fault) return fault
  if (generated === undefined) return fieldFailures.missing({}, { ...place, field: '$.generated_data_indicator' })
  return generated === 0 || generated === 1 ? null : fieldFailures.value({ found: shown(generated) }, { ...place, field: '$.generated_data_indicator' })
}

interface Content { readonly type: string, readonly content: string }
const contentsOf = (record: Fields): Content[] => (Array.isArray(record['data_content']) ? record['data_content'] : []).flatMap((c: Json) =>
  (isFields(c) && typeof c['media_type'] === 'string' && typeof c['content'] === 'string' ? [{ type: c['media_type'], content: c['content'] }] : []))

const mediaOf = (found: Content | undefined, id: string, names: MediaNames, place: Place): { readonly media: Item['media'], readonly warnings: readonly Failure[] } => {
  const rest = { width: null, height: null, durationS: null, frames: null }
  if (!found) return { media: { type: 'text', path: id, ...rest, present: true }, warnings: [] }
  const { path, present, ambiguous } = names.find(found.content, place.file ?? '')
  return {
    media: { type: found.type, path: present ? path : found.content, ...rest, present },
    warnings: ambiguous ? [referenceFailures.mediaAmbiguous({ found: found.content }, { ...place, field: '$.data_content' })] : [],
  }
}

/** A checked record as an item; what an item has no place for is kept as it stands, so that writing it again changes nothing. */
const itemOf = (record: Fields, id: string, split: string | null, names: MediaNames, place: Place): { readonly item: Item, readonly warnings: readonly Failure[] } => {
  const { id: _, data_content: content, annotation, ...others } = record, contents = contentsOf(record)
  const { media, warnings } = mediaOf(contents.find(c => c.type !== 'text'), id, names, place), text = contents.find(c => c.type === 'text')?.content ?? null
  const { label, ...about } = isFields(annotation) ? annotation : {}, method = strings([about['annotation_method'] ?? null])[0] ?? null
  const isPlain = JSON.stringify(contentOf({ text, media })) === JSON.stringify(content)
  const kept: Fields = { ...others, ...(annotation !== undefined && { annotation: about }), ...(!isPlain && { data_content: content ?? [] }) }
  return {
    warnings, item: {
      item: id, split, media, text, turns: null, shapes: strings(label).map((name, i) => shapeOf(name, i, originOf(method))),
      relations: [], reviews: [], predictions: [], extra: { [own]: kept },
    },
  }
}

interface Waiting { readonly to: string, readonly place: Place }
/** What the records read so far are called, and which records they name that were not there yet. */
interface Known { readonly ids: Set<string>, readonly waiting: Waiting[] }

function* recordEvents(line: Line, split: string | null, file: string, names: MediaNames, known: Known): Generator<ReadEvent> {
  const place = { file, line: line.number }
  if (line.text === null) return yield failed(fileFailures.tooLarge({ limit: recordLimit }, place))
  if (line.text.trim() === '') return
  const json = parseJson(line.text, line.number)
  if (!json.ok) {
    const at = { ...place, line: json.line, field: `$${json.path}` }
    if (json.code === 'syntax.json' && !line.ended) return yield failed(fileFailures.truncated({}, place))
    return yield failed(json.code === 'syntax.json' ? syntaxFailures.json({ found: json.found }, at) : fieldFailures.notFinite({ found: json.found }, at))
  }
  if (!line.ended) yield warning(fileFailures.finalNewline({}, place))
  if (!isFields(json.value)) return yield failed(fieldFailures.type({ expected: 'object' }, { ...place, field: '$' }))
  const record = json.value, fault = recordFault(record, place), [id = ''] = strings([record['id'] ?? null])
  if (fault) return yield failed(fault)
  if (known.ids.has(id)) return yield failed(idFailures.duplicate({ found: id }, { ...place, field: '$.id' }))
  known.ids.add(id)
  strings(record['rid']).forEach((to, i) => { if (!known.ids.has(to)) known.waiting.push({ to, place: { ...place, field: `$.rid[${i}]` } }) })
  const { item, warnings } = itemOf(record, id, split, names, place)
  yield* [...json.duplicates.map(path => fieldFailures.duplicate({}, { ...place, field: `$${path}` })), ...warnings].map(warning)
  yield { kind: 'item', item }
}

/** `dataset-train.jsonl` holds the split `train`. */
const splitOf = (path: string): string | null => /(?:^|\/)dataset-([^/]+)\.jsonl$/.exec(path)?.[1] ?? null

export async function* read(tree: ReadTree): AsyncGenerator<ReadEvent> {
  const paths: string[] = [], known: Known = { ids: new Set(), waiting: [] }
  for await (const path of tree.paths()) paths.push(path)
  const names = mediaNames(paths)
  for (const path of paths.filter(p => p.endsWith('.jsonl')).sort()) {
    const text = await openText(tree, path)
    if (!isTextFile(text)) { yield failed(text); continue }
    yield* text.warnings.map(warning)
    for await (const line of linesOf(text.chunks())) yield* recordEvents(line, splitOf(path), path, names, known)
    if (text.cut) yield failed(fileFailures.truncated({}, { file: path }))
  }
  for (const { to, place } of known.waiting) if (!known.ids.has(to)) yield warning(referenceFailures.item({ found: to }, place))
}

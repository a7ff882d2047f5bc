import type { Failure, Place } from '../../../kernel/failure.ts'
import { fieldFailures, fileFailures, idFailures, syntaxFailures } from '../../../sockets/format-failures.ts'
import { jsonPieces, parseJson, type JsonPiece } from '../../../sockets/format-json.ts'
import { recordLimit, type TextFile } from '../../../sockets/format-text.ts'
import { isFields, isId, type Fields } from './annotation.ts'

type Element = Extract<JsonPiece, { kind: 'element' }>

export const placeOf = (file: string, piece: Element): Place & { readonly field: string } => ({ file, line: piece.line, field: `$.${piece.key}[${piece.index}]` })

/** The fields of one array element. A fault of its JSON is named by line and path. */
export const fieldsOf = (file: string, piece: Element): { readonly fields: Fields, readonly warnings: readonly Failure[] } | Failure => {
  const place = placeOf(file, piece), parsed = parseJson(piece.text, piece.line)
  if (!parsed.ok) {
    const at = { file, line: parsed.line, field: place.field + parsed.path }
    return parsed.code === 'syntax.json' ? syntaxFailures.json({ found: parsed.found }, at) : fieldFailures.notFinite({ found: parsed.found }, at)
  }
  if (!isFields(parsed.value)) return fieldFailures.type({ expected: 'object' }, place)
  return { fields: parsed.value, warnings: parsed.duplicates.map(path => fieldFailures.duplicate({}, { ...place, field: place.field + path })) }
}
export const isFailure = (value: object): value is Failure => 'code' in value

export interface Category { readonly id: string, readonly name: string }

/** What one pass over the file learns: enough to give out images in windows later. Costs about 100 bytes an image and 4 an annotation. */
export interface Survey {
  readonly keys: ReadonlySet<string>
  readonly categories: ReadonlyMap<string, Category>
  /** Images in file order: element index and the characters of its annotations. */
  readonly images: readonly { readonly element: number, readonly load: number }[]
  /** Which image an annotation belongs to; -1 unknown image, -2 already reported. */
  imageOf(annotation: number): number
  readonly failures: readonly Failure[]
  readonly warnings: readonly Failure[]
  /** The JSON ended too early or is wrong from some line on. */
  readonly broken: boolean
}

/** Annotations may stand before images: both get the slot of the image id, and slots become images at the end. */
const slots = () => {
  const byId = new Map<string, number>(), loads: number[] = [], elements: number[] = []
  let owners = new Int32Array(1024)
  const slotOf = (id: string | number): number => {
    const key = JSON.stringify(id), known = byId.get(key)
    if (known !== undefined) return known
    byId.set(key, loads.length)
    loads.push(0)
    elements.push(-1)
    return loads.length - 1
  }
  return {
    image(id: string | number, element: number): boolean {
      const slot = slotOf(id)
      if (elements[slot] !== -1) return false
      elements[slot] = element
      return true
    },
    annotation(index: number, id: string | number | null, length: number): void {
      if (index >= owners.length) { const grown = new Int32Array(2 * index); grown.set(owners); owners = grown }
      owners[index] = id === null ? -2 : slotOf(id)
      // Besides its numbers an annotation costs some hundred bytes of objects.
      if (id !== null) loads[owners[index]!]! += length + 400
    },
    finish(): Pick<Survey, 'images' | 'imageOf'> {
      const order = elements.map((_, slot) => slot).filter(slot => elements[slot]! >= 0).sort((a, b) => elements[a]! - elements[b]!)
      const place = new Int32Array(elements.length).fill(-1)
      order.forEach((slot, i) => { place[slot] = i })
      return {
        images: order.map(slot => ({ element: elements[slot]!, load: loads[slot]! })),
        imageOf: annotation => { const slot = owners[annotation]!; return slot < 0 ? slot : place[slot]! },
      }
    },
  }
}

const categoryOf = (fields: Fields, place: Place): Category & { readonly key: string } | Failure => {
  const id = fields['id'], name = fields['name']
  if (!isId(id)) return fieldFailures.missing({}, { ...place, field: `${place.field}.id` })
  if (typeof name !== 'string') return fieldFailures.missing({}, { ...place, field: `${place.field}.name` })
  return { key: JSON.stringify(id), id: String(id), name }
}

const imageFault = (fields: Fields, place: Place): Failure | null => {
  if (!isId(fields['id'])) return fieldFailures.missing({}, { ...place, field: `${place.field}.id` })
  if (typeof fields['file_name'] !== 'string') return fieldFailures.missing({}, { ...place, field: `${place.field}.file_name` })
  return null
}

export const survey = async (text: TextFile, file: string): Promise<Survey> => {
  const keys = new Set<string>(), categories = new Map<string, Category>(), failures: Failure[] = [], warnings: Failure[] = [], found = slots()
  let broken = false
  const element = (piece: Element): void => {
    if (piece.key !== 'images' && piece.key !== 'annotations' && piece.key !== 'categories') return
    const read = fieldsOf(file, piece), place = placeOf(file, piece)
    if (piece.key === 'annotations') {
      const id = isFailure(read) ? undefined : read.fields['image_id']
      found.annotation(piece.index, isId(id) ? id : null, piece.text.length)
      if (!isFailure(read) && !isId(id)) failures.push(fieldFailures.missing({}, { ...place, field: `${place.field}.image_id` }))
    }
    if (isFailure(read)) { failures.push(read); return }
    warnings.push(...read.warnings)
    if (piece.key === 'images') {
      const fault = imageFault(read.fields, place), id = read.fields['id']
      if (fault) failures.push(fault)
      else if (isId(id) && !found.image(id, piece.index)) failures.push(idFailures.duplicate({ found: String(id) }, { ...place, field: `${place.field}.id` }))
    } else if (piece.key === 'categories') {
      const category = categoryOf(read.fields, place)
      if (isFailure(category)) failures.push(category)
      else if (categories.has(category.key)) failures.push(idFailures.duplicate({ found: category.id }, { ...place, field: `${place.field}.id` }))
      else categories.set(category.key, { id: category.id, name: category.name })
    }
  }
  for await (const piece of jsonPieces(text.chunks())) {
    if (piece.kind === 'element') element(piece)
    else if (piece.kind === 'broken') {
      const place = { file, line: piece.line }
      broken = true
      failures.push(piece.cause === 'truncated' ? fileFailures.truncated({}, place) : piece.cause === 'syntax' ? syntaxFailures.json({}, place) : fileFailures.tooLarge({ limit: recordLimit }, place))
    } else {
      if (keys.has(piece.key)) warnings.push(fieldFailures.duplicate({}, { file, line: piece.line, field: `$.${piece.key}` }))
      keys.add(piece.key)
      if (piece.kind === 'value' && ['images', 'annotations', 'categories'].includes(piece.key)) {
        failures.push(fieldFailures.type({ expected: 'array' }, { file, line: piece.line, field: `$.${piece.key}` }))
      }
    }
  }
  return { keys, categories, ...found.finish(), failures, warnings, broken }
}

import type { Failure, Place } from '../../../kernel/failure.ts'
import type { Json } from '../../../kernel/json.ts'
import { fieldFailures, geometryFailures, maskFailures } from '../../../sockets/format-failures.ts'
import type { ItemShape } from '../../../sockets/item.ts'
import polygon from '../../shapes/polygon/index.ts'
import { countsFromText, maskArea, maskBounds } from './mask.ts'

export type Fields = { readonly [key: string]: Json }
export const isFields = (value: Json | undefined): value is Fields => value !== null && typeof value === 'object' && !Array.isArray(value)
/** Numbers and texts are ids; 1 and "1" are different ids. */
export const isId = (value: Json | undefined): value is string | number => typeof value === 'string' || typeof value === 'number'

type Box = readonly [number, number, number, number]
export interface Size { readonly width: number | null, readonly height: number | null }
/** A drawn annotation: what it is, its extent, and its stored figures when they say something else. */
interface Drawn { readonly kind: string, readonly payload: Json, readonly box: Box, readonly area: number }

/** Stops the reading of one annotation at its first fault. */
class Stop extends Error {
  readonly failure: Failure
  constructor(failure: Failure) { super(failure.code); this.failure = failure }
}

const numbers = (value: Json, place: Place): number[] => {
  if (!Array.isArray(value)) throw new Stop(fieldFailures.type({ expected: 'array' }, place))
  return value.map((v: Json, i) => {
    if (typeof v !== 'number') throw new Stop(fieldFailures.notANumber({ found: String(v).slice(0, 40) }, { ...place, field: `${place.field}[${i}]` }))
    return v
  })
}

const boxOf = (value: Json, place: Place): Box => {
  const found = numbers(value, place)
  if (found.length !== 4) throw new Stop(fieldFailures.count({ found: found.length, expected: 4 }, place))
  for (const i of [2, 3]) if (found[i]! < 0) throw new Stop(geometryFailures.inverted({ found: found[i]! }, { ...place, field: `${place.field}[${i}]` }))
  return [found[0]!, found[1]!, found[2]!, found[3]!]
}

const ringOf = (value: Json, place: Place): [number, number][] => {
  const found = numbers(value, place)
  if (found.length % 2 === 1 || found.length < 6) throw new Stop(geometryFailures.pointCount({ found: found.length }, place))
  return Array.from({ length: found.length / 2 }, (_, i) => [found[2 * i]!, found[2 * i + 1]!])
}

const polygonOf = (rings: readonly Json[], place: Place): Drawn => {
  const payload = { parts: rings.map((ring, i) => ({ outer: ringOf(ring, { ...place, field: `${place.field}[${i}]` }), holes: [] })) }
  const around = polygon.bounds(payload)!
  return { kind: 'polygon', payload, box: [around.x, around.y, around.width, around.height], area: polygon.area(payload) }
}

const maskOf = (rle: Fields, size: Size, place: Place): Drawn => {
  const [height, width] = numbers(rle['size'] ?? null, { ...place, field: `${place.field}.size` })
  if (height === undefined || width === undefined) throw new Stop(fieldFailures.count({ found: 0, expected: 2 }, { ...place, field: `${place.field}.size` }))
  if ((size.width !== null && width !== size.width) || (size.height !== null && height !== size.height)) {
    throw new Stop(maskFailures.sizeMismatch({ found: `${width}x${height}`, expected: `${size.width}x${size.height}` }, { ...place, field: `${place.field}.size` }))
  }
  const at = { ...place, field: `${place.field}.counts` }, stored = rle['counts'] ?? null
  const counts = typeof stored === 'string' ? countsFromText(stored) : numbers(stored, at)
  if (counts === null || counts.some(count => !Number.isInteger(count) || count < 0)) throw new Stop(maskFailures.rleValue({}, at))
  const sum = counts.reduce((a, b) => a + b, 0)
  if (sum !== width * height) throw new Stop(maskFailures.rleLength({ found: sum, expected: width * height }, at))
  return { kind: 'mask', payload: { height, width, counts }, box: maskBounds({ height, width, counts }), area: maskArea(counts) }
}

const drawnOf = (fields: Fields, size: Size, place: Place): Drawn => {
  const segmentation = fields['segmentation'] ?? null, at = { ...place, field: `${place.field}.segmentation` }
  const box = fields['bbox'] === undefined || fields['bbox'] === null ? null : boxOf(fields['bbox'], { ...place, field: `${place.field}.bbox` })
  if (Array.isArray(segmentation) && segmentation.length > 0) return polygonOf(segmentation, at)
  if (isFields(segmentation)) return maskOf(segmentation, size, at)
  if (segmentation !== null && !Array.isArray(segmentation)) throw new Stop(fieldFailures.type({ expected: 'array or object' }, at))
  if (box === null) throw new Stop(fieldFailures.missing({}, { ...place, field: `${place.field}.bbox` }))
  return { kind: 'box', payload: { x: box[0], y: box[1], w: box[2], h: box[3] }, box, area: box[2] * box[3] }
}

/** Fields of an annotation that become fields of the shape; any other goes to `extra`. */
const known = new Set(['id', 'image_id', 'category_id', 'bbox', 'segmentation', 'area', 'iscrowd', 'score', 'attributes', 'feedstock_id'])

/** Stored `bbox` and `area` stand aside when the drawing says something else: it is the truth, they go back as they came. */
const contradictions = (fields: Fields, drawn: Drawn, place: Place): { readonly kept: Fields, readonly warnings: readonly Failure[] } => {
  const kept: Record<string, Json> = {}, warnings: Failure[] = []
  const stored = fields['bbox'], area = fields['area']
  const differ = (field: string, found: string, expected: string): void => {
    kept[field] = fields[field]!
    warnings.push(fieldFailures.inconsistent({ found, expected }, { ...place, field: `${place.field}.${field}` }))
  }
  if (drawn.kind !== 'box' && Array.isArray(stored) && stored.some((v: Json, i) => Math.abs(Number(v) - drawn.box[i]!) > 1)) {
    differ('bbox', stored.join(' '), drawn.box.join(' '))
  }
  if (typeof area === 'number' && Math.abs(area - drawn.area) > 1) differ('area', String(area), String(drawn.area))
  return { kept, warnings }
}

const placeWarnings = (drawn: Drawn, size: Size, place: Place): Failure[] => {
  const [x, y, w, h] = drawn.box, warnings: Failure[] = []
  if (w === 0 || h === 0) warnings.push(geometryFailures.degenerate({}, place))
  if (x < 0 || y < 0 || (size.width !== null && x + w > size.width) || (size.height !== null && y + h > size.height)) warnings.push(geometryFailures.outOfRange({}, place))
  return warnings
}

export interface ReadAnnotation { readonly shape: ItemShape, readonly extra: Fields, readonly warnings: readonly Failure[] }

const shapeOf = (fields: Fields, drawn: Drawn, id: string, label: string): ItemShape => {
  const { track_id: track, ...attributes } = isFields(fields['attributes']) ? fields['attributes'] : {}
  const score = fields['score']
  return {
    id, kind: drawn.kind, label, payload: drawn.payload,
    attributes: isId(track) || track === undefined ? attributes : { ...attributes, track_id: track },
    score: typeof score === 'number' ? score : null, origin: 'human', author: null,
    track: isId(track) ? String(track) : null, frame: null, group: null, parent: null, z: 0, flags: fields['iscrowd'] === 1 ? ['iscrowd'] : [],
  }
}

/**
 * One entry of `annotations` as one shape: the segmentation when there is one, else the box.
 * @returns the first fault, with its JSONPath below `place.field`
 */
export const readAnnotation = (fields: Fields, id: string, label: string, size: Size, place: Place): ReadAnnotation | Failure => {
  try {
    const drawn = drawnOf(fields, size, place), { kept, warnings } = contradictions(fields, drawn, place)
    const unknown = Object.entries(fields).filter(([key]) => !known.has(key))
    return { shape: shapeOf(fields, drawn, id, label), extra: { ...Object.fromEntries(unknown), ...kept }, warnings: [...warnings, ...placeWarnings(drawn, size, place)] }
  } catch (stop) {
    if (stop instanceof Stop) return stop.failure
    throw stop
  }
}

import type { Failure, Place } from '../../../kernel/failure.ts'
import { sliceCodePoints, textOffsets } from '../../../kernel/geometry/text.ts'
import type { Json } from '../../../kernel/json.ts'
import { fieldFailures, formatFailures, geometryFailures, spanFailures, unsupportedFailures } from '../../../sockets/format-failures.ts'
import type { ItemShape } from '../../../sockets/item.ts'
import { isFields, numberOr, own, pixel, textOr, withDetails, type Fields } from './task.ts'

/** Results of one id, in their order: one region under several controls. */
export interface Found { readonly id: string, readonly results: readonly { readonly fields: Fields, readonly place: Place & { readonly field: string } }[] }
export interface Context { readonly text: string | null, readonly origin: string, readonly author: string | null, readonly score: number | null, readonly size: Size | null }
export interface ReadRegion { readonly shapes: readonly ItemShape[], readonly warnings: readonly Failure[] }

class Stop extends Error {
  readonly failure: Failure
  constructor(failure: Failure) { super(failure.code); this.failure = failure }
}
type At = Place & { readonly field: string }
const inside = (place: At, name: string): At => ({ ...place, field: `${place.field}.${name}` })

const numberIn = (fields: Fields, name: string, place: At): number => {
  const value = fields[name]
  if (typeof value === 'number') return value
  throw new Stop(value === undefined ? fieldFailures.missing({}, inside(place, name)) : fieldFailures.notANumber({ found: String(value).slice(0, 40) }, inside(place, name)))
}

const codePointCount = (text: string): number => textOffsets(text).codePoints

interface Drawn { readonly kind: string, readonly payload: Json, readonly warnings: readonly Failure[] }
export interface Size { readonly width: number, readonly height: number }

/** Predictions often do not say the size of the picture; another region of the task does. */
const sizeOf = (fields: Fields, other: Size | null, place: At): Size => {
  if (other && fields['original_width'] === undefined && fields['original_height'] === undefined) return other
  const size = { width: numberIn(fields, 'original_width', place), height: numberIn(fields, 'original_height', place) }
  for (const [name, value] of Object.entries(size)) if (!(value > 0)) throw new Stop(fieldFailures.value({ found: value }, inside(place, `original_${name}`)))
  return size
}

const outside = (numbers: readonly number[], place: At): Failure[] => (numbers.some(n => n < -1e-9 || n > 100 + 1e-9) ? [geometryFailures.outOfRange({}, place)] : [])

/** Percent of the picture; a rotation turns clockwise about the top left corner, in pixels. */
const rectangleOf = (value: Fields, { width, height }: Size, place: At): Drawn => {
  const [x, y, w, h] = ['x', 'y', 'width', 'height'].map(name => numberIn(value, name, place)) as [number, number, number, number]
  if (w < 0 || h < 0) throw new Stop(geometryFailures.inverted({ found: Math.min(w, h) }, place))
  const warnings = [...outside([x, y, x + w, y + h], place), ...(w === 0 || h === 0 ? [geometryFailures.degenerate({}, place)] : [])], turn = numberOr(value['rotation'], 0)
  const box = { x: pixel((x / 100) * width), y: pixel((y / 100) * height), w: pixel((w / 100) * width), h: pixel((h / 100) * height) }
  if (turn === 0) return { kind: 'box', payload: box, warnings }
  const a = (turn * Math.PI) / 180, cx = box.x + (box.w / 2) * Math.cos(a) - (box.h / 2) * Math.sin(a), cy = box.y + (box.w / 2) * Math.sin(a) + (box.h / 2) * Math.cos(a)
  return { kind: 'rotated-box', payload: { cx: pixel(cx), cy: pixel(cy), w: box.w, h: box.h, angleDeg: ((turn % 360) + 360) % 360 }, warnings: [] }
}

const polygonOf = (value: Fields, { width, height }: Size, place: At): Drawn => {
  const points = value['points'], at = inside(place, 'points')
  if (!Array.isArray(points)) throw new Stop(fieldFailures.type({ expected: 'array' }, at))
  const ring = points.map((point: Json, i): [number, number] => {
    const [x, y] = Array.isArray(point) ? point as Json[] : []
    if (typeof x !== 'number' || typeof y !== 'number') throw new Stop(fieldFailures.notANumber({ found: JSON.stringify(point).slice(0, 40) }, { ...at, field: `${at.field}[${i}]` }))
    return [x, y]
  })
  if (ring.length < 3) throw new Stop(geometryFailures.pointCount({ found: 2 * ring.length }, at))
  return { kind: 'polygon', payload: { parts: [{ outer: ring.map(([x, y]) => [pixel((x / 100) * width), pixel((y / 100) * height)]), holes: [] }] }, warnings: outside(ring.flat(), place) }
}

/** Offsets were UTF-16 units in old releases and are code points in new ones: the text that stands beside them decides. */
const spanOf = (value: Fields, text: string, place: At): Drawn => {
  const start = numberIn(value, 'start', place), end = numberIn(value, 'end', place), said = textOr(value['text'], null), length = codePointCount(text)
  if (!(Number.isInteger(start) && Number.isInteger(end) && start >= 0 && start < end)) throw new Stop(spanFailures.inverted({ found: `${start}..${end}` }, place))
  const payload = (from: number, to: number): Json => ({ fragments: [[from, to]], text: sliceCodePoints(text, from, to) })
  const bare = (of: string): string => of.replace(/\\n/g, '\n').replace(/\s+/g, '')
  if (end <= length && (said === null || sliceCodePoints(text, start, end) === said)) return { kind: 'span', payload: payload(start, end), warnings: [] }
  if (said !== null && text.slice(start, end) === said) {
    const from = codePointCount(text.slice(0, start))
    return { kind: 'span', payload: payload(from, from + codePointCount(said)), warnings: [formatFailures.assumed({ assumption: 'offsets count UTF-16 units' }, place)] }
  }
  if (end > length) throw new Stop(spanFailures.outOfText({ found: end, expected: length }, place))
  if (bare(sliceCodePoints(text, start, end)) !== bare(said!)) throw new Stop(spanFailures.textMismatch({ found: said!.slice(0, 40), expected: sliceCodePoints(text, start, end).slice(0, 40) }, place))
  return { kind: 'span', payload: payload(start, end), warnings: [formatFailures.assumed({ assumption: 'white space of the text beside the offsets does not count' }, place)] }
}

const drawnOf = (type: string, fields: Fields, value: Fields, { text, size }: Context, place: At, at: At): Drawn | null => {
  const base = type.replace(/labels$/, '')
  if (base === 'rectangle') return rectangleOf(value, sizeOf(fields, size, place), at)
  if (base === 'polygon') return polygonOf(value, sizeOf(fields, size, place), at)
  if (base === 'keypoint' || base === 'ellipse') {
    const { width, height } = sizeOf(fields, size, place), x = numberIn(value, 'x', at), y = numberIn(value, 'y', at), centre = [pixel((x / 100) * width), pixel((y / 100) * height)] as const
    if (base === 'keypoint') return { kind: 'point', payload: { x: centre[0], y: centre[1] }, warnings: outside([x, y], at) }
    const radius = { rx: pixel((numberIn(value, 'radiusX', at) / 100) * width), ry: pixel((numberIn(value, 'radiusY', at) / 100) * height) }
    return { kind: 'ellipse', payload: { cx: centre[0], cy: centre[1], ...radius, angleDeg: numberOr(value['rotation'], 0) }, warnings: outside([x, y], at) }
  }
  return type === 'labels' && text !== null ? spanOf(value, text, at) : null
}

const answersOf = (type: string, value: Fields, detail: Fields): { kind: string, label: string | null, payload: Json }[] | null => {
  const listed = (name: string): string[] => { const found = value[name]; return Array.isArray(found) ? found.filter((v: Json) => typeof v === 'string') : typeof found === 'string' ? [found] : [] }
  if (type === 'choices') return listed('choices').map(label => ({ kind: 'choice', label, payload: { negative: false } }))
  if (type === 'textarea') return listed('text').map(text => ({ kind: 'text', label: textOr(detail['label'], null), payload: { text, role: textOr(detail['role'], '') } }))
  const rating = type === 'rating' || type === 'number' ? value[type] : undefined
  return typeof rating !== 'number' ? null : [{ kind: 'rating', label: textOr(detail['label'], null), payload: { name: textOr(detail['name'], ''), value: rating, min: numberOr(detail['min'], 1), max: numberOr(detail['max'], Math.max(5, rating)) } }]
}

const valueOf = (fields: Fields): Fields => { const { value } = fields; return isFields(value) ? value : {} }
const detailOf = (fields: Fields): Fields => { const { meta } = fields, found = isFields(meta) ? meta[own] : undefined; return isFields(found) ? found : {} }

/** Answers beside a drawing belong to it: they are its attributes, by control. */
const attributesOf = (results: Found['results']): Record<string, Json> => Object.fromEntries(results.flatMap(({ fields }) => {
  const type = textOr(fields['type'], ''), answer = valueOf(fields)[type === 'textarea' ? 'text' : type]
  return ['choices', 'textarea', 'rating', 'number'].includes(type) && answer !== undefined ? [[textOr(fields['from_name'], type), answer]] : []
}))

const labelOf = (results: Found['results']): { label: string | null, more: number } => {
  for (const { fields } of results) for (const [name, value] of Object.entries(valueOf(fields))) {
    if (name.endsWith('labels') && Array.isArray(value) && typeof value[0] === 'string') return { label: value[0], more: value.length - 1 }
  }
  return { label: null, more: 0 }
}

/**
 * One region as a shape, or a group of answers as one shape each.
 * @returns the first fault, with its JSONPath
 */
export const readRegion = ({ id, results }: Found, context: Context): ReadRegion | Failure => {
  const { origin, author, score } = context
  try {
    for (const { fields, place } of results) {
      const type = textOr(fields['type'], ''), value = valueOf(fields), at = inside(place, 'value'), drawn = drawnOf(type, fields, value, context, place, at)
      if (!drawn) continue
      const { label, more } = labelOf(results), details = withDetails(detailOf(fields))
      const shape: ItemShape = {
        ...details, id, kind: drawn.kind, label, payload: drawn.payload, attributes: { ...attributesOf(results), ...details.attributes },
        origin: origin === 'human' && details.origin === 'human' && fields['origin'] === 'prediction-changed' ? 'model-edited' : origin === 'human' ? details.origin : origin,
        score: numberOr(fields['score'], score), author,
      }
      return { shapes: [shape], warnings: [...drawn.warnings, ...(more > 0 ? [fieldFailures.count({ found: more + 1, expected: 1 }, at)] : [])] }
    }
    const shapes = results.flatMap(({ fields, place }) => {
      const type = textOr(fields['type'], ''), answers = answersOf(type, valueOf(fields), detailOf(fields)), details = withDetails(detailOf(fields))
      if (!answers) throw new Stop(unsupportedFailures.shape({ found: type.slice(0, 40) }, inside(place, 'type')))
      return answers.map((answer, i): ItemShape => ({ ...details, ...answer, id: i === 0 ? id : `${id}-${i + 1}`, group: details.group ?? textOr(fields['from_name'], null), origin: origin === 'human' ? details.origin : origin, score: numberOr(fields['score'], score), author }))
    })
    return { shapes, warnings: [] }
  } catch (stop) {
    if (stop instanceof Stop) return stop.failure
    throw stop
  }
}

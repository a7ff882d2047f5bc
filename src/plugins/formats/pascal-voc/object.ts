import type { Failure, Place } from '../../../kernel/failure.ts'
import type { Json } from '../../../kernel/json.ts'
import { fieldFailures, geometryFailures } from '../../../sockets/format-failures.ts'
import type { ItemShape } from '../../../sockets/item.ts'
import { childOf, childrenOf, type Element } from '../../../sockets/format-xml.ts'

export interface Size { readonly width: number | null, readonly height: number | null }
/**
 * How the numbers of a file are meant. The devkit of the challenge counts pixels from 1 and its `xmax` is the last pixel inside; nearly
 * every other program writes corners as they are.
 */
export interface Reading { readonly origin: 0 | 1, readonly inclusive: boolean }
export const asWritten: Reading = { origin: 0, inclusive: false }
export const readingOf = (database: string): Reading => (database.startsWith('The VOC') ? { origin: 1, inclusive: true } : asWritten)

/** Attributes that have an element of their own and are true or false. */
export const switches = ['truncated', 'difficult', 'occluded'] as const
/** On an element that other programs ask for and that says nothing here. */
export const assumed = 'feedstock-default'

/** A sum and its difference leave noise far below a billionth of a pixel; it is rounded away. */
const pixel = (n: number): number => Math.round(n * 1e9) / 1e9

interface Corners { readonly xmin: number, readonly ymin: number, readonly xmax: number, readonly ymax: number }

const numberIn = (parent: Element, name: string, place: Place): number | Failure => {
  const at = { ...place, field: `${place.field}/${name}` }, found = childOf(parent, name)?.text.trim()
  if (found === undefined || found === '') return fieldFailures.missing({}, at)
  return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(found) && Number.isFinite(Number(found)) ? Number(found) : fieldFailures.notANumber({ found: found.slice(0, 40) }, at)
}

const cornersOf = (box: Element, place: Place): Corners | Failure => {
  const read: number[] = []
  for (const name of ['xmin', 'ymin', 'xmax', 'ymax']) {
    const found = numberIn(box, name, place)
    if (typeof found !== 'number') return found
    read.push(found)
  }
  const [xmin, ymin, xmax, ymax] = read as [number, number, number, number]
  return xmin > xmax || ymin > ymax ? geometryFailures.inverted({ found: Math.min(xmax - xmin, ymax - ymin) }, place) : { xmin, ymin, xmax, ymax }
}

const boxWarnings = (box: { x: number, y: number, w: number, h: number }, size: Size, place: Place): Failure[] => {
  const outside = [['xmin', box.x < 0], ['ymin', box.y < 0], ['xmax', size.width !== null && box.x + box.w > size.width], ['ymax', size.height !== null && box.y + box.h > size.height]] as const
  return [
    ...outside.filter(([, is]) => is).map(([name]) => geometryFailures.outOfRange({}, { ...place, field: `${place.field}/${name}` })),
    ...(box.w === 0 || box.h === 0 ? [geometryFailures.degenerate({}, place)] : []),
  ]
}

const attributesOf = (object: Element): Record<string, Json> => {
  const found: Record<string, Json> = {}
  const told = (name: string): Element | undefined => { const child = childOf(object, name); return child?.attributes.has(assumed) ? undefined : child }
  const pose = told('pose')
  if (pose) found['pose'] = pose.text
  for (const name of switches) { const text = told(name)?.text.trim(); if (text !== undefined && text !== '') found[name] = text === '1' || /^true$/i.test(text) }
  for (const action of childOf(object, 'actions')?.children ?? []) found[action.name] = action.text.trim() === '1'
  for (const attribute of childrenOf(childOf(object, 'attributes') ?? object, 'attribute')) {
    const name = childOf(attribute, 'name')?.text
    if (name !== undefined && name !== '') found[name] = childOf(attribute, 'value')?.text ?? ''
  }
  return found
}

/** `x1 y1 x2 y2 ...` by their numbers, in whatever order they stand. */
const polygonOf = (polygon: Element): [number, number][] | null => {
  const points: [number, number][] = []
  for (let n = 1; childOf(polygon, `x${n}`); n++) {
    const x = Number(childOf(polygon, `x${n}`)!.text), y = Number(childOf(polygon, `y${n}`)?.text ?? 'none')
    if (!Number.isFinite(x) || !Number.isFinite(y)) return null
    points.push([x, y])
  }
  return points.length >= 3 ? points : null
}

export interface ReadObject { readonly shapes: readonly ItemShape[], readonly failed: readonly Failure[], readonly warnings: readonly Failure[] }

/** One `object` or `part` with its box. */
const oneOf = (object: Element, id: string, parent: string | null, reading: Reading, size: Size, place: Place): ReadObject => {
  const label = childOf(object, 'name')?.text ?? '', boxes = childrenOf(object, 'bndbox'), outline = childOf(object, 'polygon'), at = { ...place, field: `${place.field}/bndbox` }
  const failing = (failure: Failure): ReadObject => ({ shapes: [], failed: [failure], warnings: [] })
  if (label.trim() === '') return failing(fieldFailures.missing({}, { ...place, field: `${place.field}/name` }))
  const base = { id, label, attributes: parent === null ? attributesOf(object) : {}, score: null, origin: 'human', author: null, track: null, frame: null, group: null, parent, z: 0, flags: [] }
  const ring = outline && polygonOf(outline)
  if (ring) return { shapes: [{ ...base, kind: 'polygon', payload: { parts: [{ outer: ring, holes: [] }] } }], failed: [], warnings: [] }
  if (boxes.length === 0) return failing(fieldFailures.missing({}, at))
  const corners = cornersOf(boxes[0]!, at)
  if ('code' in corners) return failing(corners)
  const { origin, inclusive } = reading, more = inclusive ? 1 : 0
  const payload = { x: pixel(corners.xmin - origin), y: pixel(corners.ymin - origin), w: pixel(corners.xmax - corners.xmin + more), h: pixel(corners.ymax - corners.ymin + more) }
  const doubled = boxes.slice(1).map((_, i) => fieldFailures.duplicate({}, { ...place, field: `${place.field}/bndbox[${i + 2}]` }))
  return { shapes: [{ ...base, kind: 'box', payload }], failed: [], warnings: [...doubled, ...boxWarnings(payload, size, at)] }
}

/** An `object` and its `part`s, which name it as their parent. @param number 1-based among the objects of the file */
export const readObject = (object: Element, number: number, reading: Reading, size: Size, file: string): ReadObject => {
  const field = `/annotation/object[${number}]`, whole = oneOf(object, `o${number}`, null, reading, size, { file, line: object.line, field })
  const parts = childrenOf(object, 'part').map((part, i) =>
    oneOf(part, `o${number}p${i + 1}`, whole.shapes.length > 0 ? `o${number}` : null, reading, size, { file, line: part.line, field: `${field}/part[${i + 1}]` }))
  const all = [whole, ...parts]
  return { shapes: all.flatMap(o => o.shapes), failed: all.flatMap(o => o.failed), warnings: all.flatMap(o => o.warnings) }
}

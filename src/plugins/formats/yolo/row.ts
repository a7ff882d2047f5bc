import type { Failure, Place } from '../../../kernel/failure.ts'
import { fieldFailures, geometryFailures, referenceFailures, syntaxFailures } from '../../../sockets/format-failures.ts'
import type { ItemShape } from '../../../sockets/item.ts'
import type { ImageSize } from '../../../sockets/format-image-size.ts'

/** Dividing by the size and multiplying again leaves noise far below a billionth of a pixel; it is rounded away. */
const pixel = (n: number): number => Math.round(n * 1e9) / 1e9

const shapeOf = (line: number, label: string, kind: string, payload: ItemShape['payload'], score: number | null, track: string | null): ItemShape =>
  ({ id: `r${line}`, kind, label, payload, attributes: {}, score, origin: 'human', author: null, track, frame: null, group: null, parent: null, z: 0, flags: [] })

export interface Row { readonly shape: ItemShape, readonly warnings: readonly Failure[] }

/** The numbers of a row, or its first fault. */
const numbersOf = (text: string, place: Place): number[] | Failure => {
  if (text.includes(',')) return syntaxFailures.line({ found: text.slice(0, 40) }, place)
  const found: number[] = []
  for (const cell of text.trim().split(/\s+/)) {
    if (/^[+-]?(nan|inf(inity)?)$/i.test(cell)) return fieldFailures.notFinite({ found: cell }, place)
    if (!/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(cell)) return fieldFailures.notANumber({ found: cell.slice(0, 40) }, place)
    const value = Number(cell)
    if (!Number.isFinite(value)) return fieldFailures.notFinite({ found: cell }, place)
    found.push(value)
  }
  return found
}

/**
 * One row: `class cx cy w h`, with a track number or a confidence behind it, is a box; `class x1 y1 x2 y2 x3 y3 ...` a polygon.
 * @param names null when no file names the classes: then the numbers are the names
 */
export const rowOf = (text: string, names: ReadonlyMap<number, string> | null, { width, height }: ImageSize, place: Place & { readonly line: number }): Row | Failure => {
  const numbers = numbersOf(text, place)
  if ('code' in numbers) return numbers
  const [number, ...rest] = numbers as [number, ...number[]], warnings: Failure[] = []
  if (rest.length < 4 || (rest.length > 5 && rest.length % 2 === 1)) return fieldFailures.count({ found: numbers.length, expected: '5, or 1 and at least 3 pairs' }, place)
  if (!Number.isInteger(number) || number < 0) return referenceFailures.category({ found: String(number) }, place)
  if (/^[+-]?\d*\.|e/i.test(text.trim().split(/\s+/)[0]!)) warnings.push(fieldFailures.type({ expected: 'integer' }, place))
  const label = names ? names.get(number) : String(number)
  if (label === undefined) return referenceFailures.category({ found: String(number) }, place)
  if (rest.slice(0, rest.length === 5 ? 4 : rest.length).some(n => n < -1e-9 || n > 1 + 1e-9)) warnings.push(geometryFailures.outOfRange({}, place))
  if (rest.length > 5) return { shape: shapeOf(place.line, label, 'polygon', { parts: [{ outer: pairs(rest, width, height), holes: [] }] }, null, null), warnings }
  const [cx, cy, w, h, last] = rest as [number, number, number, number, number | undefined]
  if (w < 0 || h < 0) return geometryFailures.inverted({ found: Math.min(w, h) }, place)
  if (w === 0 || h === 0) warnings.push(geometryFailures.degenerate({}, place))
  const isTrack = last !== undefined && Number.isInteger(last) && last > 1
  const payload = { x: pixel((cx - w / 2) * width), y: pixel((cy - h / 2) * height), w: pixel(w * width), h: pixel(h * height) }
  return { shape: shapeOf(place.line, label, 'box', payload, last === undefined || isTrack ? null : last, isTrack ? String(last) : null), warnings }
}

const pairs = (flat: readonly number[], width: number, height: number): [number, number][] => Array.from({ length: flat.length / 2 }, (_, i) => [pixel(flat[2 * i]! * width), pixel(flat[2 * i + 1]! * height)])

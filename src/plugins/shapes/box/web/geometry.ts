import type { Static } from 'typebox'
import type { Point } from '../../../../kernel/geometry/plane.ts'
import type { Modifiers } from '../../../../editor/tools/define-tool.ts'
import type definition from '../index.ts'

export type Box = Static<typeof definition.payload>

interface Extent { readonly width: number, readonly height: number }
const clamp = (value: number, most: number): number => Math.max(0, Math.min(most, value))

/** The box spanned by two points, kept inside the picture. Shift: a square; Alt: `from` is the centre. */
export const boxBetween = (from: Point, to: Point, modifiers: Modifiers, extent: Extent): Box => {
  let dx = to.x - from.x, dy = to.y - from.y
  if (modifiers.shift) {
    const side = Math.max(Math.abs(dx), Math.abs(dy))
    dx = dx < 0 ? -side : side
    dy = dy < 0 ? -side : side
  }
  const start = modifiers.alt ? { x: from.x - dx, y: from.y - dy } : from
  const end = { x: from.x + dx, y: from.y + dy }
  const x = clamp(Math.min(start.x, end.x), extent.width), y = clamp(Math.min(start.y, end.y), extent.height)
  return { x, y, w: clamp(Math.max(start.x, end.x), extent.width) - x, h: clamp(Math.max(start.y, end.y), extent.height) - y }
}

const MIN_SIDE = 1

/** Handles are named by compass points. Dragging an edge over its opposite flips the box; Shift keeps the ratio at corners, Alt moves both sides. */
export const dragBox = (box: Box, handle: string, to: Point, modifiers: Modifiers): Box => {
  let left = box.x, top = box.y, right = box.x + box.w, bottom = box.y + box.h
  if (handle.includes('w')) left = to.x
  if (handle.includes('e')) right = to.x
  if (handle.includes('n')) top = to.y
  if (handle.includes('s')) bottom = to.y
  if (modifiers.alt) {
    const cx = box.x + box.w / 2, cy = box.y + box.h / 2
    if (handle.includes('w')) right = 2 * cx - left
    if (handle.includes('e')) left = 2 * cx - right
    if (handle.includes('n')) bottom = 2 * cy - top
    if (handle.includes('s')) top = 2 * cy - bottom
  }
  if (modifiers.shift && handle.length === 2 && box.h > 0) {
    const ratio = box.w / box.h, height = Math.max(Math.abs(bottom - top), Math.abs(right - left) / ratio), width = height * ratio
    if (handle.includes('w')) left = right - Math.sign(right - left || 1) * width; else right = left + Math.sign(right - left || 1) * width
    if (handle.includes('n')) top = bottom - Math.sign(bottom - top || 1) * height; else bottom = top + Math.sign(bottom - top || 1) * height
  }
  // A side that nobody dragged keeps its exact numbers.
  const x = left === box.x && right === box.x + box.w ? { x: box.x, w: box.w } : { x: Math.min(left, right), w: Math.max(MIN_SIDE, Math.abs(right - left)) }
  const y = top === box.y && bottom === box.y + box.h ? { y: box.y, h: box.h } : { y: Math.min(top, bottom), h: Math.max(MIN_SIDE, Math.abs(bottom - top)) }
  return { ...x, ...y }
}

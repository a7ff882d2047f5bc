import type { DocumentSurface } from '../../../editor/surfaces/document/document-surface.ts'
import type { RasterSurface } from '../../../editor/surfaces/raster/raster-surface.ts'
import type { AnySession } from './open-task.ts'
import type { LineSurface } from './relation-layer.tsx'
import type { Box } from './relation-lines.ts'

/** The box around the corners of a shape as they stand in the window: a turned picture turns them too. */
const around = (corners: readonly { readonly x: number, readonly y: number }[]): Box => {
  const xs = corners.map(({ x }) => x), ys = corners.map(({ y }) => y), x = Math.min(...xs), y = Math.min(...ys)
  return { x, y, width: Math.max(...xs) - x, height: Math.max(...ys) - y }
}

export const pictureLines = (session: AnySession, surface: RasterSurface, onMove: LineSurface['onMove']): LineSurface => ({
  onMove,
  boxOf: id => {
    const bounds = session.store.bounds(id)
    if (!bounds) return null
    const { x, y, width, height } = bounds
    return around([{ x, y }, { x: x + width, y }, { x, y: y + height }, { x: x + width, y: y + height }].map(corner => surface.toClient(corner)))
  },
})

/** Of a span that runs over several lines the first one: there its line begins. */
export const textLines = (session: AnySession, surface: DocumentSurface, onMove: LineSurface['onMove']): LineSurface => ({
  onMove,
  boxOf: id => {
    const record = session.store.get(id), view = record && session.shapes.views.get(record.kind)
    const [first] = record && view?.space === 'document' ? view.fragments(record.payload) : []
    const [piece] = first ? surface.dom.pieces(first[0], first[1]) : [], rectangle = first && piece ? surface.dom.rectangles(piece.paragraph, first[0], first[1])[0] : undefined
    return rectangle ? { x: rectangle.left, y: rectangle.top, width: rectangle.width, height: rectangle.height } : null
  },
})

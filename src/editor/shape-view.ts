import type { Bounds, Point } from '../kernel/geometry/plane.ts'
import type { TextOffsets } from '../kernel/geometry/text.ts'
import type { ShapeDefinition, ShapeRecord } from '../sockets/shape.ts'
import type { Modifiers, ToolDefinition } from './tools/define-tool.ts'
import type { Segments } from './tools/segments.ts'

/** A colour or a pattern of the canvas. */
export type Paint = string | object

/** How one reader's shapes look where several readers are compared: by colour and by pattern, never by colour alone. */
export interface ReaderLook { readonly letter: string, readonly colour: string, readonly dash: readonly number[] }
/** The shapes of one reader. */
export interface Reading { readonly look: ReaderLook, readonly records: readonly ShapeRecord[] }

/** What a shape draws with: the part of CanvasRenderingContext2D that it needs, so that drawing is tested without a canvas. */
export interface Pen {
  fillStyle: Paint
  strokeStyle: Paint
  lineWidth: number
  lineJoin: string
  beginPath(): void
  moveTo(x: number, y: number): void
  lineTo(x: number, y: number): void
  closePath(): void
  fill(rule?: 'nonzero' | 'evenodd'): void
  stroke(): void
  fillRect(x: number, y: number, width: number, height: number): void
  setLineDash(segments: number[]): void
}

/** From image pixels to device pixels of the layer: `x * scale + dx`. */
export interface DeviceMap { readonly scale: number, readonly dx: number, readonly dy: number }

/** How one shape looks now. Widths and dashes are device pixels. */
export interface ShapeStyle {
  readonly stroke: Paint
  /** Inside, already translucent or patterned; null for none. */
  readonly fill: Paint | null
  /** Dark line under the class colour, so that it stands on any picture; null where many small shapes would drown in it. */
  readonly halo: Paint | null
  readonly width: number
  /** Empty for a solid line. A suggestion is dashed, a second annotator dotted. */
  readonly dash: readonly number[]
}

/** A grip of a selected shape, in image pixels. A midpoint inserts a vertex when dragged. */
export interface Handle {
  readonly id: string
  readonly at: Point
  readonly kind: 'corner' | 'side' | 'vertex' | 'midpoint'
  readonly cursor: string
}

export interface HandleHit { readonly shape: string, readonly handle: Handle }

/** What tools of any surface may ask. */
export interface ToolView {
  readonly shapes: EditorShapes
  readonly selection: ReadonlySet<string>
  readonly activeClass: string | null
  get(id: string): ShapeRecord | undefined
  isLocked(id: string): boolean
  /** A new record of this kind: new id, the active class, on top. */
  make(kind: string, payload: unknown): ShapeRecord
}

export interface RasterToolView extends ToolView {
  /** CSS pixels per image pixel. */
  readonly scale: number
  readonly extent: { readonly width: number, readonly height: number }
  /** Reach of a click, in image pixels. */
  readonly tolerance: number
  /** Shapes at the point, the one to take first. */
  hits(at: Point): readonly string[]
  handleAt(at: Point): HandleHit | null
  within(area: Bounds, how: 'inside' | 'touching'): readonly string[]
}

/** A picture: places are image pixels. */
export interface RasterSpace { readonly place: Point, readonly view: RasterToolView }

/** A place in a text, in code points; `range` is the text selected at release, snapped to whole characters. */
export interface TextPlace { readonly offset: number, readonly range: readonly [start: number, end: number] | null }

export interface DocumentToolView extends ToolView {
  readonly text: string
  readonly offsets: TextOffsets
  readonly segments: Segments
  /** Spans at the offset, the shortest first. */
  spansAt(offset: number): readonly string[]
  /** One visual line up or down from the offset; null at the first and last line, or without a screen. */
  lineStep(offset: number, direction: 1 | -1): number | null
}

export interface DocumentSpace { readonly place: TextPlace, readonly view: DocumentToolView }

/** Drawing and gestures of a shape on a picture. */
export interface RasterShapeView<P = unknown> {
  readonly id: string
  readonly space: 'raster'
  draw(pen: Pen, payload: P, map: DeviceMap, style: ShapeStyle): void
  /** Where the tag of the class stands, in image pixels: its bottom left corner. */
  anchor(payload: P): Point
  /** Distance of the point from the outline, in image pixels. */
  edgeDistance(payload: P, point: Point): number
  handles(payload: P): readonly Handle[]
  /** The payload with one handle at another place. */
  dragHandle(payload: P, handle: string, to: Point, modifiers: Modifiers): P
  /** The payload without that vertex; null when the shape cannot lose it. */
  dropHandle?(payload: P, handle: string): P | null
  /** Arrow keys with Ctrl: wider, lower ... by this many pixels. */
  grow?(payload: P, by: Point): P
  readonly tool: ToolDefinition<RasterSpace>
}

/** Code-point ranges `[start, end)`, ascending. */
export type Fragments = readonly (readonly [start: number, end: number])[]

/** Shapes of a text are drawn by the surface from their fragments: they have no other geometry. */
export interface DocumentShapeView<P = unknown> {
  readonly id: string
  readonly space: 'document'
  fragments(payload: P): Fragments
  /** The payload over other fragments of the same text. */
  withFragments(payload: P, fragments: Fragments, text: string): P
  readonly tool: ToolDefinition<DocumentSpace>
}

export type ShapeView = RasterShapeView | DocumentShapeView

/** What the editor knows of the shapes: the pure half and, where the shape has a surface, its view. */
export interface EditorShapes {
  readonly definitions: ReadonlyMap<string, ShapeDefinition>
  readonly views: ReadonlyMap<string, ShapeView>
}

/** Default export of `plugins/shapes/<id>/web/index.ts`. */
export const defineRasterShapeView = <P>(view: RasterShapeView<P>): RasterShapeView<P> => view
export const defineDocumentShapeView = <P>(view: DocumentShapeView<P>): DocumentShapeView<P> => view

export const rasterView = (shapes: EditorShapes, kind: string): RasterShapeView | null => {
  const view = shapes.views.get(kind)
  return view?.space === 'raster' ? view : null
}
export const documentView = (shapes: EditorShapes, kind: string): DocumentShapeView | null => {
  const view = shapes.views.get(kind)
  return view?.space === 'document' ? view : null
}

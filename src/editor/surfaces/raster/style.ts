import type { ClassPattern, LabelSchemaDocument } from '../../../sockets/label-schema.ts'
import type { ShapeRecord } from '../../../sockets/shape.ts'
import type { Paint, ReaderLook, ShapeStyle } from '../../shape-view.ts'

/** The 24 class colours as CSS colours, in the order of the palette, and one for shapes without a class. */
export interface Palette { readonly colours: readonly string[], readonly unset: string }

const UNSET = '#d8d8d8'
/** Device pixels on, off. Dashed: a suggestion. */
const SUGGESTION_DASH = [6, 4] as const
/** Dotted: what a second annotator says. */
const SECOND_DASH = [3, 3] as const
/** Above this many shapes on screen halos drown the picture; above the second number insides cost more than they say. */
const HALO_LIMIT = 2_000, FILL_LIMIT = 20_000

/** Reads `--c01` ... `--c24` from the element's style. */
export const readPalette = (element: Element): Palette => {
  const style = getComputedStyle(element)
  const colours = Array.from({ length: 24 }, (_, i) => style.getPropertyValue(`--c${String(i + 1).padStart(2, '0')}`).trim() || UNSET)
  return { colours, unset: UNSET }
}

export const isSuggestion = (record: ShapeRecord): boolean => record.origin.startsWith('model:')

const usualPattern = (colour: number): ClassPattern => colour <= 8 ? 'solid' : colour <= 16 ? 'hatch' : 'dot'

/** A translucent tile of one colour: classes differ by pattern too, never by hue alone. */
const tile = (colour: string, texture: ClassPattern, alpha: number): Paint => {
  const size = 8, canvas = new OffscreenCanvas(size, size), pen = canvas.getContext('2d')
  if (!pen) return 'transparent'
  pen.fillStyle = colour
  pen.globalAlpha = alpha
  pen.fillRect(0, 0, size, size)
  pen.globalAlpha = Math.min(1, alpha * 3)
  if (texture === 'hatch' || texture === 'cross') for (let i = 0; i < size; i++) pen.fillRect(i, size - 1 - i, 1, 2)
  if (texture === 'cross') for (let i = 0; i < size; i++) pen.fillRect(i, i, 1, 2)
  if (texture === 'dash') pen.fillRect(0, 2, 5, 2)
  if (texture === 'dot') pen.fillRect(2, 2, 2, 2)
  return pen.createPattern(canvas, 'repeat') ?? 'transparent'
}

interface ClassPaint { readonly stroke: string, readonly fill: Paint, readonly strongFill: Paint }

/** How each class looks, made once per class and kept. */
export class StyleBook {
  private readonly palette: Palette
  private readonly looks: ReadonlyMap<string, { readonly colour: number, readonly pattern?: ClassPattern }>
  private readonly paints = new Map<string, ClassPaint>()

  constructor(schema: LabelSchemaDocument, palette: Palette) {
    this.palette = palette
    this.looks = new Map(schema.classes.map(({ id, colour, pattern }) => [id, { colour, ...(pattern && { pattern }) }]))
  }

  colour(record: ShapeRecord): string { return this.paint(record).stroke }

  /** @param crowd how many shapes are on screen */
  style(record: ShapeRecord, emphasis: 'base' | 'selected', crowd: number): ShapeStyle {
    const paint = this.paint(record), isSelected = emphasis === 'selected'
    return {
      stroke: paint.stroke,
      fill: isSuggestion(record) && !isSelected ? null : isSelected ? paint.strongFill : crowd > FILL_LIMIT ? null : paint.fill,
      halo: isSelected || crowd <= HALO_LIMIT ? 'rgb(0 0 0 / 0.62)' : null,
      width: isSelected ? 2 : 1,
      dash: isSuggestion(record) ? SUGGESTION_DASH : [],
    }
  }

  /** A second annotator's shape: only its line, dotted, so that differences stand out and nothing is hidden. */
  second(record: ShapeRecord): ShapeStyle { return { stroke: this.paint(record).stroke, fill: null, halo: 'rgb(0 0 0 / 0.62)', width: 1, dash: SECOND_DASH } }

  /** A line in the look of its reader: where several are compared the class is in the list, the line says who. */
  reader({ colour, dash }: ReaderLook): ShapeStyle { return { stroke: colour, fill: null, halo: 'rgb(0 0 0 / 0.62)', width: 2, dash } }

  private paint(record: ShapeRecord): ClassPaint {
    const { colour, pattern } = (record.class === null ? undefined : this.looks.get(record.class)) ?? { colour: 0, pattern: undefined }, texture = pattern ?? usualPattern(colour)
    const key = `${colour} ${texture}`
    let paint = this.paints.get(key)
    if (!paint) {
      const stroke = this.palette.colours[colour - 1] ?? this.palette.unset
      paint = { stroke, fill: tile(stroke, texture, 0.12), strongFill: tile(stroke, texture, 0.24) }
      this.paints.set(key, paint)
    }
    return paint
  }
}

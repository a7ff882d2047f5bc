import type { Interval } from '../../store/interval-index.ts'
import { lanesOf } from './lanes.ts'

export interface Mark {
  readonly interval: Interval
  readonly colour: string
  /** Name of the class, with ✦ when a model says it; shown at the first fragment only. */
  readonly tag: string
  /** Of the underline, as SVG writes it: a suggestion is dashed, a second annotator dotted, a reader as they look. */
  readonly dash: string
  readonly isSelected: boolean
}

const SVG = 'http://www.w3.org/2000/svg'
/** CSS pixels. */
const THICK = 2, LANE = 16, GAP = 2, FONT = 11

const element = (name: string, attributes: Readonly<Record<string, string | number>>): SVGElement => {
  const made = document.createElementNS(SVG, name)
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, String(value))
  return made
}

/** Draws the underlines, tags and edges of one paragraph. `rectangles` are in window coordinates, `origin` is the window place of the layer. */
export const drawMarks = (
  layer: SVGElement, marks: readonly Mark[], rectangles: (interval: Interval) => readonly DOMRect[], origin: { readonly x: number, readonly y: number },
): void => {
  const lanes = lanesOf(marks.map(mark => mark.interval)), drawn: SVGElement[] = []
  for (const mark of marks) {
    const drop = (lanes.get(mark.interval) ?? 0) * LANE, rects = rectangles(mark.interval)
    rects.forEach((rect, i) => {
      const x = rect.left - origin.x, y = rect.bottom - origin.y + GAP + drop
      drawn.push(element('line', { x1: x, x2: x + rect.width, y1: y, y2: y, stroke: mark.colour, 'stroke-width': mark.isSelected ? THICK + 1 : THICK, 'stroke-dasharray': mark.dash }))
      if (mark.isSelected) {
        drawn.push(element('rect', { x, y: rect.top - origin.y, width: rect.width, height: rect.height, fill: 'none', stroke: 'var(--focus, currentColor)', 'stroke-width': 1.5, rx: 2 }))
        if (i === 0) drawn.push(edgeBar(x, rect, origin.y))
        if (i === rects.length - 1) drawn.push(edgeBar(x + rect.width, rect, origin.y))
      }
      if (i === 0 && mark.tag !== '') {
        const tag = element('text', { x, y: y + FONT + GAP, 'font-size': FONT, fill: 'currentColor' })
        tag.textContent = mark.tag
        drawn.push(tag)
      }
    })
  }
  layer.replaceChildren(...drawn)
}

const edgeBar = (x: number, rect: DOMRect, top: number): SVGElement =>
  element('rect', { x: x - 1.5, y: rect.top - top - 2, width: 3, height: rect.height + 4, fill: 'var(--focus, currentColor)' })

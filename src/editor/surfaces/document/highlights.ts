import type { Palette } from '../raster/style.ts'

export type HighlightState = 'plain' | 'suggestion' | 'selected'

/** Share of the class colour in the fill; suggestions keep only their dashed underline and a breath of colour. */
const STRENGTH: Readonly<Record<HighlightState, number>> = { plain: 30, suggestion: 12, selected: 55 }
const PRIORITY: Readonly<Record<HighlightState, number>> = { plain: 0, suggestion: 0, selected: 1 }

let books = 0

/** Fills behind the text through the CSS Custom Highlight API: one highlight per class colour and state; the text's DOM is never touched. */
export class HighlightBook {
  private readonly prefix = `feedstock-${++books}`
  private readonly sheet = new CSSStyleSheet()
  private readonly palette: Palette
  private readonly highlights = new Map<string, Highlight>()
  private readonly held = new Map<string, { readonly highlight: Highlight, readonly ranges: readonly AbstractRange[] }>()

  constructor(palette: Palette) {
    this.palette = palette
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, this.sheet]
  }

  /** Shows the ranges under this name instead of what the name showed before. @param colour 1 to 24, 0 for none */
  set(name: string, colour: number, state: HighlightState, ranges: readonly AbstractRange[]): void {
    this.clear(name)
    const highlight = this.highlight(colour, state)
    for (const range of ranges) highlight.add(range)
    this.held.set(name, { highlight, ranges })
  }

  clear(name: string): void {
    const held = this.held.get(name)
    if (!held) return
    for (const range of held.ranges) held.highlight.delete(range)
    this.held.delete(name)
  }

  remove(): void {
    for (const key of this.highlights.keys()) CSS.highlights.delete(key)
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter(sheet => sheet !== this.sheet)
    this.held.clear()
  }

  private highlight(colour: number, state: HighlightState): Highlight {
    const key = `${this.prefix}-${colour}-${state}`
    let highlight = this.highlights.get(key)
    if (!highlight) {
      highlight = new Highlight()
      highlight.priority = PRIORITY[state]
      const paint = this.palette.colours[colour - 1] ?? this.palette.unset
      this.sheet.insertRule(`::highlight(${key}) { background-color: color-mix(in oklab, ${paint} ${STRENGTH[state]}%, transparent) }`)
      CSS.highlights.set(key, highlight)
      this.highlights.set(key, highlight)
    }
    return highlight
  }
}

import type { TextOffsets } from '../../../kernel/geometry/text.ts'
import { paragraphAt, paragraphsIn, paragraphsOf, type Paragraph } from './paragraphs.ts'

interface DomPoint { readonly node: Node, readonly offset: number }

/** The text in the DOM: one block per paragraph with one text node, never wrapped; `root.textContent` is the document's text. */
export class TextDom {
  readonly root: HTMLElement
  readonly paragraphs: readonly Paragraph[]
  readonly blocks: readonly HTMLElement[]
  private readonly nodes: readonly Text[]
  private readonly offsets: TextOffsets
  private readonly indexOf = new Map<Node, number>()

  constructor(text: string, offsets: TextOffsets, locale: string) {
    this.offsets = offsets
    this.paragraphs = paragraphsOf(text, offsets)
    this.root = document.createElement('div')
    this.root.lang = locale
    this.root.dir = 'auto'
    this.nodes = this.paragraphs.map(p => document.createTextNode(text.slice(p.start, p.end)))
    this.blocks = this.nodes.map((node, i) => {
      const block = document.createElement('p')
      block.dir = 'auto'
      block.style.cssText = 'margin:0;min-height:1lh;white-space:pre-wrap;overflow-wrap:anywhere'
      block.append(node)
      this.indexOf.set(node, i)
      this.indexOf.set(block, i)
      return block
    })
    this.root.append(...this.blocks)
  }

  paragraphOf(block: Node): number | undefined { return this.indexOf.get(block) }

  /** The code point at a place of the DOM, clamped to the text; null when the place is outside it. */
  toCodePoint({ node, offset }: DomPoint): number | null {
    if (node === this.root) {
      const paragraph = this.paragraphs[offset]
      return paragraph ? paragraph.startCodePoint : this.offsets.codePoints
    }
    const index = this.indexOf.get(node)
    if (index === undefined) return null
    const { start, end } = this.paragraphs[index]!
    const utf16 = node instanceof Text ? start + offset : offset === 0 ? start : end
    return this.offsets.toCodePoint(utf16)
  }

  /** The place of a code point in the DOM. At a paragraph border it is the start of the later one. */
  toDom(codePoint: number): { readonly node: Text, readonly offset: number } {
    const index = paragraphAt(this.paragraphs, codePoint), { start } = this.paragraphs[index]!
    return { node: this.nodes[index]!, offset: this.offsets.toUtf16(codePoint) - start }
  }

  /** One range per paragraph of `[start, end)`: a highlight of two blocks would cover the gap between them. */
  pieces(start: number, end: number): { readonly paragraph: number, readonly range: StaticRange }[] {
    return paragraphsIn(this.paragraphs, start, end).map(paragraph => {
      const { start: from, startCodePoint, endCodePoint } = this.paragraphs[paragraph]!, node = this.nodes[paragraph]!
      const startOffset = this.offsets.toUtf16(Math.max(start, startCodePoint)) - from, endOffset = this.offsets.toUtf16(Math.min(end, endCodePoint)) - from
      return { paragraph, range: new StaticRange({ startContainer: node, startOffset, endContainer: node, endOffset }) }
    })
  }

  /** Rectangles of `[start, end)` within one paragraph, in window coordinates: one per visual line. */
  rectangles(paragraph: number, start: number, end: number): DOMRect[] {
    const { start: from, startCodePoint, endCodePoint } = this.paragraphs[paragraph]!, node = this.nodes[paragraph]!
    const range = document.createRange()
    range.setStart(node, this.offsets.toUtf16(Math.max(start, startCodePoint)) - from)
    range.setEnd(node, this.offsets.toUtf16(Math.min(end, endCodePoint)) - from)
    return [...range.getClientRects()].filter(r => r.width > 0)
  }

  /** Where the caret stands before this code point, in window coordinates. */
  caretRectangle(codePoint: number): DOMRect | null {
    const { node, offset } = this.toDom(codePoint), range = document.createRange()
    range.setStart(node, offset)
    range.collapse(true)
    const [rect] = range.getClientRects()
    return rect ?? node.parentElement?.getBoundingClientRect() ?? null
  }

  /** The code point nearest to a point of the window; null outside the text. */
  codePointAt(x: number, y: number): number | null {
    const found = document.caretPositionFromPoint?.(x, y)
    if (found) return this.toCodePoint({ node: found.offsetNode, offset: found.offset })
    const range = 'caretRangeFromPoint' in document ? document.caretRangeFromPoint(x, y) : null
    return range && this.toCodePoint({ node: range.startContainer, offset: range.startOffset })
  }
}

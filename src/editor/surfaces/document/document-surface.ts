import { pick, type Locale } from '../../../kernel/messages.ts'
import type { ShapeRecord } from '../../../sockets/shape.ts'
import { modifiersOf } from '../../input/pointer.ts'
import type { EditorSession } from '../../session.ts'
import { documentView, type Fragments } from '../../shape-view.ts'
import type { DocumentChange } from '../../store/diff.ts'
import type { Interval } from '../../store/interval-index.ts'
import type { Preview } from '../../tools/define-tool.ts'
import { documentToolView, textModel, type TextModel } from '../../tools/document-space.ts'
import type { DocumentSpace, ReaderLook, Reading } from '../../shape-view.ts'
import { isSuggestion, readPalette, type Palette } from '../raster/style.ts'
import { HighlightBook, type HighlightState } from './highlights.ts'
import { paragraphsIn } from './paragraphs.ts'
import { TextDom } from './text-dom.ts'
import { drawMarks, type Mark } from './underlines.ts'

export interface DocumentSurfaceOptions {
  /** The stored text, never normalised. */
  readonly text: string
  /** BCP 47 tag of the text: decides where words end. */
  readonly textLocale: string
  /** Of the reader. */
  readonly locale: Locale
  readonly name: string
}

const CARET = 'caret'

const readBy = (mark: Mark, { letter, colour, dash }: ReaderLook): Mark => ({ ...mark, colour, dash: dash.length > 0 ? dash.join(' ') : 'none', tag: mark.tag === '' ? '' : `${letter} ${mark.tag}` })

/** A text with its spans, mounted into an element that scrolls. */
export class DocumentSurface {
  readonly dom: TextDom
  private readonly host: HTMLElement
  private readonly session: EditorSession<DocumentSpace>
  private readonly options: DocumentSurfaceOptions
  private readonly model: TextModel
  private readonly palette: Palette
  private readonly fills: HighlightBook
  private readonly overlay: HTMLElement
  private readonly caret: HTMLElement
  private readonly layers = new Map<number, SVGElement>()
  private readonly visible = new Set<number>()
  private readonly dirty = new Set<number>()
  private readonly observer: IntersectionObserver
  private readonly sizes: ResizeObserver
  private readonly stopping = new AbortController()
  private readonly stops: (() => void)[] = []
  /** Spans of another annotation, shown and never touched. */
  private second: readonly ShapeRecord[] = []
  private readers: readonly Reading[] = []
  private ownLook: ReaderLook | null = null
  private previewed: ReadonlyMap<string, ShapeRecord> = new Map()
  private isPressed = false
  /** Did the second click of a triple click label the word? Then the third takes that back and labels the sentence. */
  private doubleMade = false
  private frame = 0

  constructor(host: HTMLElement, session: EditorSession<DocumentSpace>, options: DocumentSurfaceOptions) {
    this.host = host
    this.session = session
    this.options = options
    this.model = textModel(options.text, options.textLocale, session.store, session.shapes)
    this.dom = new TextDom(options.text, this.model.offsets, options.textLocale)
    this.palette = readPalette(host)
    this.fills = new HighlightBook(this.palette)
    this.overlay = document.createElement('div')
    this.overlay.setAttribute('aria-hidden', 'true')
    this.overlay.style.cssText = 'position:absolute;inset:0;pointer-events:none'
    this.caret = document.createElement('div')
    this.caret.dataset['caret'] = ''
    this.caret.style.cssText = 'position:absolute;width:2px;background:currentColor;display:none'
    this.overlay.append(this.caret)
    const frame = document.createElement('div')
    frame.style.position = 'relative'
    frame.append(this.dom.root, this.overlay)
    host.tabIndex = 0
    host.setAttribute('role', 'application')
    host.setAttribute('aria-label', options.name)
    host.append(frame)
    this.observer = new IntersectionObserver(entries => this.seen(entries), { root: host, rootMargin: '50% 0px' })
    for (const block of this.dom.blocks) this.observer.observe(block)
    this.sizes = new ResizeObserver(() => { for (const paragraph of this.visible) this.invalidate(paragraph) })
    this.sizes.observe(this.dom.root)
    for (const record of session.store.all()) this.fill(record)
    this.listen()
    // A draft that was taken up before the surface was there.
    this.showPreview(session.preview)
  }

  /** Shows what another annotator marked, as dotted underlines. */
  showSecond(records: readonly ShapeRecord[]): void {
    this.second = records
    for (const paragraph of this.visible) this.invalidate(paragraph)
  }

  /** Compares readers: every underline in the look of its reader, with their letter. Null: the document looks as always. */
  showReaders(own: ReaderLook | null, others: readonly Reading[]): void {
    this.ownLook = own
    this.readers = others
    for (const paragraph of this.visible) this.invalidate(paragraph)
  }

  destroy(): void {
    this.stopping.abort()
    for (const stop of this.stops) stop()
    cancelAnimationFrame(this.frame)
    this.observer.disconnect()
    this.sizes.disconnect()
    this.model.stop()
    this.fills.remove()
    this.host.replaceChildren()
  }

  private listen(): void {
    const { session } = this, { signal } = this.stopping, view = this.host.ownerDocument.defaultView
    this.stops.push(
      session.mount(() => documentToolView(session.store, session.shapes, this.model, session, (offset, direction) => this.lineStep(offset, direction))),
      session.store.listen('document', change => this.changed(change)),
      session.store.listen('session', (facts, before) => {
        const hiding = facts.hidden === before.hidden ? [] : [...facts.hidden, ...before.hidden]
        for (const id of new Set([...facts.selection, ...before.selection, ...hiding])) this.refresh(session.store.get(id))
      }),
      session.on('preview', preview => this.showPreview(preview)),
    )
    this.dom.root.addEventListener('mousedown', event => this.pressed(event), { signal })
    this.host.ownerDocument.addEventListener('mouseup', event => this.released(event), { signal })
    view?.addEventListener('blur', () => { this.isPressed = false; session.blur() }, { signal })
  }

  private pressed(event: MouseEvent): void {
    if (event.button !== 0) return
    const offset = this.dom.codePointAt(event.clientX, event.clientY)
    if (offset === null) return
    this.host.focus({ preventScroll: true })
    const at = { offset, range: null }, modifiers = modifiersOf(event)
    if (event.detail < 2) {
      this.isPressed = true
      return this.session.send({ type: 'press', at, modifiers, time: event.timeStamp })
    }
    // The browser's word is not ours; its own selection of it must not be seen at release.
    event.preventDefault()
    this.isPressed = false
    if (event.detail === 3 && this.doubleMade) this.session.undo()
    const before = this.session.store.size
    this.session.send({ type: 'double', at: { offset: this.characterAt(event, offset), range: null }, modifiers, clicks: event.detail })
    this.doubleMade = event.detail === 2 && this.session.store.size > before
    getSelection()?.removeAllRanges()
  }

  /** A caret lies between two characters; the one under the pointer is the one whose rectangle holds it. */
  private characterAt(event: MouseEvent, offset: number): number {
    const before = this.model.segments.step(offset, -1)
    const paragraph = paragraphsIn(this.dom.paragraphs, before, offset)[0]
    const holds = paragraph !== undefined && before < offset && this.dom.rectangles(paragraph, before, offset)
      .some(r => event.clientX >= r.left && event.clientX < r.right && event.clientY >= r.top && event.clientY < r.bottom)
    return holds ? before : offset
  }

  private released(event: MouseEvent): void {
    if (!this.isPressed || event.button !== 0) return
    this.isPressed = false
    const range = this.selectedRange(), offset = this.dom.codePointAt(event.clientX, event.clientY) ?? range?.[1]
    if (offset === undefined) return this.session.blur()
    const before = this.session.store.size
    const place = range ? offset : this.characterAt(event, offset)
    this.session.send({ type: 'release', at: { offset: place, range }, modifiers: modifiersOf(event) })
    // What became a span needs no selection; a pending one stays, so that it can be copied.
    if (this.session.store.size > before) getSelection()?.removeAllRanges()
  }

  /** The browser's selection in code points, clamped to the text and widened to whole characters; null when it is empty. */
  private selectedRange(): readonly [number, number] | null {
    const selection = getSelection()
    if (!selection || selection.rangeCount === 0 || selection.isCollapsed) return null
    const range = selection.getRangeAt(0), { root } = this.dom
    if (!range.intersectsNode(root)) return null
    const start = this.dom.toCodePoint({ node: range.startContainer, offset: range.startOffset }) ?? 0
    const end = this.dom.toCodePoint({ node: range.endContainer, offset: range.endOffset }) ?? this.model.offsets.codePoints
    const snapped = [this.model.segments.snap(start, -1), this.model.segments.snap(end, 1)] as const
    return snapped[0] < snapped[1] ? snapped : null
  }

  /** The nearest offset on the visual line above or below. */
  private lineStep(offset: number, direction: 1 | -1): number | null {
    const rect = this.dom.caretRectangle(offset)
    if (!rect) return null
    const line = Number.parseFloat(getComputedStyle(this.dom.root).lineHeight) || rect.height * 1.5
    const found = this.dom.codePointAt(rect.left + 0.5, rect.top + rect.height / 2 + direction * line)
    return found === null || (direction > 0 ? found <= offset : found >= offset) ? null : this.model.segments.snap(found, -1)
  }

  private changed(change: DocumentChange): void {
    for (const { id, before, after } of change.edits) {
      if (after) this.fill(after); else this.fills.clear(id)
      this.touch(before)
      this.touch(after)
    }
  }

  private refresh(record: ShapeRecord | undefined): void {
    if (!record) return
    this.fill(record)
    this.touch(record)
  }

  private fragments(record: ShapeRecord): Fragments { return documentView(this.session.shapes, record.kind)?.fragments(record.payload) ?? [] }
  private colour(record: ShapeRecord): number { return this.session.schema.classes.find(entry => entry.id === record.class)?.colour ?? 0 }

  private fill(record: ShapeRecord): void {
    if (this.session.store.facts.hidden.has(record.id)) return this.fills.clear(record.id)
    const state: HighlightState = this.session.store.facts.selection.has(record.id) ? 'selected' : isSuggestion(record) ? 'suggestion' : 'plain'
    const ranges = this.fragments(record).flatMap(([start, end]) => this.dom.pieces(start, end).map(piece => piece.range))
    if (ranges.length > 0) this.fills.set(record.id, this.colour(record), state, ranges)
  }

  private touch(record: ShapeRecord | null): void {
    if (!record) return
    for (const [start, end] of this.fragments(record)) for (const paragraph of paragraphsIn(this.dom.paragraphs, start, end)) this.invalidate(paragraph)
  }

  private showPreview({ caret, shapes = [] }: Preview): void {
    for (const record of this.previewed.values()) this.refresh(this.session.store.get(record.id))
    this.previewed = new Map(shapes.map(shape => [shape.id, shape]))
    for (const shape of shapes) this.refresh(shape)
    this.fills.clear(CARET)
    this.caret.style.display = caret ? 'block' : 'none'
    if (!caret) return
    const [start, end] = [Math.min(caret.anchor, caret.focus), Math.max(caret.anchor, caret.focus)]
    if (start < end) this.fills.set(CARET, 0, 'selected', this.dom.pieces(start, end).map(piece => piece.range))
    this.placeCaret(caret.focus)
  }

  private placeCaret(offset: number): void {
    const block = this.dom.toDom(offset).node.parentElement, rect = this.dom.caretRectangle(offset)
    if (!block || !rect) return
    const screen = this.host.getBoundingClientRect()
    if (rect.top < screen.top || rect.bottom > screen.bottom) block.scrollIntoView({ block: 'nearest' })
    const origin = this.overlay.getBoundingClientRect(), now = this.dom.caretRectangle(offset) ?? rect
    this.caret.style.left = `${now.left - origin.left - 1}px`
    this.caret.style.top = `${now.top - origin.top}px`
    this.caret.style.height = `${now.height}px`
  }

  private seen(entries: readonly IntersectionObserverEntry[]): void {
    for (const entry of entries) {
      const paragraph = this.dom.paragraphOf(entry.target)
      if (paragraph === undefined) continue
      if (entry.isIntersecting) { this.visible.add(paragraph); this.invalidate(paragraph); continue }
      this.visible.delete(paragraph)
      this.layers.get(paragraph)?.remove()
      this.layers.delete(paragraph)
    }
  }

  private invalidate(paragraph: number): void {
    this.dirty.add(paragraph)
    if (this.frame === 0) this.frame = requestAnimationFrame(() => this.draw())
  }

  private draw(): void {
    this.frame = 0
    const origin = this.overlay.getBoundingClientRect()
    for (const paragraph of this.dirty) if (this.visible.has(paragraph)) this.drawParagraph(paragraph, origin)
    this.dirty.clear()
  }

  private drawParagraph(paragraph: number, origin: DOMRect): void {
    const { startCodePoint, endCodePoint } = this.dom.paragraphs[paragraph]!
    const own = this.model.spans().overlapping(startCodePoint, endCodePoint).flatMap(interval => this.ownMark(interval, startCodePoint))
    const marks = [...own, ...this.second.flatMap(record => this.fragments(record).flatMap(([start, end]) => start < endCodePoint && end > startCodePoint ? [this.mark(record, { id: record.id, start, end }, startCodePoint, '3 3')] : []))]
    for (const { look, records } of this.readers) for (const record of records) for (const [start, end] of this.fragments(record))
      if (start < endCodePoint && end > startCodePoint) marks.push(readBy(this.mark(record, { id: record.id, start, end }, startCodePoint, '3 3'), look))
    let layer = this.layers.get(paragraph)
    if (marks.length === 0 && !layer) return
    if (!layer) {
      layer = document.createElementNS('http://www.w3.org/2000/svg', 'svg')
      layer.setAttribute('style', 'position:absolute;left:0;top:0;width:100%;height:100%;overflow:visible')
      layer.dataset['paragraph'] = String(paragraph)
      this.layers.set(paragraph, layer)
      this.overlay.append(layer)
    }
    drawMarks(layer, marks, interval => this.dom.rectangles(paragraph, interval.start, interval.end), origin)
  }

  private ownMark(interval: Interval, from: number): Mark[] {
    const { store } = this.session, record = store.get(interval.id)
    if (!record || store.facts.hidden.has(interval.id)) return []
    const mark = this.mark(record, interval, from, isSuggestion(record) ? '6 4' : 'none')
    return [this.ownLook ? readBy(mark, this.ownLook) : mark]
  }

  private mark(record: ShapeRecord, interval: Interval, from: number, dash: Mark['dash']): Mark {
    const label = this.session.schema.classes.find(entry => entry.id === record.class)
    const isFirst = interval.start >= from && this.fragments(record)[0]?.[0] === interval.start, tag = isFirst && label ? pick(label.name, this.options.locale) : ''
    return {
      interval, dash, colour: this.palette.colours[this.colour(record) - 1] ?? this.palette.unset,
      tag: tag !== '' && dash === '6 4' ? `✦ ${tag}` : tag, isSelected: dash !== '3 3' && this.session.store.facts.selection.has(record.id),
    }
  }
}

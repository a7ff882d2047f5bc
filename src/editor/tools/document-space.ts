import { textOffsets, type TextOffsets } from '../../kernel/geometry/text.ts'
import { documentView, type DocumentToolView, type EditorShapes, type ToolView } from '../shape-view.ts'
import type { DocumentStore } from '../store/document-store.ts'
import { IntervalIndex } from '../store/interval-index.ts'
import { segmentsOf, type Segments } from './segments.ts'

/** The text of one document, made once: offsets, segments, and where the spans lie. */
export interface TextModel {
  readonly text: string
  readonly offsets: TextOffsets
  readonly segments: Segments
  /** Rebuilt after a change, when it is next asked for. */
  spans(): IntervalIndex
  stop(): void
}

export const textModel = (text: string, locale: string, store: DocumentStore, shapes: EditorShapes): TextModel => {
  const offsets = textOffsets(text)
  let index: IntervalIndex | null = null
  const stop = store.listen('document', () => { index = null })
  return {
    text,
    offsets,
    segments: segmentsOf(text, offsets, locale),
    stop,
    spans: () => index ??= new IntervalIndex([...store.all()].flatMap(record =>
      (documentView(shapes, record.kind)?.fragments(record.payload) ?? []).map(([start, end]) => ({ start, end, id: record.id })))),
  }
}

export const documentToolView = (
  store: DocumentStore, shapes: EditorShapes, model: TextModel, maker: Pick<ToolView, 'make'>, lineStep: DocumentToolView['lineStep'] = () => null,
): DocumentToolView => ({
  shapes,
  make: (kind, payload) => maker.make(kind, payload),
  lineStep,
  text: model.text,
  offsets: model.offsets,
  segments: model.segments,
  selection: store.facts.selection,
  activeClass: store.facts.activeClass,
  get: id => store.get(id),
  isLocked: id => store.facts.locked.has(id),
  spansAt: offset => {
    const found = model.spans().overlapping(offset, offset + 1).filter(({ id }) => !store.facts.hidden.has(id))
    return [...new Set(found.sort((a, b) => (a.end - a.start) - (b.end - b.start)).map(({ id }) => id))]
  },
})

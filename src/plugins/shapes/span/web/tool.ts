import { editorFailures } from '../../../../editor/errors.ts'
import { documentView } from '../../../../editor/shape-view.ts'
import { defineTool, type Modifiers, type Step, type ToolKey } from '../../../../editor/tools/define-tool.ts'
import type { DocumentSpace, DocumentToolView } from '../../../../editor/shape-view.ts'
import { spanOver, trimmed, type Span } from './fragments.ts'

type Range = readonly [start: number, end: number]

type SpanState =
  | { readonly name: 'idle' }
  /** Button down: the browser paints the selection, it is read at release. */
  | { readonly name: 'selecting', readonly from: number }
  /** The keyboard's own caret; the text between anchor and focus is selected. Also what a drag leaves while no class is active. */
  | { readonly name: 'caret', readonly anchor: number, readonly focus: number }
  | { readonly name: 'edge-editing', readonly shape: string, readonly edge: 'start' | 'end', readonly at: number }

const idle = { name: 'idle' } as const
const caret = (anchor: number, focus: number): SpanState => ({ name: 'caret', anchor, focus })
const between = (a: number, b: number): Range => [Math.min(a, b), Math.max(a, b)]

const create = (range: Range, view: DocumentToolView, chosen = view.activeClass): Step<SpanState> => {
  const [start, end] = trimmed(range, view.text)
  if (start >= end) return { state: idle, ops: [{ op: 'refuse', failure: editorFailures.emptySpan() }] }
  const shape = { ...view.make('span', spanOver([[start, end]], view.text)), class: chosen }
  return { state: idle, ops: [{ op: 'put', shape }, { op: 'select', ids: [shape.id] }] }
}

/** With an active class the release creates the span at once; else the selection waits for a class. */
const offer = (range: Range, view: DocumentToolView): Step<SpanState> =>
  view.activeClass === null ? { state: caret(range[0], range[1]) } : create(range, view)

/** The shortest span under the pointer; a click on the selected one walks outwards. */
const pick = (offset: number, view: DocumentToolView): Step<SpanState> => {
  const found = view.spansAt(offset)
  if (found.length === 0) return { state: caret(offset, offset), ops: [{ op: 'select', ids: [] }] }
  const current = found.findIndex(id => view.selection.has(id))
  return { state: idle, ops: [{ op: 'select', ids: [found[(current + 1) % found.length]!] }] }
}

const walk = (focus: number, key: ToolKey, modifiers: Modifiers, view: DocumentToolView): number | null => {
  const segments = view.segments
  switch (key) {
    case 'left': return modifiers.ctrl ? segments.wordStep(focus, -1) : segments.step(focus, -1)
    case 'right': return modifiers.ctrl ? segments.wordStep(focus, 1) : segments.step(focus, 1)
    case 'up': return view.lineStep(focus, -1) ?? 0
    case 'down': return view.lineStep(focus, 1) ?? view.offsets.codePoints
    case 'home': return 0
    case 'end': return view.offsets.codePoints
    default: return null
  }
}

const selected = (view: DocumentToolView): { readonly id: string, readonly span: Span } | null => {
  const [id] = view.selection, record = id === undefined ? undefined : view.get(id)
  const shape = record && documentView(view.shapes, record.kind)
  return record && shape && !view.isLocked(record.id) ? { id: record.id, span: { fragments: shape.fragments(record.payload).map(([s, e]) => [s, e]), text: '' } } : null
}

const removal = (view: DocumentToolView): Step<SpanState> =>
  ({ state: idle, ops: [...view.selection].filter(id => !view.isLocked(id)).map(id => ({ op: 'remove' as const, id })) })

const startEdge = (edge: 'start' | 'end', view: DocumentToolView): Step<SpanState> => {
  const held = selected(view)
  if (!held) return { state: idle }
  const at = edge === 'start' ? held.span.fragments[0]![0] : held.span.fragments.at(-1)![1]
  return { state: { name: 'edge-editing', shape: held.id, edge, at } }
}

/** The span with one end elsewhere; it never becomes empty nor jumps over its other fragments. */
const withEdge = (state: Extract<SpanState, { name: 'edge-editing' }>, view: DocumentToolView): Span | null => {
  const record = view.get(state.shape), shape = record && documentView(view.shapes, record.kind)
  if (!record || !shape) return null
  const fragments = shape.fragments(record.payload).map(([s, e]): [number, number] => [s, e])
  const first = fragments[0], last = fragments.at(-1)
  if (!first || !last) return null
  if (state.edge === 'start') first[0] = Math.min(state.at, first[1] - 1); else last[1] = Math.max(state.at, last[0] + 1)
  return spanOver(fragments, view.text)
}

const keepEdge = (state: Extract<SpanState, { name: 'edge-editing' }>, view: DocumentToolView): Step<SpanState> => {
  const record = view.get(state.shape), payload = withEdge(state, view)
  if (!record || !payload) return { state: idle }
  const origin = record.origin.startsWith('model:') ? 'model-edited' : record.origin
  return { state: idle, ops: [{ op: 'put', shape: { ...record, payload, origin } }] }
}

export const spanTool = defineTool<DocumentSpace, SpanState>({
  id: 'span',
  cursor: 'text',
  initial: idle,
  on: {
    idle: {
      press: (_, event) => ({ state: { name: 'selecting', from: event.at.offset } }),
      double: (_, event, view) => doubled(event.at.offset, event.clicks, view),
      key: (state, event, view) => {
        if (event.key === 'delete' || event.key === 'backspace') return removal(view)
        if (event.key === 'start-edge') return startEdge('start', view)
        if (event.key === 'end-edge') return startEdge('end', view)
        const from = selected(view)?.span.fragments[0]?.[0] ?? 0
        const to = walk(from, event.key, event.modifiers, view)
        return to === null ? { state } : { state: event.modifiers.shift ? caret(from, to) : caret(to, to) }
      },
      escape: (state, _, view) => ({ state, ops: view.selection.size > 0 ? [{ op: 'select', ids: [] }] : [] }),
    },
    selecting: {
      drag: state => ({ state }),
      release: (_, event, view) => event.at.range ? offer(event.at.range, view) : pick(event.at.offset, view),
      double: (_, event, view) => doubled(event.at.offset, event.clicks, view),
      escape: () => ({ state: idle }),
      blur: () => ({ state: idle }),
    },
    caret: {
      press: (state, event) => ({ state: event.modifiers.shift ? state : { name: 'selecting', from: event.at.offset } }),
      release: (state, event, view) => event.modifiers.shift ? offer(between(state.anchor, event.at.offset), view) : { state },
      double: (_, event, view) => doubled(event.at.offset, event.clicks, view),
      key: (state, event, view) => {
        if (event.key === 'enter') return create(between(state.anchor, state.focus), view)
        if (event.key === 'delete' || event.key === 'backspace') return removal(view)
        const to = walk(state.focus, event.key, event.modifiers, view)
        return to === null ? { state } : { state: event.modifiers.shift ? caret(state.anchor, to) : caret(to, to) }
      },
      class: (state, event, view) => state.anchor === state.focus ? { state } : create(between(state.anchor, state.focus), view, event.class),
      escape: () => ({ state: idle }),
      // A place in the text is no gesture: it stays where it was when the window comes back.
      blur: state => ({ state }),
    },
    'edge-editing': {
      key: (state, event, view) => {
        if (event.key === 'enter') return keepEdge(state, view)
        if (event.key === 'start-edge') return startEdge('start', view)
        if (event.key === 'end-edge') return startEdge('end', view)
        const to = walk(state.at, event.key, event.modifiers, view)
        return { state: to === null ? state : { ...state, at: to } }
      },
      press: (state, _, view) => keepEdge(state, view),
      escape: () => ({ state: idle }),
      blur: () => ({ state: idle }),
    },
  },
  preview: (state, view) => {
    if (state.name === 'caret') return { caret: { anchor: state.anchor, focus: state.focus } }
    if (state.name !== 'edge-editing') return {}
    const record = view.get(state.shape), payload = withEdge(state, view)
    return { caret: { anchor: state.at, focus: state.at }, ...(record && payload && { shapes: [{ ...record, payload }] }) }
  },
})

/** Two clicks take the word, three the sentence. */
const doubled = (offset: number, clicks: number, view: DocumentToolView): Step<SpanState> => {
  const range = clicks >= 3 ? view.segments.sentence(offset) : view.segments.word(offset)
  return range ? offer(range, view) : { state: idle }
}

import type { Failure } from '../kernel/failure.ts'
import { newId, type ShapeId } from '../kernel/ids.ts'
import type { LabelSchemaDocument } from '../sockets/label-schema.ts'
import type { ShapeOperation, ShapeRecord } from '../sockets/shape.ts'
import { editorFailures } from './errors.ts'
import { History } from './history/history.ts'
import type { EditorShapes } from './shape-view.ts'
import { DocumentStore } from './store/document-store.ts'
import type { Preview, RunningTool, Space, ToolDefinition, ToolEvent, ToolOp } from './tools/define-tool.ts'
import type { ToolView } from './shape-view.ts'

export interface SessionSource<X extends Space> {
  readonly shapes: EditorShapes
  readonly schema: LabelSchemaDocument
  /** Place of the asset in the task. */
  readonly slot: string
  readonly records: Iterable<ShapeRecord>
  /** In place of records: a part of a document that lies in several places. Its tool is the first one. */
  readonly store?: DocumentStore
  /** The first one is where Escape returns to. */
  readonly tools: readonly ToolDefinition<X>[]
  /** Someone else holds the document, or it is being reviewed. */
  readonly readOnly?: boolean
}

/** An answer to a question of the whole task: a shape without geometry. */
export interface Answer { readonly question: string, readonly kind: string, readonly class: string | null, readonly payload: unknown }

interface Signals {
  /** The tool's gesture changed what is shown, or the tool itself changed. */
  readonly preview: (preview: Preview) => void
  readonly refusal: (failure: Failure) => void
  readonly pan: (by: { readonly x: number, readonly y: number }) => void
}

/** One sitting at one document: store, history, tool at work, class, selection and answers. It knows no screen. */
export class EditorSession<X extends Space & { readonly view: ToolView }> {
  readonly store: DocumentStore
  readonly history: History
  readonly shapes: EditorShapes
  readonly schema: LabelSchemaDocument
  readonly slot: string
  private readonly tools: ReadonlyMap<string, ToolDefinition<X>>
  private readonly home: string
  private readonly listeners: { readonly [S in keyof Signals]: Set<Signals[S]> } = { preview: new Set(), refusal: new Set(), pan: new Set() }
  private running: RunningTool<X>
  private lastTool: string
  private view: (() => X['view']) | null = null
  private isReadOnly: boolean

  constructor(source: SessionSource<X>) {
    const first = source.tools[0]
    if (!first) throw new Error('a session needs at least one tool')
    this.shapes = source.shapes
    this.schema = source.schema
    this.slot = source.slot
    this.tools = new Map(source.tools.map(tool => [tool.id, tool]))
    this.home = first.id
    this.lastTool = first.id
    this.isReadOnly = source.readOnly ?? false
    this.running = first.start()
    this.store = source.store ?? new DocumentStore(source.shapes.definitions, source.records, { tool: first.id })
    this.history = new History(this.store)
  }

  get toolState(): string { return this.running.stateName }
  get cursor(): string { return this.running.cursor }
  get preview(): Preview { return this.view ? this.running.preview(this.view()) : {} }
  get readOnly(): boolean { return this.isReadOnly }
  set readOnly(value: boolean) { this.blur(); this.isReadOnly = value }

  on<S extends keyof Signals>(signal: S, listener: Signals[S]): () => void {
    const set = this.listeners[signal]
    set.add(listener)
    return () => { set.delete(listener) }
  }

  /** A surface says how tools see it; tools hear nothing before. */
  mount(view: () => X['view']): () => void {
    this.view = view
    return () => { this.blur(); if (this.view === view) this.view = null }
  }

  send(event: ToolEvent<X['place']>): void {
    if (!this.view) return
    const ops = this.running.send(event, this.view())
    this.execute(ops)
    this.signalPreview()
  }

  blur(): void { this.send({ type: 'blur' }) }

  /** One step back a press: the gesture or draft, then the selection, then the first tool. */
  escape(): void {
    if (this.running.stateName !== 'idle') return this.send({ type: 'escape' })
    if (this.store.facts.selection.size > 0) return this.select([])
    this.setTool(this.home)
  }

  setTool(id: string): void {
    const tool = this.tools.get(id)
    if (!tool || id === this.running.id) return
    this.blur()
    this.lastTool = this.running.id
    this.running = tool.start()
    this.store.setFacts({ tool: id })
    this.signalPreview()
  }

  setLastTool(): void { this.setTool(this.lastTool) }

  /** Sets the class of what is waiting for one, else of the selection, else of what is drawn next. */
  setClass(id: string | null): void {
    this.store.setFacts({ activeClass: id })
    if (id !== null && this.store.facts.selection.size === 0 && this.running.hears('class')) return this.send({ type: 'class', class: id })
    const chosen = [...this.store.facts.selection].flatMap(shape => this.store.get(shape) ?? []).filter(record => record.class !== id)
    if (id !== null) this.execute(chosen.map(record => ({ op: 'put', shape: { ...record, class: id } })))
  }

  select(ids: readonly string[]): void { this.execute([{ op: 'select', ids }]) }

  /** Steps through the shapes of the surface in the order given by their place: top to bottom, then left to right. */
  selectNext(direction: 1 | -1): void {
    const order = [...this.store.all()].filter(record => this.shapes.views.has(record.kind)).sort((a, b) => this.compareByPlace(a, b))
    if (order.length === 0) return
    const at = order.findIndex(record => this.store.facts.selection.has(record.id))
    const next = at < 0 ? (direction > 0 ? 0 : order.length - 1) : (at + direction + order.length) % order.length
    this.select([order[next]!.id])
  }

  removeSelection(): void {
    this.execute([...this.store.facts.selection].filter(id => !this.store.facts.locked.has(id)).map(id => ({ op: 'remove', id })))
  }

  selectAll(): void {
    const { hidden } = this.store.facts
    this.select([...this.store.all()].filter(record => this.shapes.views.has(record.kind) && !hidden.has(record.id)).map(({ id }) => id))
  }

  /** Hides or locks the selection; when all of it is so already, shows or unlocks it. A fact of the view, never saved. */
  toggleSelected(fact: 'hidden' | 'locked'): void {
    const set = new Set(this.store.facts[fact]), { selection } = this.store.facts
    const isAll = [...selection].every(id => set.has(id))
    for (const id of selection) if (isAll) set.delete(id); else set.add(id)
    this.store.setFacts(fact === 'hidden' ? { hidden: set } : { locked: set })
  }

  showAll(): void { this.store.setFacts({ hidden: new Set() }) }

  /** Commits operations that come from a panel, a list or a decision, as one mark. */
  commit(operations: readonly ShapeOperation[]): void { this.execute(operations) }

  /** In a draft the last step of the draft is undone first. */
  undo(): void {
    if (this.running.stateName !== 'idle' && this.running.hears('undo')) return this.send({ type: 'undo' })
    this.travel('undo')
  }

  redo(): void { this.travel('redo') }

  answers(question: string): ShapeRecord[] {
    return [...this.store.all()].filter(record => record.question === question)
  }

  /** The one answer to a question: replaces what was said before. */
  setAnswer(answer: Answer): void {
    const [first, ...others] = this.answers(answer.question)
    const record = first ? { ...first, kind: answer.kind, class: answer.class, payload: answer.payload } : this.answerRecord(answer)
    this.execute([{ op: 'put', shape: record }, ...others.map(({ id }) => ({ op: 'remove' as const, id }))])
  }

  /** One of several chosen options: takes it back when it is there already. */
  toggleAnswer(answer: Answer): void {
    const held = this.answers(answer.question).find(record => record.class === answer.class)
    this.execute([held ? { op: 'remove', id: held.id } : { op: 'put', shape: this.answerRecord(answer) }])
  }

  clearAnswer(question: string): void {
    this.execute(this.answers(question).map(({ id }) => ({ op: 'remove', id })))
  }

  make(kind: string, payload: unknown): ShapeRecord {
    return {
      id: newId<ShapeId>(),
      kind,
      version: this.shapes.definitions.get(kind)?.version ?? 1,
      class: this.store.facts.activeClass,
      question: null,
      slot: this.slot,
      payload,
      attributes: {},
      origin: 'human',
      z: this.store.nextZ,
    }
  }

  /** The unfinished draft of several clicks, to be kept over a crash; null when there is none. */
  draft(): { readonly tool: string, readonly state: string } | null {
    const state = this.running.draft()
    return state === null ? null : { tool: this.running.id, state }
  }

  resumeDraft(draft: { readonly tool: string, readonly state: string }): boolean {
    this.setTool(draft.tool)
    const resumed = this.running.id === draft.tool && this.running.resume(draft.state)
    this.signalPreview()
    return resumed
  }

  private answerRecord({ question, kind, class: chosen, payload }: Answer): ShapeRecord {
    return { ...this.make(kind, payload), class: chosen, question, z: 0 }
  }

  private travel(direction: 'undo' | 'redo'): void {
    if (this.isReadOnly) return this.refuse(editorFailures.readOnly())
    const { skipped } = this.history[direction]()
    if (skipped.length > 0) this.refuse(editorFailures.changedElsewhere({ count: skipped.length }))
    this.signalPreview()
  }

  private execute(ops: readonly ToolOp[]): void {
    const edits: ShapeOperation[] = []
    for (const op of ops) if (op.op === 'put' || op.op === 'remove') edits.push(op)
    if (edits.length > 0 && this.isReadOnly) return this.refuse(editorFailures.readOnly())
    edits.push(...this.untied(edits))
    const broken = this.firstBroken(edits)
    if (broken) return this.refuse(broken)
    if (edits.length > 0) this.history.commit(edits)
    for (const op of ops) {
      if (op.op === 'select') this.store.setFacts({ selection: new Set(op.ids.filter(id => this.store.get(id) !== undefined)) })
      else if (op.op === 'refuse') this.refuse(op.failure)
      else if (op.op === 'pan') for (const listener of this.listeners.pan) listener(op.by)
    }
  }

  /** What ties a shape that goes, goes with it: in the same mark, so that undo brings both back. */
  private untied(edits: readonly ShapeOperation[]): ShapeOperation[] {
    const gone = new Set(edits.flatMap(edit => edit.op === 'remove' ? [edit.id] : []))
    if (gone.size === 0) return []
    const ties = [...this.store.all()].filter(({ id, kind, payload }) => !gone.has(id) && this.shapes.definitions.get(kind)?.ends?.(payload).some(end => gone.has(end)))
    return ties.map(({ id }) => ({ op: 'remove', id }))
  }

  /** A shape that breaks its own rules, or a class that may not use it, never enters the document. */
  private firstBroken(edits: readonly ShapeOperation[]): Failure | null {
    for (const edit of edits) {
      if (edit.op === 'remove') continue
      const { kind, payload, class: used, question } = edit.shape
      const rule = this.shapes.definitions.get(kind)?.check?.(payload)
      if (rule) return editorFailures.shapeInvalid({ rule, shape: edit.shape.id })
      const label = question === null && !this.shapes.definitions.get(kind)?.ends ? this.schema.classes.find(entry => entry.id === used) : undefined
      if (label && !label.kinds.includes(kind)) return editorFailures.kindNotAllowed({ kind, class: label.id })
    }
    return null
  }

  private compareByPlace(a: ShapeRecord, b: ShapeRecord): number {
    const p = this.placeOf(a), q = this.placeOf(b)
    return p.y - q.y || p.x - q.x || (a.id < b.id ? -1 : 1)
  }

  private placeOf(record: ShapeRecord): { readonly x: number, readonly y: number } {
    const view = this.shapes.views.get(record.kind)
    if (view?.space === 'document') return { x: view.fragments(record.payload)[0]?.[0] ?? 0, y: 0 }
    return this.store.bounds(record.id) ?? { x: 0, y: 0 }
  }

  private refuse(failure: Failure): void { for (const listener of this.listeners.refusal) listener(failure) }

  private signalPreview(): void {
    const preview = this.preview
    for (const listener of this.listeners.preview) listener(preview)
  }
}

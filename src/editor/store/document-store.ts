import type { Bounds } from '../../kernel/geometry/plane.ts'
import type { ShapeDefinition, ShapeRecord } from '../../sockets/shape.ts'
import type { ChangeSource, Diff, DocumentChange, ShapeEdit } from './diff.ts'
import { SpatialIndex } from './spatial-index.ts'

/** Facts of one sitting that are never saved and never undone. */
export interface SessionFacts {
  readonly tool: string
  readonly activeClass: string | null
  readonly selection: ReadonlySet<string>
  readonly hidden: ReadonlySet<string>
  readonly locked: ReadonlySet<string>
}

interface Listeners {
  readonly document: (change: DocumentChange) => void
  readonly session: (facts: SessionFacts, before: SessionFacts) => void
}
export type Scope = keyof Listeners

/** Paint order: by z, ties by id. */
export const paintOrder = (a: ShapeRecord, b: ShapeRecord): number => a.z - b.z || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)

/**
 * The document of one editor: records by id, their bounds in an index, and the facts of the sitting beside them.
 * An edit costs what it touches; nothing is copied whole.
 */
export class DocumentStore {
  private readonly records = new Map<string, ShapeRecord>()
  private readonly slotOf = new Map<string, number>()
  private readonly idOf: string[] = []
  private readonly free: number[] = []
  private readonly index = new SpatialIndex()
  private readonly shapes: ReadonlyMap<string, ShapeDefinition>
  private readonly listeners: { readonly [S in Scope]: Set<Listeners[S]> } = { document: new Set(), session: new Set() }
  private sessionFacts: SessionFacts
  private highestZ = 0

  constructor(shapes: ReadonlyMap<string, ShapeDefinition>, records: Iterable<ShapeRecord>, facts: Partial<SessionFacts> = {}) {
    this.shapes = shapes
    this.sessionFacts = { tool: 'select', activeClass: null, selection: new Set(), hidden: new Set(), locked: new Set(), ...facts }
    for (const record of records) this.place(record)
    this.index.tidy()
  }

  get size(): number { return this.records.size }
  get facts(): SessionFacts { return this.sessionFacts }
  get nextZ(): number { return this.highestZ + 1 }
  get(id: string): ShapeRecord | undefined { return this.records.get(id) }
  all(): IterableIterator<ShapeRecord> { return this.records.values() }

  bounds(id: string): Bounds | null {
    const slot = this.slotOf.get(id)
    return slot === undefined ? null : this.index.bounds(slot)
  }

  /** Records whose bounds touch the area, in no particular order. */
  search(area: Bounds): ShapeRecord[] {
    const found: ShapeRecord[] = []
    for (const slot of this.index.search(area)) {
      const record = this.records.get(this.idOf[slot]!)
      if (record) found.push(record)
    }
    return found
  }

  /** Applies the diff and tells the listeners once. What changes nothing (removing an unknown id, putting the same record) leaves no trace. */
  apply(diff: Diff, source: ChangeSource): DocumentChange {
    const edits: ShapeEdit[] = []
    for (const id of diff.remove) {
      const before = this.records.get(id)
      if (!before) continue
      this.take(id)
      edits.push({ id, before, after: null })
    }
    for (const after of diff.put) {
      const before = this.records.get(after.id) ?? null
      if (before === after) continue
      this.place(after)
      edits.push({ id: after.id, before, after })
    }
    const change: DocumentChange = { source, edits }
    if (edits.length > 0) this.tell(change)
    return change
  }

  setFacts(patch: Partial<SessionFacts>): void {
    const before = this.sessionFacts
    this.sessionFacts = { ...before, ...patch }
    for (const listener of this.listeners.session) listener(this.sessionFacts, before)
  }

  /** @returns a function that stops listening */
  listen<S extends Scope>(scope: S, listener: Listeners[S]): () => void {
    const set = this.listeners[scope]
    set.add(listener)
    return () => { set.delete(listener) }
  }

  /** To be called while idle: brings the index up to date when too many shapes changed since it was built. */
  tidy(): void { if (this.index.isUntidy) this.index.tidy() }

  private tell(change: DocumentChange): void {
    const gone = change.edits.filter(edit => !edit.after && this.sessionFacts.selection.has(edit.id))
    if (gone.length > 0) {
      const selection = new Set(this.sessionFacts.selection)
      for (const edit of gone) selection.delete(edit.id)
      this.setFacts({ selection })
    }
    for (const listener of this.listeners.document) listener(change)
  }

  private place(record: ShapeRecord): void {
    let slot = this.slotOf.get(record.id)
    if (slot === undefined) {
      slot = this.free.pop() ?? this.idOf.length
      this.slotOf.set(record.id, slot)
      this.idOf[slot] = record.id
    }
    this.records.set(record.id, record)
    this.highestZ = Math.max(this.highestZ, record.z)
    // A kind that is not installed has no geometry here; the record is kept and saved all the same.
    this.index.set(slot, this.shapes.get(record.kind)?.bounds(record.payload) ?? null)
  }

  private take(id: string): void {
    const slot = this.slotOf.get(id)
    if (slot === undefined) return
    this.records.delete(id)
    this.slotOf.delete(id)
    this.index.set(slot, null)
    this.free.push(slot)
  }
}

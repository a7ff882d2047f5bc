import type { ShapeOperation, ShapeRecord } from '../../sockets/shape.ts'
import { diffOf, type Diff, type ShapeEdit } from '../store/diff.ts'
import type { DocumentStore } from '../store/document-store.ts'
import { same } from '../store/same.ts'

/** One gesture or one committed command: what undo takes back at once. */
export interface Mark { readonly edits: readonly ShapeEdit[] }

/** `skipped` names the shapes where another person's newer value was left alone. */
export interface Replay { readonly done: boolean, readonly skipped: readonly string[] }

type Step = { readonly put: ShapeRecord } | { readonly remove: string } | 'nothing'

/** Takes `edit` back on what the shape is now: only properties that still hold our value are changed. */
const revert = (edit: ShapeEdit, now: ShapeRecord | undefined): { readonly step: Step, readonly skipped: boolean } => {
  const { before, after } = edit
  if (!after) return now || !before ? { step: 'nothing', skipped: true } : { step: { put: before }, skipped: false }
  if (!now) return { step: 'nothing', skipped: before !== null }
  if (!before) return same(now, after) ? { step: { remove: edit.id }, skipped: false } : { step: 'nothing', skipped: true }
  if (now === after) return { step: { put: before }, skipped: false }
  const ours = (Object.keys(after) as (keyof ShapeRecord)[]).filter(key => !same(before[key], after[key]))
  const held = ours.filter(key => same(now[key], after[key]))
  if (held.length === 0) return { step: 'nothing', skipped: ours.length > 0 }
  const back = Object.fromEntries(held.map(key => [key, before[key]]))
  return { step: { put: { ...now, ...back } }, skipped: held.length < ours.length }
}

const inverse = (edit: ShapeEdit): ShapeEdit => ({ id: edit.id, before: edit.after, after: edit.before })

/** Undo and redo by inverse diffs over explicit marks; the server's news goes past it. */
export class History {
  private readonly store: DocumentStore
  private readonly done: Mark[] = []
  private readonly undone: Mark[] = []

  constructor(store: DocumentStore) { this.store = store }

  get canUndo(): boolean { return this.done.length > 0 }
  get canRedo(): boolean { return this.undone.length > 0 }

  /** Applies the operations of one gesture as one mark; null when they change nothing. */
  commit(operations: readonly ShapeOperation[]): Mark | null {
    const { edits } = this.store.apply(diffOf(operations), 'user')
    if (edits.length === 0) return null
    const mark = { edits }
    this.done.push(mark)
    this.undone.length = 0
    return mark
  }

  undo(): Replay { return this.replay(this.done, this.undone) }
  redo(): Replay { return this.replay(this.undone, this.done) }

  private replay(from: Mark[], to: Mark[]): Replay {
    const mark = from.pop()
    if (!mark) return { done: false, skipped: [] }
    const put: ShapeRecord[] = [], remove: string[] = [], skipped: string[] = []
    for (const edit of mark.edits) {
      const { step, skipped: left } = revert(edit, this.store.get(edit.id))
      if (left) skipped.push(edit.id)
      if (step === 'nothing') continue
      if ('put' in step) put.push(step.put); else remove.push(step.remove)
    }
    const diff: Diff = { put, remove }
    const { edits } = this.store.apply(diff, 'user')
    // The other stack holds what was really done, so that a skipped shape stays skipped on the way back.
    to.push({ edits: edits.length > 0 ? edits : mark.edits.map(inverse) })
    return { done: true, skipped }
  }
}

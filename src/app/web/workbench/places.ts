import { useCallback, useMemo, useSyncExternalStore } from 'react'
import type { ShapeRecord } from '../../../sockets/shape.ts'
import type { DocumentStore } from '../../../editor/store/document-store.ts'
import type { Missing } from '../../../chain/4-annotation/model.ts'
import type { LabelSchemaDocument } from '../../../sockets/label-schema.ts'
import type { Sitting } from './open-task.ts'

/** The places of one annotation's task: a sitting each over one document, one of them in hand. */
export class Places {
  /** The whole document: what is saved, judged and checked. */
  readonly store: DocumentStore
  /** The label schema with every class, whatever one place can use of it. */
  readonly schema: LabelSchemaDocument
  readonly sittings: Sitting[] = []
  private at = 0
  private readonly listeners = new Set<() => void>()

  constructor(store: DocumentStore, schema: LabelSchemaDocument) { this.store = store; this.schema = schema }

  get active(): Sitting { return this.sittings[this.at]! }
  get index(): number { return this.at }

  show(index: number): void {
    if (index === this.at || !this.sittings[index]) return
    this.active.session.blur()
    this.at = index
    for (const listener of this.listeners) listener()
  }
  /** To the next place or the one before; the ends stay the ends. @returns whether there are several */
  step(direction: 1 | -1): boolean {
    this.show(this.at + direction)
    return this.sittings.length > 1
  }
  /** Selects a shape, in whichever place it lies. @returns whether another place came into sight */
  select(id: string): boolean {
    const slot = this.store.get(id)?.slot, index = this.sittings.findIndex(one => one.session.slot === slot), moves = index >= 0 && index !== this.at
    if (index >= 0) this.show(index)
    this.active.session.select([id])
    return moves
  }
  listen(listener: () => void): () => void {
    this.listeners.add(listener)
    return () => { this.listeners.delete(listener) }
  }
}

/** The sitting in hand among the places of this one's task. */
export const useActive = ({ places }: Sitting): Sitting => useSyncExternalStore(useCallback(changed => places.listen(changed), [places]), () => places.active)

export interface PlaceState {
  readonly slot: string
  readonly name: string
  readonly shapes: number
  /** `empty`: nothing is drawn; `gap`: something drawn there still lacks something; `done`: all of it is complete. */
  readonly mark: 'empty' | 'gap' | 'done'
  readonly isUnsaved: boolean
}

/** How it stands with each place, in their order. */
export const placeStates = (places: readonly { readonly slot: string, readonly name: string }[], records: readonly ShapeRecord[], missing: readonly Missing[], unsaved: ReadonlySet<string>): PlaceState[] => {
  const drawn = Map.groupBy(records.filter(record => record.question === null), record => record.slot), gaps = new Set(missing.flatMap(gap => gap.shape ?? []))
  return places.map(({ slot, name }) => {
    const shapes = drawn.get(slot) ?? []
    return { slot, name, shapes: shapes.length, mark: shapes.length === 0 ? 'empty' : shapes.some(shape => gaps.has(shape.id)) ? 'gap' : 'done', isUnsaved: unsaved.has(slot) }
  })
}

/** Places whose shapes differ from what was there before; an answer counts for the place where it was given. */
export const changedSlots = (before: readonly ShapeRecord[], operations: readonly ({ readonly op: 'put', readonly shape: ShapeRecord } | { readonly op: 'remove', readonly id: string })[]): ReadonlySet<string> => {
  const slots = new Map(before.map(shape => [shape.id, shape.slot]))
  return new Set(operations.flatMap(operation => (operation.op === 'put' ? operation.shape.slot : slots.get(operation.id) ?? [])))
}

/** The two that are looked at together stand side by side; more are a strip, one at a time. */
export const layoutOf = (n: number): 'one' | 'pair' | 'strip' => (n === 1 ? 'one' : n === 2 ? 'pair' : 'strip')

/** Records that lie in the place of this sitting. */
export const useHere = (sitting: Sitting, records: readonly ShapeRecord[]): readonly ShapeRecord[] =>
  useMemo(() => (sitting.places.sittings.length === 1 ? records : records.filter(record => record.slot === sitting.session.slot)), [sitting, records])

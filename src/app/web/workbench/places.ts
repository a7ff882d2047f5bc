import { useCallback, useMemo, useSyncExternalStore } from 'react'
import type { ShapeRecord } from '../../../sockets/shape.ts'
import type { Missing } from '../../../chain/4-annotation/model.ts'
import type { Sitting } from './sitting.ts'

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

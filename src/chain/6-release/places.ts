import type { ShapeRecord } from '../../sockets/shape.ts'

/** A place of a task: how many the task has, and which it is, from 0. */
export interface Place { readonly slot: string, readonly position: number, readonly places: number }

/**
 * What an annotation says of one place of its task. Answers are about the task as a whole and go with its first place, so that the items
 * of a task together hold every shape once.
 */
export const shapesOfPlace = (shapes: readonly ShapeRecord[], { slot, position, places }: Place): ShapeRecord[] =>
  places === 1 ? [...shapes] : shapes.filter(s => (s.question === null ? s.slot === slot : position === 0))

import type { Static, TSchema } from 'typebox'
import type { Affine, Bounds, Point } from '../kernel/geometry/plane.ts'
import type { Message } from '../kernel/messages.ts'
import type { Random } from '../kernel/random.ts'

/** Where a shape lives: on a picture, in a text, or nowhere (an answer: choice, rating, text). */
export type ShapeSpace = 'raster' | 'document' | 'answer'

/**
 * A kind of shape: schema, geometry, equality and distance. Its drawing and its tool are in `web/`.
 * Payload names follow the interchange reference (`docs/reference/shapes.md`).
 */
export interface ShapeDefinition<S extends TSchema = TSchema> {
  readonly id: string
  readonly version: number
  readonly title: Message
  readonly space: ShapeSpace
  readonly payload: S
  /** Rules that a schema cannot say (a span must not be empty); the code of the first one broken, or null. */
  check?(payload: Static<S>): string | null
  /** Smallest rectangle around a raster shape, in pixels; null in other spaces. */
  bounds(payload: Static<S>): Bounds | null
  /** Square pixels of a raster shape, code points of a span, 0 for an answer. */
  area(payload: Static<S>): number
  /** Is the point on or in the shape, within `tolerance` pixels of its edge? Raster only. */
  hitTest?(payload: Static<S>, point: Point, tolerance: number): boolean
  /** Raster only. A box under a rotation becomes the box around it. */
  transform?(payload: Static<S>, map: Affine): Static<S>
  equal(a: Static<S>, b: Static<S>): boolean
  /** 0 for the same, 1 for nothing in common; symmetric. */
  distance(a: Static<S>, b: Static<S>): number
  /** Stored payloads are never rewritten: reading an older version runs `up`; `down` serves an older client. */
  readonly migrations: readonly PayloadMigration[]
  /** A valid payload for property tests. */
  sample(random: Random): Static<S>
}

export interface PayloadMigration {
  /** From version `to - 1` to `to`, and back. */
  readonly to: number
  up(payload: unknown): unknown
  down(payload: unknown): unknown
}

export const defineShape = <S extends TSchema>(shape: ShapeDefinition<S>): ShapeDefinition<S> => shape

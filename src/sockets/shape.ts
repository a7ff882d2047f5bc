import { Type, type Static, type TSchema } from 'typebox'
import type { Affine, Bounds, Point } from '../kernel/geometry/plane.ts'
import type { Message } from '../kernel/messages.ts'
import type { Random } from '../kernel/random.ts'

/** Where a shape lives: on a picture, in a text, between two others (a relation), or nowhere (an answer: choice, rating, text). */
export type ShapeSpace = 'raster' | 'document' | 'answer' | 'relation'

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
  /** One past the last code point that it covers. Every document shape has it, no other. */
  end?(payload: Static<S>): number
  /** The two shapes of the same annotation that it ties. Every relation has it, no other. */
  ends?(payload: Static<S>): readonly [from: string, to: string]
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

/** The kind that ties two shapes: on its records the id of a relation type stands where others have their class. Databases and older schemas know it by this name. */
export const tieKind = 'relation'

export const defineShape = <S extends TSchema>(shape: ShapeDefinition<S>): ShapeDefinition<S> => shape

/** Who made a shape: a person, a model, or a person on a model's suggestion. */
export const Origin = Type.String({ pattern: '^(human|model:[^@\\s]{1,100}@[^@\\s]{1,100}|model-edited)$' })
export const ShapeKey = Type.String({ pattern: '^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$' })

/**
 * One shape as annotations hold it: the wire form, the stored form and the editor's record.
 * `class` is a class id of the label schema (of an answer: the chosen option's id, null for rating and text; of a relation: its type); `question` is set on answers only.
 */
export const ShapeRecord = Type.Object({
  id: ShapeKey,
  kind: Type.String({ minLength: 1, maxLength: 64 }),
  version: Type.Integer({ minimum: 1 }),
  class: Type.Union([Type.String({ maxLength: 64 }), Type.Null()]),
  question: Type.Union([Type.String({ maxLength: 64 }), Type.Null()]),
  /** Place of the asset in the task: `image`, `text`, `left` ... */
  slot: Type.String({ minLength: 1, maxLength: 64 }),
  payload: Type.Unknown(),
  attributes: Type.Record(Type.String(), Type.Union([Type.String(), Type.Number(), Type.Boolean(), Type.Null()])),
  origin: Origin,
  /** Paint order; ties by id. */
  z: Type.Integer(),
}, { additionalProperties: false })
export type ShapeRecord = Static<typeof ShapeRecord>

/** One step of a change. A put carries the whole record: repeating it changes nothing. */
export const ShapeOperation = Type.Union([
  Type.Object({ op: Type.Literal('put'), shape: ShapeRecord }, { additionalProperties: false }),
  Type.Object({ op: Type.Literal('remove'), id: ShapeKey }, { additionalProperties: false }),
])
export type ShapeOperation = Static<typeof ShapeOperation>

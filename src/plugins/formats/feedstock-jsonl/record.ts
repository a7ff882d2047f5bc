import { Type } from 'typebox'

const Name = Type.String()
const Nullable = <T extends Type.TSchema>(schema: T) => Type.Union([schema, Type.Null()])

const ShapeLine = Type.Object({
  id: Name,
  kind: Name,
  label: Nullable(Name),
  payload: Type.Unknown(),
  attributes: Type.Record(Type.String(), Type.Unknown()),
  score: Nullable(Type.Number()),
  origin: Name,
  author: Nullable(Name),
  track: Nullable(Name),
  frame: Nullable(Type.Integer()),
  group: Nullable(Name),
  parent: Nullable(Name),
  z: Type.Integer(),
  flags: Type.Array(Name),
})

/** One line of `items.jsonl`: every field is there, null when it says nothing. */
export const ItemLine = Type.Object({
  item: Name,
  split: Nullable(Name),
  media: Type.Object({
    type: Name,
    path: Name,
    width: Nullable(Type.Number()),
    height: Nullable(Type.Number()),
    durationS: Nullable(Type.Number()),
    frames: Nullable(Type.Integer()),
    present: Type.Boolean(),
  }),
  text: Nullable(Type.String()),
  turns: Nullable(Type.Array(Type.Unknown())),
  shapes: Type.Array(ShapeLine),
  relations: Type.Array(Type.Unknown()),
  reviews: Type.Array(Type.Unknown()),
  predictions: Type.Array(ShapeLine),
  extra: Type.Record(Type.String(), Type.Unknown()),
  // Read, so that records can be converted to a format that says it; never written, since not every reader may know it.
  provenance: Type.Optional(Type.Object({
    kind: Name, record: Type.Record(Type.String(), Type.String()), importedAt: Name, labelledAt: Name, release: Type.Object({ id: Name, number: Name }),
  })),
})

/** `schema.json`: classes in the order that trained models number them by. */
export const SchemaFile = Type.Object({
  classes: Type.Array(Type.Object({ id: Name, name: Name, colour: Nullable(Name), kinds: Type.Array(Name) })),
})

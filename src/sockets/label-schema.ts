import { Type, type Static } from 'typebox'

/** A text in at least one language; the product asks for the missing ones, it does not invent them. */
export const LocalisedTextSchema = Type.Object({
  'zh-Hans': Type.Optional(Type.String({ maxLength: 20_000 })),
  'zh-Hant': Type.Optional(Type.String({ maxLength: 20_000 })),
  en: Type.Optional(Type.String({ maxLength: 20_000 })),
}, { additionalProperties: false, minProperties: 1 })

/** Stable for ever, made once, never shown: annotations hold ids, names may change. */
export const SchemaId = Type.String({ pattern: '^[a-z0-9][a-z0-9-]{0,63}$' })

export const Option = Type.Object({ id: SchemaId, name: LocalisedTextSchema }, { additionalProperties: false })

export const Attribute = Type.Object({
  id: SchemaId,
  name: LocalisedTextSchema,
  kind: Type.Union([Type.Literal('select'), Type.Literal('switch'), Type.Literal('number'), Type.Literal('text')]),
  options: Type.Optional(Type.Array(Option, { maxItems: 1000 })),
  required: Type.Boolean(),
}, { additionalProperties: false })

export const LabelClass = Type.Object({
  id: SchemaId,
  name: LocalisedTextSchema,
  /** 1..24, an entry of the class palette (`--c01` ... `--c24`); 9-16 are drawn diagonal, 17-24 dotted. */
  colour: Type.Integer({ minimum: 1, maximum: 24 }),
  /** Ids of the shapes it may use. */
  kinds: Type.Array(Type.String(), { minItems: 1 }),
  attributes: Type.Array(Attribute, { maxItems: 100 }),
}, { additionalProperties: false })

/** Asked once for the whole task; an answer is a shape without geometry. */
export const Question = Type.Object({
  id: SchemaId,
  title: LocalisedTextSchema,
  kind: Type.Union([Type.Literal('choice'), Type.Literal('choices'), Type.Literal('rating'), Type.Literal('text')]),
  options: Type.Optional(Type.Array(Option, { maxItems: 1000 })),
  /** Of a rating, both included. */
  min: Type.Optional(Type.Integer()),
  max: Type.Optional(Type.Integer()),
  required: Type.Boolean(),
}, { additionalProperties: false })

export const LabelSchemaDocument = Type.Object({
  classes: Type.Array(LabelClass, { maxItems: 5000 }),
  questions: Type.Array(Question, { maxItems: 200 }),
}, { additionalProperties: false })

export type Option = Static<typeof Option>
export type Attribute = Static<typeof Attribute>
export type LabelClass = Static<typeof LabelClass>
export type Question = Static<typeof Question>
export type LabelSchemaDocument = Static<typeof LabelSchemaDocument>

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

/** Asked only where another attribute of the same class has one of these values: ids of options, or true and false of a switch. */
export const AttributeCondition = Type.Object({
  attribute: SchemaId, is: Type.Array(Type.Union([Type.String({ maxLength: 64 }), Type.Boolean()]), { minItems: 1, maxItems: 1000 }),
}, { additionalProperties: false })
/** Asked only after one of these answers to another question: ids of options, or steps of a rating. */
export const QuestionCondition = Type.Object({
  question: SchemaId, is: Type.Array(Type.Union([Type.String({ maxLength: 64 }), Type.Number()]), { minItems: 1, maxItems: 1000 }),
}, { additionalProperties: false })

export const Attribute = Type.Object({
  id: SchemaId,
  name: LocalisedTextSchema,
  kind: Type.Union([Type.Literal('select'), Type.Literal('switch'), Type.Literal('number'), Type.Literal('text')]),
  options: Type.Optional(Type.Array(Option, { maxItems: 1000 })),
  required: Type.Boolean(),
  when: Type.Optional(AttributeCondition),
}, { additionalProperties: false })

/** What tells classes apart besides their colour. */
export const classPatterns = ['solid', 'dash', 'dot', 'hatch', 'cross'] as const
export type ClassPattern = (typeof classPatterns)[number]

export const LabelClass = Type.Object({
  id: SchemaId,
  name: LocalisedTextSchema,
  /** 1..24, an entry of the class palette (`--c01` ... `--c24`); 9-16 are hatched, 17-24 dotted unless the class has a pattern of its own. */
  colour: Type.Integer({ minimum: 1, maximum: 24 }),
  /** Ids of the shapes it may use. */
  kinds: Type.Array(Type.String(), { minItems: 1 }),
  attributes: Type.Array(Attribute, { maxItems: 100 }),
  /** Without one, that of its palette entry. */
  pattern: Type.Optional(Type.Enum(classPatterns)),
  /** One letter or digit that puts the class into the hand. */
  hotkey: Type.Optional(Type.String({ pattern: '^[a-z0-9]$' })),
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
  when: Type.Optional(QuestionCondition),
}, { additionalProperties: false })

/** A kind of tie between two shapes of one annotation; a symmetric one has no direction. */
export const RelationType = Type.Object({
  id: SchemaId, name: LocalisedTextSchema,
  /** Classes that may stand at either end. */
  from: Type.Array(SchemaId, { minItems: 1, maxItems: 5000 }), to: Type.Array(SchemaId, { minItems: 1, maxItems: 5000 }),
  symmetric: Type.Optional(Type.Boolean()),
}, { additionalProperties: false })

/** Where an entry of a schema stands: `answers` are the options of a question. */
export const SchemaList = Type.Union([Type.Literal('classes'), Type.Literal('attributes'), Type.Literal('options'), Type.Literal('questions'), Type.Literal('answers'), Type.Literal('relations')])
export const SchemaPlace = Type.Object({ list: SchemaList, class: Type.Optional(SchemaId), attribute: Type.Optional(SchemaId), question: Type.Optional(SchemaId) }, { additionalProperties: false })

/** An entry that annotations may still hold: one successor, none, or several among which a person chooses. In the order of their retirement. */
export const Retired = Type.Object({
  ...SchemaPlace.properties, id: SchemaId, name: LocalisedTextSchema,
  into: Type.Union([SchemaId, Type.Null(), Type.Array(SchemaId, { minItems: 2 })]),
  /** The first version without it. */
  since: Type.Integer({ minimum: 2 }),
}, { additionalProperties: false })

export const LabelSchemaDocument = Type.Object({
  classes: Type.Array(LabelClass, { maxItems: 5000 }),
  questions: Type.Array(Question, { maxItems: 200 }),
  relations: Type.Optional(Type.Array(RelationType, { maxItems: 200 })),
  retired: Type.Optional(Type.Array(Retired)),
}, { additionalProperties: false })

export type Option = Static<typeof Option>
export type Attribute = Static<typeof Attribute>
export type LabelClass = Static<typeof LabelClass>
export type Question = Static<typeof Question>
export type LabelSchemaDocument = Static<typeof LabelSchemaDocument>
export type AttributeCondition = Static<typeof AttributeCondition>
export type QuestionCondition = Static<typeof QuestionCondition>
export type RelationType = Static<typeof RelationType>
export type SchemaPlace = Static<typeof SchemaPlace>
export type Retired = Static<typeof Retired>

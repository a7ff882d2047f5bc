import { Type } from 'typebox'

/** A dispatch rule as it is written: see `DispatchRule` of the model. */
export const DispatchRule = Type.Object({
  lines: Type.Array(Type.Object({
    person: Type.Union([Type.String({ format: 'uuid' }), Type.Null()], { description: 'A membership; null = everybody else who has the role' }),
    weight: Type.Union([Type.Number({ exclusiveMinimum: 0, maximum: 1000 }), Type.Null()], { description: 'Of the batch; null = as much as there is' }),
    maxHeld: Type.Integer({ minimum: 1, maximum: 1000, description: 'Tasks of one step in hand at once' }),
  }, { additionalProperties: false }), { minItems: 1, maxItems: 500 }),
  sticky: Type.Boolean({ description: 'Neighbouring tasks and clusters stay with one person' }),
}, { additionalProperties: false })

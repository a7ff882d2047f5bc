import { Type, type Static } from 'typebox'

/** Most assets that one task shows: what a person can still step through in one sitting. */
export const longestSequence = 200

const SlotName = Type.String({ pattern: '^[a-z][a-z0-9_-]{0,31}$', description: 'Name of a place: `left`, `right`, `image`, `text`' })
const Sequence = {
  modality: Type.String({ minLength: 1, maxLength: 64, description: 'The one modality that a sequence is made of' }),
  length: Type.Integer({ minimum: 1, maximum: longestSequence, description: 'Most assets of one task; a longer run is cut into several' }),
  step: Type.Optional(Type.Integer({ minimum: 1, maximum: 10_000, description: 'Every how many assets one is taken; absent: every one' })),
}

/** How the assets of a selection become tasks. Absent or `none`: one task per asset. */
export const GroupRule = Type.Union([
  Type.Object({ by: Type.Literal('none') }, { additionalProperties: false }),
  Type.Object({
    by: Type.Literal('stem'),
    places: Type.Array(Type.Object({
      slot: SlotName, modality: Type.String({ minLength: 1, maxLength: 64 }),
      ending: Type.String({ maxLength: 64, description: 'What the name has before its extension: `_left` of `a_left.jpg`; empty: nothing' }),
    }, { additionalProperties: false }), { minItems: 2, maxItems: 8, description: 'In the order in which they are shown' }),
  }, { additionalProperties: false, description: 'Assets of the same folder whose names are alike but for an ending and the extension' }),
  Type.Object({ by: Type.Literal('folder'), ...Sequence }, { additionalProperties: false, description: 'Assets of one folder, in the natural order of their names' }),
  Type.Object({ by: Type.Literal('fact'), key: Type.String({ minLength: 1, maxLength: 200 }), ...Sequence }, { additionalProperties: false, description: 'Assets that say the same of one fact, in the natural order of their names' }),
], { description: 'How assets become tasks' })
export type GroupRule = Static<typeof GroupRule>
export type PlaceRule = Extract<GroupRule, { by: 'stem' }>['places'][number]

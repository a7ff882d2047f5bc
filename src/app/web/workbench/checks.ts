import { pick, type Locale } from '../../../kernel/messages.ts'
import type { LabelSchemaDocument } from '../../../sockets/label-schema.ts'
import type { ShapeRecord } from '../../../sockets/shape.ts'
import { missingForSubmit, type Missing } from '../../../chain/4-annotation/model.ts'
import type { Translate } from '../../../ui/i18n.tsx'
import { plugins } from '../plugins.ts'
import { workbenchMessages as m } from './messages.ts'
import { labelOf, type NamedShape } from './shape-names.ts'

/** What keeps the task from being submitted, by the rule that the server will apply. */
export const missingOf = (records: readonly ShapeRecord[], schema: LabelSchemaDocument): readonly Missing[] =>
  missingForSubmit(records, schema, { isAnswer: kind => plugins.shapes.get(kind)?.space === 'answer', ends: endsOf })

/** The two shapes that a relation ties; null of any other shape. */
export const endsOf = ({ kind, payload }: ShapeRecord): readonly [from: string, to: string] | null => plugins.shapes.get(kind)?.ends?.(payload) ?? null

/** "Car 2 lacks the required attribute “occlusion”". */
export const sentenceOf = (missing: Missing, shapes: readonly NamedShape[], schema: LabelSchemaDocument, t: Translate, locale: Locale): string => {
  if (missing.code === 'question.unanswered' || missing.code === 'question.not-asked') {
    const question = schema.questions.find(one => one.id === missing.field)
    return t(missing.code === 'question.unanswered' ? m.checkQuestion : m.checkNotAsked, { name: question ? pick(question.title, locale) : missing.field })
  }
  if (missing.code === 'shape.wrong-end') return t(m.checkEnd)
  const shape = shapes.find(one => one.record.id === missing.shape), label = shape ? labelOf(shape) : ''
  if (missing.code === 'shape.no-class') return t(m.checkNoClass, { shape: label })
  const attribute = schema.classes.find(entry => entry.id === shape?.record.class)?.attributes.find(one => one.id === missing.field)
  return t(m.checkAttribute, { shape: label, name: attribute ? pick(attribute.name, locale) : missing.field })
}

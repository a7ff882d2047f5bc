import { Compile } from 'typebox/compile'
import { describe, expect, it } from 'vitest'
import { locales } from '../../../kernel/messages.ts'
import { LabelSchemaDocument } from '../../../sockets/label-schema.ts'
import { allParts, GuidelineDocument, guidelineGaps, schemaProblem } from '../model.ts'
import { choicesOf, projectTemplates, schemaWith } from './model.ts'

const kinds = new Set(['box', 'polygon', 'span']), schemas = Compile(LabelSchemaDocument), guidelines = Compile(GuidelineDocument)
const byId = (id: string) => projectTemplates.find(t => t.id === id)!

describe.each(projectTemplates.map(t => [t.id, t] as const))('the template %s', (_, template) => {
  it('is a sound schema and a guideline with a positive and a negative example, complete in three languages', () => {
    expect(schemas.Check(template.schema)).toBe(true)
    expect(schemaProblem(template.schema, kinds)).toBeNull()
    expect(guidelines.Check(template.guideline)).toBe(true)
    expect(new Set(template.guideline.rules.map(r => r.kind))).toEqual(new Set(['positive', 'negative']))
    const { guideline } = template
    for (const text of [template.title, template.describes, ...allParts.map(part => guideline[part] ?? {}), ...guideline.rules.map(r => r.text), ...template.schema.classes.map(c => c.name), ...template.schema.questions.flatMap(q => [q.title, ...(q.options ?? []).map(o => o.name)])])
      for (const locale of locales) expect(text[locale]).toBeTruthy()
  })
  it('lacks nothing that GB/T 45674-2025 asks of a guideline, with its own classes and with those that a person names', () => {
    expect(guidelineGaps(template.guideline, template.schema.classes.map(c => c.id))).toEqual([])
    expect(guidelineGaps(template.guideline, schemaWith(template, ['猫', 'Dog'], 'en').classes.map(c => c.id))).toEqual([])
  })
  it('is unchanged by its own words in any language', () => {
    for (const locale of locales) expect(schemaWith(template, choicesOf(template, locale), locale)).toEqual(template.schema)
  })
  it('stays sound with words of any kind, however often they are repeated', () => {
    const schema = schemaWith(template, ['猫', ' Dog ', 'dog!', '', '猫', 'c1', '狗', '🐕'], 'zh-Hans')
    expect(schemas.Check(schema)).toBe(true)
    expect(schemaProblem(schema, kinds)).toBeNull()
  })
})

it('a word of the template keeps its id and its languages, a new one has an id of its own and one language', () => {
  const { classes } = schemaWith(byId('image-boxes'), ['信号灯', '人', 'Bus stop'], 'zh-Hans')
  expect(classes.map(c => [c.id, c.name, c.colour, c.kinds])).toEqual([
    ['c1', { 'zh-Hans': '信号灯' }, 1, ['box']], ['person', { 'zh-Hans': '人', 'zh-Hant': '人', en: 'Person' }, 2, ['box']], ['bus-stop', { 'zh-Hans': 'Bus stop' }, 3, ['box']],
  ])
  expect(schemaWith(byId('text-classes'), ['好', '坏'], 'zh-Hans').questions[0]!.options).toEqual([{ id: 'c1', name: { 'zh-Hans': '好' } }, { id: 'c2', name: { 'zh-Hans': '坏' } }])
})

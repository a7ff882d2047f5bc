import { expect, test } from 'vitest'
import type { LabelClass, LabelSchemaDocument } from '../../sockets/label-schema.ts'
import { schemaUnion, usualLanguage } from './schema-union.ts'

const labelClass = (id: string, name: LabelClass['name'], more: Partial<LabelClass> = {}): LabelClass => ({ id, name, colour: 1, kinds: ['box'], attributes: [], ...more })
const schema = (...classes: LabelClass[]): LabelSchemaDocument => ({ classes, questions: [] })

test('a class that newer versions retired stays behind the newest ones, and a renamed class is one class under its newest name', () => {
  const merged = schemaUnion([schema(labelClass('tram', { en: 'Tram' }), labelClass('car', { en: 'Car' })), schema(labelClass('car', { en: 'Motor car' }, { kinds: ['polygon'] }), labelClass('bus', { en: 'Bus' }))])
  expect(merged.classes.map(c => [c.id, c.name.en, c.kinds])).toEqual([['car', 'Motor car', ['polygon', 'box']], ['bus', 'Bus', ['box']], ['tram', 'Tram', ['box']]])
})

test('attributes, questions and options that a newer version dropped keep their names', () => {
  const colour = (...options: string[]) => ({ id: 'colour', name: { en: 'Colour' }, kind: 'select' as const, required: false, options: options.map(id => ({ id, name: { en: id.toUpperCase() } })) })
  const question = (id: string, ...options: string[]) => ({ id, title: { en: id }, kind: 'choice' as const, required: false, options: options.map(o => ({ id: o, name: { en: o } })) })
  const merged = schemaUnion([
    { classes: [labelClass('car', { en: 'Car' }, { attributes: [colour('red', 'blue'), { ...colour(), id: 'old' }] })], questions: [question('weather', 'rain', 'sun'), question('gone', 'a')] },
    { classes: [labelClass('car', { en: 'Car' }, { attributes: [colour('green', 'red')] })], questions: [question('weather', 'sun')] },
  ])
  expect(merged.classes[0]!.attributes.map(a => [a.id, a.options?.map(o => o.id)])).toEqual([['colour', ['green', 'red', 'blue']], ['old', []]])
  expect(merged.questions.map(q => [q.id, q.options?.map(o => o.id)])).toEqual([['weather', ['sun', 'rain']], ['gone', ['a']]])
})

test('the usual language is the first in which nothing lacks a name, Simplified Chinese when there is none', () => {
  expect(usualLanguage(schema(labelClass('car', { 'zh-Hans': '汽车', en: 'Car' }), labelClass('bus', { en: 'Bus' })))).toBe('en')
  expect(usualLanguage(schema(labelClass('car', { 'zh-Hans': '汽车', en: 'Car' })))).toBe('zh-Hans')
  expect(usualLanguage(schema(labelClass('car', { 'zh-Hans': '汽车' }), labelClass('bus', { en: 'Bus' })))).toBe('zh-Hans')
})

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { LabelSchemaDocument } from '../../../sockets/label-schema.ts'
import { addClasses } from './schema-draft.ts'
import { threeWay } from './three-way.ts'

const empty: LabelSchemaDocument = { classes: [], questions: [] }
const add = (to: LabelSchemaDocument, ...names: string[]): LabelSchemaDocument => addClasses(to, { names, locale: 'en', kinds: ['box'] }).document
const rename = (document: LabelSchemaDocument, id: string, name: string): LabelSchemaDocument => ({ ...document, classes: document.classes.map(c => c.id === id ? { ...c, name: { ...c.name, en: name } } : c) })
const base = add(empty, 'Car', 'Bus')
const ids = (document: LabelSchemaDocument): string[] => document.classes.map(c => c.id)

describe('two changes of one version', () => {
  it('are brought together without a question when they touch different fields', () => {
    const mine = add(rename(base, 'car', 'Motor car'), 'Tram'), theirs = rename(add(base, 'Bike'), 'bus', 'Coach')
    const { merged, clashes } = threeWay(base, mine, theirs)
    expect(clashes).toEqual([])
    expect(merged.classes.map(c => c.name.en)).toEqual(['Motor car', 'Coach', 'Tram', 'Bike'])
  })
  it('of two languages of one name are no clash', () => {
    const theirs = { ...base, classes: base.classes.map(c => ({ ...c, name: { ...c.name, 'zh-Hans': '车' } })) }
    const { merged, clashes } = threeWay(base, rename(base, 'car', 'Motor car'), theirs)
    expect([clashes, merged.classes[0]!.name]).toEqual([[], { en: 'Motor car', 'zh-Hans': '车' }])
  })
  it('of one field are a clash that shows both and is settled by choice', () => {
    const mine = rename(base, 'car', 'Mine'), theirs = rename(base, 'car', 'Theirs'), path = 'classes:car/name/en'
    expect(threeWay(base, mine, theirs)).toMatchObject({ clashes: [{ path, mine: 'Mine', theirs: 'Theirs' }], merged: { classes: [{ name: { en: 'Mine' } }, {}] } })
    expect(threeWay(base, mine, theirs, { [path]: 'theirs' }).merged.classes[0]!.name.en).toBe('Theirs')
  })
  it('keep the order of whoever changed it', () => {
    const reversed = { ...base, classes: base.classes.toReversed() }
    expect([ids(threeWay(base, reversed, add(base, 'Bike')).merged), ids(threeWay(base, add(base, 'Tram'), reversed).merged)]).toEqual([['bus', 'car', 'bike'], ['bus', 'car', 'tram']])
  })
  it('lose no class of either side', () => {
    const names = fc.uniqueArray(fc.stringMatching(/^[a-z]{1,5}$/), { maxLength: 12 })
    fc.assert(fc.property(names, names, names, (shared, ours, others) => {
      const start = add(empty, ...shared), mine = add(start, ...ours), theirs = add(start, ...others), { merged } = threeWay(start, mine, theirs)
      expect(new Set(ids(merged))).toEqual(new Set([...ids(mine), ...ids(theirs)]))
    }))
  })
})

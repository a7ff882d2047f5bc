import fc from 'fast-check'
import { expect, test } from 'vitest'
import { namedAtMost, warningCodes, warningsOf, withoutProvenance, type ClassCount, type Contents } from './warnings.ts'

const held = (name: string, train: number, test = train): ClassCount => ({ name, relation: false, objects: train + test, bySplit: { train, test } })
const sound: Contents = {
  items: 100, splits: [{ name: 'train', percent: 80, items: 80 }, { name: 'test', percent: 20, items: 20 }], classes: [held('Car', 50), held('Bus', 10)], schemas: [2], safety: null, provenance: { incomplete: 0, withoutConsent: 0 },
}
const codes = (part: Partial<Contents>): string[] => warningsOf({ ...sound, ...part }).map(w => w.code)

test('a sound release has no warning, not even of a split that was asked to be empty or of a rare relation', () => {
  expect(warningsOf(sound)).toEqual([])
  expect(codes({ splits: [...sound.splits, { name: 'spare', percent: 0, items: 0 }], classes: [...sound.classes, { ...held('beside', 1, 0), relation: true }] })).toEqual([])
})

test('unproven sources and missing consents are serious and say of how many items; who may not know is told that nobody looked', () => {
  expect(warningsOf({ ...sound, provenance: { incomplete: 7, withoutConsent: 3 } })).toEqual([
    { code: 'provenance-incomplete', severity: 'serious', split: null, numbers: { n: 7, of: 100 }, names: [] }, { code: 'consent-missing', severity: 'serious', split: null, numbers: { n: 3, of: 100 }, names: [] },
  ])
  expect(codes({ provenance: null })).toEqual(['provenance-unseen'])
})

test('an empty split is named, and classes that a split lacks are named with it, but not those of an empty one', () => {
  const splits = [...sound.splits, { name: 'validation', percent: 1, items: 0 }]
  expect(warningsOf({ ...sound, splits, classes: [held('Car', 50), held('Bus', 40, 0)] })).toEqual([
    { code: 'split-empty', severity: 'serious', split: 'validation', numbers: { percent: 1 }, names: [] }, { code: 'class-absent', severity: 'notice', split: 'test', numbers: { n: 1 }, names: ['Bus'] },
  ])
})

test('the safety share speaks below three percent, and only where a batch is of safety data', () => {
  expect([codes({ safety: 2 }), codes({ safety: 3 }), codes({ safety: 0 }), codes({ safety: null })]).toEqual([['safety-share'], [], ['safety-share'], []])
})

test('nine objects are few and ten are not; a class of the schema without any is among the few but in no ratio', () => {
  expect(warningsOf({ ...sound, classes: [held('Car', 50), held('Bus', 5, 4), held('Tram', 0)] })).toEqual([{ code: 'class-sparse', severity: 'notice', split: null, numbers: { n: 2, below: 10 }, names: ['Tram', 'Bus'] }])
  expect(codes({ classes: [held('Car', 50), held('Bus', 5)] })).toEqual([])
})

test('the largest class against the smallest speaks above a hundred times, not at it', () => {
  expect(codes({ classes: [held('Car', 500), held('Bus', 5)] })).toEqual([])
  expect(warningsOf({ ...sound, classes: [held('Car', 750), held('Van', 20), held('Bus', 5)] })).toEqual([{ code: 'class-imbalance', severity: 'notice', split: null, numbers: { largest: 1500, smallest: 10, ratio: 150 }, names: ['Car', 'Bus'] }])
})

test('batches under several versions of the label schema are told with the versions', () => {
  expect(warningsOf({ ...sound, schemas: [2, 5] })).toEqual([{ code: 'schema-versions', severity: 'notice', split: null, numbers: { n: 2 }, names: ['2', '5'] }])
})

test('whatever a release holds, its warnings come in one order, name a bounded number of classes, and give a guest nothing of the provenance', () => {
  const counts = fc.array(fc.tuple(fc.nat(2000), fc.nat(3)), { maxLength: 60 }).map(found => found.map(([train, other], i) => held(`class ${i}`, train, other)))
  fc.assert(fc.property(counts, fc.option(fc.record({ incomplete: fc.nat(100), withoutConsent: fc.nat(100) })), fc.option(fc.nat(100)), (classes, provenance, safety) => {
    const found = warningsOf({ ...sound, classes, provenance, safety }), order = found.map(w => warningCodes.indexOf(w.code))
    expect(order).toEqual([...order].sort((a, b) => a - b))
    expect(Math.max(0, ...found.map(w => w.names.length))).toBeLessThanOrEqual(namedAtMost)
    expect(withoutProvenance(found)).toEqual(found.filter(w => !/provenance|consent/.test(w.code)))
  }))
})

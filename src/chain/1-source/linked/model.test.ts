import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addCounts, nameOfKey, noCounts, objectStates, sight, type Recorded } from './model.ts'

const recorded = (state: Recorded['state'], change: Partial<Recorded> = {}): Recorded => ({ state, etag: 'a', size: 1, sha256: state === 'pending' || state === 'refused' ? null : 'x', foundEtag: null, ...change })
const same = { etag: 'a', size: 1 }, other = { etag: 'b', size: 1 }

test('what is listed as it was recorded costs nothing, and what was wrong before is well again', () => {
  for (const state of ['pending', 'refused', 'linked', 'replaced'] as const) expect(sight(recorded(state), same)).toEqual({ sighting: 'unchanged', state: null })
  for (const state of ['suspect', 'changed', 'missing'] as const) expect(sight(recorded(state), same)).toEqual({ sighting: 'restored', state: 'linked' })
})

test('another ETag or another size is read again before it counts as a change, and only once', () => {
  for (const found of [other, { etag: 'a', size: 2 }]) expect(sight(recorded('linked'), found)).toEqual({ sighting: 'altered', state: 'suspect' })
  expect(sight(recorded('changed', { foundEtag: 'b' }), other)).toEqual({ sighting: 'altered', state: null })
  expect(sight(recorded('changed', { foundEtag: 'c' }), other)).toEqual({ sighting: 'altered', state: 'suspect' })
  expect(sight(recorded('missing'), other)).toEqual({ sighting: 'altered', state: 'suspect' })
})

test('what never became an asset is read like something new', () => {
  expect(sight(recorded('missing', { sha256: null }), same)).toEqual({ sighting: 'fresh', state: 'pending' })
  expect(sight(recorded('refused'), other)).toEqual({ sighting: 'fresh', state: 'pending' })
  expect(sight(recorded('pending'), other)).toEqual({ sighting: 'fresh', state: null })
})

test('no listing by itself says that an object is linked whose version was not recorded', () => {
  fc.assert(fc.property(fc.constantFrom(...objectStates), fc.string(), fc.string(), fc.nat(), fc.nat(), (state, a, b, x, y) => {
    const seen = sight({ ...recorded(state), etag: a, size: x }, { etag: b, size: y })
    if (seen.state === 'linked' || seen.sighting === 'restored') expect([a, x]).toEqual([b, y])
  }))
})

test('an asset is named by its key below the last folder of the prefix', () => {
  expect([nameOfKey('', 'a/b.png'), nameOfKey('a/', 'a/b.png'), nameOfKey('a/b', 'a/b1/c.png'), nameOfKey('x', 'xy.png')]).toEqual(['a/b.png', 'b.png', 'b1/c.png', 'xy.png'])
})

test('counts of pages add up', () => {
  expect(addCounts({ ...noCounts, listed: 3, fresh: 1 }, { ...noCounts, listed: 2, missing: 4 })).toEqual({ ...noCounts, listed: 5, fresh: 1, missing: 4 })
})

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { groupAssets, naturalOrder, ruleProblem, type Groupable } from './model.ts'
import type { GroupRule } from './rule.ts'

const asset = (name: string, modality = name.endsWith('.txt') ? 'text' : 'image', facts: Groupable['facts'] = {}): Groupable => ({ asset: name, name, modality, cluster: null, facts })
const shown = (assets: readonly Groupable[], rule: GroupRule) => {
  const { groups, left } = groupAssets(assets, rule)
  return { groups: groups.map(g => Object.fromEntries(g.places.map(p => [p.slot, p.of.name]))), left: Object.fromEntries(left.map(l => [l.of.name, l.reason])) }
}
const pair: GroupRule = { by: 'stem', places: [{ slot: 'left', modality: 'image', ending: '_left' }, { slot: 'right', modality: 'image', ending: '_right' }] }

test('pairs are found by their stem within a folder, and what has no partner or fits no place is left over', () => {
  const names = ['x/a_right.jpg', 'x/a_left.jpg', 'y/a_left.jpg', 'x/b_LEFT.png', 'x/b_right.jpg', 'x/c.jpg', 'x/d_left.jpg', 'x/d_left.png', 'x/d_right.jpg', '_left.jpg']
  expect(shown(names.map(n => asset(n)), pair)).toEqual({
    groups: [{ left: 'x/a_left.jpg', right: 'x/a_right.jpg' }, { left: 'x/b_LEFT.png', right: 'x/b_right.jpg' }],
    left: { 'y/a_left.jpg': 'incomplete', 'x/c.jpg': 'no-place', 'x/d_left.jpg': 'ambiguous', 'x/d_left.png': 'ambiguous', 'x/d_right.jpg': 'ambiguous', '_left.jpg': 'no-place' },
  })
})

test('an image and the text of the same name make one task, its places in the order of the rule', () => {
  const rule: GroupRule = { by: 'stem', places: [{ slot: 'picture', modality: 'image', ending: '' }, { slot: 'caption', modality: 'text', ending: '' }] }
  const { groups } = groupAssets([asset('doc1.txt'), asset('doc1.jpg'), asset('doc2.jpg'), asset('doc2.txt')], rule)
  expect(groups.map(g => [g.key, ...g.places.map(p => `${p.slot}=${p.of.name}`)])).toEqual([['doc1', 'picture=doc1.jpg', 'caption=doc1.txt'], ['doc2', 'picture=doc2.jpg', 'caption=doc2.txt']])
})

test('the longest ending decides where an asset belongs', () => {
  const rule: GroupRule = { by: 'stem', places: [{ slot: 'before', modality: 'image', ending: '' }, { slot: 'after', modality: 'image', ending: '_after' }] }
  expect(shown([asset('a_after.png'), asset('a.png')], rule).groups).toEqual([{ before: 'a.png', after: 'a_after.png' }])
})

describe('sequences', () => {
  test('a folder is cut into runs of the greatest length, in natural order, every so many', () => {
    const names = ['s/f10.jpg', 's/f2.jpg', 's/f1.jpg', 's/f3.jpg', 's/f4.jpg', 't/f1.jpg', 's/note.txt']
    expect(shown(names.map(n => asset(n)), { by: 'folder', modality: 'image', length: 2, step: 2 })).toEqual({
      groups: [{ 'frame-001': 's/f1.jpg', 'frame-002': 's/f3.jpg' }, { 'frame-001': 's/f10.jpg' }, { 'frame-001': 't/f1.jpg' }],
      left: { 's/f2.jpg': 'stepped-over', 's/f4.jpg': 'stepped-over', 's/note.txt': 'no-place' },
    })
  })
  test('assets that say the same of a fact belong together, and one that does not say it is left over', () => {
    const assets = [asset('a', 'image', { scene: 7 }), asset('b', 'image', { scene: '8' }), asset('c', 'image', { scene: '7' }), asset('d', 'image', { scene: null }), asset('e')]
    expect(shown(assets, { by: 'fact', key: 'scene', modality: 'image', length: 9 })).toEqual({ groups: [{ 'frame-001': 'a', 'frame-002': 'c' }, { 'frame-001': 'b' }], left: { d: 'no-value', e: 'no-value' } })
  })
})

test('a rule that names a place twice, or two places that no asset could tell apart, is refused and says where', () => {
  const [left, right] = pair.by === 'stem' ? pair.places : []
  expect(ruleProblem(pair)).toBeNull()
  expect(ruleProblem({ by: 'stem', places: [left!, { ...right!, slot: 'left' }] })).toEqual({ field: 'group.places.1.slot', reason: 'slottwice' })
  expect(ruleProblem({ by: 'stem', places: [left!, { ...right!, ending: '_LEFT' }] })).toEqual({ field: 'group.places.1.ending', reason: 'placetwice' })
})

const names = fc.uniqueArray(fc.tuple(fc.constantFrom('', 'x/', 'y/z/'), fc.constantFrom('a', 'b1', 'b10', 'b2', 'b02'), fc.constantFrom('', '_left', '_right'), fc.constantFrom('.jpg', '.png', '.txt')).map(parts => parts.join('')))
const rules = fc.oneof(
  fc.constant<GroupRule>({ by: 'none' }), fc.constant(pair),
  fc.record({ by: fc.constant('folder' as const), modality: fc.constantFrom('image', 'text'), length: fc.integer({ min: 1, max: 4 }), step: fc.integer({ min: 1, max: 3 }) }),
  fc.record({ by: fc.constant('fact' as const), key: fc.constantFrom('k', 'toString'), modality: fc.constant('image'), length: fc.integer({ min: 1, max: 4 }) }),
)
test('every asset is in exactly one task or left over once, places of a task differ, no task is empty, and the order of the selection changes no task', () => {
  fc.assert(fc.property(names, rules, fc.infiniteStream(fc.integer()), (all, rule, order) => {
    const assets = all.map((name, i) => asset(name, undefined, i % 3 === 0 ? {} : { k: i % 2 })), { groups, left } = groupAssets(assets, rule)
    const seen = [...groups.flatMap(g => g.places.map(p => p.of.name)), ...left.map(l => l.of.name)]
    expect([...seen].sort()).toEqual([...all].sort())
    for (const group of groups) expect([group.places.length > 0, new Set(group.places.map(p => p.slot)).size]).toEqual([true, group.places.length])
    expect(groupAssets(assets, rule)).toEqual({ groups, left })
    const shuffled = assets.map(a => [order.next().value ?? 0, a] as const).sort(([a], [b]) => a - b).map(([, a]) => a), again = groupAssets(shuffled, rule)
    const tasks = (of: typeof groups): string[] => of.map(g => g.places.map(p => `${p.slot}:${p.of.name}`).join()).sort()
    expect(tasks(again.groups)).toEqual(tasks(groups))
  }))
})

test('the natural order is total, and numbers in names count', () => {
  expect(['f10', 'f9', 'f09', 'f1', 'g', 'f'].sort(naturalOrder)).toEqual(['f', 'f1', 'f09', 'f9', 'f10', 'g'])
  fc.assert(fc.property(fc.stringMatching(/^[a01]{0,5}$/), fc.stringMatching(/^[a01]{0,5}$/), fc.stringMatching(/^[a01]{0,5}$/), (a, b, c) => {
    expect(Math.sign(naturalOrder(a, b)) === 0).toBe(a === b)
    expect(Math.sign(naturalOrder(a, b)) + Math.sign(naturalOrder(b, a))).toBe(0)
    const [x, y, z] = [a, b, c].sort(naturalOrder)
    expect(naturalOrder(x!, z!) <= 0 && naturalOrder(x!, y!) <= 0 && naturalOrder(y!, z!) <= 0).toBe(true)
  }))
})

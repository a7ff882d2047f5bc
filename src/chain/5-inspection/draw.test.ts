import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { allocate, commitment, drawSample, drawStratifiedSample, keepsCommitment } from './draw.ts'

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')
const ids = Array.from({ length: 200 }, (_, i) => `task-${String(i).padStart(3, '0')}`)

describe('committing to a seed', () => {
  it('is kept by the same seed and salt and by no other split of the same characters', () => {
    const published = commitment('seed', 'salt', sha256)
    expect(published).toMatch(/^[0-9a-f]{64}$/)
    expect(keepsCommitment(published, 'seed', 'salt', sha256)).toBe(true)
    expect(keepsCommitment(published, 'seeds', 'alt', sha256)).toBe(false)
    expect(keepsCommitment(published, 'seed', 'other', sha256)).toBe(false)
  })
})

describe('drawing a sample', () => {
  it('draws the same tasks from the same seed in whatever order the ids come', () => {
    expect(drawSample([...ids].reverse(), 20, 'a')).toEqual(drawSample(ids, 20, 'a'))
    expect(drawSample(ids, 20, 'b')).not.toEqual(drawSample(ids, 20, 'a'))
    expect(drawSample(ids, 5, 'published example')).toEqual(drawSample(ids, 20, 'published example').slice(0, 5))
  })

  it('draws distinct known ids, as many as asked or all', () => {
    fc.assert(fc.property(fc.uniqueArray(fc.string(), { maxLength: 50 }), fc.nat(60), fc.string(), (names, n, seed) => {
      const drawn = drawSample(names, n, seed)
      expect(new Set(drawn).size).toBe(Math.min(n, names.length))
      expect(drawn.every(id => names.includes(id))).toBe(true)
    }))
  })

  it('is fair: over 2000 seeds each of 10 tasks is drawn about 600 times when 3 are drawn', () => {
    const counts = new Map<string, number>()
    for (let seed = 0; seed < 2000; seed++) for (const id of drawSample(ids.slice(0, 10), 3, `seed ${seed}`)) counts.set(id, (counts.get(id) ?? 0) + 1)
    // Standard deviation 20.5; five of them either side.
    for (const count of counts.values()) expect(Math.abs(count - 600)).toBeLessThan(103)
    expect(counts.size).toBe(10)
  })

  it('refuses a task named twice and a size that is no count', () => {
    expect(() => drawSample(['a', 'a'], 1, 's')).toThrow(RangeError)
    expect(() => drawSample(['a'], 1.5, 's')).toThrow(RangeError)
  })
})

describe('drawing by stratum', () => {
  it('gives each stratum its proportional share and at least one', () => {
    expect(allocate(new Map([['wu', 600], ['li', 300], ['an', 95], ['qi', 5]]), 20)).toEqual(new Map([['an', 1], ['li', 6], ['qi', 1], ['wu', 12]]))
    expect(allocate(new Map([['a', 1], ['b', 9], ['c', 5]]), 2)).toEqual(new Map([['a', 0], ['b', 1], ['c', 1]]))
  })

  it('never draws more than a stratum has and always reaches the size asked', () => {
    fc.assert(fc.property(fc.array(fc.nat(40), { minLength: 1, maxLength: 12 }), fc.nat(300), (sizes, n) => {
      const strata = new Map(sizes.map((size, i) => [`s${i}`, size]))
      const shares = allocate(strata, n)
      expect([...shares.values()].reduce((a, b) => a + b, 0)).toBe(Math.min(n, sizes.reduce((a, b) => a + b, 0)))
      for (const [key, share] of shares) expect(share).toBeLessThanOrEqual(strata.get(key)!)
    }))
  })

  it('draws the shares, independent of the order of the tasks', () => {
    const tasks = ids.map((id, i) => ({ id, stratum: i < 150 ? 'wu' : 'li' }))
    const drawn = drawStratifiedSample(tasks, 40, 'seed')
    expect(drawn.filter(id => id < 'task-150')).toHaveLength(30)
    expect(drawn.filter(id => id >= 'task-150')).toHaveLength(10)
    expect(drawStratifiedSample([...tasks].reverse(), 40, 'seed')).toEqual(drawn)
  })
})

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { OverviewView } from '../contract.ts'
import { flowLayout } from './flow-layout.ts'

type Stage = OverviewView['stages'][number]
const names = ['source', 'screen', 'clean', 'classify', 'annotate', 'inspect', 'release', 'exchange'] as const
const stages = (of: Partial<Record<Stage['stage'], Partial<Stage>>>): Stage[] => names.map(stage => ({ stage, count: 0, waiting: 0, dropped: 0, changed: 0, ...of[stage] }))
const sample = stages({ source: { count: 200, waiting: 9 }, screen: { count: 160, dropped: 40 }, clean: { count: 160, changed: 12 }, classify: { count: 40 }, annotate: { count: 50, waiting: 50 }, inspect: { count: 20, waiting: 30 }, release: { count: 20 } })

describe('the layout of the flow', () => {
  const { bars, ribbons, height } = flowLayout(sample, 100)
  const bar = (stage: Stage['stage']) => bars.find(b => b.stage === stage)!
  it('draws heights in proportion to the counts, uploads that wait not among them', () => {
    expect(bar('source').through.height).toBe(100)
    expect(bar('screen').through.height).toBe(80)
    expect(bar('annotate').done.height).toBe(25)
    expect(bar('annotate').waiting).toEqual({ top: 25, height: 25 })
    expect(bar('source').waiting).toBeNull()
  })
  it('carries on through classifying all that was kept, and marks the part that has a facet', () => {
    expect(bar('classify').through.height).toBe(80)
    expect(bar('classify').done.height).toBe(20)
  })
  it('lets what was dropped and what is in no batch leave the flow, below it', () => {
    expect(bar('screen').dropped).toEqual({ top: 102, height: 20 })
    expect(bar('annotate').reserve).toEqual({ top: 72, height: 30 })
    expect(ribbons.filter(r => r.kind !== 'on')).toEqual([{ index: 1, kind: 'dropped', from: 80, to: 102, height: 20 }, { index: 4, kind: 'reserve', from: 50, to: 72, height: 30 }])
    expect(height).toBe(122)
  })
  it('has no bar of height without assets, and shows a single one among very many', () => {
    expect(flowLayout(stages({}), 100).bars.every(b => b.through.height === 0 && b.waiting === null && b.dropped === null)).toBe(true)
    expect(flowLayout(stages({ source: { count: 1_000_000 }, screen: { count: 999_999, dropped: 1 } }), 100).bars[1]!.dropped!.height).toBe(1.5)
  })
  it('never draws a ribbon higher than the bars it joins, nor outside the drawing', () => {
    const count = fc.nat(100_000)
    fc.assert(fc.property(fc.tuple(...names.map(() => fc.record({ count, waiting: count, dropped: count }))), found => {
      const layout = flowLayout(names.map((stage, i) => ({ stage, changed: 0, ...found[i]! })), 100)
      for (const r of layout.ribbons) {
        expect(r.to + r.height).toBeLessThanOrEqual(layout.height + 1e-9)
        if (r.kind === 'on') expect(r.height).toBeLessThanOrEqual(Math.min(layout.bars[r.index - 1]!.through.height, layout.bars[r.index]!.through.height) + 1e-9)
      }
    }))
  })
})

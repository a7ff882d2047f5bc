import { Type } from 'typebox'
import { expect, test } from 'vitest'
import type { AssetId } from '../../kernel/ids.ts'
import { defineOperator, type Judgement } from '../../sockets/operator.ts'
import { judgeAll, type Decided } from './judging.ts'
import type { Note, Trail } from './measuring.ts'
import type { RecipeStep, Verdict } from './model.ts'

const text = { 'zh-Hans': 'x', 'zh-Hant': 'x', en: 'x' }
/** Drops whatever has the value of an earlier one. */
const same = defineOperator({
  id: 'same', version: 1, step: 'screen', modalities: ['text'], title: text, describes: text, parameters: Type.Object({}), defaults: {}, parameterTexts: {}, measures: Type.Number(), reasons: {},
  group(units) {
    const first = new Map<number, string>(), judged = new Map<string, Judgement>()
    for (const { asset, measures } of units) {
      const of = first.get(measures)
      if (of === undefined) first.set(measures, asset)
      else judged.set(asset, { outcome: 'dropped', reason: 'same', detail: { of } })
    }
    return judged
  },
})
const steps: RecipeStep[] = [{ operator: 'same', version: 1, parameters: {} }, { operator: 'one', version: 1, parameters: {} }, { operator: 'same', version: 1, parameters: {} }]
const one = { ...same, id: 'one', group: undefined, judge: (): Judgement => ({ outcome: 'kept' }) }
const joint = (step: number, measures: number): Note => ({ step, applies: true, measures, verdict: null })
const alone = (verdict: Verdict): Note => ({ step: 1, applies: true, measures: null, verdict })
const trail = (asset: string, ordinal: number, notes: Note[]): Trail => ({ ordinal, asset: asset as AssetId, name: asset, modality: 'text', notes })

const decide = async (trails: Trail[]): Promise<Decided[]> => {
  const decided: Decided[] = []
  for await (const d of judgeAll(async function* () { yield* trails }, steps, [same, one, same])) decided.push(d)
  return decided
}

test('an operator that judges all together sees only what the steps before it kept', async () => {
  const decided = await decide([
    trail('a', 0, [joint(0, 1), alone({ outcome: 'dropped', reason: 'bad' })]), trail('b', 1, [joint(0, 1), alone({ outcome: 'kept' }), joint(2, 5)]),
    trail('c', 2, [joint(0, 2), alone({ outcome: 'kept' }), joint(2, 5)]), trail('d', 3, [joint(0, 3), alone({ outcome: 'kept' }), joint(2, 5)]),
  ])
  expect(decided.map(d => [d.asset, d.kept, d.decisions.map(x => x.verdict.outcome).join(' '), d.cluster])).toEqual([
    ['a', false, 'kept dropped', 'a'], ['b', false, 'dropped', 'a'], ['c', true, 'kept kept kept', 'c'], ['d', false, 'kept kept dropped', 'c'],
  ])
})

test('an asset that no operator looks at is kept with a verdict for each step that says so', async () => {
  const [alien] = await decide([trail('z', 0, [0, 1, 2].map(step => ({ step, applies: false, measures: null, verdict: { outcome: 'kept' } })))])
  expect(alien).toMatchObject({ kept: true, cluster: null })
  expect(alien!.decisions.map(d => [d.verdict.outcome, d.measures])).toEqual([0, 1, 2].map(() => ['kept', { applies: false }]))
})

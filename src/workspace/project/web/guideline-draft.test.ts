import { describe, expect, it } from 'vitest'
import type { GuidelineDocument } from '../model.ts'
import { addressOfSection, guidelineChanges, guidelineIssues, mergeGuidelines, missingIn, ruleDown, sectionAt, type Rule } from './guideline-draft.ts'

const rule = (text: string, kind: Rule['kind'] = 'rule', of: string | null = null): Rule => ({ class: of, kind, text: { en: text } })
const base: GuidelineDocument = { goal: { en: 'Goal' }, format: { en: 'Format' }, method: { en: 'Method' }, quality: { en: 'Quality' }, rules: [rule('good', 'positive'), rule('bad', 'negative'), rule('tight')] }

describe('the issues of a guideline', () => {
  it('are none when every part is written and both kinds of example are there', () => { expect(guidelineIssues(base)).toEqual([]) })
  it('name the part, the rule and the missing example', () => {
    expect(guidelineIssues({ ...base, goal: {}, rules: [rule(' ', 'positive', 'car')] })).toEqual([
      { trouble: 'emptyPart', section: { part: 'goal' } }, { trouble: 'emptyRule', section: { class: 'car' }, rule: 0 }, { trouble: 'noNegative', section: { class: null } },
    ])
  })
})

it('a section is found again by its address, and the goal stands for what is unknown', () => {
  for (const section of [{ part: 'quality' as const }, { class: null }, { class: 'car' }]) expect(sectionAt(addressOfSection(section))).toEqual(section)
  expect(sectionAt('part:nothing')).toEqual({ part: 'goal' })
})
it('missing languages of a section are those that any of its texts lacks', () => {
  expect(missingIn({ ...base, goal: { en: 'Goal', 'zh-Hans': '目标' } }, { part: 'goal' })).toEqual(['zh-Hant'])
  expect(missingIn(base, { class: 'car' })).toEqual([])
})
it('a rule moves behind the next one of its class and the last one stays', () => {
  const rules = [rule('a', 'rule', 'car'), rule('b'), rule('c', 'rule', 'car')]
  expect(ruleDown(rules, 0).map(r => r.text.en)).toEqual(['b', 'c', 'a'])
  expect(ruleDown(rules, 2)).toEqual(rules)
})

describe('two changes of one guideline', () => {
  const mine = { ...base, goal: { en: 'My goal' }, rules: [base.rules[0]!, base.rules[1]!, rule('tighter')] }
  it('keep the rules of both sides, and what either removed is gone', () => {
    const { merged, clashes } = mergeGuidelines(base, mine, { ...base, rules: [...base.rules, rule('theirs')] }, {})
    expect([clashes, merged.goal, merged.rules.map(r => r.text.en)]).toEqual([[], { en: 'My goal' }, ['good', 'bad', 'theirs', 'tighter']])
  })
  it('of one rule leave both wordings, of one part are a choice', () => {
    const theirs = { ...base, goal: { en: 'Their goal' }, rules: [base.rules[0]!, base.rules[1]!, rule('looser')] }
    const { merged, clashes } = mergeGuidelines(base, mine, theirs, { 'goal/en': 'theirs' })
    expect([clashes, merged.goal.en, merged.rules.map(r => r.text.en)]).toEqual([[{ path: 'goal/en', mine: 'My goal', theirs: 'Their goal' }], 'Their goal', ['good', 'bad', 'looser', 'tighter']])
  })
  it('that are the same change are taken once', () => { expect(mergeGuidelines(base, mine, structuredClone(mine), {})).toEqual({ merged: mine, clashes: [] }) })
  it('are told as parts changed, rules added and removed', () => {
    expect(guidelineChanges(base, mine)).toEqual([{ part: 'goal' }, { rules: 'added', list: [rule('tighter')] }, { rules: 'removed', list: [rule('tight')] }])
  })
})

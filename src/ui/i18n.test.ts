import { describe, expect, it } from 'vitest'
import { defineFailures } from '../kernel/failure.ts'
import { defineMessages } from '../kernel/messages.ts'
import { failureSentence, translate } from './i18n.tsx'

const m = defineMessages({
  tasks: { 'zh-Hans': '{n} 个任务', 'zh-Hant': '{n} 個任務', en: '{n, plural, one {# task} other {# tasks}}' },
  markup: { 'zh-Hans': '输入 <b>', 'zh-Hant': '輸入 <b>', en: 'type <b>' },
})
const failures = defineFailures('i18n-test', { tooMany: { status: 422, text: { 'zh-Hans': '多了 {n} 个', 'zh-Hant': '多了 {n} 個', en: '{n, plural, one {# too many} other {# too many}}' } } })

describe('a message', () => {
  it('is chosen by language and counts by the rules of that language', () => {
    expect(translate('zh-Hans', m.tasks, { n: 2 })).toBe('2 个任务')
    expect(translate('zh-Hant', m.tasks, { n: 2 })).toBe('2 個任務')
    expect([1, 2, 1200].map(n => translate('en', m.tasks, { n }))).toEqual(['1 task', '2 tasks', '1,200 tasks'])
  })
  it('shows angle brackets as they are', () => { expect(translate('en', m.markup)).toBe('type <b>') })
  it('refuses to be shown without its values', () => { expect(() => translate('en', m.tasks)).toThrow(/n/) })
})

describe('a failure', () => {
  it('is told in the reader\'s language with its parameters', () => { expect(failureSentence('zh-Hant', failures.tooMany({ n: 3 }))).toBe('多了 3 個') })
  it('of an unknown code is told as unknown, with the code', () => {
    expect(failureSentence('en', { code: 'future.thing', status: 500, parameters: {} })).toContain('future.thing')
  })
  it('whose parameters do not fill its text keeps at least its code', () => {
    expect(failureSentence('en', failures.tooMany())).toContain('i18n-test.too-many')
  })
})

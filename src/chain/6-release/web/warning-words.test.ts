import { expect, test } from 'vitest'
import { locales } from '../../../kernel/messages.ts'
import { translate } from '../../../ui/i18n.tsx'
import { warningCodes } from '../warnings.ts'
import { warningWords } from './warning-words.ts'

test('every warning has words in each language with all of its numbers and names in them', () => {
  for (const code of warningCodes) for (const locale of locales) {
    const { message, values } = warningWords({ code, severity: 'notice', split: 'test', names: ['Car', 'Bus'], numbers: { n: 21, of: 700, bound: 0.03, percent: 10, below: 10, largest: 1500, smallest: 10, ratio: 150 } }, share => `${share * 100} %`, (names, more) => `${names.join('+')} (${more})`)
    const text = translate(locale, message, values)
    expect(text.length).toBeGreaterThan(5)
    expect(text).not.toMatch(/[{}]|undefined/)
  }
})

test('a share is told beside its bound, and names that are left out are counted', () => {
  const said = (code: 'safety-share' | 'class-sparse', numbers: Record<string, number>, names: string[] = []): string => {
    const { message, values } = warningWords({ code, severity: 'notice', split: null, names, numbers }, share => `${share * 100} %`, (shown, more) => `${shown.join(', ')} and ${more} more`)
    return translate('en', message, values)
  }
  expect(said('safety-share', { n: 1, of: 100, bound: 0.03 })).toBe('Safety data makes up 1 % (1 of 100 items); it should be 3 % or more (GB/T 45674-2025 8.1 b).')
  expect(said('class-sparse', { n: 22, below: 10 }, ['Bus', 'Van'])).toBe('22 classes have fewer than 10 objects: Bus, Van and 20 more')
})

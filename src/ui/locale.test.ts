import { describe, expect, it } from 'vitest'
import { preferredLocale } from './locale.ts'

describe('the first language', () => {
  it.each([
    ['zh-CN', 'zh-Hans'], ['zh-TW', 'zh-Hant'], ['zh-HK', 'zh-Hant'], ['zh-Hant-CN', 'zh-Hant'], ['zh', 'zh-Hans'], ['en-GB', 'en'],
  ])('of a browser that asks for %s is %s', (tag, locale) => { expect(preferredLocale([tag])).toBe(locale) })
  it('skips languages that Feedstock does not speak and tags that are not tags', () => {
    expect(preferredLocale(['de-DE', '**', 'en-US', 'zh-CN'])).toBe('en')
  })
  it('is Simplified Chinese when none is known', () => { expect(preferredLocale(['fr'])).toBe('zh-Hans') })
})

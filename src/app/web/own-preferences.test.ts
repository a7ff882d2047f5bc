import { expect, it } from 'vitest'
import { ownPreferencesOf, putOn } from './own-preferences.ts'

it('reads language and theme of an account and passes over what it does not know', () => {
  expect(ownPreferencesOf({ language: 'zh-Hant', theme: 'dark', density: 'compact' })).toEqual({ language: 'zh-Hant', theme: 'dark' })
  expect(ownPreferencesOf({ language: 'fr', theme: 3 })).toEqual({})
})

it('puts on what the account says at sign-in, nothing where it says nothing, and never over what the link asked for', () => {
  expect(putOn({ language: 'en', theme: 'dark' }, {})).toEqual({ language: 'en', theme: 'dark' })
  expect(putOn({}, {})).toEqual({})
  expect(putOn({ language: 'en', theme: 'dark' }, { locale: 'zh-Hans' })).toEqual({ theme: 'dark' })
  expect(putOn({ language: 'en', theme: 'dark' }, { theme: 'light' })).toEqual({ language: 'en' })
})

import { expect, test } from 'vitest'
import { editDistance } from './edit-distance.ts'
import text from './index.ts'

test('kitten becomes sitting by three edits', () => {
  expect(editDistance([...'kitten'], [...'sitting'])).toBe(3)
  expect(editDistance([...'sitting'], [...'kitten'])).toBe(3)
  expect(editDistance([], [...'abc'])).toBe(3)
  expect(editDistance([...'abcd'], [...'abXcd'])).toBe(1)
})

test('an emoji counts as one character', () => {
  expect(text.distance({ text: '标🚒', role: 'answer' }, { text: '标注', role: 'answer' })).toBe(0.5)
})

test('two empty texts are the same, texts of different roles have nothing in common', () => {
  expect(text.distance({ text: '', role: 'answer' }, { text: '', role: 'answer' })).toBe(0)
  expect(text.distance({ text: 'a', role: 'answer' }, { text: 'a', role: 'caption' })).toBe(1)
})

import { expect, test } from 'vitest'
import { keymapConflicts } from '../../../editor/input/keymap.ts'
import { roomBindings } from './keys.ts'

const title = { 'zh-Hans': '', 'zh-Hant': '', en: '' }
const letters = { raster: [['select', 'v'], ['pan', 'h'], ['box', 'b'], ['polygon', 'p']], document: [] } as const

test('no key of the room has two owners, in annotation and in review, on pictures and in texts', () => {
  for (const scope of ['raster', 'document'] as const) for (const isReview of [false, true]) {
    expect(keymapConflicts(roomBindings(scope, letters[scope].map(([id, key]) => ({ id, key, title })), isReview))).toEqual([])
  }
})

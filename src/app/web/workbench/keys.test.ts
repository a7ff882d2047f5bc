import { expect, test } from 'vitest'
import { keymapConflicts } from '../../../editor/input/keymap.ts'
import { roomBindings } from './keys.ts'

const title = { 'zh-Hans': '', 'zh-Hant': '', en: '' }
const letters = { raster: [['select', 'v'], ['pan', 'h'], ['box', 'b'], ['polygon', 'p']], document: [] } as const

const tools = (scope: keyof typeof letters) => letters[scope].map(([id, key]) => ({ id, key, title }))

test('no key of the room has two owners, in annotation, review and inspection, on pictures and in texts', () => {
  for (const scope of ['raster', 'document'] as const) for (const mode of ['annotate', 'review', 'inspect', 'mark', 'look', 'still'] as const) expect(keymapConflicts(roomBindings(scope, tools(scope), mode))).toEqual([])
})

test('no key of an inspection changes a shape, and Enter gives the verdict', () => {
  for (const scope of ['raster', 'document'] as const) {
    const bindings = roomBindings(scope, [], 'inspect')
    expect(bindings.map(b => b.command).filter(c => /^(tool-key|edit\.(undo|redo)|task|save|shape\.(lock|all))/.test(c))).toEqual([])
    expect(bindings.filter(b => b.scopes.includes(scope) && b.chords.includes('enter')).map(b => b.command)).toEqual(['inspect.judge'])
  }
})

import { expect, test } from 'vitest'
import { keymapConflicts } from '../../../editor/input/keymap.ts'
import { roomLetters } from '../../../sockets/asked.ts'
import { keysOfClasses, roomBindings } from './keys.ts'

const title = { 'zh-Hans': '', 'zh-Hant': '', en: '' }
const letters = { raster: [['select', 'v'], ['pan', 'h'], ['box', 'b'], ['polygon', 'p']], document: [] } as const

const tools = (scope: keyof typeof letters) => letters[scope].map(([id, key]) => ({ id, key, title }))

test('no key of the room has two owners, in annotation, review, arbitration and inspection, on pictures and in texts', () => {
  for (const scope of ['raster', 'document'] as const) for (const mode of ['annotate', 'review', 'arbitrate', 'inspect', 'mark', 'look', 'still'] as const) expect(keymapConflicts(roomBindings(scope, tools(scope), mode))).toEqual([])
})

test('no key of an inspection changes a shape, and Enter gives the verdict', () => {
  for (const scope of ['raster', 'document'] as const) {
    const bindings = roomBindings(scope, [], 'inspect')
    expect(bindings.map(b => b.command).filter(c => /^(tool-key|edit\.(undo|redo)|task|save|shape\.(lock|all))/.test(c))).toEqual([])
    expect(bindings.filter(b => b.scopes.includes(scope) && b.chords.includes('enter')).map(b => b.command)).toEqual(['inspect.judge'])
  }
})

const label = (id: string, hotkey?: string) => ({ id, name: { en: id }, colour: 1, kinds: ['box'], attributes: [], ...(hotkey && { hotkey }) })

test('the letters that a class may not take are those that some room uses', () => {
  const used = (['raster', 'document'] as const).flatMap(scope => (['annotate', 'review', 'inspect', 'mark', 'look', 'still'] as const).flatMap(mode => roomBindings(scope, tools(scope), mode).flatMap(b => b.chords.filter(chord => /^[a-z]$/.test(chord)))))
  expect([...new Set(used)].sort()).toEqual([...roomLetters].sort())
})

test('a class has its own key and the digit of its place, unless that is another class\'s own; no key has two owners then either', () => {
  const classes = [label('car', 'c'), label('bus', '1'), label('tram'), ...Array.from({ length: 8 }, (_, i) => label(`n${i}`)), label('late', 'm')]
  expect(keysOfClasses(classes).map(keys => keys.join(''))).toEqual(['c', '12', '3', '4', '5', '6', '7', '8', '9', '0', '', 'm'])
  for (const mode of ['annotate', 'review', 'inspect', 'mark', 'look', 'still'] as const) {
    const bindings = roomBindings('raster', tools('raster'), mode, classes)
    expect(keymapConflicts(bindings)).toEqual([])
    expect(bindings.find(b => b.chords.includes('m'))?.command).toBe('class.12')
  }
})

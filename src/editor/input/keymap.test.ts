import { describe, expect, test } from 'vitest'
import { chordOf, mayFire, type KeyPress, type KeyPlace } from './key-guard.ts'
import { keymap, keymapConflicts, toolBindings, type Binding } from './keymap.ts'
import { panTool } from '../tools/pan.ts'
import { selectTool } from '../tools/select.ts'

const title = { 'zh-Hans': '甲', 'zh-Hant': '甲', en: 'A' }
const tools = [selectTool, panTool, { id: 'box', key: 'b' }, { id: 'polygon', key: 'p' }].map(({ id, key }) => ({ id, key, title }))
const binding = (scope: Binding['scopes'][number], chord: string, command: string): Binding => ({ scopes: [scope], chords: [chord], command, title })

describe('the keymap', () => {
  test('has no conflicts, with the letters of the tools in it', () => {
    expect(keymapConflicts([...keymap, ...toolBindings('raster', tools)])).toEqual([])
  })

  test('names two owners, a bare key for the whole page, and chords that browsers and input methods keep', () => {
    const wrong = [binding('raster', 'b', 'one'), binding('raster', 'b', 'two'), binding('document', 'b', 'three'), binding('global', 'k', 'four'), binding('raster', 'ctrl+w', 'five'), binding('raster', 'shift+space', 'six')]
    expect(keymapConflicts(wrong)).toEqual([
      'raster b belongs to one and two', 'global k is a single key in the global scope',
      'raster ctrl+w is kept by the browser or an input method', 'raster shift+space is kept by the browser or an input method',
    ])
  })
})

const press = (key: string, code: string, more: Partial<KeyPress> = {}): KeyPress => ({
  key, code, keyCode: 0, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, repeat: false, isComposing: false, defaultPrevented: false, getModifierState: () => false, ...more,
})
const canvas: KeyPlace = { isInField: false, isDialogOpen: false, sinceComposition: Infinity }

test('chords: letters by what they say or by place, digits by place, Cmd as Ctrl, signs without the Shift that made them', () => {
  expect([
    press('B', 'KeyB'), press('и', 'KeyB'), press('&', 'Digit1', { shiftKey: false }), press('1', 'Numpad1'), press('z', 'KeyZ', { metaKey: true, shiftKey: true }),
    press('?', 'Slash', { shiftKey: true }), press('ArrowLeft', 'ArrowLeft', { ctrlKey: true, shiftKey: true }), press('!', 'Digit1', { shiftKey: true }),
  ].map(chordOf)).toEqual(['b', 'b', '1', '1', 'ctrl+shift+z', '?', 'ctrl+shift+left', 'shift+1'])
})

test('a single key does not fire while composing, under 229, in a field, in a dialog, held, with AltGraph, when handled, or right after a composition', () => {
  const fires = (event: KeyPress, place: Partial<KeyPlace> = {}): boolean => mayFire(event, chordOf(event), false, { ...canvas, ...place })
  const b = press('b', 'KeyB'), enter = press('Enter', 'Enter')
  expect(fires(b)).toBe(true)
  expect([
    fires({ ...b, isComposing: true }), fires({ ...enter, keyCode: 229 }), fires(b, { isInField: true }), fires(b, { isDialogOpen: true }), fires({ ...b, repeat: true }),
    fires({ ...b, getModifierState: name => name === 'AltGraph' }), fires({ ...b, defaultPrevented: true }), fires(enter, { sinceComposition: 20 }),
  ]).toEqual(Array(8).fill(false))
  expect([fires(enter, { sinceComposition: 60 }), fires(press('s', 'KeyS', { ctrlKey: true }), { isInField: true }), fires(press('F6', 'F6'), { isInField: true }), mayFire({ ...b, repeat: true }, 'b', true, canvas)]).toEqual([true, true, true, true])
})

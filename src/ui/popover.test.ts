import { describe, expect, it } from 'vitest'
import { placePopover } from './popover.tsx'

const view = { width: 1000, height: 600 }, size = { width: 200, height: 150 }

describe('a popover', () => {
  it('stands below its trigger, at its left or its right edge', () => {
    const trigger = { left: 300, right: 380, top: 100, bottom: 130 }
    expect(placePopover(trigger, size, view, 'start')).toEqual({ left: 300, top: 134 })
    expect(placePopover(trigger, size, view, 'end')).toEqual({ left: 180, top: 134 })
  })
  it('stands above when there is no room below', () => { expect(placePopover({ left: 10, right: 90, top: 560, bottom: 590 }, size, view, 'start').top).toBe(406) })
  it('stays inside the window', () => { expect(placePopover({ left: 950, right: 990, top: 10, bottom: 40 }, size, view, 'start').left).toBe(792) })
})

import { describe, expect, it } from 'vitest'
import { classColour } from './class-colour.ts'

describe('a class colour', () => {
  it('is solid for the first eight, hatched for the next, dotted for the last', () => {
    expect([1, 8, 9, 16, 17, 24].map(slot => classColour(slot).pattern)).toEqual(['solid', 'solid', 'hatch', 'hatch', 'dot', 'dot'])
    expect(classColour(9).variable).toBe('--c09')
  })
  it('starts again after the last', () => { expect(classColour(25)).toEqual(classColour(1)) })
})

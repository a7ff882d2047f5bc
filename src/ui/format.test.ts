import { describe, expect, it } from 'vitest'
import { formatBytes, formatCount, formatDay, formatInterval, formatShare, formatTime } from './format.ts'

describe('figures and dates', () => {
  it('groups thousands by comma and puts a space before the per cent sign', () => {
    expect(formatCount(184_320)).toBe('184,320')
    expect(formatShare(0.983)).toBe('98.3 %')
    expect(formatInterval([0.974, 0.989])).toBe('[97.4, 98.9]')
  })
  it('prints local time on a 24-hour clock', () => {
    expect(formatTime(new Date(2026, 10, 24, 16, 4))).toBe('2026-11-24 16:04')
    expect(formatDay(new Date(2026, 10, 4))).toBe('11-04')
  })
  it('steps to the next unit of bytes before four digits are reached', () => {
    expect([0, 999, 999.6, 1200, 999_600, 1_234_000_000, 99_960_000_000].map(formatBytes)).toEqual(['0 B', '999 B', '1.0 KB', '1.2 KB', '1.0 MB', '1.2 GB', '100 GB'])
  })
})

import { describe, expect, it } from 'vitest'
import { addressOfPress } from './link-clicks.ts'
import { safeReturn } from './login/safe-return.ts'
import { parseSearch, stringifySearch } from './search-params.ts'

const here = new URL('http://feedstock.test/p/x?f=1')
const press = { button: 0, hasModifier: false, prevented: false, target: '', isDownload: false }

describe('a press on a link', () => {
  it('inside the application is followed without loading the page', () => {
    expect(addressOfPress({ ...press, href: '/p/x/source?f=2#a' }, here)).toBe('/p/x/source?f=2#a')
  })
  it.each([
    ['with another button', { ...press, href: '/p/y', button: 1 }], ['with a modifier', { ...press, href: '/p/y', hasModifier: true }], ['already handled', { ...press, href: '/p/y', prevented: true }],
    ['for another window', { ...press, href: '/p/y', target: '_blank' }], ['for a download', { ...press, href: '/p/y', isDownload: true }], ['to another site', { ...press, href: 'https://example.org/' }],
    ['to the API', { ...press, href: '/api/v1/blobs/1' }], ['to a place on the same page', { ...press, href: '#content' }],
  ])('%s is left to the browser', (_, left) => { expect(addressOfPress(left, here)).toBeNull() })
})

describe('after sign-in', () => {
  it('the way back stays on this site', () => {
    expect(['/p/x?f=1', '//evil.test', '/\\evil.test', 'https://evil.test', ''].map(safeReturn)).toEqual(['/p/x?f=1', '/', '/', '/', '/'])
  })
})

describe('search parameters', () => {
  it('stay plain strings and leave out what is empty', () => {
    expect(parseSearch('?f=time:night&n=12')).toEqual({ f: 'time:night', n: '12' })
    expect(stringifySearch({ f: 'time:night', n: '', x: undefined })).toBe('?f=time%3Anight')
    expect(stringifySearch({})).toBe('')
  })
})

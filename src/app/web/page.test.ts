import { describe, expect, it } from 'vitest'
import { landingOf } from './landing.ts'
import { entriesOf, hrefOf, type Page } from './page.ts'

const load = (): Promise<() => null> => Promise.resolve(() => null)
const pages: readonly Page[] = [
  { path: '/me', room: 'console', place: 'me', opensPlace: true, load },
  { path: '/p/$project', room: 'console', place: 'overview', opensPlace: true, load },
  { path: '/p/$project/source', room: 'console', place: 'source', opensPlace: true, load },
  { path: '/p/$project/source/$dataset', room: 'console', place: 'source', load },
  { path: '/start', room: 'alone', load },
  { path: '/projects', room: 'console', load },
]

describe('the page registry', () => {
  it('fills parameters and escapes them, and has no address while one is missing', () => {
    expect(hrefOf('/p/$project/b/$batch', { project: 'a b', batch: 'B-026' })).toBe('/p/a%20b/b/B-026')
    expect(hrefOf('/p/$project', {})).toBeNull()
  })
  it('shows an entry only for a registered page that opens it and can be reached', () => {
    expect([...entriesOf(pages, { project: 'x' })]).toEqual([['me', '/me'], ['overview', '/p/x'], ['source', '/p/x/source']])
    expect([...entriesOf(pages, {})]).toEqual([['me', '/me']])
  })
})

describe('landing', () => {
  it('leads who labels to their inbox and who organises to the overview', () => {
    expect(landingOf(pages, { roles: ['executor'], projects: ['x'] })).toBe('/me')
    expect(landingOf(pages, { roles: ['administrator', 'executor'], projects: ['x'] })).toBe('/p/x')
  })
  it('leads an organiser without a project to the start of one', () => { expect(landingOf(pages, { roles: ['administrator'], projects: [] })).toBe('/start') })
  it('leads an organiser with several projects to their list, and others not', () => {
    expect(landingOf(pages, { roles: ['coordinator'], projects: ['x', 'y'] })).toBe('/projects')
    expect(landingOf(pages, { roles: ['executor'], projects: ['x', 'y'] })).toBe('/me')
  })
  it('takes the next best page when the wanted one does not exist', () => { expect(landingOf(pages, { roles: ['supervisor'], projects: ['x'] })).toBe('/p/x') })
  it('is nowhere without any page', () => { expect(landingOf([], { roles: ['executor'], projects: [] })).toBeNull() })
})

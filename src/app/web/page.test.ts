import { describe, expect, it } from 'vitest'
import type { Role } from '../../workspace/access/model.ts'
import { landingOf, type Newcomer } from './landing.ts'
import { entriesOf, hrefOf, type Page } from './page.ts'
import { pages as product } from './pages.ts'

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
    expect([...entriesOf(pages, { project: 'x' }, [])]).toEqual([['me', '/me'], ['overview', '/p/x'], ['source', '/p/x/source']])
    expect([...entriesOf(pages, {}, [])]).toEqual([['me', '/me']])
  })
  it('has no entry for who holds none of the roles that the page needs', () => {
    const guarded: readonly Page[] = pages.map(page => page.place === 'source' ? { ...page, needs: ['coordinator'] } : page)
    expect([...entriesOf(guarded, { project: 'x' }, ['executor']).keys()]).toEqual(['me', 'overview'])
    expect([...entriesOf(guarded, { project: 'x' }, ['executor', 'coordinator']).keys()]).toEqual(['me', 'overview', 'source'])
  })
})

/** Projects where the person is what they are in the organisation. */
const newcomer = (roles: readonly string[], ...projects: readonly string[]): Newcomer => ({ roles, projects: projects.map(id => ({ id, roles })) })

describe('landing', () => {
  it('leads who labels to their inbox and who organises to the overview', () => {
    expect(landingOf(pages, newcomer(['executor'], 'x'))).toBe('/me')
    expect(landingOf(pages, newcomer(['administrator', 'executor'], 'x'))).toBe('/p/x')
  })
  it('counts a role that is held in a project only', () => {
    expect(landingOf(pages, { roles: [], projects: [{ id: 'x', roles: ['reviewer'] }] })).toBe('/me')
    expect(landingOf(pages, { roles: [], projects: [{ id: 'x', roles: ['coordinator'] }] })).toBe('/p/x')
  })
  it('leads who may create a project to the start of the first one, and a requester not', () => {
    expect(landingOf(pages, newcomer(['administrator']))).toBe('/start')
    expect(landingOf(pages, newcomer(['requester']))).toBe('/me')
  })
  it('leads an organiser with several projects to their list, and others not', () => {
    expect(landingOf(pages, newcomer(['coordinator'], 'x', 'y'))).toBe('/projects')
    expect(landingOf(pages, newcomer(['executor'], 'x', 'y'))).toBe('/me')
  })
  it('takes the next best page when the wanted one does not exist', () => { expect(landingOf(pages, newcomer(['supervisor'], 'x'))).toBe('/p/x') })
  it('is nowhere without any page', () => { expect(landingOf([], newcomer(['executor']))).toBeNull() })
})

describe('the pages of the product', () => {
  const entries = (role: Role): readonly string[] => [...entriesOf(product, { project: 'x' }, [role]).keys()]
  it('each say whose they are when an entry of a project opens them, so that no entry leads to a refusal', () => {
    expect(product.filter(page => page.opensPlace && page.path.startsWith('/p/') && !page.needs).map(page => page.path)).toEqual([])
  })
  it('leave an executor nothing that the policies refuse, and an administrator everything', () => {
    expect(entries('executor')).toContain('me')
    expect(entries('executor').filter(place => ['overview', 'source', 'screen', 'clean', 'classify', 'runs', 'people', 'settings'].includes(place))).toEqual([])
    expect(entries('administrator').length).toBe(new Set(product.filter(page => page.opensPlace).map(page => page.place)).size)
  })
  it('land every role somewhere it may read', () => {
    const lands = (role: Role): string | null => landingOf(product, newcomer([role], 'x'))
    expect([lands('executor'), lands('reviewer'), lands('arbiter'), lands('requester'), lands('coordinator'), lands('trainer')]).toEqual(['/me', '/me', '/me', '/p/x', '/p/x', '/p/x/people'])
    for (const role of ['supervisor', 'auditor'] as const) expect(['/p/x/quality', '/p/x']).toContain(lands(role))
  })
})

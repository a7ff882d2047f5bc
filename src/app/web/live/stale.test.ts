import { describe, expect, it } from 'vitest'
import { liveQueries } from './queries.ts'
import { isStale, merged, progressOf } from './stale.ts'

const a = '01890000-0000-7000-8000-00000000000a', b = '01890000-0000-7000-8000-00000000000b'
const route = (id: string) => ({ id, method: 'GET' as const, path: '/api/v1/x' as const, summary: '', guard: 'account' as const, ok: 'stream' as const })
const routes = merged([{ batch: [route('batch.list')] }, { batch: [route('overview.read')], '*': [route('journal.list')] }])

describe('what a change makes stale', () => {
  it('are the queries of the routes that any slice names for its kind, and of no others', () => {
    const told = [{ kind: 'batch', project: a }]
    expect(['batch.list', 'overview.read', 'journal.list', 'run.list'].map(id => isStale([id, {}], told, routes))).toEqual([true, true, true, false])
    expect(isStale(['batch.list', {}], [{ kind: 'run', project: a }], routes)).toBe(false)
  })
  it('are not those of another project, in the path or in the query', () => {
    const told = [{ kind: 'batch', project: a }]
    expect([{ params: { project: a } }, { params: { project: b } }, { query: { project: b } }, { project: b }, { params: { batch: b } }].map(input => isStale(['batch.list', input], told, routes))).toEqual([true, false, false, false, true])
    expect(isStale(['batch.list', { params: { project: b } }], [{ kind: 'batch', project: null }], routes)).toBe(true)
  })
  it('leave alone what shows everything when a run only made progress', () => {
    expect(['run.list', 'overview.read', 'journal.list'].map(id => isStale([id, {}], [{ kind: progressOf('run'), project: null }], liveQueries))).toEqual([true, false, false])
  })
  it('are named for every kind of thing that the pages of the chain show', () => {
    for (const kind of ['project', 'membership', 'label-schema', 'guideline', 'run', 'dataset', 'upload', 'preparation', 'selection', 'batch', 'task', 'assignment', 'annotation', 'inspection', 'release']) {
      expect(liveQueries.get(kind)?.size, kind).toBeGreaterThan(0)
    }
  })
})

import fc from 'fast-check'
import { expect, it } from 'vitest'
import { isBehind, walk, type Journey, type Reached } from './first-batch.ts'
import { standingOf, type ServerFacts } from './standing.ts'

const empty: ServerFacts = { project: 'p', datasets: [], imports: [], preparations: [], selections: [], batches: [], work: [] }
const dataset = { id: 'd', createdAt: '2026-01-02T00:00:00.000Z', assets: 3 }
const steps: readonly (readonly [Partial<ServerFacts>, Reached])[] = [
  [{}, { project: 'p' }],
  [{ datasets: [{ ...dataset, assets: 0 }] }, { dataset: 'd' }],
  [{ imports: [{ id: 'i', state: 'running' }] }, { isUploaded: true, importRun: 'i' }],
  [{ datasets: [dataset], imports: [{ id: 'i', state: 'done' }] }, { isImported: true }],
  [{ preparations: [{ id: 'r', dataset: 'd', finishedAt: null }] }, { preparation: 'r' }],
  [{ preparations: [{ id: 'r', dataset: 'd', finishedAt: '2026-01-02T00:01:00.000Z' }] }, { isScreened: true }],
  [{ selections: [{ id: 's', preparation: 'r' }] }, { selection: 's' }],
  [{ batches: [{ id: 'b', selection: 's', state: 'open' }] }, { batch: 'b' }],
  [{ work: [{ id: 'a', batch: 'b', step: 'annotate', state: 'held' }] }, { assignment: 'a' }],
]
/** What the server shows after so many steps, and what must be known of it. */
const after = (n: number): readonly [ServerFacts, Reached] => steps.slice(0, n).reduce<readonly [ServerFacts, Reached]>(([facts, reached], [more, known]) => [{ ...facts, ...more }, { ...reached, ...known }], [empty, {}])

it.each(steps.map((_, i) => i + 1))('after step %i of the way the server says exactly how far it is', n => {
  const [facts, reached] = after(n)
  expect(standingOf(facts)).toEqual(reached)
})

it('a reload at any step makes nothing twice and still ends at the first label', async () => {
  for (let n = 1; n <= steps.length; n++) {
    const [facts, reached] = after(n), made: string[] = []
    const make = (what: keyof Reached) => async (): Promise<string> => { made.push(what); return what }
    const through = async (): Promise<void> => {}
    const journey: Journey = { createProject: make('project'), createDataset: make('dataset'), upload: through, startImport: make('importRun'), watchImport: through, startScreening: make('preparation'), watchScreening: through, select: make('selection'), openBatch: make('batch'), claim: make('assignment') }
    const end = await walk(journey, standingOf(facts), () => undefined, () => undefined)
    expect(made.filter(what => what in reached), `after step ${n}`).toEqual([])
    expect(isBehind('batch', end)).toBe(true)
  }
})

it('a failed import is watched again until a later one goes well, and one that made nothing is not behind', () => {
  const [facts] = after(2)
  expect(standingOf({ ...facts, imports: [{ id: 'i', state: 'failed' }] })).toEqual({ project: 'p', dataset: 'd', isUploaded: true, importRun: 'i' })
  expect(standingOf({ ...facts, datasets: [dataset], imports: [{ id: 'j', state: 'done' }, { id: 'i', state: 'failed' }] })).toMatchObject({ importRun: 'j', isImported: true })
  expect(standingOf({ ...facts, imports: [{ id: 'i', state: 'done' }] })).not.toHaveProperty('isImported')
})

it('what belongs to another dataset, preparation or selection, and a void batch, does not count', () => {
  const [facts] = after(steps.length), until = (change: Partial<ServerFacts>) => standingOf({ ...facts, ...change })
  expect(until({ datasets: [dataset, { id: 'later', createdAt: '2026-02-01T00:00:00.000Z', assets: 9 }] })).toMatchObject({ dataset: 'd', batch: 'b' })
  expect(until({ preparations: [{ id: 'r', dataset: 'later', finishedAt: null }] })).not.toHaveProperty('preparation')
  expect(until({ selections: [{ id: 's', preparation: null }] })).not.toHaveProperty('selection')
  expect(until({ batches: [{ id: 'b', selection: 's', state: 'void' }] })).not.toHaveProperty('batch')
})

it('who has worked in the batch already is not given another task', () => {
  const [facts] = after(steps.length)
  expect(standingOf({ ...facts, work: [{ id: 'a', batch: 'b', step: 'annotate', state: 'submitted' }] }).assignment).toBeNull()
  expect(standingOf({ ...facts, work: [{ id: 'a', batch: 'b', step: 'review', state: 'held' }] })).not.toHaveProperty('assignment')
})

it('whatever the server says, a phase is never behind while the one before it is not', () => {
  const id = fc.constantFrom('a', 'b'), time = fc.constantFrom('2026-01-01', '2026-02-01'), list = <T>(of: fc.Arbitrary<T>) => fc.array(of, { maxLength: 3 })
  const facts: fc.Arbitrary<ServerFacts> = fc.record({
    project: id, datasets: list(fc.record({ id, createdAt: time, assets: fc.nat(2) })), imports: list(fc.record({ id, state: fc.constantFrom('running', 'done', 'failed', 'cancelled', 'paused') })),
    preparations: list(fc.record({ id, dataset: id, finishedAt: fc.option(time) })), selections: list(fc.record({ id, preparation: fc.option(id) })),
    batches: list(fc.record({ id, selection: id, state: fc.constantFrom('open', 'void', 'accepted') })), work: list(fc.record({ id, batch: id, step: fc.constantFrom('annotate', 'review'), state: fc.constantFrom('held', 'returned', 'submitted') })),
  })
  fc.assert(fc.property(facts, f => {
    const behind = (['project', 'upload', 'import', 'screen', 'batch'] as const).map(phase => isBehind(phase, standingOf(f)))
    expect(behind).toEqual([...behind].sort((a, b) => Number(b) - Number(a)))
  }))
})

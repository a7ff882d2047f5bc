import { Type } from 'typebox'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { startProduct, type InlineProduct, type Person } from '../../../test/harness/run-inline.ts'
import type { MembershipId, RunId } from '../../kernel/ids.ts'
import type { Json } from '../../kernel/json.ts'
import { inScope } from '../database/connect.ts'
import type { ThroughputView, RunView } from './contract.ts'
import { runFailures } from './errors.ts'
import { defineRun, Poison } from './kind.ts'
import { outputsOf } from './repository.ts'

const text = { 'zh-Hans': '数', 'zh-Hant': '數', en: 'Count' }
const took = 25
const done: { run: string, n: number }[] = [], broken = new Set<number>()
/** One worker with one slot carries out parts of a known length: what comes first is the order of the queue alone. */
const parts = defineRun({
  id: 'test.parts', version: 1, title: text, spec: Type.Object({ parts: Type.Integer() }), maxDead: 0,
  stages: [{
    name: 'parts', title: text, plan: async (_tx, run) => Array.from({ length: run.spec.parts }, (_, i) => i as Json),
    async work(work, n) {
      await new Promise(resolve => { setTimeout(resolve, took) })
      if (broken.has(n as number)) throw new Poison(runFailures.shardLost({ reason: String(n) }, { file: `${n as number}.txt`, line: 1 }))
      done.push({ run: work.run, n: n as number })
      return { output: n, items: 10 }
    },
  }],
  finish: async () => 'finished',
})
const tidy = defineRun({ ...parts, id: 'test.tidy', abandon: async () => {} })
const undone: string[] = []
const neat = defineRun({ ...tidy, id: 'test.neat', async resume(_tx, run) { undone.push(run.id) } })
/** Ends without some parts; the stage after the first has one part for all that came out of it. */
const lenient = defineRun({ ...parts, id: 'test.lenient', maxDead: 5, mends: true, finish: async (tx, run) => (await outputsOf(tx, run.id, 0)).length })

let product: InlineProduct
beforeAll(async () => { product = await startProduct({ kinds: [parts, tidy, neat, lenient], endpoints: [] }) })
afterAll(() => product.stop())

const start = async (person: Person, n: number, kind = parts): Promise<RunId> => {
  const { services } = product.engine, { people } = (await person.send('GET', '/api/v1/people')).body as { people: { membership: MembershipId }[] }
  const author = { organisation: person.organisation, account: null, membership: people[0]!.membership, roles: [], request: null }
  return inScope(services.db, { organisation: person.organisation }, tx => services.runs.start(tx, author, kind, { project: null, spec: { parts: n }, services }))
}
const view = async (person: Person, run: string): Promise<RunView> => (await person.send('GET', `/api/v1/runs/${run}`)).body
const until = async (met: () => Promise<boolean> | boolean): Promise<void> => { for (const end = Date.now() + 20_000; !(await met());) { if (Date.now() > end) throw new Error('too late'); await new Promise(resolve => { setTimeout(resolve, 20) }) } }

it('a backlog of one organisation does not delay a small run of another by more than a few parts', async () => {
  const big = await product.founder('Big'), small = await product.founder('Small'), backlog = await start(big, 150)
  await until(() => done.filter(d => d.run === backlog).length >= 5)
  const before = done.length, began = Date.now(), one = await start(small, 3)
  await product.engine.result(small.organisation, one)
  const others = done.slice(before).filter(d => d.run === backlog).length
  process.stderr.write(`3 parts beside a backlog of 145: ${Date.now() - began} ms, ${others} parts of the backlog came in between\n`)
  expect(others).toBeLessThanOrEqual(12)
  await product.engine.result(big.organisation, backlog)
  expect(done.filter(d => d.run === backlog)).toHaveLength(150)
}, 60_000)

it('two runs of one organisation share its window by weight, and the weight can be changed while they run', async () => {
  const founder = await product.founder('Weights'), light = await start(founder, 200)
  await founder.send('PATCH', `/api/v1/runs/${light}`, { state: 'paused' })
  const heavy = await start(founder, 200)
  expect((await founder.send('PATCH', `/api/v1/runs/${heavy}`, { weight: 3 })).body).toMatchObject({ weight: 3, state: 'running' })
  await founder.send('PATCH', `/api/v1/runs/${heavy}`, { state: 'paused' })
  await until(async () => (await view(founder, heavy)).state === 'paused')
  const before = done.length
  await founder.send('PATCH', `/api/v1/runs/${light}`, { state: 'running' })
  await founder.send('PATCH', `/api/v1/runs/${heavy}`, { state: 'running' })
  // The light one filled the window of 64 alone for a moment; what counts is the share once both are admitted.
  await until(() => done.length >= before + 150)
  const since = done.slice(before + 70, before + 150), of = (run: string): number => since.filter(d => d.run === run).length
  process.stderr.write(`weights 3 : 1 gave ${of(heavy)} : ${of(light)} parts\n`)
  expect(of(heavy)).toBeGreaterThan(of(light) * 1.8)
  for (const run of [light, heavy]) await founder.send('PATCH', `/api/v1/runs/${run}`, { state: 'cancelling' })
}, 60_000)

it('a failed run is taken up again with the parts that failed, and not with those that were done', async () => {
  const founder = await product.founder('Retry')
  broken.add(2)
  const run = await start(founder, 6)
  await until(async () => (await view(founder, run)).state === 'failed')
  expect(await view(founder, run)).toMatchObject({ retries: 1, problems: [{ code: 'run.shard-lost', count: 1 }] })
  broken.clear()
  expect((await founder.send('PATCH', `/api/v1/runs/${run}`, { state: 'running' })).body).toMatchObject({ state: 'running', problems: [], failure: null, endedAt: null })
  expect(await product.engine.result(founder.organisation, run)).toBe('finished')
  expect(done.filter(d => d.run === run).map(d => d.n).sort((a, b) => a - b)).toEqual([0, 1, 2, 3, 4, 5])
  expect(await view(founder, run)).toMatchObject({ share: 1, stages: [{ done: 6, dead: 0, items: 60 }], problems: [] })
  expect((await founder.send('PATCH', `/api/v1/runs/${run}`, { state: 'running' })).body).toMatchObject({ error: { code: 'run.cannot-move' } })
}, 30_000)

it('a kind that cleans up when it fails is not taken up again', async () => {
  const founder = await product.founder('Tidy')
  broken.add(0)
  const run = await start(founder, 2, tidy)
  await until(async () => (await view(founder, run)).state === 'failed')
  broken.clear()
  expect((await view(founder, run)).retries).toBe(0)
  expect((await founder.send('PATCH', `/api/v1/runs/${run}`, { state: 'running' })).body).toMatchObject({ error: { code: 'run.cannot-retry' } })
})

it('a kind that cleans up and can undo it is taken up again, and undoes it once', async () => {
  const founder = await product.founder('Neat')
  broken.add(0)
  const run = await start(founder, 2, neat)
  await until(async () => (await view(founder, run)).state === 'failed')
  broken.clear()
  expect(await view(founder, run)).toMatchObject({ retries: 1 })
  expect((await founder.send('PATCH', `/api/v1/runs/${run}`, { state: 'running' })).body).toMatchObject({ state: 'running', retries: 0 })
  expect(await product.engine.result(founder.organisation, run)).toBe('finished')
  expect(undone).toEqual([run])
})

it('a run that ended without some of its parts is taken up again for these alone, and its result counts them', async () => {
  const founder = await product.founder('Lenient')
  broken.add(1).add(3)
  const run = await start(founder, 5, lenient)
  expect(await product.engine.result(founder.organisation, run)).toBe(3)
  expect(await view(founder, run)).toMatchObject({ state: 'done', retries: 2, problems: [{ code: 'run.shard-lost', count: 2 }], stages: [{ done: 3, dead: 2 }] })
  broken.delete(1)
  expect((await founder.send('PATCH', `/api/v1/runs/${run}`, { state: 'running' })).body).toMatchObject({ state: 'running', problems: [], endedAt: null, result: null })
  await until(async () => (await view(founder, run)).state === 'done')
  expect(await view(founder, run)).toMatchObject({ result: 4, retries: 1, problems: [{ code: 'run.shard-lost', count: 1 }], stages: [{ done: 4, dead: 1, items: 40 }] })
  expect(done.filter(d => d.run === run).map(d => d.n).sort((a, b) => a - b)).toEqual([0, 1, 2, 4])
  broken.clear()
  await founder.send('PATCH', `/api/v1/runs/${run}`, { state: 'running' })
  await until(async () => (await view(founder, run)).state === 'done')
  expect(await view(founder, run)).toMatchObject({ result: 5, retries: 0, problems: [] })
  expect((await founder.send('PATCH', `/api/v1/runs/${run}`, { state: 'running' })).body).toMatchObject({ error: { code: 'run.cannot-move' } })
})

it('tells the pace of the last minute and items by time', async () => {
  const founder = await product.founder('Pace'), run = await start(founder, 60)
  const pace = async (): Promise<ThroughputView> => (await founder.send('GET', `/api/v1/runs/${run}/throughput`)).body
  await until(async () => ((await pace()).lastMinute ?? 0) > 0)
  await product.engine.result(founder.organisation, run)
  const after = await pace()
  expect(after.steps.reduce((sum, s) => sum + s.items, 0)).toBe(600)
  expect(after).toMatchObject({ seconds: 5, lastMinute: null })
}, 30_000)

import { afterAll, beforeAll, expect, test } from 'vitest'
import { need, startReleasedProject, type ReleasedProject } from '../../../test/harness/released-project.ts'
import { runFailures } from '../../workspace/runs/errors.ts'
import type { RunView } from '../../workspace/runs/contract.ts'
import { Poison } from '../../workspace/runs/service.ts'
import type { ReleaseView } from './contract.ts'

let world: ReleasedProject, batch: string
beforeAll(async () => {
  world = await startReleasedProject()
  batch = await world.batch([{ x: 10, class: 'car' }, { x: 20, class: 'bus' }, { x: 30, class: 'car' }])
}, 120_000)
afterAll(() => world.product.stop())

const run = (id: string): Promise<RunView> => need(world.boss, 'GET', `/api/v1/runs/${id}`)
const release = (id: string): Promise<ReleaseView> => need(world.boss, 'GET', `/api/v1/releases/${id}`)
const retry = (id: string) => world.boss.send('PATCH', `/api/v1/runs/${id}`, { state: 'running' })
/** A release whose building failed because nothing could be stored. */
const failing = async (name: string): Promise<string> => {
  const { blobs } = world.product.engine.services, { put } = blobs
  Object.assign(blobs, { put: () => { throw new Poison(runFailures.shardLost({ reason: 'no room' })) } })
  const { release: id } = await need<{ release: string }>(world.boss, 'POST', `/api/v1/projects/${world.project}/releases`, { name, batches: [batch], seed: 'one' })
  await expect.poll(async () => (await run(id)).state, { timeout: 20_000 }).toBe('failed')
  Object.assign(blobs, { put })
  return id
}

test('a release whose building failed is built after all, by the parts that failed alone', async () => {
  const id = await failing('later')
  expect([await release(id), await run(id)]).toMatchObject([{ state: 'failed' }, { retries: 1, problems: [{ code: 'run.shard-lost' }] }])
  expect((await retry(id)).body).toMatchObject({ state: 'running', problems: [] })
  expect(['building', 'ready']).toContain((await release(id)).state)
  await world.product.engine.result(world.boss.organisation, id)
  expect(await release(id)).toMatchObject({ state: 'ready' })
  expect((await world.archiveOf(id)).length).toBeGreaterThan(0)
})

test('a failed release that holds an asset which was withdrawn since is not taken up again', async () => {
  const id = await failing('withdrawn')
  const { datasets: [dataset] } = await need<{ datasets: { id: string }[] }>(world.boss, 'GET', `/api/v1/projects/${world.project}/datasets`)
  const { assets: [asset] } = await need<{ assets: { id: string }[] }>(world.boss, 'GET', `/api/v1/datasets/${dataset!.id}/assets`)
  await need(world.boss, 'POST', `/api/v1/projects/${world.project}/withdrawals`, { assets: [asset!.id], reason: 'asked for' })
  expect(await retry(id)).toMatchObject({ status: 409, body: { error: { code: 'release.items-withdrawn', parameters: { n: 1 } } } })
  expect([(await release(id)).state, (await run(id)).state]).toEqual(['failed', 'failed'])
})

import { afterAll, beforeAll, expect, test } from 'vitest'
import { importFiles, makeProject } from '../../../test/harness/example-project.ts'
import { startProduct, type InlineProduct, type Person } from '../../../test/harness/run-inline.ts'
import { need } from '../../../test/harness/text-batch.ts'
import { newId, type BatchId } from '../../kernel/ids.ts'
import { inScope } from '../../workspace/database/connect.ts'
import { importRun } from '../1-source/jobs.ts'
import { sourceRoutes } from '../1-source/routes.ts'
import { prepareRun } from '../2-preparation/jobs.ts'
import { preparationRoutes } from '../2-preparation/routes.ts'
import { productionRoutes } from '../3-production/routes.ts'
import { followWithdrawals as productionFollows } from '../3-production/withdrawn.ts'
import { annotationRoutes } from '../4-annotation/routes.ts'
import { inspectionRoutes } from '../5-inspection/routes.ts'
import { followProduction, outcomesOf } from '../5-inspection/service.ts'
import { releaseRun } from './jobs.ts'
import { releaseRoutes } from './routes.ts'
import { followSource } from './notices.ts'

interface Asset { id: string, name: string, withdrawnAt: string | null }
interface Held { id: string, task: string }
let product: InlineProduct, boss: Person, annotator: Person, project: string, dataset: string, recipe: string, preparation: string
let assets: Map<string, string>
beforeAll(async () => {
  followProduction()
  productionFollows()
  followSource()
  product = await startProduct({ kinds: [importRun, prepareRun, releaseRun], endpoints: [...sourceRoutes, ...preparationRoutes, ...productionRoutes, ...annotationRoutes, ...inspectionRoutes, ...releaseRoutes] })
  boss = await product.founder('Ada')
  annotator = await product.member(boss.organisation, ['executor'])
  project = await makeProject(boss)
  const files = Object.fromEntries(['p1/a', 'p1/b', 'p2/c', 'p3/d'].map(name => [`${name}.txt`, Buffer.from(`足够长的一段文本，名字是 ${name}。`)]))
  const imported = await importFiles(boss, project, files)
  dataset = imported.dataset
  await product.engine.result(boss.organisation, imported.run)
  assets = new Map((await need<{ assets: Asset[] }>(boss, 'GET', `/api/v1/datasets/${dataset}/assets`)).assets.map(a => [a.name, a.id]))
  recipe = (await need<{ id: string }>(boss, 'POST', `/api/v1/projects/${project}/recipes`, { name: 'All', steps: [{ operator: 'exact-duplicate', version: 1, parameters: {} }] })).id
  preparation = (await need<{ run: string }>(boss, 'POST', `/api/v1/recipes/${recipe}/applications`, { dataset })).run
  await product.engine.result(boss.organisation, preparation)
})
afterAll(() => product.stop())

const selectAll = async (name: string): Promise<{ id: string, assets: number }> => need(boss, 'POST', `/api/v1/projects/${project}/selections`, { name, preparation, filter: { kept: true } })
const openBatch = async (name: string, selection: string): Promise<string> => (await need<{ id: string }>(boss, 'POST', `/api/v1/projects/${project}/batches`, { name, selection, review: 'none', open: true })).id
const claim = (batch: string) => annotator.send('POST', '/api/v1/assignments', { project, batch, step: 'annotate' })
const submit = (held: Held) => need(annotator, 'POST', `/api/v1/assignments/${held.id}/submission`, { changeId: newId(), revision: 0 })
const states = async (batch: string): Promise<string[]> => (await need<{ tasks: { state: string }[] }>(boss, 'GET', `/api/v1/batches/${batch}/tasks`)).tasks.map(t => t.state).sort()
const release = async (name: string, batch: string): Promise<{ id: string, items: number }> => {
  const { release: id, run } = await need<{ release: string, run: string }>(boss, 'POST', `/api/v1/projects/${project}/releases`, { name, batches: [batch], seed: 'one' })
  await product.engine.result(boss.organisation, run)
  return need(boss, 'GET', `/api/v1/releases/${id}`)
}

test('what a person agreed to is recorded once, covers the assets below a path, and a person who takes it back takes all of them out', async () => {
  const selection = await selectAll('First'), done = await openBatch('Done', selection.id), going = await openBatch('Going', selection.id)
  for (let i = 0; i < 4; i++) await submit((await claim(done)).body as Held)
  await need(boss, 'POST', `/api/v1/batches/${done}/acceptance`)
  const first = await release('One', done)
  expect(first.items).toBe(4)
  const held = (await claim(going)).body as Held

  const given = { subject: 'P-001', scope: 'training of models', givenOn: '2026-05-04', paper: 'archive/1' }
  const consent = await need<{ id: string }>(boss, 'POST', `/api/v1/projects/${project}/consents`, given)
  expect((await boss.send('POST', `/api/v1/projects/${project}/consents`, given)).body).toMatchObject({ error: { code: 'source.consent-known' } })
  expect(await need(boss, 'POST', `/api/v1/consents/${consent.id}/assets`, { dataset, prefix: 'p1/' })).toEqual({ linked: 2 })
  expect(await need(boss, 'POST', `/api/v1/consents/${consent.id}/assets`, { dataset, prefix: 'p1/' })).toEqual({ linked: 0 })

  const reached = { tasks: 4, releases: [{ id: first.id, display: 'R-1', name: 'One', state: 'ready', items: 2 }] }
  expect(await need(boss, 'POST', `/api/v1/projects/${project}/withdrawal-previews`, { consent: consent.id })).toEqual({ assets: 2, ...reached })
  expect((await states(going)).filter(s => s === 'discarded')).toEqual([])

  const withdrawal = await need<{ id: string }>(boss, 'POST', `/api/v1/projects/${project}/withdrawals`, { consent: consent.id, reason: 'P-001 asked for it' })
  expect(withdrawal).toMatchObject({ assets: 2, consent: consent.id, reason: 'P-001 asked for it' })
  // The first task was held on one of them: its turn is void, and both tasks end; approved ones leave the counts and the deliverables too,
  // but the work on them stays accepted and their outcomes stay known.
  expect((await states(going)).filter(s => s === 'discarded')).toHaveLength(2)
  expect(await states(done)).toEqual(['approved', 'approved', 'discarded', 'discarded'])
  expect((await need<{ counts: object }>(boss, 'GET', `/api/v1/batches/${done}`)).counts).toEqual({ approved: 2, discarded: 2 })
  const kept = await inScope(product.engine.services.db, { organisation: boss.organisation }, async tx => ({
    outcomes: (await outcomesOf(tx, [done as BatchId])).length, ledger: (await tx.selectFrom('outcome as o').innerJoin('task as t', 't.id', 'o.task').select('o.task').where('t.batch', '=', done).execute()).length,
    accepted: (await tx.selectFrom('assignment').select('id').where('batch', '=', done).where('state', '=', 'accepted').execute()).length,
  }))
  expect(kept).toEqual({ outcomes: 2, ledger: 4, accepted: 4 })
  expect((await annotator.send('POST', `/api/v1/assignments/${held.id}/submission`, { changeId: newId(), revision: 0 })).status).toBeGreaterThanOrEqual(400)
  for (let i = 0; i < 2; i++) await submit((await claim(going)).body as Held)
  expect((await claim(going)).status).toBe(404)

  // Afterwards: the list of releases that hold it, and nothing of it in what is made from now on.
  expect(await need(boss, 'GET', `/api/v1/withdrawals/${withdrawal.id}`)).toMatchObject({ assets: 2, releases: reached.releases })
  expect((await release('Two', done)).items).toBe(2)
  expect((await selectAll('Second')).assets).toBe(2)
  expect(await states(await openBatch('From the old selection', selection.id))).toHaveLength(2)
  const gone = assets.get('p1/a.txt')!
  expect((await boss.send('GET', `/api/v1/assets/${gone}/content`)).body).toMatchObject({ error: { code: 'source.withdrawn', status: 410 } })
  expect((await boss.send('GET', `/api/v1/assets/${gone}/text`)).status).toBe(410)
  expect(await need(boss, 'GET', `/api/v1/assets/${gone}`)).toMatchObject({ name: 'p1/a.txt', withdrawnAt: expect.any(String) })
  expect((await need<{ assets: Asset[] }>(boss, 'GET', `/api/v1/datasets/${dataset}/assets`)).assets.map(a => a.name)).toEqual(['p2/c.txt', 'p3/d.txt'])
  expect((await need<{ consents: object[] }>(boss, 'GET', `/api/v1/projects/${project}/consents`)).consents).toMatchObject([{ subject: 'P-001', withdrawnAt: expect.any(String), assets: 0 }])
  expect((await boss.send('POST', `/api/v1/consents/${consent.id}/assets`, { dataset, prefix: 'p2/' })).body).toMatchObject({ error: { code: 'source.consent-withdrawn' } })
})

test('importing withdrawn bytes again does not bring them back', async () => {
  const { run } = await importFiles(boss, project, { 'p1/a.txt': Buffer.from('足够长的一段文本，名字是 p1/a。') }, { dataset })
  expect(await product.engine.result(boss.organisation, run)).toMatchObject({ assets: 0, existing: 1 })
  expect((await need<{ assets: Asset[] }>(boss, 'GET', `/api/v1/datasets/${dataset}/assets`)).assets.map(a => a.name)).not.toContain('p1/a.txt')
})

test('single assets are withdrawn by id, once; what is not of the project does not exist, and both ways at once are refused', async () => {
  const url = `/api/v1/projects/${project}/withdrawals`, one = { assets: [assets.get('p2/c.txt')!], reason: 'licence ended' }
  expect(await need(boss, 'POST', url, one)).toMatchObject({ assets: 1, consent: null })
  expect((await boss.send('POST', url, one)).body).toMatchObject({ error: { code: 'source.nothing-to-withdraw' } })
  expect((await boss.send('POST', url, { assets: [newId()], reason: 'x' })).body).toMatchObject({ error: { code: 'source.unknown-asset' } })
  expect((await boss.send('POST', url, { assets: one.assets, consent: newId(), reason: 'x' })).body).toMatchObject({ error: { code: 'source.bad-withdrawal' } })
  expect((await annotator.send('POST', url, one)).status).toBe(403)
  expect((await need<{ withdrawals: object[] }>(boss, 'GET', url)).withdrawals).toMatchObject([{ reason: 'licence ended', assets: 1 }, { reason: 'P-001 asked for it', assets: 2 }])
})

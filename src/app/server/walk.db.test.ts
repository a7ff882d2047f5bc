import { afterAll, beforeAll, expect, test } from 'vitest'
import { startProduct, type InlineProduct, type Person } from '../../../test/harness/run-inline.ts'
import { importFiles, makeProject } from '../../../test/harness/example-project.ts'
import { inspectionRoutes } from '../../chain/5-inspection/routes.ts'
import { preparationRoutes } from '../../chain/2-preparation/routes.ts'
import { productionRoutes } from '../../chain/3-production/routes.ts'
import { annotationRoutes } from '../../chain/4-annotation/routes.ts'
import { releaseRoutes } from '../../chain/6-release/routes.ts'
import { sourceRoutes } from '../../chain/1-source/routes.ts'
import { overviewRoutes } from '../../support/overview/routes.ts'
import { sampleRoutes } from '../../support/sample/routes.ts'
import { newId } from '../../kernel/ids.ts'
import { declaredPermissions, roles, type Role } from '../../workspace/access/model.ts'
import { kinds } from '../kinds.ts'
import { wire } from '../wiring.ts'
import { endpoints } from './endpoints.ts'

/**
 * The walk over every route, every role, one's own organisation, a foreign one and nobody. Each route that names a thing has an entry
 * with a real one of the own organisation; a route without an entry fails the test.
 */
let product: InlineProduct, founder: Person, stranger: Person
let real: Record<string, string>
const all = endpoints(null).map(e => e.route)

beforeAll(async () => {
  wire()
  product = await startProduct({ kinds: [...kinds.values()], endpoints: [...sourceRoutes, ...preparationRoutes, ...productionRoutes, ...annotationRoutes, ...inspectionRoutes, ...releaseRoutes, ...overviewRoutes, ...sampleRoutes] })
  founder = await product.founder('Own')
  stranger = await product.founder('Foreign')
  const project = await makeProject(founder), { dataset, run } = await importFiles(founder, project, { 'a.txt': Buffer.from('一份足够长的文本，用来走完整条链。') })
  await product.engine.result(founder.organisation, run)
  const get = async (url: string): Promise<Record<string, unknown>> => (await founder.send('GET', url)).body
  const asset = ((await get(`/api/v1/datasets/${dataset}/assets`))['assets'] as { id: string }[])[0]!.id
  const recipe = ((await founder.send('POST', `/api/v1/projects/${project}/recipes`, { name: 'r', steps: [{ operator: 'exact-duplicate', version: 1, parameters: {} }] })).body as { id: string }).id
  const preparation = ((await founder.send('POST', `/api/v1/recipes/${recipe}/applications`, { dataset })).body as { run: string }).run
  await product.engine.result(founder.organisation, preparation)
  const selection = ((await founder.send('POST', `/api/v1/projects/${project}/selections`, { name: 's', preparation, filter: { kept: true } })).body as { id: string }).id
  const batch = ((await founder.send('POST', `/api/v1/projects/${project}/batches`, { name: 'b', selection, open: true, plan: { level: 'II', aql: '4.0' } })).body as { id: string }).id
  const assignment = ((await founder.send('POST', '/api/v1/assignments', { project, batch, step: 'annotate' })).body as { id: string }).id
  const work = await get(`/api/v1/assignments/${assignment}/work`)
  const { membership } = ((await get('/api/v1/people'))['people'] as { membership: string }[])[0]!
  const token = ((await founder.send('POST', '/api/v1/tokens', { name: 't' })).body as { id: string }).id
  real = {
    project, dataset, asset, recipe, preparation, run, selection, batch, assignment, membership, token, task: (work['task'] as { id: string }).id, annotation: (work['annotations'] as { id: string }[])[0]!.id,
    inspection: ((await get(`/api/v1/batches/${batch}/inspections`))['inspections'] as { id: string }[])[0]!.id, release: newId(), format: 'csv',
  }
}, 120_000)
afterAll(() => product.stop())

const parametersOf = (path: string): string[] => [...path.matchAll(/:(\w+)/g)].map(m => m[1]!)
const addressOf = (path: string): string => path.replace(/:(\w+)/g, (_, name: string) => real[name]!)
const guarded = all.filter(r => typeof r.guard === 'object')

test('every route has an entry in the walk: a real thing for each of its parameters', () => {
  expect(all.length).toBeGreaterThan(70)
  expect(all.filter(r => parametersOf(r.path).some(name => real[name] === undefined)).map(r => r.id)).toEqual([])
  expect(new Set(all.map(r => r.id)).size).toBe(all.length)
})

test('nobody without a session hears anything but 401 from a route that is not public', async () => {
  const heard: string[] = []
  for (const route of all.filter(r => r.guard !== 'public')) {
    const reply = await product.app.inject({ method: route.method, url: addressOf(route.path), ...(route.body === 'stream' ? { headers: { 'content-type': 'application/octet-stream' }, payload: Buffer.from('x') } : {}) })
    // A body or query that is wrong may be refused before the caller is looked at; it says nothing of what exists.
    if (reply.statusCode !== 401 && reply.statusCode !== 422) heard.push(`${route.id} ${reply.statusCode}`)
  }
  expect(heard).toEqual([])
})

test('a role without the permission is refused by every guarded route, in its own organisation', async () => {
  const refused: string[] = []
  let tried = 0
  for (const role of roles) {
    const person = await product.member(founder.organisation, [role as Role])
    for (const route of guarded) {
      const { permission } = route.guard as { permission: string }
      if (declaredPermissions().get(permission)!.has(role)) continue
      const { status } = await person.send(route.method, addressOf(route.path), route.body === 'stream' ? Buffer.from('x') : undefined)
      tried++
      if (status !== 403 && status !== 422) refused.push(`${role} ${route.id} ${status}`)
    }
  }
  expect(refused).toEqual([])
  expect(tried).toBeGreaterThan(200)
})

test('a foreign organisation hears 404 of everything that exists, whatever its roles', async () => {
  const leaks: string[] = []
  let tried = 0
  const secretly = new Set(['format'])
  for (const route of guarded.filter(r => parametersOf(r.path).some(name => !secretly.has(name)))) {
    const { status } = await stranger.send(route.method, addressOf(route.path), route.body === 'stream' ? Buffer.from('x') : undefined)
    tried++
    if (status !== 404 && status !== 422) leaks.push(`${route.id} ${status}`)
    // Naming the other organisation outright helps nothing.
    const named = await stranger.send(route.method, addressOf(route.path), route.body === 'stream' ? Buffer.from('x') : undefined, { 'x-feedstock-organisation': founder.organisation })
    if (named.status !== 404 && named.status !== 422) leaks.push(`${route.id} named ${named.status}`)
  }
  expect(leaks).toEqual([])
  expect(tried).toBeGreaterThan(40)
})

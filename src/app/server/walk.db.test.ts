import Value from 'typebox/value'
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
import type { RouteContract } from '../../kernel/contract.ts'
import { newId } from '../../kernel/ids.ts'
import { declaredPermissions, roles, type Role } from '../../workspace/access/model.ts'
import { kinds } from '../kinds.ts'
import { wire } from '../wiring.ts'
import { endpoints } from './endpoints.ts'
import { sentBy, type Sent } from './walk-bodies-for-test.ts'

/**
 * The walk over every route, every role, one's own organisation, a foreign one and nobody. Each route that names a thing has an entry
 * with a real one of the own organisation; a route without an entry fails the test. What a route is sent besides is in
 * walk-bodies-for-test.ts and is right, so that a refusal is about the caller: 401, 403 or 404 and never 422.
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
    question: ((await founder.send('POST', `/api/v1/projects/${project}/questions`, { title: 'Q', body: 'why', category: 'guideline' })).body as { id: string }).id,
  }
}, 120_000)
afterAll(() => product.stop())

const parametersOf = (path: string): string[] => [...path.matchAll(/:(\w+)/g)].map(m => m[1]!)
const guarded = all.filter(r => typeof r.guard === 'object')
const sentTo = (route: RouteContract): Sent => sentBy(real)[route.id] ?? {}
const addressOf = (route: RouteContract): string => {
  const query = new URLSearchParams(sentTo(route).query).toString()
  return route.path.replace(/:(\w+)/g, (_, name: string) => real[name]!) + (query && `?${query}`)
}
const ask = (person: Person, route: RouteContract, headers?: Record<string, string>) => person.send(route.method, addressOf(route), sentTo(route).body, headers)
/** Does the request name something of an organisation, in its path or in its body? A format is everybody's. */
const namesThings = (route: RouteContract): boolean => {
  const body = JSON.stringify(sentTo(route).body ?? null)
  return parametersOf(route.path).some(name => name !== 'format') || Object.values(real).some(id => body.includes(`"${id}"`))
}

test('every route has an entry in the walk: a real thing for each of its parameters, and a body and a query that its contract accepts', () => {
  expect(all.length).toBeGreaterThan(70)
  expect(all.filter(r => parametersOf(r.path).some(name => real[name] === undefined)).map(r => r.id)).toEqual([])
  expect(new Set(all.map(r => r.id)).size).toBe(all.length)
  const table = sentBy(real), known = new Set(all.map(r => r.id))
  expect(all.filter(r => r.method !== 'GET' && table[r.id] === undefined).map(r => r.id), 'writing routes without an entry').toEqual([])
  expect(Object.keys(table).filter(id => !known.has(id)), 'entries without a route').toEqual([])
  const accepts = (route: RouteContract): boolean => {
    const { body, query = {} } = sentTo(route)
    const takes = route.body === 'stream' ? body instanceof Uint8Array : route.body ? Value.Check(route.body, body) : body === undefined
    return takes && (!route.query || Value.Check(route.query, Value.Convert(route.query, query)))
  }
  expect(all.filter(route => !accepts(route)).map(r => r.id), 'entries that the contract does not accept').toEqual([])
})

test('nobody without a session hears anything but 401 from a route that is not public', async () => {
  const heard: string[] = []
  for (const route of all.filter(r => r.guard !== 'public')) {
    const { body } = sentTo(route)
    const reply = await product.app.inject({ method: route.method, url: addressOf(route), ...(body !== undefined && { payload: body as object, ...(body instanceof Uint8Array && { headers: { 'content-type': 'application/octet-stream' } }) }) })
    if (reply.statusCode !== 401) heard.push(`${route.id} ${reply.statusCode}`)
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
      const { status } = await ask(person, route)
      tried++
      if (status !== 403) refused.push(`${role} ${route.id} ${status}`)
    }
  }
  expect(refused).toEqual([])
  expect(tried).toBeGreaterThan(200)
})

test('a foreign organisation hears 404 of everything that exists, whatever its roles', async () => {
  const leaks: string[] = []
  let tried = 0
  for (const route of guarded.filter(namesThings)) {
    const { status } = await ask(stranger, route)
    tried++
    if (status !== 404) leaks.push(`${route.id} ${status}`)
    // Naming the other organisation outright helps nothing.
    const named = await ask(stranger, route, { 'x-feedstock-organisation': founder.organisation })
    if (named.status !== 404) leaks.push(`${route.id} named ${named.status}`)
  }
  expect(leaks).toEqual([])
  expect(tried).toBeGreaterThan(60)
})

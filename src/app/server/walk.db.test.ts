import Value from 'typebox/value'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { enterAsParty, type Terms } from '../../../test/harness/parties.ts'
import { startProduct, type InlineProduct, type Person } from '../../../test/harness/run-inline.ts'
import { importFiles, makeProject } from '../../../test/harness/example-project.ts'
import { inspectionRoutes } from '../../chain/5-inspection/routes.ts'
import { preparationRoutes } from '../../chain/2-preparation/routes.ts'
import { productionRoutes } from '../../chain/3-production/routes.ts'
import { annotationRoutes } from '../../chain/4-annotation/routes.ts'
import { releaseRoutes } from '../../chain/6-release/routes.ts'
import { sourceRoutes } from '../../chain/1-source/routes.ts'
import { auditRoutes } from '../../support/overview/audit/routes.ts'
import { liveRoutes } from '../../support/overview/live/routes.ts'
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
let real: Record<string, string>, elsewhere: string
const all = endpoints(null).map(e => e.route)

beforeAll(async () => {
  wire()
  product = await startProduct({ kinds: [...kinds.values()], endpoints: [...sourceRoutes, ...preparationRoutes, ...productionRoutes, ...annotationRoutes, ...inspectionRoutes, ...releaseRoutes, ...overviewRoutes, ...auditRoutes, ...liveRoutes(null), ...sampleRoutes] })
  founder = await product.founder('Own')
  stranger = await product.founder('Foreign')
  const project = await makeProject(founder), { dataset, run } = await importFiles(founder, project, { 'a.txt': Buffer.from('一份足够长的文本，用来走完整条链。'), 'b.txt': Buffer.from('第二份足够长的文本，后来被撤回了。') })
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
  const upload = ((await founder.send('POST', `/api/v1/datasets/${dataset}/upload-sessions`, { name: 'x.bin', size: 3 })).body as { id: string }).id
  const consent = ((await founder.send('POST', `/api/v1/projects/${project}/consents`, { subject: 'P-001', scope: 'training', givenOn: '2026-11-24' })).body as { id: string }).id
  // Nothing listens there: the sync that begins with the link ends with a reason.
  const connection = ((await founder.send('POST', `/api/v1/projects/${project}/storage-connections`, { name: 'C', endpoint: 'http://127.0.0.1:1', region: 'us-east-1', bucket: 'b', prefix: '', pathStyle: true, accessKey: 'k', secret: 's' })).body as { id: string }).id
  const source = ((await founder.send('POST', `/api/v1/datasets/${dataset}/linked-sources`, { connection, prefix: '', provenance: { kind: 'self_collected', record: 'test' } })).body as { id: string }).id
  const paper = ((await founder.send('PUT', `/api/v1/datasets/${dataset}/papers?provenance=self_collected&paper=collection_record&title=R&name=r.pdf`, Buffer.from('x'))).body as { id: string }).id
  const spare = ((await get(`/api/v1/datasets/${dataset}/assets`))['assets'] as { id: string }[])[1]!.id
  const withdrawal = ((await founder.send('POST', `/api/v1/projects/${project}/withdrawals`, { assets: [spare], reason: 'asked for' })).body as { id: string }).id
  const { membership } = ((await get('/api/v1/people'))['people'] as { membership: string }[])[0]!
  const { team, invitation, link } = Object.fromEntries(await Promise.all([['team', 'teams', { name: 'Day shift' }], ['invitation', 'invitations', { name: 'Lin', roles: ['executor'] }], ['link', 'base/links', undefined]]
    .map(async ([name, path, body]) => [name, ((await founder.send('POST', `/api/v1/${path as string}`, body)).body as { id: string }).id]))) as Record<string, string>
  const session = ((await get('/api/v1/account/sessions'))['sessions'] as { id: string }[])[0]!.id
  const token = ((await founder.send('POST', '/api/v1/tokens', { name: 't' })).body as { id: string }).id
  elsewhere = ((await founder.send('POST', `/api/v1/projects/${project}/batches`, { name: 'elsewhere', selection, open: true })).body as { id: string }).id
  const party = ((await founder.send('POST', `/api/v1/projects/${project}/parties`, { kind: 'supplier', name: 'S', steps: ['annotate'] })).body as { party: { id: string } }).party.id
  real = {
    project, dataset, asset, recipe, preparation, run, selection, batch, assignment, membership, token, team: team!, invitation: invitation!, link: link!, session, provider: 'company', upload, consent, withdrawal, connection, source, paper, task: (work['task'] as { id: string }).id, annotation: (work['annotations'] as { id: string }[])[0]!.id,
    inspection: ((await get(`/api/v1/batches/${batch}/inspections`))['inspections'] as { id: string }[])[0]!.id, release: newId(), request: newId(), appeal: newId(), gold: newId(), delivery: newId(), format: 'csv',
    party, engagement: party,
    picture: ((await founder.send('PUT', `/api/v1/projects/${project}/guideline/pictures`, Buffer.from('89504e470d0a1a0a', 'hex'))).body as { picture: string }).picture,
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

/** A preview is asked by POST because a recipe does not fit into an address; it writes nothing. */
const readsByPost = new Set(['recipe.preview'])
/** What an auditor starts by their office: a verification changes nothing but the record that it was made. */
const auditorsOwn = new Set(['journal.verify'])

test('an auditor writes nothing: every guarded route that changes something answers 403, in the whole organisation and in one project', async () => {
  const whole = await product.member(founder.organisation, ['auditor']), part = await product.member(founder.organisation, [])
  const { people } = (await founder.send('GET', '/api/v1/people')).body as { people: { membership: string, roles: string[] }[] }
  await founder.send('PUT', `/api/v1/projects/${real['project']}/members/${people.find(p => p.roles.length === 0)!.membership}`, { roles: ['auditor'] })
  const allowed: string[] = []
  let tried = 0
  for (const route of guarded.filter(r => r.method !== 'GET' && !readsByPost.has(r.id) && !auditorsOwn.has(r.id)))
    for (const [name, auditor] of [['whole', whole], ['part', part]] as const) {
      const { status } = await ask(auditor, route)
      tried++
      if (status !== 403) allowed.push(`${name} ${route.id} ${status}`)
    }
  expect(allowed).toEqual([])
  expect(tried).toBeGreaterThan(60)
})

test('what an auditor reads is written down once a minute with route and ids, and what others read is not', async () => {
  const auditor = await product.member(founder.organisation, ['auditor']), both = await product.member(founder.organisation, ['auditor', 'coordinator'])
  const url = `/api/v1/batches/${real['batch']}`, before = (await founder.send('GET', '/api/v1/journal?verb=audit.read&limit=500')).body as { entries: unknown[] }
  for (const person of [auditor, both, founder, auditor]) expect((await person.send('GET', url)).status).toBe(200)
  expect((await auditor.send('GET', '/api/v1/projects')).status).toBe(200)
  expect((await auditor.send('GET', `/api/v1/releases/${newId()}`)).status).toBe(404)
  const { entries } = (await founder.send('GET', '/api/v1/journal?verb=audit.read&limit=500')).body as { entries: object[] }
  expect(entries.slice(0, entries.length - before.entries.length)).toMatchObject([
    { object: 'project.list', kind: 'route', project: null, roles: ['auditor'] },
    { object: 'batch.read', project: real['project'], detail: { params: { batch: real['batch'] }, query: {} }, roles: ['auditor'] },
  ])
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

const partyTerms: readonly { terms: Terms, roles: readonly Role[] }[] = [
  { terms: { kind: 'client', steps: ['client'] }, roles: ['requester'] },
  { terms: { kind: 'prime', steps: ['annotate', 'review', 'arbitrate', 'inspect', 'manage'] }, roles: ['coordinator', 'executor', 'reviewer', 'arbiter', 'supervisor'] },
  { terms: { kind: 'supplier', steps: ['annotate', 'review', 'arbitrate', 'inspect'] }, roles: ['executor', 'reviewer', 'arbiter', 'supervisor'] },
  { terms: { kind: 'auditor', steps: ['audit'] }, roles: ['auditor'] },
]
/** Things that belong to one batch, and with it are outside the terms of a party that was given another. */
const ofBatch = ['batch', 'task', 'assignment', 'annotation', 'inspection']

test('a guest of every kind of party is kept from every route about a batch outside its terms, and from what stays with the owner', async () => {
  const leaks: string[] = []
  let tried = 0
  for (const { terms, roles: sent } of partyTerms) {
    const { guest } = await enterAsParty(product, founder, real['project']!, { ...terms, batches: [elsewhere] }, sent)
    for (const route of guarded) {
      const outside = parametersOf(route.path).some(name => ofBatch.includes(name)), { permission } = route.guard as { permission: string }
      const ownersAlone = /^(organisation|token|party|engagement|team|base)\.|^(person\.(invite|change)|project\.(create|change)|member\.|schema\.change|guideline\.change|batch\.accept|release\.create|dataset\.(create|import))/.test(permission)
      if (!outside && !ownersAlone) continue
      const { status } = await ask(guest, route)
      tried++
      if (status !== 403 && status !== 404) leaks.push(`${terms.kind} ${route.id} ${status}`)
    }
  }
  expect(leaks).toEqual([])
  expect(tried).toBeGreaterThan(150)
})

test('a party that may not see people, quality or the journal is refused every route about them', async () => {
  const { guest } = await enterAsParty(product, founder, real['project']!, { kind: 'auditor', steps: ['audit'], hidden: ['people', 'quality', 'journal'] }, ['auditor'])
  const heard: string[] = []
  for (const route of guarded.filter(r => ['person.list', 'inspection.read', 'journal.read'].includes((r.guard as { permission: string }).permission))) heard.push(`${route.id} ${(await ask(guest, route)).status}`)
  expect(heard.filter(line => !line.endsWith(' 403'))).toEqual([])
  expect(heard.length).toBeGreaterThan(6)
})

import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { importFiles, makeProject } from '../../../test/harness/example-project.ts'
import { enterAsParty, membershipOf, type Come, type Terms } from '../../../test/harness/parties.ts'
import { startProduct, type InlineProduct, type Person } from '../../../test/harness/run-inline.ts'
import { inspectionRoutes } from '../../chain/5-inspection/routes.ts'
import { preparationRoutes } from '../../chain/2-preparation/routes.ts'
import { productionRoutes } from '../../chain/3-production/routes.ts'
import { annotationRoutes } from '../../chain/4-annotation/routes.ts'
import { releaseRoutes } from '../../chain/6-release/routes.ts'
import { sourceRoutes } from '../../chain/1-source/routes.ts'
import { overviewRoutes } from '../../support/overview/routes.ts'
import type { Role } from '../../workspace/access/model.ts'
import { kinds } from '../kinds.ts'
import { wire } from '../wiring.ts'

let product: InlineProduct, owner: Person, project: string, dataset: string, selection: string
const batches: string[] = []

const batchOf = async (name: string): Promise<string> =>
  ((await owner.send('POST', `/api/v1/projects/${project}/batches`, { name, selection, open: true })).body as { id: string }).id

beforeAll(async () => {
  wire()
  product = await startProduct({ kinds: [...kinds.values()], endpoints: [...sourceRoutes, ...preparationRoutes, ...productionRoutes, ...annotationRoutes, ...inspectionRoutes, ...releaseRoutes, ...overviewRoutes] })
  owner = await product.founder('Owner')
  project = await makeProject(owner)
  const made = await importFiles(owner, project, { 'a.txt': Buffer.from('一份足够长的文本，用来走完整条链。'), 'b.txt': Buffer.from('另一份足够长的文本，同样走完整条链。') })
  dataset = made.dataset
  await product.engine.result(owner.organisation, made.run)
  const recipe = ((await owner.send('POST', `/api/v1/projects/${project}/recipes`, { name: 'r', steps: [{ operator: 'exact-duplicate', version: 1, parameters: {} }] })).body as { id: string }).id
  const preparation = ((await owner.send('POST', `/api/v1/recipes/${recipe}/applications`, { dataset })).body as { run: string }).run
  await product.engine.result(owner.organisation, preparation)
  selection = ((await owner.send('POST', `/api/v1/projects/${project}/selections`, { name: 's', preparation, filter: { kept: true } })).body as { id: string }).id
  batches.push(await batchOf('inside'), await batchOf('outside'))
}, 120_000)
afterAll(() => product.stop())

const come = (terms: Terms, roles: readonly Role[]): Promise<Come> => enterAsParty(product, owner, project, terms, roles)
const statuses = async (person: Person, urls: readonly string[]): Promise<number[]> => {
  const heard: number[] = []
  for (const url of urls) heard.push((await person.send('GET', url)).status)
  return heard
}

test('a supplier enters by its link, sends a person, and that person works in the batches of its scope and nowhere else', async () => {
  const { party, guest } = await come({ kind: 'supplier', steps: ['annotate', 'review'], batches: [batches[0]!] }, ['executor'])
  expect(((await guest.send('GET', '/api/v1/projects')).body as { projects: { id: string }[] }).projects.map(p => p.id)).toEqual([project])
  expect(((await guest.send('GET', `/api/v1/projects/${project}/batches`)).body as { batches: { id: string }[] }).batches.map(b => b.id)).toEqual([batches[0]])
  expect(await statuses(guest, batches.map(b => `/api/v1/batches/${b}`))).toEqual([200, 404])
  const claimed = await guest.send('POST', '/api/v1/assignments', { project, batch: batches[1], step: 'annotate' })
  expect(claimed.status).toBe(404)
  expect(((await owner.send('GET', `/api/v1/projects/${project}/parties`)).body as { parties: { id: string, inForce: boolean, people: number }[] }).parties.find(p => p.id === party)).toMatchObject({ inForce: true, people: 1 })
  // Roles are those of the terms: nobody is sent as what was not granted.
  const { admin, worker } = await come({ kind: 'supplier', steps: ['annotate'] }, ['executor'])
  const second = (await admin.send('GET', '/api/v1/engagements')).body as { engagements: { id: string }[] }
  const refused = await admin.send('PUT', `/api/v1/engagements/${second.engagements[0]!.id}/people/${await membershipOf(worker)}`, { roles: ['reviewer'] })
  expect([refused.status, (refused.body as { error: { code: string } }).error.code]).toEqual([422, 'party.role-not-granted'])
})

test('terms that are narrowed or ended bind from the next request on', async () => {
  const { party, guest, admin } = await come({ kind: 'auditor', steps: ['audit'] }, ['auditor'])
  expect(await statuses(guest, [`/api/v1/projects/${project}`, ...batches.map(b => `/api/v1/batches/${b}`), `/api/v1/batches/${batches[0]}/corrections`, `/api/v1/journal?project=${project}`])).toEqual([200, 200, 200, 200, 200])
  const { version } = ((await owner.send('GET', `/api/v1/projects/${project}/parties`)).body as { parties: { id: string, version: number }[] }).parties.find(p => p.id === party)!
  expect((await owner.send('PATCH', `/api/v1/parties/${party}`, { version, batches: [batches[1]!], hidden: ['quality', 'journal'] })).status).toBe(200)
  expect(await statuses(guest, [...batches.map(b => `/api/v1/batches/${b}`), `/api/v1/batches/${batches[1]}/corrections`, `/api/v1/journal?project=${project}`])).toEqual([404, 200, 403, 403])
  expect((await admin.send('POST', `/api/v1/engagements/${party}/end`)).status).toBe(200)
  // Nothing is left: whoever has no project of the owner is told no more than a stranger.
  expect(await statuses(guest, [`/api/v1/projects/${project}`, `/api/v1/batches/${batches[1]}`])).toEqual([403, 403])
  expect((await owner.send('POST', `/api/v1/parties/${party}/end`)).status).toBe(409)
})

test('a subcontractor stays within the terms of whoever brings it, and its link works only after the owner has consented', async () => {
  const { party, admin } = await come({ kind: 'prime', steps: ['annotate', 'review', 'manage'], batches: [batches[0]!], hidden: ['provenance'] }, ['coordinator'])
  const wider = await admin.send('POST', `/api/v1/engagements/${party}/subcontractors`, { name: 'Sub', steps: ['arbitrate'], batches: [batches[0]!], hidden: ['provenance'] })
  expect([wider.status, (wider.body as { error: { code: string } }).error.code]).toEqual([422, 'party.wider-than-own'])
  const made = (await admin.send('POST', `/api/v1/engagements/${party}/subcontractors`, { name: 'Sub', steps: ['annotate'], batches: [batches[0]!], hidden: ['provenance'] })).body as { party: string, secret: string }
  const sub = await product.founder('Sub')
  expect(((await sub.send('POST', '/api/v1/engagements', { secret: made.secret })).body as { error: { code: string } }).error.code).toBe('party.awaits-consent')
  expect((await owner.send('POST', `/api/v1/parties/${made.party}/consent`, { consent: true })).status).toBe(200)
  expect((await sub.send('POST', '/api/v1/engagements', { secret: made.secret })).status).toBe(201)
  // Whoever brought it goes, and it goes too.
  expect((await owner.send('POST', `/api/v1/parties/${party}/end`)).status).toBe(200)
  expect(((await sub.send('GET', '/api/v1/engagements')).body as { engagements: { state: string }[] }).engagements.map(e => e.state)).toEqual(['ended'])
})

test('a guest whose program asks for everything gets only the rows of its terms, table by table, over a raw connection as the role of the application', async () => {
  const { worker } = await come({ kind: 'client', steps: ['client'], batches: [batches[0]!], hidden: ['people'] }, ['requester'])
  const database = product.engine.database, root = new pg.Client(database.ownerUrl), raw = new pg.Client(database.appUrl)
  await Promise.all([root.connect(), raw.connect()])
  try {
    const { account } = (await worker.send('GET', '/api/v1/session')).body as { account: { id: string } }
    const { rows: [member] } = await root.query<{ id: string }>('select id from feedstock.membership where organisation = $1 and account = $2', [owner.organisation, account.id])
    const { rows: tables } = await root.query<{ name: string, columns: string[] }>(`
      select c.oid::regclass::text as name, array_agg(a.attname::text) as columns from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
      where n.nspname in ('feedstock', 'run') and c.relkind = 'r' and c.relforcerowsecurity group by 1 order by 1`)
    await raw.query('begin')
    await raw.query(`select set_config('app.organisation', $1, true), set_config('app.account', $2, true), set_config('app.guest', $3, true)`, [owner.organisation, account.id, member!.id])
    const seen: Record<string, number> = {}
    for (const { name, columns } of tables) {
      const { rows } = await raw.query<Record<string, unknown>>(`select * from ${name}`)
      seen[name.replace('feedstock.', '')] = rows.length
      for (const row of rows) {
        if (columns.includes('batch') && row['batch']) expect(row['batch'], name).toBe(batches[0])
        if (columns.includes('project') && row['project']) expect(row['project'], name).toBe(project)
      }
    }
    await raw.query('rollback')
    expect(seen).toMatchObject({ organisation: 1, project: 1, batch: 1, task: 2, task_asset: 2, asset: 2, dataset: 0, selection: 0, recipe: 0, verdict: 0, party: 1, membership: 1, project_member: 1, invitation: 0, upload: 0, measure: 0 })
    expect(tables.length).toBeGreaterThan(50)
  } finally { await Promise.all([root.end(), raw.end()]) }
})

test('whoever is called back gives the tasks in hand to the queue at once', async () => {
  const { party, admin, worker, guest } = await come({ kind: 'supplier', steps: ['annotate'] }, ['executor'])
  const workflow = { annotate: { party, overlap: 1, extend: null }, review: null, arbitrate: null, client: null }
  const batch = ((await owner.send('POST', `/api/v1/projects/${project}/batches`, { name: 'theirs', selection, open: true, workflow })).body as { id: string }).id
  // The owner's own people have no part in a step that a party does.
  expect((await owner.send('POST', '/api/v1/assignments', { project, batch, step: 'annotate' })).status).toBe(404)
  const claimed = await guest.send('POST', '/api/v1/assignments', { project, batch, step: 'annotate' })
  expect(claimed.status).toBe(201)
  const open = async (): Promise<number> => ((await owner.send('GET', `/api/v1/batches/${batch}`)).body as { counts: Record<string, number> }).counts['open'] ?? 0
  expect(await open()).toBe(1)
  expect((await admin.send('PUT', `/api/v1/engagements/${party}/people/${await membershipOf(worker)}`, { roles: [] })).status).toBe(200)
  expect(await open()).toBe(2)
  expect((await guest.send('GET', `/api/v1/assignments/${(claimed.body as { id: string }).id}/work`)).status).toBe(403)
})

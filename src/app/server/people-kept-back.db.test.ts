import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { enterAsParty, membershipOf, type Come, type Terms } from '../../../test/harness/parties.ts'
import { claimOf, readSpan, workOf } from '../../../test/harness/readers.ts'
import type { InlineProduct, Person } from '../../../test/harness/run-inline.ts'
import { need, startTextBatch } from '../../../test/harness/text-batch.ts'
import { annotateNext, reviewNext, spanAt } from '../../../test/harness/text-work.ts'
import { newId } from '../../kernel/ids.ts'
import { releaseRoutes } from '../../chain/6-release/routes.ts'
import { auditRoutes } from '../../support/overview/audit/routes.ts'
import { overviewRoutes } from '../../support/overview/routes.ts'
import type { Role } from '../../workspace/access/model.ts'
import { endpoints } from './endpoints.ts'
import { sentBy } from './walk-bodies-for-test.ts'

/** Real work of the owner's people: one batch was ruled on, the other reviewed, appealed, corrected, accepted and delivered. */
let product: InlineProduct, owner: Person, project: string, ruled: string, delivered: string, real: Record<string, string>
/** Memberships, accounts, logins and names of the owner's people. */
let traces: string[]
const reads = endpoints(null).map(e => e.route).filter(r => r.method === 'GET' && typeof r.guard === 'object' && r.id !== 'event.stream')

const askAndAnswer = async (batch: string, asks: Person, answers: Person): Promise<string> => {
  const { id } = await need<{ id: string }>(asks, 'POST', `/api/v1/projects/${project}/questions`, { title: 'Does a suburb count', body: 'It is named', category: 'guideline', batch })
  await need(answers, 'POST', `/api/v1/questions/${id}/posts`, { kind: 'answer', body: 'It does' })
  return id
}

beforeAll(async () => {
  const workflow = { annotate: { party: null, overlap: 1, extend: null }, review: { party: null, percent: 100 }, arbitrate: null, client: { party: null } }
  const started = await startTextBatch(['贵阳和遵义。', '在贵阳的人。'], { workflow, name: 'Delivered' }, [...releaseRoutes, ...overviewRoutes, ...auditRoutes])
  ;({ product, boss: owner, project, batch: delivered } = started)
  const [executor, second, reviewer, arbiter] = await Promise.all((['executor', 'executor', 'reviewer', 'arbiter'] as const).map(role => product.member(owner.organisation, [role]))) as [Person, Person, Person, Person]
  const memberships = await Promise.all([owner, executor, second, reviewer, arbiter].map(membershipOf))
  const { selection } = await need<{ selection: string }>(owner, 'GET', `/api/v1/batches/${delivered}`), three = { annotate: { party: null, overlap: 2, extend: null }, review: null, arbitrate: { party: null, below: 0.9 }, client: null }
  ruled = (await need<{ id: string }>(owner, 'POST', `/api/v1/projects/${project}/batches`, {
    name: 'Ruled', selection, open: true, workflow: three, dispatch: 'rule', dispatchRule: { sticky: false, lines: [{ person: memberships[1], weight: null, maxHeld: 5 }, { person: null, weight: null, maxHeld: 1 }] },
  })).id
  const place = { project, batch: delivered }, work = await annotateNext(executor, place)
  await reviewNext(reviewer, place, 'return', { defects: [{ code: 'offset', severity: 'major', note: 'off' }] })
  const { reviews: [review] } = await need<{ reviews: { id: string }[] }>(executor, 'GET', `/api/v1/assignments/${work.assignment.id}/reviews`)
  const appeal = (await need<{ id: string }>(executor, 'POST', `/api/v1/assignments/${work.assignment.id}/appeals`, { review: review!.id, reason: 'as written' })).id
  await need(arbiter, 'POST', `/api/v1/appeals/${appeal}/decision`, { state: 'upheld', decision: 'as written' })
  await annotateNext(executor, place, 0, '在贵')
  await reviewNext(reviewer, place, 'fix', w => ({ operations: [{ op: 'put', shape: spanAt(1, '贵阳', w.annotations[0]!.shapes[0]!.id) }] }))
  await need(owner, 'POST', `/api/v1/batches/${delivered}/acceptance`)
  const delivery = (await need<{ id: string }>(owner, 'POST', `/api/v1/batches/${delivered}/delivery`, {})).id
  await readSpan(executor, project, ruled, [0, 1])
  await readSpan(second, project, ruled, [2, 4])
  const held = (await claimOf(arbiter, project, ruled, 'arbitrate'))!, { annotations: [first] } = await workOf(arbiter, held)
  await need(arbiter, 'POST', `/api/v1/assignments/${held.id}/ruling`, { verdict: 'choose', annotation: first!.id, revision: first!.revision, reason: 'closer' })
  await claimOf(second, project, ruled, 'annotate')
  const question = await askAndAnswer(ruled, executor, arbiter)
  await need(owner, 'POST', `/api/v1/batches/${ruled}/void-requests`, { reason: 'made twice' })
  real = { project, batch: ruled, task: held.task, annotation: first!.id, assignment: held.id, question, appeal, delivery, selection, format: 'csv', membership: memberships[1]! }
  const root = new pg.Client(product.database.ownerUrl)
  await root.connect()
  try {
    await root.query(`update feedstock.account set name = 'name-' || md5(id::text), login = 'login-' || md5(id::text) where id in (select account from feedstock.membership where id = any ($1))`, [memberships])
    const { rows } = await root.query<{ account: string, name: string, login: string }>('select c.id as account, c.name, c.login from feedstock.account c join feedstock.membership m on m.account = c.id where m.id = any ($1)', [memberships])
    traces = [...memberships, ...rows.flatMap(r => [r.account, r.name, r.login])]
  } finally { await root.end() }
}, 120_000)
afterAll(() => product.stop())

const come = (terms: Terms, roles: readonly Role[]): Promise<Come> => enterAsParty(product, owner, project, terms, roles)

/** Everything that a person can read, over both batches. @returns routes that answered, and those that told of somebody of the owner */
const walk = async (person: Person): Promise<{ read: Set<string>, told: Set<string> }> => {
  const read = new Set<string>(), told = new Set<string>()
  for (const batch of [ruled, delivered]) {
    for (const route of reads) {
      const query = new URLSearchParams({ ...sentBy(real)[route.id]?.query, ...(['journal.list', 'journal.exports', 'journal.chain', 'person.list'].includes(route.id) && { project }) }).toString()
      const address = route.path.replace(/:(\w+)/g, (_, name: string) => (name === 'batch' ? batch : real[name] ?? newId())) + (query && `?${query}`)
      const { status, bytes } = await person.send('GET', address), said = bytes.toString('utf8')
      if (status < 300) read.add(route.id)
      if (traces.some(trace => said.includes(trace))) told.add(route.id)
    }
  }
  return { read, told }
}
const about = ['batch.read', 'batch.list', 'ruling.list', 'batch.agreement', 'batch.effort', 'defect.report', 'annotation.list', 'revision.list', 'delivery.list', 'delivery.read', 'journal.list']

test('a guest from whom people are kept hears of nobody outside its party from any route, whatever its role; one from whom they are not kept does', async () => {
  const batches = [ruled, delivered], hidden = ['people']
  const client = await come({ kind: 'client', steps: ['client', 'audit'], batches, hidden }, ['requester', 'auditor']), seen = await walk(client.guest)
  expect([...seen.told]).toEqual([])
  expect(about.filter(id => !seen.read.has(id))).toEqual([])
  const prime = await come({ kind: 'prime', steps: ['arbitrate', 'inspect', 'manage'], batches, hidden }, ['arbiter', 'supervisor', 'coordinator']), managed = await walk(prime.guest)
  expect([...managed.told]).toEqual([])
  expect(['void.list', 'assignment.hands', 'question.read', 'question.list', 'appeal.list', 'appeal.read', 'batch.pace'].filter(id => !managed.read.has(id))).toEqual([])
  const supplier = await come({ kind: 'supplier', steps: ['annotate', 'review', 'arbitrate', 'inspect'], batches, hidden }, ['executor', 'reviewer', 'arbiter', 'supervisor'])
  expect([...(await walk(supplier.guest)).told]).toEqual([])
  const auditor = await come({ kind: 'auditor', steps: ['audit'], batches }, ['auditor']), open = await walk(auditor.guest)
  expect(['ruling.list', 'annotation.list', 'revision.list', 'journal.list', 'correction.list', 'defect.report', 'batch.read'].filter(id => !open.told.has(id))).toEqual([])
})

import { Type } from 'typebox'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startProduct, type InlineProduct, type Person } from '../../../test/harness/run-inline.ts'
import { newId, type MembershipId, type RunId } from '../../kernel/ids.ts'
import { inScope } from '../database/connect.ts'
import { defineRun } from './kind.ts'

const text = { 'zh-Hans': '等待', 'zh-Hant': '等待', en: 'Wait' }
const begun = Promise.withResolvers<void>(), abandoned: RunId[] = []
/** Works until it is told to stop, and then ends without a result, as a child process that is killed does. */
const waiting = defineRun({
  id: 'test.waiting', version: 1, title: text, spec: Type.Object({}), maxDead: 0,
  stages: [{
    name: 'wait', title: text,
    plan: async () => [null],
    work: ({ signal }) => new Promise((_, reject) => {
      begun.resolve()
      signal.addEventListener('abort', () => reject(new Error('told to stop')), { once: true })
    }),
  }],
  finish: async () => null,
  async abandon(_tx, run) { abandoned.push(run.id) },
})

let product: InlineProduct, person: Person
beforeAll(async () => {
  product = await startProduct({ kinds: [waiting], endpoints: [] })
  person = await product.founder('Own')
})
afterAll(() => product.stop())

test('a run that is cancelled while its last shard is under way is abandoned by its kind once, and then cancelled', async () => {
  const { services } = product.engine
  const { people } = (await person.send('GET', '/api/v1/people')).body as { people: { membership: MembershipId }[] }
  const author = { organisation: person.organisation, account: null, membership: people[0]!.membership, roles: [], request: null }
  const id = newId<RunId>()
  await inScope(services.db, { organisation: person.organisation }, tx => services.runs.start(tx, author, waiting, { project: null, spec: {}, services, id }))
  await begun.promise
  const asked = await person.send('PATCH', `/api/v1/runs/${id}`, { state: 'cancelling' })
  expect([asked.status, (asked.body as { state: string }).state]).toEqual([200, 'cancelling'])
  expect(abandoned).toEqual([])
  await expect.poll(async () => ((await person.send('GET', `/api/v1/runs/${id}`)).body as { state: string }).state, { timeout: 25_000, interval: 200 }).toBe('cancelled')
  expect(abandoned).toEqual([id])
})

import { Type } from 'typebox'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { makeProject } from '../../../test/harness/example-project.ts'
import { startProduct, type InlineProduct, type Person } from '../../../test/harness/run-inline.ts'
import type { ProjectId } from '../../kernel/ids.ts'
import { inScope } from '../database/connect.ts'
import type { ProblemView, RunView } from './contract.ts'
import { runFailures } from './errors.ts'
import { defineRun } from './service.ts'

const countRun = defineRun({
  id: 'test.count', version: 1, title: { 'zh-Hans': '数', 'zh-Hant': '數', en: 'Count' }, spec: Type.Object({}), maxDead: 0, keeps: { 'zh-Hans': '数过的', 'zh-Hant': '數過的', en: 'What is counted' },
  stages: [{
    name: 'count', title: { 'zh-Hans': '数一数', 'zh-Hant': '數一數', en: 'Count them' }, plan: async () => [0, 1, 2],
    work: async (_work, n) => ({ output: n, items: 10, problems: [{ failure: n === 0 ? runFailures.tooManyDead({}, { file: 'a.csv', line: 7, field: 'text' }) : runFailures.shardLost({ reason: `n ${String(n)}` }, { file: 'b.csv' }), warning: n === 0 }] }),
  }],
  finish: async () => ({ counted: 3 }),
})

let product: InlineProduct, boss: Person, run: string
beforeAll(async () => {
  product = await startProduct({ kinds: [countRun], endpoints: [] })
  boss = await product.founder('Ada')
  const project = (await makeProject(boss)) as ProjectId, { services } = product.engine, { organisation } = boss
  run = await inScope(services.db, { organisation }, async tx => {
    const member = await tx.selectFrom('membership').select('id').where('organisation', '=', organisation).executeTakeFirstOrThrow()
    return services.runs.start(tx, { organisation, account: null, membership: member.id as never, roles: [], request: null }, countRun, { project, spec: {}, services })
  })
  await product.engine.result(organisation, run)
})
afterAll(() => product.stop())

test('a run tells its stages by title and what cancelling keeps, in every language', async () => {
  const view = (await boss.send('GET', `/api/v1/runs/${run}`)).body as RunView
  expect(view).toMatchObject({ state: 'done', share: 1, keeps: countRun.keeps, stages: [{ name: 'count', title: countRun.stages[0]!.title, total: 3, done: 3, dead: 0, items: 30 }], result: { counted: 3 } })
  expect(view.problems).toEqual([{ code: 'run.shard-lost', count: 2, warning: false }, { code: 'run.too-many-dead', count: 1, warning: true }])
})

test('the problems of one code are listed alone, a page at a time, each with its place', async () => {
  const page = async (query: string) => (await boss.send('GET', `/api/v1/runs/${run}/problems?${query}`)).body as { problems: ProblemView[], next: number | null }
  expect((await page('code=run.too-many-dead')).problems).toMatchObject([{ file: 'a.csv', line: 7, field: 'text', warning: true }])
  const first = await page('code=run.shard-lost&limit=1'), second = await page(`code=run.shard-lost&limit=1&after=${first.next}`)
  expect(new Set([...first.problems, ...second.problems].map(p => p.parameters['reason']))).toEqual(new Set(['n 1', 'n 2']))
  expect((await page('')).problems).toHaveLength(3)
  expect(await page('code=none')).toEqual({ problems: [], next: null })
})

import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makeProject } from '../../../../test/harness/example-project.ts'
import { startProduct, type InlineProduct, type Person } from '../../../../test/harness/run-inline.ts'
import { connect, type Database } from '../../../workspace/database/connect.ts'
import { sealAll, type Seal } from '../../../workspace/journal/service.ts'
import type { ProblemView } from '../../../workspace/runs/contract.ts'
import type { ChainView } from './contract.ts'
import { exportRun, verifyRun } from './jobs.ts'
import { auditRoutes } from './routes.ts'
import { verifyExport } from './verify-export.ts'

let product: InlineProduct, founder: Person, project: string, other: string, scheduler: Database, owner: pg.Client
const seal = (): Promise<number> => sealAll({ db: product.engine.services.db, scheduler, key: product.engine.services.signer, clock: product.engine.services.clock })
beforeAll(async () => {
  product = await startProduct({ kinds: [verifyRun, exportRun], endpoints: auditRoutes })
  scheduler = connect(product.database.schedulerUrl, 2).db
  owner = new pg.Client(product.database.ownerUrl)
  await owner.connect()
  founder = await product.founder('Own')
  project = await makeProject(founder, 'Streets')
  other = await makeProject(founder, 'Rivers')
  await seal()
})
afterAll(async () => {
  await Promise.all([scheduler.destroy(), owner.end()])
  await product.stop()
})

const chain = async (person = founder): Promise<ChainView> => (await person.send('GET', '/api/v1/journal/chain')).body
const verify = async (body: object = {}): Promise<{ result: { findings: number, entries: number, seals: number }, problems: ProblemView[] }> => {
  const { run } = (await founder.send('POST', '/api/v1/journal/verifications', body)).body as { run: string }
  const result = await product.engine.result(founder.organisation, run) as unknown as { findings: number, entries: number, seals: number }
  return { result, problems: ((await founder.send('GET', `/api/v1/runs/${run}/problems`)).body as { problems: ProblemView[] }).problems }
}
const exported = async (body: object = {}): Promise<Buffer> => {
  const started = await founder.send('POST', '/api/v1/journal/exports', { from: '2020-01-01T00:00:00Z', to: '2099-01-01T00:00:00Z', ...body })
  expect([started.status, started.body]).toMatchObject([202, {}])
  const { run } = started.body as { run: string }
  await product.engine.result(founder.organisation, run)
  const reply = await founder.send('GET', `/api/v1/journal/exports/${run}`)
  expect(reply.headers['content-type']).toBe('application/zip')
  return reply.bytes
}
const over = (bytes: Buffer) => ({ size: bytes.length, read: async (at: number, length: number) => bytes.subarray(at, at + length) })

describe('the chain of an organisation', () => {
  it('tells how far it reaches, and after a verification by whom nothing was found', async () => {
    const before = await chain()
    expect(before).toMatchObject({ head: { number: 1 }, waiting: 0, verification: null })
    expect(before.sealed).toBeGreaterThan(2)
    expect((await verify()).result).toMatchObject({ findings: 0, entries: before.sealed, seals: 1 })
    expect((await chain()).verification).toMatchObject({ state: 'done', result: { findings: 0, seals: 1, through: before.head!.through } })
  })

  it('gives its head out as a checkpoint that is signed and that a verification is held against', async () => {
    const checkpoint = (await founder.send('GET', '/api/v1/journal/checkpoint')).body as Seal
    expect((await verify({ checkpoint })).result.findings).toBe(0)
    const forged = { ...checkpoint, hash: '0'.repeat(64) }
    expect((await verify({ checkpoint: forged })).problems).toMatchObject([{ code: 'audit.checkpoint-signature' }])
  })

  it('has a changed entry reported as a problem of the run, with seal and place', async () => {
    const { rows: [row] } = await owner.query<{ id: string }>(`select id from feedstock.journal where organisation = $1 and verb = 'project.created' order by id limit 1`, [founder.organisation])
    const change = async (verb: string): Promise<void> => {
      await owner.query('alter table feedstock.journal disable trigger append_only')
      await owner.query('update feedstock.journal set verb = $2 where id = $1', [row!.id, verb])
      await owner.query('alter table feedstock.journal enable trigger append_only')
    }
    await change('project.changed')
    expect((await verify()).problems).toMatchObject([{ code: 'audit.entry-changed', file: 'seal 1', line: Number(row!.id), warning: false }])
    expect((await chain()).verification).toMatchObject({ result: { findings: 1, first: { code: 'audit.entry-changed', seal: 1, entry: Number(row!.id) }, head: { number: 1 } } })
    await change('project.created')
    expect((await verify()).result.findings).toBe(0)
  })

  it('is read and verified by auditors, who give nothing out, and is not told to executors or another organisation', async () => {
    const auditor = await product.member(founder.organisation, ['auditor']), executor = await product.member(founder.organisation, ['executor']), stranger = await product.founder('Foreign')
    expect((await auditor.send('GET', '/api/v1/journal/chain')).status).toBe(200)
    const started = await auditor.send('POST', '/api/v1/journal/verifications', {})
    expect(started.status).toBe(202)
    const { run } = started.body as { run: string }
    expect(await product.engine.result(founder.organisation, run)).toMatchObject({ findings: 0, first: null, head: { number: 1 } })
    expect((await auditor.send('GET', `/api/v1/runs/${run}`)).body).toMatchObject({ state: 'done' })
    expect((await auditor.send('POST', '/api/v1/journal/exports', { from: '2020-01-01T00:00:00Z', to: '2099-01-01T00:00:00Z' })).status).toBe(403)
    expect((await executor.send('GET', '/api/v1/journal/checkpoint')).status).toBe(403)
    expect(await chain(stranger)).toMatchObject({ head: null, sealed: 0, verification: null })
    expect((await stranger.send('GET', '/api/v1/journal/checkpoint')).status).toBe(409)
  })
})

describe('an export for an outside auditor', () => {
  it('of the whole organisation verifies offline and holds every sealed entry', async () => {
    await seal()
    const { sealed } = await chain(), bytes = await exported(), result = await verifyExport(over(bytes))
    expect(result).toMatchObject({ good: true, findings: [], entries: sealed, statement: { project: null, seals: { first: 1 } } })
    expect(result.fingerprint).toBe((await chain()).fingerprint)
    expect(bytes.includes('简体中文')).toBe(true)
  })

  it('of one project holds its entries alone, and of the others a digest each', async () => {
    await seal()
    const bytes = await exported({ project }), result = await verifyExport(over(bytes)), text = bytes.toString('utf8')
    expect(result).toMatchObject({ good: true, statement: { project } })
    expect(result.entries).toBeGreaterThan(0)
    expect([text.includes(project), text.includes(other)]).toEqual([true, false])
  })

  it('of a period holds what was written in it', async () => {
    const nothing = await verifyExport(over(await exported({ from: '2020-01-01T00:00:00Z', to: '2020-02-01T00:00:00Z' })))
    expect(nothing).toMatchObject({ good: true, entries: 0 })
    expect((await founder.send('POST', '/api/v1/journal/exports', { from: '2021-01-01T00:00:00Z', to: '2020-01-01T00:00:00Z' })).body).toMatchObject({ error: { code: 'audit.bad-period' } })
  })

  it('is found changed wherever one byte of an entry, a seal or the statement is', async () => {
    const bytes = await exported({ project }), text = bytes.toString('latin1')
    const changed = async (needle: string, within: string): Promise<string[]> => {
      const copy = Buffer.from(bytes), at = text.indexOf(needle, text.indexOf(within))
      copy[at] = copy[at]! ^ 1
      return (await verifyExport(over(copy))).findings.map(f => f.code)
    }
    expect(await changed('project.created', 'entries.jsonl{')).toEqual(['audit.file-changed', 'audit.entry-changed'])
    expect(await changed('"digest":"', 'seals.jsonl{')).toContain('audit.file-changed')
    expect(await changed('2099-01-01', 'export.json')).toContain('audit.export-signature')
    expect(await verifyExport(over(Buffer.from('no archive')))).toMatchObject({ good: false, findings: [{ code: 'audit.export-unreadable' }] })
  })

  it('is held against a pinned key and against a checkpoint kept before', async () => {
    const checkpoint = (await founder.send('GET', '/api/v1/journal/checkpoint')).body as Seal, bytes = await exported()
    expect((await verifyExport(over(bytes), (await chain()).fingerprint, checkpoint)).good).toBe(true)
    expect((await verifyExport(over(bytes), 'f'.repeat(64), checkpoint)).findings).toMatchObject([{ code: 'audit.export-key' }])
    expect((await verifyExport(over(bytes), null, { ...checkpoint, count: 1 })).findings).toMatchObject([{ code: 'audit.checkpoint-signature' }])
  })

  it('is written into the journal when it is made and when it is read, and listed by project', async () => {
    await exported({ project })
    const { entries } = (await founder.send('GET', '/api/v1/journal?kind=journal&limit=500')).body as { entries: { verb: string }[] }
    expect(new Set(entries.map(e => e.verb))).toEqual(new Set(['journal.verified', 'journal.exported', 'journal.downloaded']))
    const list = async (query = ''): Promise<{ project: string | null, archive: unknown }[]> => ((await founder.send('GET', `/api/v1/journal/exports${query}`)).body as { exports: { project: string | null, archive: unknown }[] }).exports
    expect((await list(`?project=${project}`)).every(e => e.project === project && e.archive !== null)).toBe(true)
    expect((await list()).length).toBeGreaterThan((await list(`?project=${project}`)).length)
  })
})

it('the journal is filtered by person, kind, verb, object and period', async () => {
  const page = async (query: string): Promise<{ verb: string, object: string, account: string }[]> => ((await founder.send('GET', `/api/v1/journal?${query}`)).body as { entries: { verb: string, object: string, account: string }[] }).entries
  const [made] = await page('verb=project.created&limit=1')
  expect((await page(`object=${made!.object}`)).every(e => e.object === made!.object)).toBe(true)
  expect(await page(`account=${made!.account}&verb=project.created`)).toHaveLength(2)
  expect(await page('kind=batch')).toEqual([])
  expect(await page('to=2020-01-01T00:00:00Z')).toEqual([])
  expect((await page('from=2020-01-01T00:00:00Z&verb=project.created')).length).toBe(2)
})

import { parseArgs } from 'node:util'
import http from 'node:http'
import pg from 'pg'
import { newId } from '../src/kernel/ids.ts'
import { machine } from './machine.ts'
import { percentile } from './percentile.ts'
import { makeOrganisation, makeProduction, makeWorkers, startWorld, type Production, type Worker, type World } from './world.ts'

/**
 * Claims over HTTP with row-level security and the journal on, by many people at once on one batch of many tasks; then the least SQL
 * that a claim needs, run directly over as many connections, as the limit. Nobody may get a task twice, no task more seats than its overlap.
 * Run: `npm run bench claims -- --tasks 1000000 --people 50 --seconds 20`
 */
const { values } = parseArgs({ options: { tasks: { type: 'string', default: '1000000' }, people: { type: 'string', default: '50' }, seconds: { type: 'string', default: '20' }, overlap: { type: 'string', default: '2' } } })
const tasks = Number(values.tasks), people = Number(values.people), seconds = Number(values.seconds), overlap = Number(values.overlap)

const agent = new http.Agent({ keepAlive: true, maxSockets: people })
const post = (url: URL, worker: Worker, body: string): Promise<{ status: number, text: string }> => new Promise((resolve, reject) => {
  const request = http.request(url, { agent, method: 'POST', headers: { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body), authorization: `Bearer ${worker.secret}`, 'x-feedstock-organisation': worker.organisation, 'idempotency-key': newId() } }, reply => {
    let text = ''
    reply.setEncoding('utf8').on('data', (piece: string) => { text += piece }).on('end', () => resolve({ status: reply.statusCode ?? 0, text }))
  })
  request.on('error', reject).end(body)
})

interface Measured { readonly done: number, readonly seconds: number, readonly times: number[] }
/** Everybody claims, one after another, until the time is over. */
const during = async (count: number, work: (index: number) => Promise<void>): Promise<Measured> => {
  const times: number[] = [], began = performance.now(), end = began + seconds * 1000
  await Promise.all(Array.from({ length: count }, async (_, index) => {
    while (performance.now() < end) {
      const start = performance.now()
      await work(index)
      times.push(performance.now() - start)
    }
  }))
  return { done: times.length, seconds: (performance.now() - began) / 1000, times }
}
const told = (name: string, { done, seconds: took, times }: Measured): string =>
  `${name.padEnd(14)} ${(done / took).toFixed(0)} claims/s, p50 ${percentile(times, 0.5).toFixed(1)} ms, p95 ${percentile(times, 0.95).toFixed(1)} ms, p99 ${percentile(times, 0.99).toFixed(1)} ms, ${done.toLocaleString('en-US')} claims in ${took.toFixed(1)} s`

const overHttp = async (world: World, { project, batch }: Production, workers: readonly Worker[]): Promise<Measured> => {
  const url = new URL('/api/v1/assignments', world.url), body = JSON.stringify({ project, batch, step: 'annotate' })
  return during(people, async index => {
    const { status, text } = await post(url, workers[index]!, body)
    if (status !== 201) throw new Error(`claim: ${status} ${text}`)
  })
}

/** The rows that a claim writes, in one statement a claim, by the owner of the tables: no HTTP, no policies. */
const directSql = async (world: World, { project, batch }: Production, organisation: string, workers: readonly Worker[]): Promise<Measured> => {
  const pool = new pg.Pool({ connectionString: world.appUrl, max: people })
  const statement = `with t as (
      select t.id from feedstock.task t where t.batch = $1::uuid and t.vacancies > 0
        and not exists (select from feedstock.assignment a where a.task = t.id and a.person = $2::uuid and a.state not in ('released', 'expired', 'void'))
      order by t.priority desc, t.number limit 1 for update of t skip locked),
    seat as (insert into feedstock.assignment (id, organisation, project, batch, task, step, round, person, state, lease_until, claimed_at) select $3::uuid, $4::uuid, $5::uuid, $1::uuid, t.id, 'annotate', 1, $2::uuid, 'held', now() + interval '2 hours', now() from t returning task),
    duty as (insert into feedstock.duty (organisation, scope, person, duty, created_at) select $4::uuid, task, $2::uuid, 'annotate', now() from seat),
    said as (insert into feedstock.journal (organisation, at, membership, roles, verb, kind, object, project, digest) select $4::uuid, now(), $2::uuid, '{}', 'task.claimed', 'assignment', ($3::uuid)::text, $5::uuid, '' from seat)
    update feedstock.task k set vacancies = k.vacancies - 1, state = 'taken' from seat where k.id = seat.task`
  const measured = await during(people, async index => { await pool.query({ name: 'claim', text: statement, values: [batch, workers[index]!.membership, newId(), organisation, project] }) })
  await pool.end()
  return measured
}

const world = await startWorld()
try {
  console.log(machine())
  console.log(`method: ${tasks.toLocaleString('en-US')} tasks in one batch, overlap ${overlap}, ${people} people, each claims again as soon as it has an answer; client, server and PostgreSQL share the cores`)
  const organisation = await makeOrganisation(world.owner), workers = await makeWorkers(world.owner, organisation, people, ['executor'])
  const production = await makeProduction(world.owner, organisation, workers[0]!.membership, tasks, overlap)
  const product = await overHttp(world, production, workers), limit = await directSql(world, production, organisation, workers)
  console.log(told('over HTTP', product))
  console.log(told('SQL directly', limit))
  console.log(`ratio          ${((product.done / product.seconds) / (limit.done / limit.seconds)).toFixed(2)} of the SQL run directly`)
  const { rows: [wrong] } = await world.owner.query<{ twice: number, over: number, claims: number }>(`select
    (select count(*)::int from (select 1 from feedstock.assignment where batch = $1 group by task, person having count(*) > 1) x) as twice,
    (select count(*)::int from (select 1 from feedstock.assignment where batch = $1 group by task having count(*) > $2) x) as over, (select count(*)::int from feedstock.assignment where batch = $1) as claims`, [production.batch, overlap])
  console.log(`checked        ${wrong!.claims.toLocaleString('en-US')} assignments: ${wrong!.twice} tasks given twice to one person, ${wrong!.over} tasks over their overlap`)
  if (wrong!.twice + wrong!.over > 0) process.exitCode = 1
} finally {
  agent.destroy()
  await world.stop()
}

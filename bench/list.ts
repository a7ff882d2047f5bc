import { parseArgs } from 'node:util'
import { machine } from './machine.ts'
import { percentile } from './percentile.ts'
import { makeOrganisation, makeProduction, makeWorkers, startWorld } from './world.ts'

/**
 * Pages of long lists over HTTP, with row-level security: filtered, sorted, anywhere in the list, against the same question with one
 * row in the table's stead (an empty reply over the same way).
 * Run: `npm run bench list -- --rows 1000000`
 */
const { values } = parseArgs({ options: { rows: { type: 'string', default: '1000000' }, asks: { type: 'string', default: '60' } } })
const rows = Number(values.rows), asks = Number(values.asks)

const world = await startWorld()
try {
  console.log(machine())
  console.log(`method: ${rows.toLocaleString('en-US')} tasks and as many assets, one reader, ${asks} pages each at places drawn over the whole list; time until the reply is read`)
  const organisation = await makeOrganisation(world.owner), [reader] = await makeWorkers(world.owner, organisation, 1, ['administrator', 'coordinator']), { project, batch, dataset } = await makeProduction(world.owner, organisation, reader!.membership, rows, 1)
  // Every tenth task is where a filter has to find it.
  await world.owner.query(`update feedstock.task set state = 'parked', vacancies = 0 where batch = $1 and number % 10 = 0`, [batch])
  await world.owner.query('vacuum analyze feedstock.task')
  const headers = { authorization: `Bearer ${reader!.secret}`, 'x-feedstock-organisation': organisation }
  const time = async (path: string): Promise<number> => {
    const start = performance.now(), reply = await fetch(world.url + path, { headers })
    await reply.text()
    if (!reply.ok) throw new Error(`${path}: ${reply.status}`)
    return performance.now() - start
  }
  const floor: number[] = []
  for (let i = 0; i < asks; i++) floor.push(await time('/api/v1/session'))
  const least = percentile(floor, 0.5)
  const measure = async (name: string, path: (place: number) => string): Promise<void> => {
    await time(path(0))
    const times: number[] = []
    for (let i = 0; i < asks; i++) times.push(await time(path((i * 0.618_034) % 1)))
    const p95 = percentile(times, 0.95)
    console.log(`${name.padEnd(34)} p50 ${percentile(times, 0.5).toFixed(1)} ms, p95 ${p95.toFixed(1)} ms, ${(percentile(times, 0.5) / least).toFixed(1)} times as long as asking who one is (${least.toFixed(1)} ms)`)
    if (p95 > 300) process.exitCode = 1
  }
  const { rows: names } = await world.owner.query<{ id: string }>('select id from feedstock.asset where dataset = $1 order by id', [dataset])
  await measure('tasks, 200 by number', place => `/api/v1/batches/${batch}/tasks?limit=200&after=${Math.floor(place * rows)}`)
  await measure('tasks, 200 parked by number', place => `/api/v1/batches/${batch}/tasks?limit=200&state=parked&after=${Math.floor(place * rows)}`)
  await measure('assets, 100 by id', place => `/api/v1/datasets/${dataset}/assets?limit=100&after=${names[Math.floor(place * (rows - 1))]!.id}`)
  await measure('one batch with its counts', () => `/api/v1/batches/${batch}`)
  await measure('batches of the project', () => `/api/v1/projects/${project}/batches`)
  await measure('overview of the project', () => `/api/v1/projects/${project}/overview`)
} finally { await world.stop() }

import type pg from 'pg'
import { machine } from './machine.ts'
import { below, residentOf } from './resident.ts'
import { makeOrganisation, makeProduction, makeWorkers, startWorld, type Worker, type World } from './world.ts'

/**
 * Annotations that stand are released and exported as Feedstock JSONL and COCO by the real server and a worker with one child, first a tenth
 * of them and then all, each by programs started anew: memory is flat when both need the same. Ten boxes on each picture; the rows are written
 * into the database, the pictures themselves stay out of the archive. Memory is the resident set of the child, looked at five times a second.
 * Run: `npm run bench export [annotations]`; a million unless told. Linux only: memory is read from /proc.
 */
const ANNOTATIONS = Number(process.argv[2] ?? 1_000_000), BOXES = 10, FORMATS = ['feedstock-jsonl', 'coco-instances']

const seconds = (from: number): number => (performance.now() - from) / 1000
const shown = (n: number): string => Math.round(n).toLocaleString('en-US')

/** What stands of every task, as it would after annotating and accepting: written without the triggers that derive counts from it. */
const annotate = async (owner: pg.Client, batch: string, by: Worker): Promise<void> => {
  await owner.query('begin')
  await owner.query(`set local session_replication_role = replica`)
  await owner.query(`update feedstock.batch set state = 'accepted' where id = $1`, [batch])
  await owner.query(`update feedstock.task set state = 'approved', vacancies = 0 where batch = $1`, [batch])
  await owner.query(`insert into feedstock.assignment (id, organisation, project, batch, task, step, round, person, state, claimed_at, submitted_at, ended_at)
    select gen_random_uuid(), organisation, project, batch, id, 'annotate', 1, $2, 'accepted', now(), now(), now() from feedstock.task where batch = $1`, [batch, by.membership])
  await owner.query(`insert into feedstock.annotation (id, organisation, task, assignment, author, head, submitted_revision, created_at)
    select gen_random_uuid(), organisation, task, id, person, 1, 1, now() from feedstock.assignment where batch = $1`, [batch])
  await owner.query(`insert into feedstock.snapshot (organisation, annotation, revision, sha256, document, schema_version, guideline_version, at)
    select a.organisation, a.id, 1, encode(sha256(a.id::text::bytea), 'hex'), (select jsonb_agg(jsonb_build_object('id', gen_random_uuid(), 'kind', 'box', 'version', 1, 'class', 'car', 'question', null, 'slot', 'image',
      'attributes', '{}'::jsonb, 'origin', 'human', 'z', n, 'payload', jsonb_build_object('x', 10 * n, 'y', 20, 'w', 100 + n, 'h', 50))) from generate_series(1, $2::int) n), 1, 1, now()
    from feedstock.annotation a join feedstock.task t on t.id = a.task where t.batch = $1`, [batch, BOXES])
  await owner.query(`insert into feedstock.outcome (organisation, task, number, why, annotation, revision, sha256, decided_by, at)
    select a.organisation, a.task, 1, 'sole', a.id, 1, s.sha256, a.author, now() from feedstock.annotation a join feedstock.snapshot s on s.annotation = a.id join feedstock.task t on t.id = a.task where t.batch = $1`, [batch])
  await owner.query('commit')
  await owner.query('analyze')
}

interface Watched { readonly peak: () => number, stop(): void }
const watch = (program: string): Watched => {
  let peak = 0
  const timer = setInterval(() => { for (const pid of below(process.pid, program)) peak = Math.max(peak, residentOf(pid)) }, 200)
  return { peak: () => peak, stop: () => clearInterval(timer) }
}

interface Measured { readonly frozen: number, readonly built: number, readonly child: number, readonly server: number, readonly serverSending: number, readonly bytes: number, readonly sent: number }

const measure = async (world: World, annotations: number): Promise<Measured> => {
  const organisation = await makeOrganisation(world.owner), [by] = await makeWorkers(world.owner, organisation, 1, ['administrator'])
  const { project, batch } = await makeProduction(world.owner, organisation, by!.membership, Math.ceil(annotations / BOXES), 1)
  await annotate(world.owner, batch, by!)
  const headers = { authorization: `Bearer ${by!.secret}`, 'x-feedstock-organisation': organisation }
  const child = watch('src/app/worker/child.ts'), server = watch('src/app/server/main.ts'), began = performance.now()
  const made = await fetch(`${world.url}/api/v1/projects/${project}/releases`, { method: 'POST', headers: { ...headers, 'content-type': 'application/json' }, body: JSON.stringify({ name: 'Bench', batches: [batch], seed: 'bench', formats: FORMATS, media: false }) })
  const text = await made.text()
  if (!made.ok) throw new Error(`${made.status} ${text}`)
  const { release } = JSON.parse(text) as { release: string }, frozen = seconds(began), building = performance.now()
  for (;;) {
    await new Promise(resolve => { setTimeout(resolve, 250) })
    const { rows: [run] } = await world.owner.query<{ state: string, failure: unknown }>('select state, failure from run.run where id = $1', [release])
    if (run!.state === 'done') break
    if (run!.state !== 'running') throw new Error(`run ${run!.state} ${JSON.stringify(run!.failure)}`)
  }
  const built = seconds(building), serverPeak = server.peak()
  server.stop()
  child.stop()
  const sending = watch('src/app/server/main.ts'), asked = performance.now(), archive = await fetch(`${world.url}/api/v1/releases/${release}/archive`, { headers })
  let bytes = 0
  for await (const piece of archive.body!) bytes += piece.length
  if (!archive.ok) throw new Error(`${archive.status}`)
  const sent = seconds(asked)
  sending.stop()
  return { frozen, built, child: child.peak(), server: serverPeak, serverSending: sending.peak(), bytes, sent }
}

const inWorld = async (annotations: number): Promise<Measured> => {
  const world = await startWorld(['server', 'worker'])
  try { return await measure(world, annotations) } finally { await world.stop() }
}

console.log(machine())
console.log(`${BOXES} boxes on each picture; release with ${FORMATS.join(' and ')}, without the pictures; one worker, memory sampled every 200 ms`)
const peaks: Measured[] = []
for (const annotations of [ANNOTATIONS / 10, ANNOTATIONS]) {
  const m = await inWorld(annotations)
  peaks.push(m)
  console.log(`${shown(annotations)} annotations  frozen in ${m.frozen.toFixed(1)} s, built in ${m.built.toFixed(1)} s: ${shown(annotations / m.built)} annotations/s; archive ${(m.bytes / 2 ** 20).toFixed(1)} MiB`)
  console.log(`  peak resident set: worker child ${m.child.toFixed(0)} MiB, server ${m.server.toFixed(0)} MiB while freezing, ${m.serverSending.toFixed(0)} MiB while sending the archive in ${m.sent.toFixed(1)} s`)
}
const [tenth, whole] = peaks
console.log(`memory of the worker child: ${(whole!.child / tenth!.child).toFixed(2)} times that of a tenth of the annotations`)

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { openDataFolder } from '../src/app/host/data-folder.ts'
import { startPostgres } from '../src/app/host/postgres.ts'
import { newId } from '../src/kernel/ids.ts'
import { newSecret } from '../src/workspace/access/service.ts'
import { commandWith, freePort, processesBelow, runApart, untilReady } from '../test/harness/installation.ts'

/** A durable PostgreSQL, migrated, with server (and worker) running apart on it: what a benchmark measures against. */
export interface World {
  readonly url: string, readonly owner: pg.Client, readonly appUrl: string
  /** Process ids of `server`, `worker` and `database`; empty where there is no /proc. */
  programs(): Promise<ReadonlyMap<string, number>>
  /** What server and worker have written so far: warnings and worse. */
  output(): string
  stop(): Promise<void>
}

const password = 'bench owner', secret = 'the secret of a benchmark, more than 32 characters'

export const startWorld = async (programs: readonly ('server' | 'worker')[] = ['server']): Promise<World> => {
  const folder = openDataFolder(mkdtempSync(path.join(tmpdir(), 'feedstock-bench-')))
  if (!folder.ok) throw new Error(folder.failure.code)
  const postgres = await startPostgres({ dataFolder: folder.value, password })
  if (!postgres.ok) throw new Error(postgres.failure.code)
  const { ownerUrl } = postgres.value, port = await freePort()
  const env = { DATABASE_URL: ownerUrl, FEEDSTOCK_SECRET: secret, FEEDSTOCK_DATA: path.join(folder.value.path, 'program'), FEEDSTOCK_PORT: String(port), FEEDSTOCK_LOG_LEVEL: 'warn', FEEDSTOCK_REQUESTS_PER_MINUTE: '0' }
  const migrated = await commandWith(env, 'migrate')
  if (migrated.code !== 0) throw new Error(migrated.stderr)
  const running = programs.map(name => runApart(env, name)), url = `http://localhost:${port}`
  await untilReady(url)
  const owner = new pg.Client(ownerUrl)
  await owner.connect()
  return {
    url, owner, appUrl: ownerUrl,
    programs: async () => new Map([...(await Promise.all(running.map(program => processesBelow(program.pid)))).flatMap(found => [...found]), ['database', postgres.value.process.pid!]]),
    output: () => running.map(program => program.output()).join(''),
    async stop() {
      await owner.end()
      await Promise.all(running.map(program => program.stop()))
      await postgres.value.stop()
      folder.value.release()
      rmSync(folder.value.path, { recursive: true, force: true })
    },
  }
}

/** Somebody with an API token, made in the database: a benchmark needs hundreds and measures no sign-in. */
export interface Worker { readonly membership: string, readonly account: string, readonly secret: string, readonly organisation: string }
export const makeOrganisation = async (owner: pg.Client): Promise<string> => {
  const organisation = newId()
  await owner.query(`insert into feedstock.organisation (organisation, name, zone, created_at) values ($1, 'Bench', 'Asia/Shanghai', now())`, [organisation])
  return organisation
}
export const makeWorkers = async (owner: pg.Client, organisation: string, count: number, roles: readonly string[]): Promise<Worker[]> => {
  const made: Worker[] = []
  for (let i = 0; i < count; i++) {
    const account = newId(), membership = newId(), { secret: shown, hash } = newSecret('session')
    await owner.query(`insert into feedstock.account (id, login, name, kind, created_at) values ($1, $1::uuid::text, 'Worker', 'person', now())`, [account])
    await owner.query(`insert into feedstock.membership (id, organisation, account, roles, state, created_at) values ($1, $2, $3, $4, 'active', now())`, [membership, organisation, account, roles])
    await owner.query(`insert into feedstock.session (id, account, secret_hash, user_agent, created_at, seen_at, expires_at) values ($1, $2, $3, 'bench', now(), now(), now() + interval '1 day')`, [newId(), account, hash])
    made.push({ membership, account, secret: shown, organisation })
  }
  return made
}

export interface Production { readonly project: string, readonly batch: string, readonly dataset: string }
/** A project with one open batch of so many tasks, each of one asset, written as rows. */
export const makeProduction = async (owner: pg.Client, organisation: string, by: string, tasks: number, overlap: number): Promise<Production> => {
  const project = newId(), dataset = newId(), selection = newId(), batch = newId(), run = newId()
  const document = { classes: [{ id: 'car', name: { en: 'Car' }, colour: 1, kinds: ['box'], attributes: [] }], questions: [] }, text = { en: 'text' }
  await owner.query('begin')
  await owner.query(`insert into feedstock.project (id, organisation, name, description, duty_scope, created_at) values ($1, $2, 'Bench', '', 'task', now())`, [project, organisation])
  await owner.query(`insert into feedstock.label_schema (organisation, project, version, document, created_by, created_at) values ($1, $2, 1, $3, $4, now())`, [organisation, project, document, by])
  await owner.query(`insert into feedstock.guideline (organisation, project, version, document, material, created_by, created_at) values ($1, $2, 1, $3, false, $4, now())`, [organisation, project, { goal: text, format: text, method: text, quality: text, rules: [] }, by])
  await owner.query(`insert into feedstock.dataset (id, organisation, project, name, created_at) values ($1, $2, $3, 'd', now())`, [dataset, organisation, project])
  await owner.query(`insert into feedstock.asset (id, organisation, dataset, name, modality, media_type, sha256, size, facts, derivatives, provenance, run, created_at)
    select gen_random_uuid(), $1, $2, 'street/' || lpad(n::text, 7, '0') || '.jpg', 'image', 'image/jpeg', encode(sha256(n::text::bytea), 'hex'), 100000 + n % 50000, '{"width": 1920, "height": 1080}', '[]', '{"kind": "self_collected", "record": "bench"}', $3, now()
    from generate_series(1, $4::int) n`, [organisation, dataset, run, tasks])
  await owner.query(`insert into feedstock.selection (id, organisation, project, number, name, filter, assets, created_by, created_at) values ($1, $2, $3, 1, 's', '{}', $4, $5, now())`, [selection, organisation, project, tasks, by])
  const workflow = { annotate: { party: null, overlap, extend: null }, review: { party: null, percent: 100 }, arbitrate: null, client: null }
  await owner.query(`insert into feedstock.batch (id, organisation, project, number, name, kind, state, selection, schema_version, guideline_version, overlap, review, lease_minutes, tasks, created_by, created_at, workflow)
    values ($1, $2, $3, 1, 'b', 'production', 'draft', $4, 1, 1, $5, 'all', 120, $6, $7, now(), $8)`, [batch, organisation, project, selection, overlap, tasks, by, workflow])
  await owner.query(`update feedstock.batch set state = 'open' where id = $1`, [batch])
  await owner.query(`with numbered as (select id, row_number() over (order by id) as n from feedstock.asset where dataset = $2), made as (
      insert into feedstock.task (id, organisation, project, batch, number, state, vacancies, overlap, created_at) select gen_random_uuid(), $1, $3, $4, n, 'open', $5::int, $5::int, now() from numbered returning id, number)
    insert into feedstock.task_asset (organisation, task, slot, asset) select $1, made.id, 'image', numbered.id from made join numbered on numbered.n = made.number`, [organisation, dataset, project, batch, overlap])
  await owner.query('commit')
  await owner.query('analyze')
  return { project, batch, dataset }
}

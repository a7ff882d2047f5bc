import { isDeepStrictEqual } from 'node:util'
import pg from 'pg'
import { commandWith } from '../installation.ts'
import type { Done, Ledger } from './ledger.ts'

export interface Checked { readonly findings: readonly string[], readonly lost: number, readonly doubled: number }
type Of<W extends Done['what']> = Extract<Done, { what: W }>

const most = 2000
const inParts = <T>(list: readonly T[]): T[][] => Array.from({ length: Math.ceil(list.length / most) }, (_, i) => list.slice(i * most, (i + 1) * most))
const seated = `('held', 'submitted', 'accepted', 'returned')`

/** Rules that hold whatever was done: each question finds the rows that break one. */
const rules: Readonly<Record<string, string>> = {
  'more seats than the overlap': `select t.id from feedstock.task t join feedstock.assignment a on a.task = t.id where a.step = 'annotate' and a.state in ${seated} group by t.id, t.overlap having count(*) > t.overlap`,
  'one task given twice to one person': `select task from feedstock.assignment where state in ${seated} group by task, person, step having count(*) > 1`,
  'one person annotates and reviews a task': `select a.task from feedstock.assignment a join feedstock.assignment b on b.task = a.task and b.person = a.person and b.step = 'review' where a.step = 'annotate'`,
  'two reviews of one task at once': `select task from feedstock.assignment where step = 'review' and state = 'held' group by task having count(*) > 1`,
  'vacancies that do not fit the seats': `select t.id from feedstock.task t left join lateral (select count(*) n from feedstock.assignment a where a.task = t.id and a.step = 'annotate' and a.state in ${seated}) s on true
    where t.set_aside is null and t.state in ('open', 'taken') and t.vacancies <> greatest(0, t.overlap - s.n) or t.state = 'approved' and t.vacancies <> 0`,
  'held without a lease, or a lease of what is not held': `select id from feedstock.assignment where (state = 'held') <> (lease_until is not null)`,
  'a tally that does not fit the tasks': `with said as (select batch, kind, sum(n) n from (select batch, kind, n from feedstock.task_tally union all select batch, kind, n from feedstock.task_tally_change) x group by 1, 2 having sum(n) <> 0),
    so as (select batch, k kind, count(*) n from feedstock.task t, lateral (values (t.state), (case when t.vacancies > 0 then 'vacant' end), (case when t.reviewable then 'reviewable' end), (case when t.arbitrable then 'arbitrable' end)) v (k) where k is not null group by 1, 2)
    select coalesce(said.batch, so.batch) from said full join so on so.batch = said.batch and so.kind = said.kind where said.n is distinct from so.n`,
  'a head that is not the last revision': `select a.id from feedstock.annotation a left join lateral (select count(*) n, coalesce(max(number), 0) last from feedstock.revision r where r.annotation = a.id) r on true where a.head <> r.last or r.n <> r.last`,
  'a task reviewed twice': `select task from feedstock.review where verdict = 'accept' group by task having count(*) > 1`,
  'approved without an outcome, or with two': `select t.id from feedstock.task t left join feedstock.outcome o on o.task = t.id join feedstock.batch b on b.id = t.batch where t.state = 'approved' and b.review = 'all' group by t.id having count(o.task) <> 1`,
  'a run that finished twice, or is done without having finished': `select r.id from run.run r left join lateral (select count(*) n from feedstock.journal j where j.verb = 'run.finished' and j.object = r.id::text) j on true where j.n <> case when r.state = 'done' then 1 else 0 end`,
  'a done stage with shards that are not': `select s.run from run.stage s join lateral (select count(*) n, count(*) filter (where h.state = 'done') done from run.shard h where h.run = s.run and h.stage = s.no) h on true join run.run r on r.id = s.run where r.state = 'done' and (h.n <> s.total or h.done <> s.total or s.done <> s.total)`,
  'a ready release without an archive, or one whose run is not done': `select l.id from feedstock.release l join run.run r on r.id = l.id where (l.state = 'ready') <> (r.state = 'done')`,
  'one content twice in a dataset': `select dataset from feedstock.asset group by dataset, sha256 having count(*) > 1`,
  'an entry of the journal twice': `select object from feedstock.journal where verb in ('task.claimed', 'run.started', 'run.finished', 'upload.stored', 'batch.created', 'batch.accepted', 'release.ready') group by verb, object having count(*) > 1`,
}

/** What is acknowledged is there, with its content, once. */
const compare = async (db: pg.Client, entries: readonly Done[]): Promise<{ lost: string[], doubled: string[] }> => {
  const lost: string[] = [], doubled: string[] = []
  const of = <W extends Done['what']>(what: W): Of<W>[] => entries.filter((e): e is Of<W> => e.what === what)
  const each = async <E extends Done, R extends object>(list: readonly E[], statement: string, idOf: (entry: E) => string, keyOf: (row: R) => string, same: (entry: E, row: R) => boolean): Promise<void> => {
    for (const part of inParts(list)) {
      const found = Map.groupBy((await db.query<R>(statement, [part.map(idOf)])).rows, keyOf)
      for (const entry of part) {
        const rows = found.get(`${idOf(entry)} ${'revision' in entry ? entry.revision : ''}`.trim()) ?? found.get(idOf(entry)) ?? []
        if (!rows.some(row => same(entry, row))) lost.push(`${entry.what} ${entry.key}: ${JSON.stringify(rows).slice(0, 300)}`)
        else if (rows.length > 1) doubled.push(`${entry.what} ${entry.key}, ${rows.length} times`)
      }
    }
  }
  await each(of('save'), 'select annotation, number, change, base, operations from feedstock.revision where change = any($1::uuid[])', e => e.key, (r: { change: string, annotation: string, number: number, base: number, operations: unknown }) => r.change,
    (e, r) => r.annotation === e.annotation && r.number === e.revision && r.base === e.base && isDeepStrictEqual(r.operations, e.operations))
  await each(of('claim'), 'select id, task, step from feedstock.assignment where id = any($1::uuid[])', e => e.assignment, (r: { id: string, task: string, step: string }) => r.id, (e, r) => r.task === e.task && r.step === e.step)
  await each(of('submit'), 'select annotation, revision, sha256 from feedstock.snapshot where annotation = any($1::uuid[])', e => e.annotation, (r: { annotation: string, revision: number, sha256: string }) => `${r.annotation} ${r.revision}`, (e, r) => r.sha256 === e.sha256)
  await each(of('verdict'), 'select assignment, annotation from feedstock.review where assignment = any($1::uuid[])', e => e.assignment, (r: { assignment: string, annotation: string }) => r.assignment, (e, r) => r.annotation === e.annotation)
  await each(of('upload'), 'select id, dataset from feedstock.upload where id = any($1::uuid[])', e => e.upload, (r: { id: string, dataset: string }) => r.id, (e, r) => r.dataset === e.dataset)
  await each(of('run'), 'select id from run.run where id = any($1::uuid[])', e => e.run, (r: { id: string }) => r.id, () => true)
  await each(of('batch'), 'select b.id, count(t.id)::int tasks from feedstock.batch b join feedstock.task t on t.batch = b.id where b.id = any($1::uuid[]) group by b.id', e => e.batch, (r: { id: string, tasks: number }) => r.id, (e, r) => r.tasks === e.tasks)
  await each(of('acceptance'), `select id from feedstock.batch where state = 'accepted' and id = any($1::uuid[])`, e => e.batch, (r: { id: string }) => r.id, () => true)
  return { lost, doubled }
}

/** More than was acknowledged, beyond what was under way when this program itself was killed. */
const counted: Readonly<Partial<Record<Done['what'], string>>> = {
  save: 'select count(*)::int n from feedstock.revision', claim: 'select count(*)::int n from feedstock.assignment', submit: 'select count(*)::int n from feedstock.snapshot', verdict: 'select count(*)::int n from feedstock.review',
  upload: 'select count(*)::int n from feedstock.upload', run: 'select count(*)::int n from run.run', batch: 'select count(*)::int n from feedstock.batch',
}

/** Rows of imports whose runs are done: as many as were uploaded. */
const countImports = async (db: pg.Client, done: readonly Done[]): Promise<string[]> => {
  const uploaded = new Map<string, number>()
  for (const entry of done) if (entry.what === 'upload') uploaded.set(entry.dataset, (uploaded.get(entry.dataset) ?? 0) + entry.rows)
  const { rows: finished } = await db.query<{ id: string }>(`select id from run.run where state = 'done'`), ended = new Set(finished.map(r => r.id))
  const datasets = done.flatMap(e => (e.what === 'run' && e.kind === 'import' && e.dataset && ended.has(e.run) ? [e.dataset] : [])), findings: string[] = []
  for (const part of inParts(datasets)) {
    const { rows } = await db.query<{ dataset: string, n: number }>('select dataset, count(*)::int n from feedstock.asset where dataset = any($1::uuid[]) group by dataset', [part]), found = new Map(rows.map(r => [r.dataset, r.n]))
    for (const dataset of part) if (found.get(dataset) !== uploaded.get(dataset)) findings.push(`dataset ${dataset}: ${found.get(dataset) ?? 0} assets of ${uploaded.get(dataset)} rows`)
  }
  return findings
}

/**
 * Compares what the database holds with what was acknowledged. Nobody may be writing meanwhile.
 * @param since the place in the ledger from which entries are compared one by one; the counts are of all
 */
export const check = async (ownerUrl: string, ledger: Ledger, since = 0): Promise<Checked> => {
  const db = new pg.Client(ownerUrl), findings: string[] = []
  await db.connect()
  try {
    const { lost, doubled } = await compare(db, ledger.done.slice(since))
    for (const [what, statement] of Object.entries(counted)) {
      const { rows: [row] } = await db.query<{ n: number }>(statement), known = ledger.done.filter(e => e.what === what).length, maybe = [...ledger.open().values()].filter(of => of === what).length
      if (row!.n > known + maybe) doubled.push(`${row!.n} of ${what}, ${known} acknowledged, ${maybe} perhaps`)
      if (row!.n < known) lost.push(`${row!.n} of ${what}, ${known} acknowledged`)
    }
    for (const [rule, statement] of Object.entries(rules)) {
      const { rows } = await db.query<Record<string, unknown>>(statement)
      if (rows.length > 0) findings.push(`${rule}: ${rows.length}, ${JSON.stringify(rows.slice(0, 5).map(row => Object.values(row)[0]))}`)
    }
    findings.push(...await countImports(db, ledger.done))
    return { findings: [...findings, ...lost.map(l => `lost: ${l}`), ...doubled.map(d => `doubled: ${d}`)], lost: lost.length, doubled: doubled.length }
  } finally { await db.end() }
}

/** The sealed chain of the journal, by the product's own command, which reads the tables itself. */
export const checkJournal = async (ownerUrl: string, organisation: string): Promise<{ findings: string[], entries: number, seals: number }> => {
  const { code, stdout, stderr } = await commandWith({ DATABASE_URL: ownerUrl }, 'audit', 'verify', '--organisation', organisation, '--json')
  if (code !== 0 && code !== 3) throw new Error(`audit verify: ${code} ${stderr}`)
  const { entries, seals, findings } = JSON.parse(stdout) as { entries: number, seals: number, findings: { code: string, place: unknown }[] }
  return { entries, seals, findings: findings.map(f => `journal: ${f.code} ${JSON.stringify(f.place)}`) }
}

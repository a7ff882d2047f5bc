import type pg from 'pg'
import type { Failure } from '../../kernel/failure.ts'
import { fail, ok, type Result } from '../../kernel/result.ts'
import { rolesOf } from '../host/roles.ts'
import { columnsSql, copyInSql, copyOutSql, listTables, plainFormats, tableSql } from './catalogue.ts'
import { copyIn, copyOut } from './copy-stream.ts'
import { backupFailures } from './errors.ts'
import type { Manifest, TablePart } from './manifest.ts'
import { metered, rowMeter } from './row-meter.ts'

const placeOf = (ownerUrl: string): string => { const { host, pathname } = new URL(ownerUrl); return host + pathname }

/**
 * Whether the database may be restored into: nobody works with it, and it holds nothing. A schema without a single account, as the first
 * start makes it, is taken away: the backup brings its own.
 */
export const clearEmpty = async (client: pg.Client, ownerUrl: string): Promise<Result<void>> => {
  const place = placeOf(ownerUrl), roles = rolesOf(ownerUrl)
  const { rows: [busy] } = await client.query<{ sessions: number }>('select count(*)::int as sessions from pg_stat_activity where datname = current_database() and usename in ($1, $2)', [roles.app, roles.scheduler])
  if (busy!.sessions > 0) return fail(backupFailures.inUse({ place, sessions: busy!.sessions }))
  const { rows: schemas } = await client.query<{ name: string }>(`select nspname as name from pg_namespace where nspname in ('feedstock', 'run', 'boss') order by nspname = 'feedstock' desc`)
  const { rows: [known] } = await client.query<{ is: boolean, accounts: boolean }>(`select to_regclass('feedstock.migration') is not null as is, to_regclass('feedstock.account') is not null as accounts`)
  if (!known!.is) return schemas[0] ? fail(backupFailures.foreignDatabase({ place, schema: schemas[0].name })) : ok(undefined)
  if (known!.accounts) {
    const { rows: [held] } = await client.query<{ accounts: number }>('select count(*)::int as accounts from feedstock.account')
    if (held!.accounts > 0) return fail(backupFailures.notEmpty({ place, accounts: held!.accounts }))
  }
  await client.query('set client_min_messages = warning')
  await client.query(`drop schema if exists feedstock, run, boss cascade`)
  return ok(undefined)
}

interface Bound { readonly table: string, readonly name: string, readonly definition: string }

export interface Loading {
  /** @throws what the rows throw; the database's own refusal as a failure of the loading */
  table(table: TablePart, rows: AsyncIterable<Uint8Array>): Promise<void>
  /** Puts rules and references back, which checks every row against them, and compares what is stored with the manifest. */
  finish(): Promise<Failure[]>
  commit(): Promise<void>
  /** Nothing was loaded. */
  undo(): Promise<void>
}

/** What PostgreSQL itself refused; anything else is not about the rows. */
const refusalOf = (error: unknown): string | null => error instanceof Error && /^[0-9A-Z]{5}$/.test((error as { code?: string }).code ?? '') ? error.message : null
/** Carries a refusal out of the reading. */
export class LoadRefused extends Error {
  readonly failure: Failure
  constructor(failure: Failure) { super(failure.code); this.failure = failure }
}

/**
 * Loads tables into a schema that was just made, in one transaction. Rules of the rows' history (append-only, state machines), references
 * and row-level security stand aside meanwhile: that needs the owner of the tables, not a superuser.
 */
export const beginLoading = async (client: pg.Client, manifest: Manifest): Promise<Loading> => {
  await client.query('begin')
  await client.query(plainFormats)
  const tables = (await listTables(client)).map(({ name }) => name)
  const { rows: forced } = await client.query<{ name: string }>(`
    select n.nspname || '.' || c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname in ('feedstock', 'run') and c.relkind = 'r' and c.relforcerowsecurity`)
  const { rows: bounds } = await client.query<Bound>(`
    select n.nspname || '.' || c.relname as table, k.conname as name, pg_get_constraintdef(k.oid) as definition
    from pg_constraint k join pg_class c on c.oid = k.conrelid join pg_namespace n on n.oid = c.relnamespace where n.nspname in ('feedstock', 'run') and k.contype = 'f' order by k.oid`)
  // Checked at once at the end: row by row they would need an order that circles of references do not have.
  for (const { table, name } of bounds) await client.query(`alter table ${tableSql(table)} drop constraint ${columnsSql([name])}`)
  for (const name of tables) await client.query(`alter table ${tableSql(name)} disable trigger user`)
  for (const { name } of forced) await client.query(`alter table ${tableSql(name)} no force row level security`)
  await client.query(`truncate ${tables.map(tableSql).join(', ')}`)
  const check = async (table: TablePart): Promise<Failure | null> => {
    const meter = rowMeter()
    for await (const _ of metered(copyOut(client, copyOutSql(table)), meter));
    const { rows, digest } = meter.sum()
    return rows === table.rows && digest === table.digest ? null : backupFailures.otherRows({ table: table.name, rows: table.rows, digest: table.digest, foundRows: rows, foundDigest: digest })
  }
  return {
    async table(table, rows) {
      try { await copyIn(client, copyInSql(table), rows) }
      catch (error) {
        const reason = refusalOf(error)
        throw reason === null ? error : new LoadRefused(backupFailures.loadFailed({ table: table.name, reason }))
      }
    },
    async finish() {
      const findings: Failure[] = []
      for (const table of manifest.tables) {
        const differs = await check(table)
        if (differs) findings.push(differs)
      }
      for (const { table, name, definition } of bounds) {
        try { await client.query(`alter table ${tableSql(table)} add constraint ${columnsSql([name])} ${definition}`) }
        catch (error) {
          const reason = refusalOf(error)
          throw reason === null ? error : new LoadRefused(backupFailures.loadFailed({ table, reason }))
        }
      }
      for (const name of tables) await client.query(`alter table ${tableSql(name)} enable trigger user`)
      for (const { name } of forced) await client.query(`alter table ${tableSql(name)} force row level security`)
      for (const { name, last, called } of manifest.sequences) await client.query('select setval($1::regclass, $2, $3)', [tableSql(name), last, called])
      return findings
    },
    async commit() { await client.query('commit'); await client.query('analyze') },
    async undo() { await client.query('rollback').catch(() => undefined) },
  }
}

import type pg from 'pg'
import { fail, ok, type Result } from '../../kernel/result.ts'
import { backupFailures } from './errors.ts'
import type { Manifest } from './manifest.ts'

/** A table of the product as COPY names it. */
export interface StoredTable { readonly name: string, readonly columns: readonly string[] }

/** The number of a transaction means something on the server that gave it alone: a restored entry gets that of its restoring. */
const ofThisServer = new Set(['feedstock.journal.txid'])
/** What is rebuilt from the migrations. The queue (`boss`) is not kept either: the ledger of runs gives lost jobs again. */
const rebuilt = new Set(['feedstock.migration'])

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`
export const tableSql = (name: string): string => name.split('.').map(quoted).join('.')
export const columnsSql = (columns: readonly string[]): string => columns.map(quoted).join(', ')
export const copyOutSql = ({ name, columns }: StoredTable): string => `copy (select ${columnsSql(columns)} from ${tableSql(name)}) to stdout`
export const copyInSql = ({ name, columns }: StoredTable): string => `copy ${tableSql(name)} (${columnsSql(columns)}) from stdin`

/** Values look the same whatever a server, a database or a role has set. */
export const plainFormats = `select set_config('timezone', 'UTC', true), set_config('datestyle', 'ISO, YMD', true), set_config('intervalstyle', 'iso_8601', true),
  set_config('extra_float_digits', '1', true), set_config('bytea_output', 'hex', true), set_config('statement_timeout', '0', true),
  set_config('idle_in_transaction_session_timeout', '0', true), set_config('app.backup', 'on', true)`

/** Every table of the product, with the columns that are stored and not computed. */
export const listTables = async (client: pg.Client): Promise<StoredTable[]> => {
  const { rows } = await client.query<{ name: string, columns: string[] }>(`
    select n.nspname || '.' || c.relname as name, array_agg(a.attname::text order by a.attnum) as columns
    from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
    where n.nspname in ('feedstock', 'run') and c.relkind = 'r' group by 1 order by 1`)
  return rows.filter(({ name }) => !rebuilt.has(name)).map(({ name, columns }) => ({ name, columns: columns.filter(column => !ofThisServer.has(`${name}.${column}`)) }))
}

/** A reader that row-level security binds would take a part for the whole. */
export const checkSeesAll = async (client: pg.Client): Promise<Result<void>> => {
  const { rows } = await client.query<{ role: string, table: string }>(`
    select current_user as role, c.oid::regclass::text as table from pg_class c join pg_namespace n on n.oid = c.relnamespace, pg_roles r
    where n.nspname in ('feedstock', 'run') and c.relkind = 'r' and c.relrowsecurity and r.rolname = current_user and not r.rolsuper and not r.rolbypassrls
      and not exists (select from pg_policy p where p.polrelid = c.oid and p.polname = 'backup' and r.oid = any (p.polroles)) order by 2 limit 1`)
  return rows[0] ? fail(backupFailures.notOwner({ ...rows[0] })) : ok(undefined)
}

export const readMigrations = async (client: pg.Client): Promise<Manifest['migrations']> =>
  (await client.query<{ name: string, digest: string }>(`select name, encode(digest, 'hex') as digest from feedstock.migration order by name`)).rows

/** Sequences are not part of a snapshot: read after it, they stand at or behind the rows that it shows, which is what matters. */
export const readSequences = async (client: pg.Client): Promise<Manifest['sequences']> => {
  const { rows } = await client.query<{ name: string }>(`
    select n.nspname || '.' || c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname in ('feedstock', 'run') and c.relkind = 'S' order by 1`)
  const found: Manifest['sequences'] = []
  for (const { name } of rows) {
    const { rows: [state] } = await client.query<{ last: string, called: boolean }>(`select last_value::text as last, is_called as called from ${tableSql(name)}`)
    found.push({ name, last: Number(state!.last), called: state!.called })
  }
  return found
}

export const readHeads = async (client: pg.Client): Promise<Manifest['journal']> =>
  (await client.query<{ organisation: string, seal: string, through: string, hash: string }>(`
    select distinct on (organisation) organisation, number::text as seal, through::text as through, hash from feedstock.journal_seal order by organisation, number desc`))
    .rows.map(row => ({ ...row, seal: Number(row.seal), through: Number(row.through) }))

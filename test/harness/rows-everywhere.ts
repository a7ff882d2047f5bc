import type pg from 'pg'

interface Column { readonly name: string, readonly type: string, readonly needed: boolean }
interface StoredTable { readonly name: string, readonly columns: readonly Column[], readonly checks: readonly string[] }

/** One value stands for every id of a variant, so that whatever references whatever finds it. */
export const idOf = (variant: number): string => `0189${String(variant).padStart(4, '0')}-0000-7000-8000-000000000000`

/** Values of every enumeration need a row each; this many variants hold them all. */
export const variants = 12

/** What a rule over several columns wants, by table and column; `n` is the variant. */
const wanted: Readonly<Record<string, Readonly<Record<string, (n: number) => unknown>>>> = {
  'feedstock.journal_seal': { ids: () => [1], leaves: () => Buffer.alloc(32), count: () => 1, above: () => 0, through: () => 1, first_id: () => 1, last_id: () => 1, previous: () => null },
  'feedstock.correction': { review: idOf },
  // Free text to the database until a later migration lists what the program writes.
  'feedstock.defect': { code: () => 'missed' },
  'feedstock.provenance_paper': { reference: n => `shelf ${n}` },
  'feedstock.lot_appeal': { state: () => 'open', decided_by: () => null },
  'feedstock.base_link': { member: n => idOf((n + 1) % variants) },
}

const readTables = async (client: pg.Client): Promise<StoredTable[]> => (await client.query<StoredTable>(`
  select n.nspname || '.' || c.relname as name,
    (select json_agg(json_build_object('name', a.attname, 'type', format_type(a.atttypid, null), 'needed', a.attnotnull and not a.atthasdef and a.attidentity = '') order by a.attnum) from pg_attribute a
      where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '') as columns,
    (select coalesce(json_agg(pg_get_constraintdef(k.oid)), '[]') from pg_constraint k where k.conrelid = c.oid and k.contype = 'c') as checks
  from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname in ('feedstock', 'run') and c.relkind = 'r' and c.relname <> 'migration' order by 1`)).rows

/** Filled by the database, though no default says so. */
const filledByTrigger = new Set(['feedstock.journal.id'])

/** The values that a check lists for a column. */
const listed = (checks: readonly string[], column: string): string[] => {
  const check = checks.map(text => new RegExp(`\\(\\(${column} = ANY \\(ARRAY\\[([^\\]]+)\\]\\)`).exec(text)?.[1]).find(found => found !== undefined)
  return [...(check ?? '').matchAll(/'([^']*)'/g)].map(([, value]) => value!)
}

const valueOf = ({ name: table, checks }: StoredTable, { name, type }: Column, variant: number): unknown => {
  const exact = wanted[table]?.[name], choices = listed(checks, name)
  if (exact) return exact(variant)
  if (choices.length > 0) return choices[variant % choices.length]
  if (type === 'uuid') return idOf(variant)
  if (type.endsWith('[]')) return []
  if (type === 'jsonb') return '{}'
  if (type === 'bytea') return Buffer.alloc(0)
  if (/^timestamp|^date/.test(type)) return '2026-01-01T00:00:00Z'
  if (type === 'boolean') return false
  if (/int|numeric|real|double/.test(type)) return 1
  if (checks.some(text => text.includes(`${name} ~ '^[0-9a-f]{64}$'`))) return String(variant).padStart(64, '0')
  return `${name} ${variant}`
}

/**
 * Puts rows into every table of the schema as it is, one for each variant: required columns alone, each enumeration through all its values.
 * @param client a superuser, whom row-level security does not bind @returns the tables that took rows
 * @throws with the last refusal of a table that took none
 */
export const fillEveryTable = async (client: pg.Client): Promise<ReadonlyMap<string, number>> => {
  const waiting = await readTables(client), filled = new Map<string, number>()
  for (let refusal: unknown = null; waiting.length > 0;) {
    const before = waiting.length
    for (const table of waiting.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
      const columns = table.columns.filter(column => column.needed && !filledByTrigger.has(`${table.name}.${column.name}`) || column.name in (wanted[table.name] ?? {})), names = columns.map(column => `"${column.name}"`).join(', ')
      const count = table.name === 'feedstock.installation' ? 1 : variants, values = Array.from({ length: count }, (_row, variant) => columns.map(column => valueOf(table, column, variant)))
      const places = values.map((row, i) => `(${row.map((_value, j) => `$${i * row.length + j + 1}`).join(', ')})`).join(', ')
      try {
        await client.query(names === '' ? `insert into ${table.name} default values` : `insert into ${table.name} (${names}) values ${places}`, values.flat())
        filled.set(table.name, count)
        waiting.splice(waiting.indexOf(table), 1)
      } catch (error) {
        // 23503: what it references comes later.
        if ((error as { code?: string }).code !== '23503') throw new Error(`${table.name}: ${error instanceof Error ? error.message : String(error)}`, { cause: error })
        refusal = error
      }
    }
    if (waiting.length === before) throw new Error(`${waiting.map(table => table.name).join(', ')}: ${String(refusal)}`)
  }
  return filled
}

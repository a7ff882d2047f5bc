import type { Generated } from 'kysely'

export interface JournalRow {
  id: Generated<number>, organisation: string, txid: Generated<string>, at: Date, account: string | null, membership: string | null, roles: string[],
  verb: string, kind: string, object: string, project: string | null, digest: string, detail: unknown, request: string | null
}
declare module '../database/tables.ts' { interface Tables { journal: JournalRow } }

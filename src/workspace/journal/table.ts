import type { Generated } from 'kysely'

export interface JournalRow {
  id: Generated<number>, organisation: string, txid: Generated<string>, at: Date, account: string | null, membership: string | null, roles: string[],
  verb: string, kind: string, object: string, project: string | null, digest: string, detail: unknown, request: string | null
}
export interface JournalSealRow {
  organisation: string, number: number, above: number, through: number, first_id: number, last_id: number, count: number, ids: number[], leaves: Uint8Array,
  digest: string, previous: string | null, hash: string, at: Date, public_key: string, signature: string
}
declare module '../database/tables.ts' { interface Tables { journal: JournalRow, journal_seal: JournalSealRow } }

import { sql } from 'kysely'
import type { DatasetId, MembershipId, OrganisationId } from '../../../kernel/ids.ts'
import type { StoredBlob } from '../../../workspace/blobs/service.ts'
import type { Tx } from '../../../workspace/database/connect.ts'
import type { PaperKind, ProvenanceKind } from './model.ts'
import '../table.ts'

export interface StoredPaper {
  readonly id: string, readonly dataset: DatasetId, readonly provenance: ProvenanceKind, readonly paper: PaperKind, readonly title: string, readonly reference: string | null
  readonly sha256: string | null, readonly size: number | null, readonly file_name: string | null, readonly created_at: Date, readonly taken_back_at: Date | null
}
const papers = (tx: Tx) => tx.selectFrom('provenance_paper').select(['id', 'dataset', 'provenance', 'paper', 'title', 'reference', 'sha256', 'size', 'file_name', 'created_at', 'taken_back_at'])
export const findPaper = (tx: Tx, id: string): Promise<StoredPaper | undefined> => papers(tx).where('id', '=', id).executeTakeFirst() as Promise<StoredPaper | undefined>
/** In force, oldest first. */
export const listPapers = (tx: Tx, datasets: readonly string[]): Promise<StoredPaper[]> =>
  papers(tx).where('dataset', '=', sql<string>`any(${[...datasets]}::uuid[])`).where('taken_back_at', 'is', null).orderBy('created_at').orderBy('id').execute() as Promise<StoredPaper[]>
export interface NewPaper { id: string, organisation: OrganisationId, dataset: DatasetId, provenance: ProvenanceKind, paper: PaperKind, title: string, reference: string | null, file: (StoredBlob & { readonly name: string }) | null, by: MembershipId, now: Date }
export const insertPaper = (tx: Tx, p: NewPaper): Promise<unknown> => tx.insertInto('provenance_paper').values({
  id: p.id, organisation: p.organisation, dataset: p.dataset, provenance: p.provenance, paper: p.paper, title: p.title, reference: p.reference, sha256: p.file?.sha256 ?? null, size: p.file?.size ?? null,
  media_type: p.file && 'application/octet-stream', file_name: p.file?.name ?? null, created_by: p.by, created_at: p.now, taken_back_at: null,
}).execute()
export const endPaper = (tx: Tx, id: string, now: Date): Promise<unknown> => tx.updateTable('provenance_paper').set({ taken_back_at: now }).where('id', '=', id).where('taken_back_at', 'is', null).execute()
export const setPersonal = (tx: Tx, dataset: DatasetId, personal: boolean): Promise<unknown> => tx.updateTable('dataset').set({ personal }).where('id', '=', dataset).execute()
export const personalOf = async (tx: Tx, datasets: readonly string[]): Promise<Set<string>> =>
  new Set((await tx.selectFrom('dataset').select('id').where('id', '=', sql<string>`any(${[...datasets]}::uuid[])`).where('personal', '=', true).execute()).map(d => d.id))

/** Raw assets by dataset and kind of source; `consented` are those that a consent in force covers, counted only where persons are in the data. */
export const countByKind = async (tx: Tx, datasets: readonly string[]): Promise<{ dataset: string, kind: ProvenanceKind, assets: number, consented: number }[]> => {
  const { rows } = await sql<{ dataset: string, kind: ProvenanceKind, assets: number, consented: number }>`
    select a.dataset, a.provenance ->> 'kind' as kind, count(*) as assets, count(*) filter (where d.personal and exists (
      select from asset_consent l join consent c on c.id = l.consent where l.asset = a.id and c.withdrawn_at is null)) as consented
    from asset a join dataset d on d.id = a.dataset where a.dataset = any(${[...datasets]}::uuid[]) and a.parent is null and a.withdrawn_at is null group by 1, 2 order by 1, 2`.execute(tx)
  return rows
}
/**
 * The assets by dataset and kind of source, each as often as it is named; a made asset stands for the raw one that it was made from. `consented`
 * as above.
 */
export const countNamedByKind = async (tx: Tx, assets: readonly string[]): Promise<{ dataset: string, kind: ProvenanceKind, assets: number, consented: number }[]> => {
  const { rows } = await sql<{ dataset: string, kind: ProvenanceKind, assets: number, consented: number }>`
    with recursive named as (select id, count(*)::int n from unnest(${[...assets]}::uuid[]) w (id) group by id),
      up as (select a.id, a.parent, n.n from named n join asset a on a.id = n.id union all select a.id, a.parent, up.n from up join asset a on a.id = up.parent)
    select a.dataset, a.provenance ->> 'kind' as kind, sum(up.n)::int as assets, coalesce(sum(up.n) filter (where d.personal and exists (
      select from asset_consent l join consent c on c.id = l.consent where l.asset = a.id and c.withdrawn_at is null)), 0)::int as consented
    from up join asset a on a.id = up.id join dataset d on d.id = a.dataset where up.parent is null group by 1, 2 order by 1, 2`.execute(tx)
  return rows
}
/** Consents in force, by asset; assets without any are left out. */
export const countConsents = async (tx: Tx, assets: readonly string[]): Promise<Map<string, number>> => {
  const { rows } = await sql<{ asset: string, n: number }>`select l.asset, count(*) as n from asset_consent l join consent c on c.id = l.consent
    where l.asset = any(${[...assets]}::uuid[]) and c.withdrawn_at is null group by 1`.execute(tx)
  return new Map(rows.map(r => [r.asset, r.n]))
}

import type { Generated } from 'kysely'

export interface ReleaseRow {
  id: string, organisation: string, project: string, number: number, name: string, state: 'building' | 'ready' | 'failed' | 'withdrawn', spec: unknown, items: Generated<number>, counts: Generated<unknown>,
  manifest_sha256: string | null, manifest_digest: string | null, signature: string | null, public_key: string | null, created_by: string, created_at: Date, ready_at: Date | null,
  /** Of the time of freezing. */
  warnings: unknown
}
export interface ReleaseItemRow { organisation: string, release: string, ordinal: number, task: string, asset: string, annotation: string, revision: number, split: string, frozen: unknown }
export interface ReleaseExportRow { organisation: string, release: string, format: string, sha256: string, size: number, files: number, items: number, annotations: number, losses: unknown, created_at: Date }
export interface ReleaseRebuildRow { run: string, organisation: string, release: string, identical: boolean, archive_sha256: string, size: number, differences: unknown, by: string | null, at: Date }
export interface ReleaseNoticeRow { id: string, organisation: string, release: string, kind: 'revoked' | 'affected', reason: string, note: string | null, assets: number, by: string | null, at: Date }
declare module '../../workspace/database/tables.ts' { interface Tables { release: ReleaseRow, release_item: ReleaseItemRow, release_export: ReleaseExportRow, release_rebuild: ReleaseRebuildRow, release_notice: ReleaseNoticeRow } }

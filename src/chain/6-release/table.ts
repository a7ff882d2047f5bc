import type { Generated } from 'kysely'

export interface ReleaseRow {
  id: string, organisation: string, project: string, number: number, name: string, state: 'building' | 'ready' | 'failed' | 'withdrawn', spec: unknown, items: Generated<number>, counts: Generated<unknown>,
  manifest_sha256: string | null, manifest_digest: string | null, signature: string | null, public_key: string | null, created_by: string, created_at: Date, ready_at: Date | null
}
export interface ReleaseItemRow { organisation: string, release: string, ordinal: number, task: string, asset: string, annotation: string, revision: number, split: string }
export interface ReleaseExportRow { organisation: string, release: string, format: string, sha256: string, size: number, files: number, items: number, annotations: number, losses: unknown, created_at: Date }
declare module '../../workspace/database/tables.ts' { interface Tables { release: ReleaseRow, release_item: ReleaseItemRow, release_export: ReleaseExportRow } }

import type { Generated } from 'kysely'
import type { ObjectState } from './linked/model.ts'

export interface DatasetRow { id: string, organisation: string, project: string, name: string, created_at: Date, personal: Generated<boolean> }
export interface UploadRow { id: string, organisation: string, dataset: string, name: string, sha256: string, size: number, created_by: string, created_at: Date, imported_by: string | null, modified_at: Date | null }
export interface UploadSessionRow { id: string, organisation: string, dataset: string, name: string, size: number, modified_at: Date | null, received: number, upload: string | null, created_by: string, created_at: Date, touched_at: Date }
export interface AssetRow {
  id: string, organisation: string, dataset: string, name: string, modality: string, media_type: string, sha256: string, size: number, facts: unknown, derivatives: unknown, provenance: unknown,
  parent: string | null, made_by: unknown, run: string, created_at: Date, withdrawn_at: Date | null
}
export interface ConsentRow { id: string, organisation: string, project: string, subject: string, scope: string, given_on: string, paper: string | null, withdrawn_at: Date | null, created_by: string, created_at: Date }
export interface AssetConsentRow { organisation: string, consent: string, asset: string }
export interface WithdrawalRow { id: string, organisation: string, project: string, reason: string, consent: string | null, assets: number, by_membership: string, created_at: Date }
export interface WithdrawalAssetRow { organisation: string, withdrawal: string, asset: string }
export interface StorageConnectionRow {
  id: string, organisation: string, project: string, name: string, endpoint: string, region: string, bucket: string, prefix: string, path_style: boolean, access_key: string, secret: string,
  created_by: string, created_at: Date, changed_at: Date
}
export interface LinkedSourceRow {
  id: string, organisation: string, dataset: string, connection: string, prefix: string, provenance: unknown, options: unknown, listed_after: string | null,
  counts: Generated<unknown>, synced_at: Date | null, created_by: string, created_at: Date, ended_at: Date | null
}
export interface LinkedObjectRow {
  id: string, organisation: string, source: string, key: string, state: ObjectState, etag: string, size: number, sha256: string | null, asset: string | null,
  found_etag: string | null, found_size: number | null, found_at: Date | null
}
export interface ProvenancePaperRow {
  id: string, organisation: string, dataset: string, provenance: string, paper: string, title: string, reference: string | null, sha256: string | null, size: number | null, media_type: string | null, file_name: string | null,
  created_by: string, created_at: Date, taken_back_at: Date | null
}
declare module '../../workspace/database/tables.ts' {
  interface Tables {
    dataset: DatasetRow, upload: UploadRow, upload_session: UploadSessionRow, asset: AssetRow, consent: ConsentRow, asset_consent: AssetConsentRow, withdrawal: WithdrawalRow, withdrawal_asset: WithdrawalAssetRow
    storage_connection: StorageConnectionRow, linked_source: LinkedSourceRow, linked_object: LinkedObjectRow, provenance_paper: ProvenancePaperRow
  }
}

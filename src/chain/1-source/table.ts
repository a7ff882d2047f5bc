export interface DatasetRow { id: string, organisation: string, project: string, name: string, created_at: Date }
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
declare module '../../workspace/database/tables.ts' { interface Tables { dataset: DatasetRow, upload: UploadRow, upload_session: UploadSessionRow, asset: AssetRow, consent: ConsentRow, asset_consent: AssetConsentRow, withdrawal: WithdrawalRow, withdrawal_asset: WithdrawalAssetRow } }

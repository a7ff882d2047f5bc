export interface BlobRow { organisation: string, sha256: string, size: number, media_type: string, created_at: Date }
declare module '../database/tables.ts' { interface Tables { blob: BlobRow } }

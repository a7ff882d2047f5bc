import type { Generated } from 'kysely'

export interface ProjectRow { id: string, organisation: string, name: string, description: string, template: string | null, duty_scope: 'task' | 'batch' | 'project', version: Generated<number>, created_at: Date, archived_at: Date | null }
export interface ProjectCounterRow { organisation: string, project: string, kind: string, last: number }
export interface LabelSchemaRow { organisation: string, project: string, version: number, document: unknown, migration: unknown, created_by: string, created_at: Date }
export interface GuidelineRow { organisation: string, project: string, version: number, document: unknown, material: boolean, created_by: string, created_at: Date }
/** Append-only: what was read stays read. */
export interface GuidelineAcknowledgementRow { organisation: string, project: string, version: number, membership: string, at: Date }
/** Pictures uploaded for examples: the bytes are a blob of the organisation. */
export interface GuidelinePictureRow { organisation: string, project: string, sha256: string, media_type: string, size: number, created_by: string, created_at: Date }
export interface SchemaReviewRow { organisation: string, project: string, task: string, version: number, shapes: number, state: Generated<'open' | 'done'>, created_at: Date, done_at: Date | null }

declare module '../database/tables.ts' {
  interface Tables { project: ProjectRow, project_counter: ProjectCounterRow, label_schema: LabelSchemaRow, guideline: GuidelineRow, guideline_acknowledgement: GuidelineAcknowledgementRow, schema_review: SchemaReviewRow, guideline_picture: GuidelinePictureRow }
}

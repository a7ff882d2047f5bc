import type { Generated } from 'kysely'

export interface AnnotationRow { id: string, organisation: string, task: string, assignment: string, author: string, head: Generated<number>, submitted_revision: number | null, created_at: Date }
export interface RevisionRow { organisation: string, annotation: string, number: number, change: string, base: number, schema_version: number, operations: unknown, reply: unknown, author: string, at: Date }
export interface ShapeRow { organisation: string, annotation: string, id: string, kind: string, version: number, class: string | null, question: string | null, slot: string, payload: unknown, attributes: unknown, origin: string, z: number, revision: number }
export interface SnapshotRow { organisation: string, annotation: string, revision: number, sha256: string, document: unknown, guideline_version: number | null, schema_version: number, at: Date }
export interface KeptDraftRow { organisation: string, assignment: string, change: string, author: string, operations: unknown, at: Date }
declare module '../../workspace/database/tables.ts' {
  interface Tables { annotation: AnnotationRow, revision: RevisionRow, shape: ShapeRow, snapshot: SnapshotRow, kept_draft: KeptDraftRow }
}

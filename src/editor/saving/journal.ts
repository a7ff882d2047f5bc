import type { Failure } from '../../kernel/failure.ts'
import type { Result } from '../../kernel/result.ts'
import type { ShapeOperation, ShapeRecord } from '../../sockets/shape.ts'

/** One change as the device keeps it, before it is sent. `seq` orders the changes of one document; wall time is for display only. */
export interface ChangeRow {
  readonly document: string
  readonly seq: number
  readonly changeId: string
  readonly kind: 'edit' | 'submit'
  /** Revision of the server that the change was made on. */
  readonly base: number
  readonly schemaVersion: number
  readonly assignment: string
  readonly ops: readonly ShapeOperation[]
  /** ISO 8601, by the clock of this device. */
  readonly wallTime: string
  /** Key of the request that the row was put into; set before sending, so that a retry after a crash is the same request. */
  readonly batch: string | null
}
export type NewRow = Omit<ChangeRow, 'seq' | 'batch'>

/** An operation that the server did not apply: kept until the person decides. */
export type SetAside =
  | { readonly document: string, readonly shape: string, readonly why: 'refused', readonly operation: ShapeOperation, readonly code: string, readonly field: string }
  | { readonly document: string, readonly shape: string, readonly why: 'conflict', readonly operation: ShapeOperation, readonly theirs: ShapeRecord | null }

/** An unfinished draft of several clicks. */
export interface KeptDraft { readonly document: string, readonly tool: string, readonly state: string }

/** What the device keeps of one person's documents. */
export interface Journal {
  /** Writes the rows in one transaction that begins in the calling task. */
  append(rows: readonly NewRow[]): Promise<Result<readonly ChangeRow[], Failure>>
  /** Rows that no reply has acknowledged, by `seq`. */
  pending(document: string): Promise<readonly ChangeRow[]>
  /** Puts these rows in the place of those, in one transaction. */
  replace(gone: readonly ChangeRow[], rows: readonly ChangeRow[]): Promise<void>
  /** After the reply: the rows go, what was not applied is set aside, and what was applied of it at last is not aside any more. */
  settle(rows: readonly ChangeRow[], aside: readonly SetAside[], applied: readonly string[]): Promise<void>
  aside(document: string): Promise<readonly SetAside[]>
  putAside(aside: readonly SetAside[]): Promise<void>
  dropAside(document: string, shape: string): Promise<void>
  keepDraft(document: string, draft: KeptDraft | null): Promise<void>
  draft(document: string): Promise<KeptDraft | null>
}

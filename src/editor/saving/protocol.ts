import type { Failure } from '../../kernel/failure.ts'
import type { ShapeOperation, ShapeRecord } from '../../sockets/shape.ts'

/** One batch of changes on its way to the server. Repeating it under the same `changeId` changes nothing and gets the same reply. */
export interface SaveRequest {
  readonly assignment: string
  readonly changeId: string
  /** The revision that these operations were made on. */
  readonly base: number
  readonly schemaVersion: number
  readonly operations: readonly ShapeOperation[]
}

export interface SaveReply {
  readonly revision: number
  /** Ids of the shapes whose operation was applied. */
  readonly applied: readonly string[]
  /** Shapes that someone else changed since the base; null when they removed it. */
  readonly conflicts: readonly { readonly shape: string, readonly theirs: ShapeRecord | null }[]
  /** Operations that break a rule, by their place in the request. */
  readonly refused: readonly { readonly index: number, readonly code: string, readonly field: string }[]
  /** ISO 8601, UTC, by the server's clock. */
  readonly serverTime: string
}

export interface SubmitRequest { readonly assignment: string, readonly changeId: string, readonly revision: number }
export interface SubmitReply { readonly serverTime: string }

/** How requests travel. A rejected promise or a failure with status 0 means that the network failed. */
export interface SaveTransport {
  send(request: SaveRequest): Promise<SaveReply | Failure>
  submit(request: SubmitRequest): Promise<SubmitReply | Failure>
}

/** At most this many operations in one request. */
export const BATCH_LIMIT = 200

export const isFailure = (reply: SaveReply | SubmitReply | Failure): reply is Failure => 'code' in reply

/** What a failure asks of the client; nothing is ever dropped. */
export type Verdict =
  /** Try the same request again, later. */
  | 'retry'
  /** The person must sign in; then go on. */
  | 'sign-in'
  /** Too large, or something in it is wrong: find out which part. */
  | 'split'
  /** The document is no longer this person's: the changes stay here as a draft. */
  | 'keep'

export const verdictOf = ({ status }: Failure): Verdict => {
  if (status === 0 || status === 408 || status === 425 || status === 429 || status >= 500) return 'retry'
  if (status === 401) return 'sign-in'
  if (status === 400 || status === 413 || status === 422) return 'split'
  return 'keep'
}

import type { Static, TSchema } from 'typebox'
import type { Failure } from '../../kernel/failure.ts'
import type { OrganisationId, ProjectId, RunId } from '../../kernel/ids.ts'
import type { Json } from '../../kernel/json.ts'
import type { Message } from '../../kernel/messages.ts'
import type { PluginServers } from '../../sockets/registry.ts'
import { BytesGone } from '../blobs/service.ts'
import type { Author } from '../journal/model.ts'
import type { Tx } from '../database/connect.ts'
import type { Services } from '../database/services.ts'

export interface RunRef<S> { readonly id: RunId, readonly organisation: OrganisationId, readonly project: ProjectId | null, readonly spec: S, readonly author: Author, readonly services: Services }

/** What a shard's work is given: in a child process, without a transaction and without a connection held. */
export interface Work<S> {
  readonly run: RunId
  readonly organisation: OrganisationId
  readonly spec: S
  readonly services: Services & { readonly servers: PluginServers }
  /** Told when the run is cancelled; long work looks at it between items. */
  readonly signal: AbortSignal
  /** A short look into the database, in the organisation's scope. */
  read<T>(look: (tx: Tx) => Promise<T>): Promise<T>
}
/** What a shard hands back: small, JSON; bytes go to the blob store under their hash. */
export interface Worked {
  readonly output: Json
  /** Items handled, for the progress line. */
  readonly items: number
  readonly problems?: readonly { readonly failure: Failure, readonly warning: boolean }[]
}

/**
 * One stage: its shards are planned when it opens, worked at least once each, and committed exactly once:
 * `commit` runs in the transaction that the queue's fence guards.
 */
export interface StageDefinition<S> {
  readonly name: string
  readonly title: Message
  plan(tx: Tx, run: RunRef<S>): Promise<readonly Json[]>
  work(work: Work<S>, input: Json): Promise<Worked>
  commit?(tx: Tx, run: RunRef<S>, input: Json, output: Json): Promise<void>
}
export interface RunKind<S extends TSchema = TSchema> {
  /** `source.import`: the slice, then what is done. */
  readonly id: string
  readonly version: number
  readonly title: Message
  readonly spec: S
  /** More dead shards than this and the run fails; the others go on to the end with a report. */
  readonly maxDead: number
  /** What stays when the run is cancelled, said before anyone does it. */
  readonly keeps?: Message
  readonly stages: readonly StageDefinition<Static<S>>[]
  /** In the last shard's transaction. @returns the result, shown on the run's page */
  finish(tx: Tx, run: RunRef<Static<S>>): Promise<Json>
  /** Failed or cancelled: put right what a half-done run must not leave. A failed run of a kind that has this is taken up again only if it has `resume` too. */
  abandon?(tx: Tx, run: RunRef<Static<S>>): Promise<void>
  /** A failed run is taken up again: undo what `abandon` put right, or refuse. */
  resume?(tx: Tx, run: RunRef<Static<S>>): Promise<void>
  /** A run that ended without some of its parts may be taken up again for these: `finish` then runs once more, over all of them. */
  readonly mends?: boolean
}
export const defineRun = <S extends TSchema>(kind: RunKind<S>): RunKind<S> => kind

/** Bad input, not bad luck: the same bytes will fail again, so the shard is set aside at once. */
export class Poison extends Error {
  readonly failure: Failure
  constructor(failure: Failure) { super(failure.code); this.name = 'Poison'; this.failure = failure }
}
/** What a shard threw, when it is bad input; null for bad luck. */
export const poisonOf = (error: unknown): Failure | null => (error instanceof Poison || error instanceof BytesGone ? error.failure : null)
export type RunKinds = ReadonlyMap<string, RunKind>
export const runKinds = (kinds: readonly RunKind[]): RunKinds => new Map(kinds.map(k => [k.id, k]))

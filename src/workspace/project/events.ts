import { channel } from '../../kernel/channel.ts'
import type { MembershipId, ProjectId } from '../../kernel/ids.ts'
import type { Tx } from '../database/connect.ts'
import type { Services } from '../database/services.ts'
import type { Author } from '../journal/model.ts'
import type { LabelSchemaDocument } from '../../sockets/label-schema.ts'
import type { AffectedPlace } from './migration/model.ts'

/** A person no longer works in a project: removed from it, called back by their organisation, or their party ended. Inside the transaction. */
export const personLeftProject = channel<{ readonly tx: Tx, readonly services: Services, readonly author: Author, readonly membership: MembershipId, readonly project: ProjectId }>()
/** Who knows the annotations and the releases tells what stands under a place, by the states of the tasks. */
export interface Standing { shapes: number, annotations: number, releases: number, tasks: Record<string, number> }
/**
 * What stands under a place is asked of the right, which adds to `standing`.
 * `since`: only what was written under this version or a later one.
 */
export const placeAsked = channel<{ readonly tx: Tx, readonly project: ProjectId, readonly place: AffectedPlace, readonly since?: number, readonly standing: Standing }>()
/** A migration made this version; `review` are the places that a person must choose anew. Inside the transaction of the change. */
export const schemaMigrated = channel<{
  readonly tx: Tx, readonly services: Services, readonly author: Author, readonly project: ProjectId, readonly version: number, readonly document: LabelSchemaDocument, readonly review: readonly AffectedPlace[]
}>()
/** How the assets stand that examples of a guideline show: whoever knows assets adds those of the project that the reader sees. */
export const examplesAsked = channel<{ readonly tx: Tx, readonly project: ProjectId, readonly assets: readonly string[], readonly standing: Map<string, 'there' | 'withdrawn'> }>()

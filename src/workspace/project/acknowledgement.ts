import type { Clock } from '../../kernel/clock.ts'
import { refuse } from '../../kernel/failure.ts'
import type { MembershipId, ProjectId } from '../../kernel/ids.ts'
import type { Actor } from '../access/model.ts'
import { demand } from '../access/service.ts'
import type { Tx } from '../database/connect.ts'
import { record } from '../journal/service.ts'
import { projectFailures } from './errors.ts'
import * as rows from './repository.ts'

/** What a person has read of a project's guideline, and whether work may begin on it. */
export interface Reading { readonly acknowledged: number | null, readonly at: Date | null, readonly newest: number, readonly isDue: boolean }

/** Newest version that this person has acknowledged; null when none. */
export const acknowledgedVersion = async (tx: Tx, project: ProjectId, membership: MembershipId): Promise<number | null> =>
  (await rows.acknowledgements(tx, project, membership))[0]?.version ?? null

export const readingOf = async (tx: Tx, project: ProjectId, membership: MembershipId): Promise<Reading> => {
  const { material, newest, acknowledged, at } = await rows.readingOf(tx, project, membership)
  return { acknowledged, at, newest, isDue: (acknowledged ?? 0) < material }
}

/**
 * Nobody takes up work under rules that they have not read (GB/T 45674-2025 6 h): refuses while the newest material version is
 * younger than what the person acknowledged. The refusal names the version to read.
 */
export const demandAcknowledged = async (tx: Tx, actor: Actor, project: ProjectId): Promise<void> => {
  const { isDue, newest } = await readingOf(tx, project, actor.membership)
  if (isDue) refuse(projectFailures.guidelineUnacknowledged({ version: newest }))
}

/** Records that the actor has read `version`. An older one than work needs is refused: the newest is to be read. */
export const acknowledge = async (tx: Tx, clock: Clock, actor: Actor, project: ProjectId, version: number): Promise<Reading> => {
  demand(actor, 'guideline.acknowledge', { project })
  const { material, newest } = await rows.guidelineHeads(tx, project)
  if (version > newest) refuse(projectFailures.guidelineUnknown({ version }, { field: 'version' }))
  if (version < material) refuse(projectFailures.changedMeanwhile({ current: newest }, { field: 'version' }))
  await noteRead(tx, clock, actor, project, version)
  return readingOf(tx, project, actor.membership)
}

/** The row and its line in the journal; the second time nothing. Whoever publishes a version has read it. */
export const noteRead = async (tx: Tx, clock: Clock, actor: Actor, project: ProjectId, version: number): Promise<void> => {
  const now = clock.now(), { organisation, membership } = actor
  if (!(await rows.insertAcknowledgement(tx, { organisation, project, version, membership, now }))) return
  await record(tx, actor, now, { verb: 'guideline.acknowledged', kind: 'guideline', object: `${project}@${version}`, project })
}

import { refuse } from '../../../kernel/failure.ts'
import type { ProjectId } from '../../../kernel/ids.ts'
import type { LabelSchemaDocument } from '../../../sockets/label-schema.ts'
import type { Actor } from '../../access/model.ts'
import type { Tx } from '../../database/connect.ts'
import type { Services } from '../../database/services.ts'
import { record } from '../../journal/service.ts'
import { projectFailures } from '../errors.ts'
import { placeAsked, schemaMigrated, type Standing } from '../events.ts'
import { enterProject, soundSchema } from '../service.ts'
import * as rows from '../repository.ts'
import { lackingIn, migrate, needsPerson, placeOfStep, type AffectedPlace, type MigrationRecord, type MigrationStep } from './model.ts'

/** One step with what stands under the entries that it concerns. */
export interface Effect extends Standing { readonly step: number, readonly needsPerson: boolean }
export interface Planned { readonly version: number, readonly document: LabelSchemaDocument, readonly effects: readonly Effect[] }

const standingAt = async (tx: Tx, project: ProjectId, place: AffectedPlace, since?: number): Promise<Standing> => {
  const standing: Standing = { shapes: 0, annotations: 0, releases: 0, tasks: {} }
  await placeAsked.emit({ tx, project, place, since, standing })
  return standing
}

/** The newest version, for somebody who may change it and saw it. */
const enterNewest = async (tx: Tx, actor: Actor, id: ProjectId, base: number): Promise<rows.StoredSchema> => {
  const { schema_version } = await enterProject(tx, actor, id, 'schema.change')
  if (base !== schema_version) refuse(projectFailures.changedMeanwhile({ current: schema_version }))
  return (await rows.findSchema(tx, id, base))!
}

/** What the steps would make and whom they would concern; nothing is saved. Counts are of each step by itself, before the others. */
export const planMigration = async (tx: Tx, services: Services, actor: Actor, id: ProjectId, base: number, steps: readonly MigrationStep[]): Promise<Planned> => {
  const { document } = await enterNewest(tx, actor, id, base), made = migrate(document, steps, base + 1)
  if (!made.ok) return refuse(made.failure)
  soundSchema(services.plugins, made.value)
  const effects: Effect[] = []
  for (const [step, entry] of steps.entries()) effects.push({ step, needsPerson: needsPerson(entry), ...(await standingAt(tx, id, placeOfStep(document, entry))) })
  return { version: base + 1, document: made.value, effects }
}

const saveVersion = async (tx: Tx, services: Services, actor: Actor, id: ProjectId, version: number, document: LabelSchemaDocument, migration: MigrationRecord): Promise<void> => {
  const now = services.clock.now()
  if (!(await rows.insertSchema(tx, { organisation: actor.organisation, project: id, version, document, migration, by: actor.membership, now }))) refuse(projectFailures.changedMeanwhile({ current: version }))
  if ('steps' in migration) await record(tx, actor, now, { verb: 'schema.migrated', kind: 'label-schema', object: `${id}@${version}`, project: id, content: document, detail: migration })
  else await record(tx, actor, now, { verb: 'schema.restored', kind: 'label-schema', object: `${id}@${version}`, project: id, content: document, detail: migration })
}

/** Saves the version that the steps make and tells who follows what has to be chosen anew. */
export const migrateSchema = async (tx: Tx, services: Services, actor: Actor, id: ProjectId, base: number, steps: readonly MigrationStep[]): Promise<Planned> => {
  const before = (await enterNewest(tx, actor, id, base)).document, planned = await planMigration(tx, services, actor, id, base, steps), { version, document } = planned
  await saveVersion(tx, services, actor, id, version, document, { steps: [...steps] })
  await schemaMigrated.emit({ tx, services, author: actor, project: id, version, document, review: steps.filter(needsPerson).map(step => placeOfStep(before, step)) })
  return planned
}

/**
 * A new version that says what the one before the migration said: its retired ids live again. Refused while something was written
 * under the migration with an entry that the older version lacks.
 */
export const undoMigration = async (tx: Tx, services: Services, actor: Actor, id: ProjectId, base: number): Promise<void> => {
  const newest = await enterNewest(tx, actor, id, base), { migration } = newest
  if (!migration || !('steps' in migration)) return refuse(projectFailures.nothingToUndo())
  const older = (await rows.findSchema(tx, id, base - 1))!.document, lost = { shapes: 0, tasks: 0 }
  for (const place of lackingIn(older, newest.document)) {
    const { shapes, tasks } = await standingAt(tx, id, place, base)
    lost.shapes += shapes
    lost.tasks += Object.values(tasks).reduce((sum, n) => sum + n, 0)
  }
  if (lost.shapes > 0) refuse(projectFailures.undoLoses({ ...lost, version: base }))
  await saveVersion(tx, services, actor, id, base + 1, older, { undoes: base })
  await rows.closeReviews(tx, { project: id, version: base, now: services.clock.now() })
}

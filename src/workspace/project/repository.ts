import { sql } from 'kysely'
import type { MembershipId, OrganisationId, ProjectId, TaskId } from '../../kernel/ids.ts'
import type { LabelSchemaDocument } from '../../sockets/label-schema.ts'
import { json, type Tx } from '../database/connect.ts'
import type { MigrationRecord } from './migration/model.ts'
import type { DutyScope, GuidelineDocument } from './model.ts'
import './table.ts'

export interface StoredProject { id: ProjectId, name: string, description: string, template: string | null, duty_scope: DutyScope, version: number, created_at: Date, schema_version: number, guideline_version: number }

const projects = (tx: Tx) => tx.selectFrom('project as p').where('p.archived_at', 'is', null)
  .select(['p.id', 'p.name', 'p.description', 'p.template', 'p.duty_scope', 'p.version', 'p.created_at',
    sql<number>`coalesce((select max(version) from label_schema s where s.project = p.id), 0)`.as('schema_version'),
    sql<number>`coalesce((select max(version) from guideline g where g.project = p.id), 0)`.as('guideline_version')])

export const listProjects = (tx: Tx): Promise<StoredProject[]> => projects(tx).orderBy('p.created_at', 'desc').execute() as Promise<StoredProject[]>
export const findProject = (tx: Tx, id: ProjectId): Promise<StoredProject | undefined> => projects(tx).where('p.id', '=', id).executeTakeFirst() as Promise<StoredProject | undefined>
export const insertProject = (tx: Tx, p: { id: ProjectId, organisation: OrganisationId, name: string, description: string, template: string | null, dutyScope: DutyScope, now: Date }): Promise<unknown> =>
  tx.insertInto('project').values({ id: p.id, organisation: p.organisation, name: p.name, description: p.description, template: p.template, duty_scope: p.dutyScope, created_at: p.now, archived_at: null }).execute()
export const updateProject = async (tx: Tx, id: ProjectId, version: number, change: { name?: string, description?: string, duty_scope?: DutyScope }): Promise<boolean> =>
  (await tx.updateTable('project').set({ ...change, version: version + 1 }).where('id', '=', id).where('version', '=', version).executeTakeFirst()).numUpdatedRows === 1n

/** The next display number of a kind; the row lock makes it grow without holes among committed ones. */
export const nextNumber = async (tx: Tx, organisation: OrganisationId, project: ProjectId, kind: string): Promise<number> =>
  (await tx.insertInto('project_counter').values({ organisation, project, kind, last: 1 }).onConflict(c => c.columns(['project', 'kind']).doUpdateSet({ last: sql`project_counter.last + 1` })).returning('last').executeTakeFirstOrThrow()).last

export interface Versioned<T> { version: number, document: T, created_at: Date }
export interface StoredSchema extends Versioned<LabelSchemaDocument> { migration: MigrationRecord | null }
export const findSchema = (tx: Tx, project: ProjectId, version?: number): Promise<StoredSchema | undefined> => {
  const query = tx.selectFrom('label_schema').select(['version', 'document', 'migration', 'created_at']).where('project', '=', project).orderBy('version', 'desc').limit(1)
  return (version === undefined ? query : query.where('version', '=', version)).executeTakeFirst() as Promise<StoredSchema | undefined>
}
export const findGuideline = (tx: Tx, project: ProjectId, version?: number): Promise<(Versioned<GuidelineDocument> & { material: boolean }) | undefined> => {
  const query = tx.selectFrom('guideline').select(['version', 'document', 'material', 'created_at']).where('project', '=', project).orderBy('version', 'desc').limit(1)
  return (version === undefined ? query : query.where('version', '=', version)).executeTakeFirst() as Promise<(Versioned<GuidelineDocument> & { material: boolean }) | undefined>
}
/** False when that version exists already: somebody else was faster. */
export const insertSchema = async (tx: Tx, s: { organisation: OrganisationId, project: ProjectId, version: number, document: LabelSchemaDocument, migration?: MigrationRecord, by: MembershipId, now: Date }): Promise<boolean> =>
  (await tx.insertInto('label_schema').values({ organisation: s.organisation, project: s.project, version: s.version, document: json(s.document), migration: s.migration ? json(s.migration) : null, created_by: s.by, created_at: s.now }).onConflict(c => c.doNothing()).executeTakeFirst()).numInsertedOrUpdatedRows === 1n
export const insertGuideline = async (tx: Tx, g: { organisation: OrganisationId, project: ProjectId, version: number, document: GuidelineDocument, material: boolean, by: MembershipId, now: Date }): Promise<boolean> =>
  (await tx.insertInto('guideline').values({ organisation: g.organisation, project: g.project, version: g.version, document: json(g.document), material: g.material, created_by: g.by, created_at: g.now }).onConflict(c => c.doNothing()).executeTakeFirst()).numInsertedOrUpdatedRows === 1n
/** The organisation's own people in the project; guests belong to their party. */
export const listMembers = (tx: Tx, project: ProjectId): Promise<{ membership: string, roles: string[] }[]> => tx.selectFrom('project_member').select(['membership', 'roles']).where('project', '=', project).where('party', 'is', null).execute()
export const removeMember = (tx: Tx, project: ProjectId, membership: MembershipId): Promise<unknown> => tx.deleteFrom('project_member').where('project', '=', project).where('membership', '=', membership).execute()

export interface StoredReading { readonly material: number, readonly newest: number, readonly acknowledged: number | null, readonly at: Date | null }
/** What one person has read of the guideline, beside what there is to read; one statement, because every claim asks it. */
export const readingOf = async (tx: Tx, project: ProjectId, membership: MembershipId): Promise<StoredReading> => {
  const { rows: [row] } = await sql<StoredReading>`select g.material, g.newest, a.version as acknowledged, a.at
    from (select coalesce(max(version) filter (where material), 0) as material, coalesce(max(version), 0) as newest from guideline where project = ${project}) g
    left join lateral (select version, at from guideline_acknowledgement where project = ${project} and membership = ${membership} order by version desc limit 1) a on true`.execute(tx)
  return row!
}
/** The version from which on everybody must have read the guideline again, and the newest; both 0 without a guideline. */
export const guidelineHeads = async (tx: Tx, project: ProjectId): Promise<{ material: number, newest: number }> =>
  tx.selectFrom('guideline').where('project', '=', project)
    .select([sql<number>`coalesce(max(version) filter (where material), 0)`.as('material'), sql<number>`coalesce(max(version), 0)`.as('newest')]).executeTakeFirstOrThrow()
export const insertAcknowledgement = async (tx: Tx, a: { organisation: OrganisationId, project: ProjectId, version: number, membership: MembershipId, now: Date }): Promise<boolean> =>
  (await tx.insertInto('guideline_acknowledgement').values({ organisation: a.organisation, project: a.project, version: a.version, membership: a.membership, at: a.now }).onConflict(c => c.doNothing()).executeTakeFirst()).numInsertedOrUpdatedRows === 1n
export interface StoredAcknowledgement { membership: MembershipId, version: number, at: Date }
/** The newest version that each person has read, or that one of them has. */
export const acknowledgements = async (tx: Tx, project: ProjectId, of?: MembershipId): Promise<StoredAcknowledgement[]> => {
  const query = tx.selectFrom('guideline_acknowledgement').distinctOn('membership').select(['membership', 'version', 'at']).where('project', '=', project).orderBy('membership').orderBy('version', 'desc')
  return (of ? query.where('membership', '=', of) : query).execute() as Promise<StoredAcknowledgement[]>
}

export interface QueuedReview { readonly task: TaskId, readonly version: number, readonly shapes: number }
/** Tasks in which a person has to choose anew; one that waits already for this version stays as it is. */
export const queueReviews = async (tx: Tx, r: { organisation: OrganisationId, project: ProjectId, now: Date }, reviews: readonly QueuedReview[]): Promise<void> => {
  const size = 2000
  for (let at = 0; at < reviews.length; at += size)
    await tx.insertInto('schema_review').values(reviews.slice(at, at + size).map(q => ({ organisation: r.organisation, project: r.project, task: q.task, version: q.version, shapes: q.shapes, created_at: r.now, done_at: null }))).onConflict(c => c.doNothing()).execute()
}
/** Open reviews of a project, by version and task. */
export const openReviews = (tx: Tx, project: ProjectId, limit: number): Promise<(QueuedReview & { created_at: Date })[]> =>
  tx.selectFrom('schema_review').select(['task', 'version', 'shapes', 'created_at']).where('project', '=', project).where('state', '=', 'open').orderBy('version').orderBy('task').limit(limit).execute() as Promise<(QueuedReview & { created_at: Date })[]>
/** Ends the reviews of a task up to a version, or all of one version. */
export const closeReviews = (tx: Tx, done: { readonly now: Date } & ({ readonly project: ProjectId, readonly version: number } | { readonly task: TaskId, readonly upTo: number })): Promise<unknown> => {
  const query = tx.updateTable('schema_review').set({ state: 'done', done_at: done.now }).where('state', '=', 'open')
  return ('task' in done ? query.where('task', '=', done.task).where('version', '<=', done.upTo) : query.where('project', '=', done.project).where('version', '=', done.version)).execute()
}

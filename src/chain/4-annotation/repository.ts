import { sql } from 'kysely'
import type { AnnotationId, AssignmentId, MembershipId, OrganisationId, TaskId } from '../../kernel/ids.ts'
import type { ShapeOperation, ShapeRecord } from '../../sockets/shape.ts'
import { json, rideAlong, type Tx } from '../../workspace/database/connect.ts'
import type { Head, Reply } from './model.ts'
import './table.ts'

export interface StoredAnnotation { id: AnnotationId, task: TaskId, assignment: AssignmentId, author: MembershipId, head: number, submitted_revision: number | null }
const columns = ['id', 'task', 'assignment', 'author', 'head', 'submitted_revision'] as const

export const insertAnnotation = (tx: Tx, a: { id: AnnotationId, organisation: OrganisationId, task: TaskId, assignment: AssignmentId, author: MembershipId, now: Date }): Promise<unknown> =>
  tx.insertInto('annotation').values({ id: a.id, organisation: a.organisation, task: a.task, assignment: a.assignment, author: a.author, submitted_revision: null, created_at: a.now }).onConflict(c => c.column('assignment').doNothing()).execute()
export const findAnnotation = (tx: Tx, by: { assignment: AssignmentId } | { id: AnnotationId }, lock = false): Promise<StoredAnnotation | undefined> => {
  const query = tx.selectFrom('annotation').select(columns)
  const named = 'id' in by ? query.where('id', '=', by.id) : query.where('assignment', '=', by.assignment)
  return (lock ? named.forNoKeyUpdate() : named).executeTakeFirst() as Promise<StoredAnnotation | undefined>
}
export const annotationsOf = (tx: Tx, task: TaskId): Promise<StoredAnnotation[]> => tx.selectFrom('annotation').select(columns).where('task', '=', task).orderBy('id').execute() as Promise<StoredAnnotation[]>
/** The newest annotation of the same person on the same task whose lease ran out: work that a new claim starts from. */
export const abandonedBy = (tx: Tx, task: TaskId, author: MembershipId): Promise<StoredAnnotation | undefined> =>
  tx.selectFrom('annotation as n').innerJoin('assignment as a', 'a.id', 'n.assignment').select(columns.map(c => `n.${c}` as const)).where('n.task', '=', task).where('n.author', '=', author).where('n.head', '>', 0)
    .where('a.state', 'in', ['expired', 'released']).orderBy('n.created_at', 'desc').limit(1).executeTakeFirst() as Promise<StoredAnnotation | undefined>

interface RawShape { id: string, kind: string, version: number, class: string | null, question: string | null, slot: string, payload: unknown, attributes: unknown, origin: string, z: number, revision: number }
const shapeColumns = ['id', 'kind', 'version', 'class', 'question', 'slot', 'payload', 'attributes', 'origin', 'z', 'revision'] as const
const toShape = ({ revision: _, ...r }: RawShape): ShapeRecord => ({ ...r, attributes: r.attributes as ShapeRecord['attributes'] })

export const headOf = async (tx: Tx, annotation: AnnotationId): Promise<Head> => {
  const rows = await tx.selectFrom('shape').select(shapeColumns).where('annotation', '=', annotation).execute()
  return new Map(rows.map(r => [r.id, { shape: toShape(r), revision: r.revision }]))
}
export const shapesOf = async (tx: Tx, annotation: AnnotationId): Promise<ShapeRecord[]> =>
  (await tx.selectFrom('shape').select(shapeColumns).where('annotation', '=', annotation).orderBy('z').orderBy('id').execute()).map(toShape)

/** Every shape with the schema version under which it was last written. */
export const writtenShapes = async (tx: Tx, annotation: AnnotationId): Promise<{ shape: ShapeRecord, schemaVersion: number }[]> =>
  (await tx.selectFrom('shape as s').innerJoin('revision as r', j => j.onRef('r.annotation', '=', 's.annotation').onRef('r.number', '=', 's.revision'))
    .select([...shapeColumns.map(c => `s.${c}` as const), 'r.schema_version']).where('s.annotation', '=', annotation).orderBy('s.z').orderBy('s.id').execute())
    .map(({ schema_version, ...row }) => ({ shape: toShape(row), schemaVersion: schema_version }))

/** What the assignment before drew, whose work somebody goes on with. */
export const writtenIn = (tx: Tx, assignment: AssignmentId): Promise<StoredAnnotation | undefined> =>
  tx.selectFrom('annotation').select(columns).where('assignment', '=', assignment).where('head', '>', 0).executeTakeFirst() as Promise<StoredAnnotation | undefined>

/** Revision that last touched each named shape, removed ones included; only what happened after `base` matters. */
export const touchedSince = async (tx: Tx, annotation: AnnotationId, base: number): Promise<Map<string, number>> => {
  const { rows } = await sql<{ id: string, number: number }>`select coalesce(o->'shape'->>'id', o->>'id') id, max(r.number) number
    from revision r, jsonb_array_elements(r.operations) o where r.annotation = ${annotation} and r.number > ${base} group by 1`.execute(tx)
  return new Map(rows.map(r => [r.id, r.number]))
}
export const findChange = async (tx: Tx, annotation: AnnotationId, change: string): Promise<Reply | null> => {
  const row = await tx.selectFrom('revision').select('reply').where('annotation', '=', annotation).where('change', '=', change).executeTakeFirst()
  return row ? row.reply as Reply : null
}
export const appendRevision = async (tx: Tx, r: { organisation: OrganisationId, annotation: AnnotationId, number: number, change: string, base: number, schemaVersion: number, operations: readonly ShapeOperation[], reply: Reply, author: MembershipId, now: Date }): Promise<void> => {
  await rideAlong(tx, tx.insertInto('revision').values({ organisation: r.organisation, annotation: r.annotation, number: r.number, change: r.change, base: r.base, schema_version: r.schemaVersion, operations: json(r.operations), reply: json(r.reply), author: r.author, at: r.now }))
  await rideAlong(tx, tx.updateTable('annotation').set({ head: r.number }).where('id', '=', r.annotation))
  const last = new Map(r.operations.map(o => [o.op === 'put' ? o.shape.id : o.id, o]))
  const removed = [...last].filter(([, o]) => o.op === 'remove').map(([id]) => id)
  const put = [...last.values()].flatMap(o => (o.op === 'put' ? [o.shape] : []))
  if (removed.length > 0) await rideAlong(tx, tx.deleteFrom('shape').where('annotation', '=', r.annotation).where('id', 'in', removed))
  if (put.length > 0)
    await rideAlong(tx, tx.insertInto('shape').values(put.map(s => ({ organisation: r.organisation, annotation: r.annotation, id: s.id, kind: s.kind, version: s.version, class: s.class, question: s.question, slot: s.slot, payload: json(s.payload), attributes: json(s.attributes), origin: s.origin, z: s.z, revision: r.number })))
      .onConflict(c => c.columns(['annotation', 'id']).doUpdateSet(e => ({ kind: e.ref('excluded.kind'), version: e.ref('excluded.version'), class: e.ref('excluded.class'), question: e.ref('excluded.question'), slot: e.ref('excluded.slot'), payload: e.ref('excluded.payload'), attributes: e.ref('excluded.attributes'), origin: e.ref('excluded.origin'), z: e.ref('excluded.z'), revision: e.ref('excluded.revision') }))))
}
export const freeze = async (tx: Tx, s: { organisation: OrganisationId, annotation: AnnotationId, revision: number, sha256: string, document: unknown, guidelineVersion: number | null, schemaVersion: number, now: Date }): Promise<void> => {
  await rideAlong(tx, tx.insertInto('snapshot').values({ organisation: s.organisation, annotation: s.annotation, revision: s.revision, sha256: s.sha256, document: json(s.document), guideline_version: s.guidelineVersion, schema_version: s.schemaVersion, at: s.now }).onConflict(c => c.doNothing()))
  await rideAlong(tx, tx.updateTable('annotation').set({ submitted_revision: s.revision }).where('id', '=', s.annotation))
}
export const findSnapshot = (tx: Tx, annotation: AnnotationId, revision: number): Promise<{ sha256: string, document: unknown, guideline_version: number | null, at: Date } | undefined> =>
  tx.selectFrom('snapshot').select(['sha256', 'document', 'guideline_version', 'at']).where('annotation', '=', annotation).where('revision', '=', revision).executeTakeFirst()
export const keepDraft = async (tx: Tx, d: { organisation: OrganisationId, assignment: AssignmentId, change: string, author: MembershipId, operations: readonly ShapeOperation[], now: Date }): Promise<number> => {
  await tx.insertInto('kept_draft').values({ organisation: d.organisation, assignment: d.assignment, change: d.change, author: d.author, operations: json(d.operations), at: d.now }).onConflict(c => c.doNothing()).execute()
  return Number((await tx.selectFrom('kept_draft').select(e => e.fn.countAll<number>().as('n')).where('assignment', '=', d.assignment).executeTakeFirstOrThrow()).n)
}
export const listRevisions = async (tx: Tx, annotation: AnnotationId, page: { after: number, limit: number }) =>
  (await tx.selectFrom('revision').select(['number', 'base', 'operations', 'author', 'at']).where('annotation', '=', annotation).where('number', '>', page.after).orderBy('number').limit(page.limit).execute())
    .map(r => ({ ...r, operations: r.operations as ShapeOperation[] }))
/** When and by whom a shape was last written, for the correction ledger. */
export const lastWriting = async (tx: Tx, annotation: AnnotationId, revision: number): Promise<{ author: MembershipId, at: Date } | undefined> =>
  tx.selectFrom('revision').select(['author', 'at']).where('annotation', '=', annotation).where('number', '=', revision).executeTakeFirst() as Promise<{ author: MembershipId, at: Date } | undefined>

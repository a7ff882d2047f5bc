import { sql } from 'kysely'
import { newId, type AnnotationId, type AssignmentId, type BatchId, type InspectionId, type MembershipId, type OrganisationId, type ProjectId, type TaskId } from '../../kernel/ids.ts'
import type { ShapeRecord } from '../../sockets/shape.ts'
import { json, type Tx } from '../../workspace/database/connect.ts'
import { tieKind } from '../../sockets/shape.ts'
import type { AffectedPlace } from '../../workspace/project/migration/model.ts'
import type { Dispute, LotPlan } from '../3-production/model.ts'
import type { AppealState, DefectCode, InspectionState, Pin, ReviewVerdict, RulingVerdict, Severity, Why } from './model.ts'
import type { SamplingPlan } from './sampling.ts'
import './table.ts'

export interface NewDefect { shape?: string | null, code: DefectCode, severity: Severity, note?: string, slot?: string | null, pin?: Pin | null }
export interface StoredDefect { shape: string | null, code: DefectCode, severity: Severity, note: string, slot: string | null, pin: Pin | null }
/** Of a defect `d`: no appeal against the inspection of its lot overturned it. */
const stillStands = sql<boolean>`not exists (select from lot_appeal_defect x where x.defect = d.id and x.state = 'overturned')`
const defectColumns = ['shape', 'code', 'severity', 'note', 'slot', 'pin'] as const
/** Of the reviews, by review. */
export const reviewDefects = async (tx: Tx, reviews: readonly string[]): Promise<Map<string, StoredDefect[]>> => {
  if (reviews.length === 0) return new Map()
  const found = await tx.selectFrom('defect').select(['review', ...defectColumns]).where('review', 'in', [...reviews]).orderBy('id').execute()
  return new Map([...Map.groupBy(found, d => d.review!)].map(([review, defects]) => [review, defects.map(({ review: _, ...defect }) => defect as StoredDefect)]))
}
export const insertReview = (tx: Tx, r: { id: string, organisation: OrganisationId, task: TaskId, assignment: AssignmentId, reviewer: MembershipId, annotation: AnnotationId, revision: number, verdict: ReviewVerdict, comment: string, now: Date }): Promise<unknown> =>
  tx.insertInto('review').values({ id: r.id, organisation: r.organisation, task: r.task, assignment: r.assignment, reviewer: r.reviewer, annotation: r.annotation, revision: r.revision, verdict: r.verdict, comment: r.comment, at: r.now }).execute()
export const insertDefects = async (tx: Tx, of: { organisation: OrganisationId, task: TaskId, annotation: AnnotationId, review?: string, inspection?: string, delivery?: string, by: MembershipId, now: Date }, defects: readonly NewDefect[]): Promise<void> => {
  if (defects.length === 0) return
  // In the order they were named: ids of one millisecond are in none.
  const ids = defects.map(() => newId()).sort()
  await tx.insertInto('defect').values(defects.map((d, i) => ({ id: ids[i]!, organisation: of.organisation, task: of.task, review: of.review ?? null, inspection: of.inspection ?? null, delivery: of.delivery ?? null, annotation: of.annotation, shape: d.shape ?? null, code: d.code, severity: d.severity, note: d.note ?? '', slot: d.slot ?? null, pin: d.pin ? json(d.pin) : null, raised_by: of.by, at: of.now }))).execute()
}
export interface NewCorrection { shape: string, annotator: MembershipId, original: ShapeRecord | null, corrected: ShapeRecord | null, originalAt: Date }
export const insertCorrections = async (tx: Tx, of: { organisation: OrganisationId, task: TaskId, by: { readonly review: string } | { readonly ruling: string }, corrector: MembershipId, now: Date }, corrections: readonly NewCorrection[]): Promise<void> => {
  if (corrections.length === 0) return
  await tx.insertInto('correction').values(corrections.map(c => ({ id: newId(), organisation: of.organisation, task: of.task, review: 'review' in of.by ? of.by.review : null, ruling: 'ruling' in of.by ? of.by.ruling : null, shape: c.shape, annotator: c.annotator, corrector: of.corrector, original: c.original ? json(c.original) : null, corrected: c.corrected ? json(c.corrected) : null, original_at: c.originalAt, corrected_at: of.now }))).execute()
}
export interface SeenReview { id: string, annotation: AnnotationId, revision: number, verdict: ReviewVerdict, comment: string, at: Date, appeal: { id: string, state: AppealState, reason: string, decision: string | null } | null, defects: StoredDefect[] }
export const reviewsOf = async (tx: Tx, annotation: AnnotationId): Promise<SeenReview[]> => {
  const reviews = await tx.selectFrom('review as r').leftJoin('appeal as a', 'a.review', 'r.id').select(['r.id', 'r.annotation', 'r.revision', 'r.verdict', 'r.comment', 'r.at', 'a.id as appeal', 'a.state', 'a.reason', 'a.decision']).where('r.annotation', '=', annotation).orderBy('r.at').execute()
  const defects = await reviewDefects(tx, reviews.map(r => r.id))
  return reviews.map(({ appeal, state, reason, decision, ...r }) => ({ ...r, annotation: r.annotation as AnnotationId, defects: defects.get(r.id) ?? [], appeal: appeal && state ? { id: appeal, state, reason: reason ?? '', decision } : null }))
}
/** What a rejected lot or the client found wrong with an annotation, oldest first. */
export const otherReturnsOf = async (tx: Tx, annotation: AnnotationId): Promise<{ by: 'inspection' | 'client', at: Date, comment: string, defects: StoredDefect[] }[]> => {
  const { rows } = await sql<StoredDefect & { id: string, by: 'inspection' | 'client', at: Date, comment: string }>`
    select coalesce(l.id, i.id) id, case when l.id is null then 'inspection' else 'client' end "by", coalesce(l.decided_at, i.ended_at) at, coalesce(l.reason, '') comment, d.shape, d.code, d.severity, d.note, d.slot, d.pin
    from defect d left join delivery l on l.id = d.delivery left join inspection i on i.id = d.inspection and i.state = 'rejected' left join inspection_item x on x.inspection = i.id and x.task = d.task
    where d.annotation = ${annotation} and (l.id is not null or (i.id is not null and x.judged_at = d.at))
      and not exists (select from lot_appeal_defect o where o.defect = d.id and o.state = 'overturned') order by at, d.id`.execute(tx)
  return [...Map.groupBy(rows, r => r.id).values()].map(found => ({ by: found[0]!.by, at: found[0]!.at, comment: found[0]!.comment, defects: found.map(({ id: _, by: _by, at: _at, comment: _c, ...defect }) => defect) }))
}
export interface LedgerFilter { annotator?: string | undefined, corrector?: string | undefined, code?: DefectCode | undefined, after?: number | undefined, limit: number }
export interface StoredCorrection { id: string, task: TaskId, number: number, shape: string, annotator: string, corrector: string, original: ShapeRecord | null, corrected: ShapeRecord | null, original_at: Date, corrected_at: Date, codes: DefectCode[], overturned: boolean }
/** The correction ledger, oldest first, with the codes that the reviewer gave to what was put right. */
export const correctionsOf = async (tx: Tx, batch: BatchId, f: LedgerFilter): Promise<StoredCorrection[]> => {
  const { rows } = await sql<StoredCorrection>`
    select c.id, c.task, t.number, c.shape, c.annotator, c.corrector, c.original, c.corrected, c.original_at, c.corrected_at,
      array(select distinct d.code from defect d where d.review = c.review and d.shape = c.shape order by 1) codes, exists (select from appeal a where a.review = c.review and a.state = 'upheld') overturned
    from correction c join task t on t.id = c.task
    where t.batch = ${batch} and (${f.annotator ?? null}::uuid is null or c.annotator = ${f.annotator ?? null}) and (${f.corrector ?? null}::uuid is null or c.corrector = ${f.corrector ?? null})
      and (${f.code ?? null}::text is null or exists (select from defect d where d.review = c.review and d.shape = c.shape and d.code = ${f.code ?? null}))
    order by c.corrected_at, c.id offset ${f.after ?? 0} limit ${f.limit}`.execute(tx)
  return rows
}

/** What reviewers said of every annotation of a task, without who said it. */
export const reviewsOfTask = async (tx: Tx, task: TaskId) => {
  const annotations = await tx.selectFrom('review').select('annotation').distinct().where('task', '=', task).execute(), found = []
  for (const { annotation } of annotations) found.push(...await reviewsOf(tx, annotation as AnnotationId))
  return found.sort((a, b) => a.at.getTime() - b.at.getTime())
}

export interface NewRuling { id: string, organisation: OrganisationId, task: TaskId, assignment: AssignmentId, arbiter: MembershipId, verdict: RulingVerdict, annotation: AnnotationId | null, revision: number | null, fresh: boolean, reason: string, now: Date }
export const insertRuling = (tx: Tx, { now, ...ruling }: NewRuling): Promise<unknown> => tx.insertInto('ruling').values({ ...ruling, at: now }).execute()
export const rulingsOf = (tx: Tx, batch: BatchId) =>
  tx.selectFrom('ruling as r').innerJoin('task as t', 't.id', 'r.task').select(['r.id', 'r.task', 't.number', 'r.arbiter', 'r.verdict', 'r.annotation', 'r.revision', 'r.fresh', 'r.reason', 'r.at']).where('t.batch', '=', batch)
    .orderBy('r.at').limit(10_000).execute() as Promise<{ id: string, task: TaskId, number: number, arbiter: MembershipId, verdict: RulingVerdict, annotation: AnnotationId | null, revision: number | null, fresh: boolean, reason: string, at: Date }[]>

/** Of every task that is in the batch: its agreement, how many read it, whether an arbiter has to decide. */
export const agreementsOf = async (tx: Tx, batch: BatchId): Promise<{ agreement: number | null, overlap: number, dispute: Dispute | null }[]> =>
  (await tx.selectFrom('task').select(['agreement', 'overlap', 'dispute']).where('batch', '=', batch).where('gold', 'is', null).orderBy('number').execute()).map(t => ({ ...t, agreement: t.agreement === null ? null : Number(t.agreement) }))
export interface StoredAnswer { readonly task: string, readonly person: string, readonly question: string, readonly option: string | null, readonly value: number | null }
/** What readers answered, as they submitted it. */
export const answersOf = async (tx: Tx, batch: BatchId, questions: readonly string[]): Promise<StoredAnswer[]> => {
  const { rows } = await sql<StoredAnswer>`select a.task, a.person, shape->>'question' question, shape->>'class' option, (shape->'payload'->>'value')::float8 value
    from assignment a join task t on t.id = a.task and t.gold is null join annotation n on n.assignment = a.id join snapshot s on s.annotation = n.id and s.revision = n.submitted_revision, jsonb_array_elements(s.document) shape
    where a.batch = ${batch} and a.step = 'annotate' and a.state in ('submitted', 'accepted') and shape->>'question' = any(${questions}::text[])`.execute(tx)
  return rows
}

/** About this share of the tasks, the same ones each time: the end of an id is random (RFC 9562 5.7), its last 28 bits a number. */
const drawn = (share: number) => (share >= 1 ? sql`true` : sql`('x' || right(t.id::text, 7))::bit(28)::int < ${Math.round(share * 2 ** 28)}`)
/** How many tasks of the batches have something that stands. */
export const countStanding = async (tx: Tx, batches: readonly BatchId[]): Promise<number> =>
  (await sql<{ n: number }>`select count(*)::int n from task t where t.batch = any(${batches}::uuid[]) and t.state = 'approved'`.execute(tx)).rows[0]!.n
export interface Outcome { task: TaskId, why: Why, annotation: AnnotationId, revision: number, sha256: string }
export const decide = async (tx: Tx, o: Outcome & { organisation: OrganisationId, by: MembershipId, now: Date }): Promise<void> => {
  const { rows } = await sql<{ n: number }>`select coalesce(max(number), 0)::int n from outcome where task = ${o.task}`.execute(tx)
  await tx.insertInto('outcome').values({ organisation: o.organisation, task: o.task, number: rows[0]!.n + 1, why: o.why, annotation: o.annotation, revision: o.revision, sha256: o.sha256, decided_by: o.by, at: o.now }).execute()
}
/** What stands for each approved task of the batches, in task order. */
export const outcomesOf = async (tx: Tx, batches: readonly BatchId[], share = 1): Promise<(Outcome & { batch: BatchId, number: number, decided_by: MembershipId })[]> => {
  const { rows } = await sql<Outcome & { batch: BatchId, number: number, decided_by: MembershipId }>`select distinct on (t.batch, t.number) t.batch, t.number, o.task, o.why, o.annotation, o.revision, o.sha256, o.decided_by
    from task t join outcome o on o.task = t.id where t.batch = any(${batches}::uuid[]) and t.state = 'approved' and ${drawn(share)} order by t.batch, t.number, o.number desc`.execute(tx)
  return rows
}

export interface StoredPlan extends SamplingPlan { level: LotPlan['level'], aql: string, lotSize: number }
export interface StoredInspection { id: InspectionId, batch: BatchId, round: number, plan: StoredPlan, seed: string, salt: string, commitment: string, state: InspectionState, nonconforming: number | null, created_at: Date, drawn_at: Date | null, ended_at: Date | null }
const columns = ['id', 'batch', 'round', 'plan', 'seed', 'salt', 'commitment', 'state', 'nonconforming', 'created_at', 'drawn_at', 'ended_at'] as const
export const insertInspection = (tx: Tx, i: { id: InspectionId, organisation: OrganisationId, batch: BatchId, round: number, plan: StoredPlan, seed: string, salt: string, commitment: string, now: Date }): Promise<unknown> =>
  tx.insertInto('inspection').values({ id: i.id, organisation: i.organisation, batch: i.batch, round: i.round, plan: json(i.plan), seed: i.seed, salt: i.salt, commitment: i.commitment, state: 'committed', inspector: null, nonconforming: null, created_at: i.now, drawn_at: null, ended_at: null }).execute()
/** But for commitments that were withdrawn: nothing was drawn from them. */
export const inspectionsOf = (tx: Tx, batch: BatchId): Promise<StoredInspection[]> => tx.selectFrom('inspection').select(columns).where('batch', '=', batch).where('state', '<>', 'withdrawn').orderBy('round').execute() as Promise<StoredInspection[]>
/** Of the newest round, withdrawn ones included; 0 before the first. */
export const lastRound = async (tx: Tx, batch: BatchId): Promise<{ round: number, isCommitted: boolean }> => {
  const last = await tx.selectFrom('inspection').select(['round', 'state']).where('batch', '=', batch).orderBy('round', 'desc').limit(1).executeTakeFirst()
  return { round: last?.round ?? 0, isCommitted: last?.state === 'committed' }
}
/** @returns the commitment that is not needed any more; undefined when there was none */
export const withdrawCommitment = async (tx: Tx, batch: BatchId): Promise<string | undefined> =>
  (await tx.updateTable('inspection').set({ state: 'withdrawn' }).where('batch', '=', batch).where('state', '=', 'committed').returning('id').executeTakeFirst())?.id
export const findInspection = (tx: Tx, id: InspectionId): Promise<StoredInspection | undefined> => tx.selectFrom('inspection').select(columns).where('id', '=', id).executeTakeFirst() as Promise<StoredInspection | undefined>
export const lockInspection = (tx: Tx, id: InspectionId): Promise<StoredInspection | undefined> => tx.selectFrom('inspection').select(columns).where('id', '=', id).forNoKeyUpdate().executeTakeFirst() as Promise<StoredInspection | undefined>
export const moveInspection = (tx: Tx, id: InspectionId, { plan, ...change }: { state: InspectionState, plan?: StoredPlan, drawn_at?: Date, ended_at?: Date, inspector?: string, nonconforming?: number }): Promise<unknown> => tx.updateTable('inspection').set({ ...change, ...(plan && { plan: json(plan) }) }).where('id', '=', id).execute()
export const insertSample = async (tx: Tx, organisation: OrganisationId, inspection: InspectionId, sample: readonly Outcome[]): Promise<void> => {
  if (sample.length > 0) await tx.insertInto('inspection_item').values(sample.map((o, ordinal) => ({ organisation, inspection, ordinal, task: o.task, annotation: o.annotation, revision: o.revision, conforms: null, judged_by: null, judged_at: null }))).execute()
}
/** But for items that nobody judged before their asset was withdrawn: there is nothing left to look at. */
export const sampleOf = (tx: Tx, inspection: InspectionId): Promise<{ task: TaskId, number: number, annotation: AnnotationId, revision: number, conforms: boolean | null }[]> =>
  tx.selectFrom('inspection_item as i').innerJoin('task as t', 't.id', 'i.task').select(['i.task', 't.number', 'i.annotation', 'i.revision', 'i.conforms']).where('i.inspection', '=', inspection).where(e => e.or([e('i.conforms', 'is not', null), e('t.state', '<>', 'discarded')])).orderBy('i.ordinal').execute() as Promise<{ task: TaskId, number: number, annotation: AnnotationId, revision: number, conforms: boolean | null }[]>
/** The defects of the judgement that stands, by task: the ledger only grows, and both carry the time of the same call. Those that an appeal overturned are out. */
export const sampleDefects = async (tx: Tx, inspection: InspectionId): Promise<Map<string, StoredDefect[]>> => {
  const found = await tx.selectFrom('defect as d').innerJoin('inspection_item as i', join => join.onRef('i.inspection', '=', 'd.inspection').onRef('i.task', '=', 'd.task').onRef('i.judged_at', '=', 'd.at'))
    .select(['d.task', ...defectColumns.map(c => `d.${c}` as const)]).where('d.inspection', '=', inspection).where(stillStands).orderBy('d.id').execute()
  return new Map([...Map.groupBy(found, d => d.task)].map(([task, defects]) => [task, defects.map(({ task: _, ...defect }) => defect as StoredDefect)]))
}
export interface StoredLot extends StoredInspection { judged: number, found: number, appeals: number }
/** The latest round of every inspected batch of a project, with how far its sample is judged. */
export const lotsOf = async (tx: Tx, project: ProjectId): Promise<StoredLot[]> => {
  const rounds = await tx.selectFrom('inspection as i').innerJoin('batch as b', 'b.id', 'i.batch').select(columns.map(c => `i.${c}` as const)).distinctOn('i.batch').where('b.project', '=', project).where('i.state', '<>', 'withdrawn').orderBy('i.batch').orderBy('i.round', 'desc').execute() as StoredInspection[]
  if (rounds.length === 0) return []
  const counts = await tx.selectFrom('inspection_item').select(['inspection', sql<number>`count(conforms)`.as('judged'), sql<number>`count(*) filter (where not conforms)`.as('found')]).where('inspection', 'in', rounds.map(r => r.id)).groupBy('inspection').execute()
  const open = await tx.selectFrom('lot_appeal').select(['batch', e => e.fn.countAll<string>().as('n')]).where('project', '=', project).where('state', '=', 'open').groupBy('batch').execute()
  const known = new Map(counts.map(c => [c.inspection, c])), appeals = new Map(open.map(a => [a.batch, Number(a.n)]))
  return rounds.map(r => ({ ...r, judged: Number(known.get(r.id)?.judged ?? 0), found: Number(known.get(r.id)?.found ?? 0), appeals: appeals.get(r.batch) ?? 0 }))
}
export const judgeItem = async (tx: Tx, inspection: InspectionId, task: TaskId, conforms: boolean, by: MembershipId, now: Date): Promise<boolean> =>
  (await tx.updateTable('inspection_item').set({ conforms, judged_by: by, judged_at: now }).where('inspection', '=', inspection).where('task', '=', task).executeTakeFirst()).numUpdatedRows === 1n
/** Per batch: who annotated and reviewed how much, and the defects by code. For the release's evidence. */
export const batchFigures = async (tx: Tx, batch: BatchId) => {
  const work = await tx.selectFrom('assignment as a').innerJoin('task as t', 't.id', 'a.task').select(['a.person', 'a.step', e => e.fn.countAll<number>().as('n')]).where('a.batch', '=', batch).where('t.gold', 'is', null)
    .where('a.state', 'in', ['accepted', 'submitted']).groupBy(['a.person', 'a.step']).execute()
  const defects = await tx.selectFrom('defect as d').innerJoin('task as t', 't.id', 'd.task').leftJoin('inspection_item as i', join => join.onRef('i.inspection', '=', 'd.inspection').onRef('i.task', '=', 'd.task'))
    .select(['d.code', 'd.severity', e => e.fn.countAll<number>().as('n')]).where('t.batch', '=', batch)
    // An inspector who judges an item again replaces what was found before.
    .where(e => e.or([e('d.inspection', 'is', null), e('d.at', '=', e.ref('i.judged_at'))])).where(stillStands).groupBy(['d.code', 'd.severity']).orderBy('d.code').execute()
  const verdicts = await tx.selectFrom('review as r').innerJoin('task as t', 't.id', 'r.task').select(['r.verdict', e => e.fn.countAll<number>().as('n')]).where('t.batch', '=', batch).groupBy('r.verdict').execute()
  return { work, defects, verdicts }
}

/** Tasks of a batch in which a person has to choose anew under the schema version that the batch has now. */
export const awaitingChoice = async (tx: Tx, batch: BatchId, version: number): Promise<TaskId[]> =>
  (await tx.selectFrom('schema_review as q').innerJoin('task as t', 't.id', 'q.task').select('q.task').distinct().where('t.batch', '=', batch).where('q.state', '=', 'open').where('q.version', '<=', version).orderBy('q.task').execute()).map(r => r.task as TaskId)

/** The shapes that hold an entry of the label schema, as it is written in them. */
const under = (place: AffectedPlace) => {
  const { at, ids, classes } = place, list = (values: readonly string[]) => sql.join(values.map(value => sql`${value}`))
  switch (at.list) {
    case 'classes': return sql<boolean>`s.question is null and s.kind <> ${tieKind} and s.class in (${list(ids)})`
    case 'relations': return sql<boolean>`s.kind = ${tieKind} and s.class in (${list(ids)})`
    case 'attributes': return sql<boolean>`s.question is null and s.class in (${list(classes)}) and s.attributes ?| array[${list(ids)}]::text[]`
    case 'options': return sql<boolean>`s.question is null and s.class in (${list(classes)}) and s.attributes->>${at.attribute ?? ''} in (${list(ids)})`
    case 'questions': return sql<boolean>`s.question in (${list(ids)})`
    case 'answers': return sql<boolean>`s.question = ${at.question ?? ''} and s.class in (${list(ids)})`
  }
}
/** What stands under an entry, by the state of its task; discarded tasks are left out. @param since only what was written under this schema version or later */
export const standingUnder = async (tx: Tx, project: ProjectId, place: AffectedPlace, since = 0): Promise<{ state: string, tasks: number, annotations: number, shapes: number }[]> => {
  const { rows } = await sql<{ state: string, tasks: number, annotations: number, shapes: number }>`
    select t.state, count(distinct t.id)::int tasks, count(distinct n.id)::int annotations, count(*)::int shapes from shape s join annotation n on n.id = s.annotation join task t on t.id = n.task
      join revision r on r.annotation = s.annotation and r.number = s.revision
    where t.project = ${project} and t.state <> 'discarded' and r.schema_version >= ${since} and ${under(place)} group by 1`.execute(tx)
  return rows
}
/** The same by task, of what stands: where one annotation was decided on, the others no longer count. */
export const tasksUnder = async (tx: Tx, project: ProjectId, place: AffectedPlace): Promise<{ task: TaskId, shapes: number }[]> => {
  const { rows } = await sql<{ task: TaskId, shapes: number }>`
    select t.id task, count(*)::int shapes from shape s join annotation n on n.id = s.annotation join task t on t.id = n.task
    where t.project = ${project} and t.state <> 'discarded' and ${under(place)}
      and coalesce((select o.annotation from outcome o where o.task = t.id order by o.number desc limit 1), n.id) = n.id
    group by 1 order by 1`.execute(tx)
  return rows
}
export const batchesOf = async (tx: Tx, tasks: readonly TaskId[]): Promise<BatchId[]> => tasks.length === 0 ? []
  : (await tx.selectFrom('task').select('batch').distinct().where('id', 'in', [...tasks]).orderBy('batch').execute()).map(r => r.batch as BatchId)

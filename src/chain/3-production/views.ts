import type { Tx } from '../../workspace/database/connect.ts'
import { displayNumber } from '../../workspace/project/model.ts'
import type { AssignmentView, BatchView } from './contract.ts'
import { releasable, type Assignment } from './model.ts'
import type { StoredBatch } from './repository.ts'
import { countTasks } from './tally/repository.ts'
import { peopleInSight } from '../../workspace/access/service.ts'

/** While anybody can still do something in the batch, only the commitment is told. */
const reviewDraw = ({ state, review_commitment, review_seed, review_salt }: StoredBatch): BatchView['reviewDraw'] => {
  const isOver = releasable.has(state) || state === 'void'
  return review_commitment === null ? null : { commitment: review_commitment, seed: isOver ? review_seed : null, salt: isOver ? review_salt : null }
}

/** A rule as the reader may see it: without the lines of people whom the terms of their party keep back. */
const ruleInSight = async (tx: Tx, { project, dispatch_rule: rule }: StoredBatch): Promise<BatchView['dispatchRule']> => {
  if (!rule) return null
  const sight = rule.lines.some(line => line.person !== null) ? await peopleInSight(tx, project) : null
  const lines = rule.lines.filter(({ person }) => person === null || !sight || sight.seen(person) !== null)
  return lines.length > 0 ? { lines, sticky: rule.sticky } : null
}

/** @param seesGold whether the reader may tell tasks with a known answer apart; they are part of the batch for everybody else */
export const batchViews = async (tx: Tx, batches: readonly StoredBatch[], seesGold = false): Promise<BatchView[]> => {
  const counts = await countTasks(tx, batches.map(b => b.id), !seesGold), rules = new Map<string, BatchView['dispatchRule']>()
  for (const b of batches) rules.set(b.id, await ruleInSight(tx, b))
  return batches.map(b => ({
    id: b.id, project: b.project, number: b.number, display: displayNumber('batch', b.number), name: b.name, kind: b.kind, state: b.state, selection: b.selection, schemaVersion: b.schema_version, guidelineVersion: b.guideline_version,
    overlap: b.overlap, review: b.review, leaseMinutes: b.lease_minutes, plan: b.plan, tasks: seesGold ? b.tasks - b.gold_tasks : b.tasks, version: b.version, createdAt: b.created_at.toISOString(), workflow: b.workflow, dispatch: b.dispatch, dispatchRule: rules.get(b.id) ?? null, priority: b.priority, dayMinutes: b.day_minutes, dueAt: b.due_at?.toISOString() ?? null, quota: b.quota, reserveMinutes: b.reserve_minutes, reviewDraw: reviewDraw(b),
    returnLimit: b.return_limit, appealHours: b.appeal_hours, safety: b.safety, clientRounds: b.client_rounds, deliveredAt: b.delivered_at?.toISOString() ?? null, voidReason: b.void_reason, voidRule: b.void_rule, ...(seesGold && { gold: b.gold_tasks }), counts: (counts.get(b.id) ?? {}) as Record<string, number>,
  }))
}
export const batchView = async (tx: Tx, batch: StoredBatch, seesGold = false): Promise<BatchView> => (await batchViews(tx, [batch], seesGold))[0]!

export const assignmentView = (a: Assignment): AssignmentView => ({
  id: a.id, project: a.project, batch: a.batch, task: a.task, step: a.step, round: a.round, state: a.state, leaseUntil: a.leaseUntil?.toISOString() ?? null, reason: a.reason,
  claimedAt: a.claimedAt.toISOString(), submittedAt: a.submittedAt?.toISOString() ?? null,
})

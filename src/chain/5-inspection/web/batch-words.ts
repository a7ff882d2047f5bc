import { isAllowed } from '../../../workspace/access/model.ts'
import { mayMoveBatch, releasable, type BatchState, type TaskState } from '../../3-production/model.ts'
import type { BatchView } from '../../3-production/contract.ts'
import { productionPolicy } from '../../3-production/policy.ts'
import type { PillShape, Tone } from '../../../ui/status-pill.tsx'
import { inspectionPolicy } from '../policy.ts'

type Look = readonly [shape: PillShape, tone: Tone]
export const batchLooks: { readonly [S in BatchState]: Look } = {
  draft: ['ring', 'neutral'], open: ['half', 'accent'], submitted: ['clock', 'warn'], inspecting: ['half', 'accent'], rework: ['triangle', 'bad'], accepted: ['tick', 'ok'],
  delivered: ['tick', 'ok'], client_accepted: ['tick', 'ok'], client_rework: ['triangle', 'bad'], closed: ['tick', 'neutral'], void: ['cross', 'neutral'],
}
export const taskLooks: { readonly [S in TaskState]: Look } = {
  open: ['ring', 'neutral'], taken: ['half', 'accent'], submitted: ['clock', 'neutral'], in_review: ['half', 'accent'], approved: ['tick', 'ok'], disputed: ['triangle', 'warn'], discarded: ['cross', 'neutral'], parked: ['pause', 'warn'],
}

/** Columns that the board always has, in the order of the work. */
const standing: ReadonlySet<BatchState> = new Set(['draft', 'open', 'submitted', 'inspecting', 'accepted'])
const inOrder: readonly BatchState[] = ['draft', 'open', 'submitted', 'inspecting', 'rework', 'accepted', 'delivered', 'client_accepted', 'client_rework', 'closed', 'void']

export interface BoardColumn { readonly state: BatchState, readonly batches: readonly BatchView[] }
/** The batches by state. States that are rare have a column only while a batch is in them. */
export const boardColumns = (batches: readonly BatchView[]): readonly BoardColumn[] =>
  inOrder.map(state => ({ state, batches: batches.filter(b => b.state === state) })).filter(c => c.batches.length > 0 || standing.has(c.state))

export interface Progress {
  /** Tasks of the lot: those discarded have left it. */
  readonly total: number
  /** Handed in and not yet approved. */
  readonly submitted: number
  readonly approved: number
  /** Submitted or further. */
  readonly done: number
  /** Neither approved nor discarded: what keeps the batch from being handed in. */
  readonly unfinished: number
  /** The batch was accepted, so that what is approved counts as accepted. */
  readonly isAccepted: boolean
}
const count = (batch: Pick<BatchView, 'counts'>, state: TaskState): number => batch.counts[state] ?? 0

export const progressOf = (batch: Pick<BatchView, 'counts' | 'tasks' | 'state'>): Progress => {
  const submitted = count(batch, 'submitted') + count(batch, 'in_review') + count(batch, 'disputed'), approved = count(batch, 'approved'), total = batch.tasks - count(batch, 'discarded')
  return { total, submitted, approved, done: submitted + approved, unfinished: total - approved, isAccepted: releasable.has(batch.state) }
}

export interface BatchSteps {
  readonly opening: 'open' | 'reopen' | null
  readonly acceptance: boolean
  /** A draft is voided at once; what was opened, by two people. */
  readonly voiding: 'draft' | 'request' | null
  readonly delivery: boolean
  readonly closing: boolean
}
/** What somebody with these roles can do with a batch as it stands. The server decides again. */
export const stepsOf = (batch: Pick<BatchView, 'state' | 'plan' | 'counts' | 'tasks' | 'workflow'>, roles: readonly string[]): BatchSteps => {
  const manages = isAllowed(productionPolicy['batch.manage'], roles), { unfinished } = progressOf(batch)
  // A batch that was handed in opens again only when a task of it was taken up again: nothing else is left to do in it.
  const reopens = mayMoveBatch(batch.state, 'open') && (batch.state !== 'submitted' || unfinished > 0)
  return {
    opening: manages && reopens ? (batch.state === 'draft' ? 'open' : 'reopen') : null,
    acceptance: batch.state === 'submitted' && batch.plan === null && unfinished === 0 && isAllowed(inspectionPolicy['batch.accept'], roles),
    voiding: !manages || !mayMoveBatch(batch.state, 'void') ? null : batch.state === 'draft' ? 'draft' : 'request',
    delivery: batch.state === 'accepted' && batch.workflow.client !== null && isAllowed(inspectionPolicy['delivery.make'], roles),
    closing: batch.state === 'client_accepted' && isAllowed(inspectionPolicy['delivery.make'], roles),
  }
}

/** What a coordinator can do with a task. Once the sample is drawn the lot stays as it is. */
export const taskStepsOf = (batch: BatchState, task: TaskState, roles: readonly string[]): readonly ('parked' | 'discarded' | 'open')[] => {
  if (!isAllowed(productionPolicy['task.set-aside'], roles) || !['draft', 'open', 'submitted', 'rework', 'client_rework'].includes(batch)) return []
  if (task === 'parked') return ['open', 'discarded']
  if (task === 'discarded') return ['open']
  return task === 'approved' ? ['discarded'] : ['parked', 'discarded']
}

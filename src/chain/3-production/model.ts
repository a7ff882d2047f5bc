import type { AssignmentId, BatchId, MembershipId, ProjectId, TaskId } from '../../kernel/ids.ts'

export const batchStates = ['draft', 'open', 'submitted', 'inspecting', 'accepted', 'rework', 'void', 'delivered', 'client_accepted', 'client_rework', 'closed'] as const
export type BatchState = (typeof batchStates)[number]

const batchMoves: Readonly<Record<BatchState, readonly BatchState[]>> = {
  draft: ['open', 'void'],
  open: ['submitted', 'void'],
  submitted: ['inspecting', 'open', 'void'],
  inspecting: ['accepted', 'rework', 'void'],
  rework: ['submitted', 'void'],
  accepted: ['delivered', 'void'],
  delivered: ['client_accepted', 'client_rework'],
  client_rework: ['submitted', 'open'],
  client_accepted: ['closed'],
  closed: [], void: [],
}
export const mayMoveBatch = (from: BatchState, to: BatchState): boolean => batchMoves[from].includes(to)
/** A lot is judged again once an appeal turned its verdict: no move of people's own. Of void batches only those that a rule of the standard voided. */
export const mayReinstateLot = ({ state, byRule }: { readonly state: BatchState, readonly byRule: boolean }): boolean => state === 'rework' || (state === 'void' && byRule)
/** Work on tasks goes on; returned work is done while its batch is in rework, and the last of it hands the batch in again. */
export const workingStates = ['open', 'rework', 'client_rework'] as const satisfies readonly BatchState[]
const working: ReadonlySet<BatchState> = new Set(workingStates)
export const isWorking = (state: BatchState): boolean => working.has(state)
/** Batches whose label schema may still move: nobody has begun to judge the lot. */
export const mayMoveSchema: ReadonlySet<BatchState> = new Set(['draft', 'open', 'submitted', 'rework'])
/** Whose outcomes may go into a release. */
export const releasable: ReadonlySet<BatchState> = new Set(['accepted', 'delivered', 'client_accepted', 'closed'])

export const assignmentStates = ['held', 'submitted', 'accepted', 'returned', 'released', 'expired', 'skipped', 'void'] as const
export type AssignmentState = (typeof assignmentStates)[number]
const assignmentMoves: Readonly<Record<AssignmentState, readonly AssignmentState[]>> = {
  held: ['submitted', 'released', 'expired', 'skipped', 'void'],
  submitted: ['accepted', 'returned', 'held', 'void'],
  returned: ['held', 'expired', 'void', 'accepted', 'submitted'],
  accepted: ['returned', 'void'],
  released: [], expired: [], skipped: [], void: [],
}
export const mayMoveAssignment = (from: AssignmentState, to: AssignmentState): boolean => assignmentMoves[from].includes(to)
/** Taken up again after a return, the work is in its next round; every other move stays in the round it is in. */
export const roundAfter = ({ state, round }: { readonly state: AssignmentState, readonly round: number }, to: AssignmentState): number =>
  state === 'returned' && to === 'held' ? round + 1 : round
const seated: ReadonlySet<AssignmentState> = new Set(['held', 'submitted', 'accepted', 'returned'])

export const taskStates = ['open', 'taken', 'submitted', 'in_review', 'approved', 'disputed', 'discarded', 'parked'] as const
export type TaskState = (typeof taskStates)[number]

/** How work reaches people: they claim it, a coordinator hands it out, or a rule does. */
export const dispatches = ['queue', 'hand', 'rule'] as const
export type Dispatch = (typeof dispatches)[number]

export const steps = ['annotate', 'review', 'arbitrate'] as const
export type Step = (typeof steps)[number]
export type Duty = 'annotate' | 'review' | 'arbitrate' | 'inspect'

/** The readers agree too little, or a reviewer cannot decide. */
export const disputes = ['agreement', 'review'] as const
export type Dispute = (typeof disputes)[number]

export interface Seat { readonly step: Step, readonly state: AssignmentState, readonly person: string }
export interface TaskFacts {
  /** How many people annotate it, each without seeing the others. */
  readonly overlap: number
  readonly review: 'all' | 'sample' | 'none'
  /** Of a sampling review: does it look at this task? Null before the draw, and where nothing is drawn. */
  readonly drawn: boolean | null
  /** Why an arbiter has to decide; null while nobody has to. */
  readonly dispute: Dispute | null
  readonly setAside: 'parked' | 'discarded' | null
  readonly assignments: readonly Seat[]
}
/** What the ledger stores of a task; a pure function of its assignments and of what was said about it. */
export interface TaskStanding { readonly state: TaskState, readonly vacancies: number, readonly reviewable: boolean, readonly arbitrable: boolean }

/** Does a reviewer look at the task? */
export const isReviewed = ({ review, drawn }: Pick<TaskFacts, 'review' | 'drawn'>): boolean => review === 'all' || (review === 'sample' && drawn === true)

/**
 * A disputed task stays `disputed` while an arbiter holds it: the state says what the task waits for, and `in_review` is a reviewer's word.
 * A dispute counts only while every seat is submitted: whoever takes work up again brings the task back into the readers' hands.
 */
export const standingOfTask = (facts: TaskFacts): TaskStanding => {
  const { overlap, setAside, assignments } = facts, idle = { vacancies: 0, reviewable: false, arbitrable: false }
  if (setAside) return { state: setAside, ...idle }
  const seats = assignments.filter(a => a.step === 'annotate' && seated.has(a.state))
  const count = (state: AssignmentState): number => seats.filter(s => s.state === state).length
  const isHeld = (step: Step): boolean => assignments.some(a => a.step === step && a.state === 'held')
  if (count('accepted') >= overlap) return { state: 'approved', ...idle }
  if (count('submitted') + count('accepted') < overlap) return { state: count('held') + count('returned') > 0 ? 'taken' : 'open', ...idle, vacancies: Math.max(0, overlap - seats.length) }
  if (facts.dispute) return { state: 'disputed', ...idle, arbitrable: !isHeld('arbitrate') }
  return isHeld('review') ? { state: 'in_review', ...idle } : { state: 'submitted', ...idle, reviewable: isReviewed(facts) }
}

/** Two people who skip the same task are enough to let somebody look at it. */
export const parksAfterSkips = (assignments: readonly Seat[]): boolean =>
  new Set(assignments.filter(a => a.step === 'annotate' && a.state === 'skipped').map(a => a.person)).size >= 2

/** How long an accidental submission can be taken back, in seconds; the server waits a little longer for a slow line. */
export const takeBackSeconds = 10
const takeBackMillis = (takeBackSeconds + 5) * 1000
/** Only at once, and only while nobody judges the task. */
export const mayTakeBack = (assignment: Pick<Assignment, 'step' | 'state' | 'submittedAt'>, seats: readonly Seat[], now: Date): boolean =>
  assignment.step === 'annotate' && assignment.state === 'submitted' && assignment.submittedAt !== null
  && now.getTime() - assignment.submittedAt.getTime() <= takeBackMillis && !seats.some(seat => seat.step !== 'annotate' && seat.state === 'held')

/** A new lease, and how long one lasts when a save renews it. */
export const leaseUntil = (now: Date, minutes: number): Date => new Date(now.getTime() + minutes * 60_000)

export interface Assignment {
  readonly id: AssignmentId
  readonly project: ProjectId
  readonly batch: BatchId
  readonly task: TaskId
  readonly step: Step
  /** From 1; grows each time the work is taken up after a return, and for each new seat of the same person. */
  readonly round: number
  readonly person: MembershipId
  readonly state: AssignmentState
  readonly leaseUntil: Date | null
  readonly reason: string | null
  readonly claimedAt: Date
  readonly submittedAt: Date | null
}
/** Inspection levels of GB/T 2828.1-2012, the most lenient first. */
export const lotLevels = ['S-1', 'S-2', 'S-3', 'S-4', 'I', 'II', 'III'] as const
/** Acceptance quality limits of GB/T 2828.1-2012 that count nonconforming items, in percent; the larger ones of the standard count nonconformities. */
export const lotAqls = ['0.010', '0.015', '0.025', '0.040', '0.065', '0.10', '0.15', '0.25', '0.40', '0.65', '1.0', '1.5', '2.5', '4.0', '6.5', '10'] as const
export interface LotPlan { readonly level: (typeof lotLevels)[number], readonly aql: (typeof lotAqls)[number] }

/** Workflows, for slices and pages downstream. */
export { plainWorkflow, reviewOf, workflowProblem, type Workflow } from './workflow.ts'

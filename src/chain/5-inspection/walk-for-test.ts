import type { Random } from '../../kernel/random.ts'
import { isWorking, mayMoveAssignment, mayMoveBatch, mayReinstateLot, roundAfter, standingOfTask, type AssignmentState, type BatchState, type Dispute, type Step, type TaskStanding } from '../3-production/model.ts'
import { reviewOf, workflowProblem, type Workflow } from '../3-production/workflow.ts'
import { appealResult, lotVerdict, mayMoveLotAppeal, wayBack, withoutDefects, type AppealableItem, type LotAppealState, type LotVerdict } from './lot-appeal/model.ts'
import { mayMoveInspection, type InspectionState } from './model.ts'
import { resolutionOf } from './resolution.ts'

interface Place { readonly person: number, readonly step: Step, state: AssignmentState, round: number, replaced: boolean }
export interface WalkedTask {
  overlap: number, dispute: Dispute | null, agreement: number | null, setAside: 'parked' | 'discarded' | null
  readonly drawn: boolean | null
  readonly seats: Place[]
  /** What was decided, in order; an outcome each. */
  readonly outcomes: ('sole' | 'chosen' | 'corrected' | 'ruled')[]
}

/** The latest judged lot: what was found, whose work went back, and how the appeal against it stands. */
export interface WalkedLot {
  state: InspectionState, appeal: LotAppealState | null, verdict: LotVerdict
  readonly items: readonly AppealableItem[]
  readonly sentBack: { readonly task: WalkedTask, readonly item: string, readonly seat: Place, readonly round: number }[]
}

const people = 7
const anyWorkflow = (random: Random): Workflow => {
  const pick = <T>(...values: T[]): T => values[random.integer(values.length)]!
  for (;;) {
    const overlap = pick(1, 1, 2, 3), workflow: Workflow = {
      annotate: { party: null, overlap, extend: overlap > 1 && pick(true, false) ? { to: overlap + 1 + random.integer(2), below: 0.6 } : null },
      review: pick(null, { party: null, percent: 100 }, { party: null, percent: 30 }), arbitrate: pick(null, { party: null, below: 0.8 }), client: pick(null, { party: null }),
    }
    if (workflowProblem(workflow) === null) return workflow
  }
}

/** One batch of two tasks in the hands of seven people who do whatever may be done, as the services do it, on the pure models alone. */
export class Walk {
  readonly workflow: Workflow
  readonly tasks: readonly WalkedTask[]
  readonly states: BatchState[] = ['open']
  lot: WalkedLot | null = null
  /** A rule of the standard voided the batch, not people. */
  byRule = false
  private readonly random: Random
  constructor(random: Random) {
    this.random = random
    this.workflow = anyWorkflow(random)
    const { overlap } = this.workflow.annotate, draws = reviewOf(this.workflow) === 'sample'
    this.tasks = [0, 1].map(() => ({ overlap, drawn: draws ? random.integer(2) === 0 : null, dispute: null, agreement: null, setAside: null, seats: [], outcomes: [] }))
  }

  get state(): BatchState { return this.states.at(-1)! }
  standing(task: WalkedTask): TaskStanding {
    return standingOfTask({ ...task, review: reviewOf(this.workflow), assignments: task.seats.map(s => ({ ...s, person: String(s.person) })) })
  }

  /** @throws on a move that the model forbids */
  private move(seat: Place, to: AssignmentState): void {
    if (!mayMoveAssignment(seat.state, to)) throw new Error(`assignment ${seat.state} > ${to}`)
    seat.round = roundAfter(seat, to)
    seat.state = to
  }
  private shift(to: BatchState): void {
    if (!mayMoveBatch(this.state, to)) throw new Error(`batch ${this.state} > ${to}`)
    this.states.push(to)
  }
  private handIn(): void {
    if (isWorking(this.state) && this.tasks.every(t => ['approved', 'discarded'].includes(this.standing(t).state))) this.shift('submitted')
  }
  private any<T>(list: readonly T[]): T | undefined { return list[this.random.integer(Math.max(1, list.length))] }
  private chance(of: number): boolean { return this.random.integer(of) === 0 }

  private claim(task: WalkedTask, step: Step): void {
    const person = this.random.integer(people), own = task.seats.filter(s => s.person === person), { vacancies, reviewable, arbitrable } = this.standing(task)
    const isFree = step === 'annotate' ? vacancies > 0 : step === 'review' ? reviewable : arbitrable
    if (!isFree || !isWorking(this.state) || own.some(s => s.step !== step)) return
    if (step === 'annotate' && own.some(s => s.replaced || !['released', 'expired', 'void'].includes(s.state))) return
    task.seats.push({ person, step, state: 'held', round: 1, replaced: false })
  }

  /** The reader's, the reviewer's or the arbiter's turn with what they hold. */
  private act(task: WalkedTask, seat: Place): void {
    if (this.chance(6)) return this.move(seat, this.chance(2) ? 'released' : 'expired')
    if (seat.step === 'annotate') return this.submit(task, seat)
    this.move(seat, 'submitted')
    this.move(seat, 'accepted')
    return seat.step === 'review' ? this.review(task) : this.rule(task)
  }
  private submit(task: WalkedTask, seat: Place): void {
    this.move(seat, 'submitted')
    const done = this.submitted(task)
    if (done.length < task.overlap) return
    task.agreement = done.length > 1 ? this.random.integer(11) / 10 : null
    const resolution = resolutionOf({ workflow: this.workflow, overlap: task.overlap, drawn: task.drawn, agreement: task.agreement })
    task.dispute = resolution === 'dispute' ? 'agreement' : null
    if (resolution === 'extend') task.overlap++
    if (resolution === 'stands') this.decide(task, done.length > 1 ? 'chosen' : 'sole')
  }
  private submitted(task: WalkedTask): Place[] { return task.seats.filter(s => s.step === 'annotate' && (s.state === 'submitted' || s.state === 'accepted')) }
  private decide(task: WalkedTask, why: WalkedTask['outcomes'][number]): void {
    task.outcomes.push(why)
    task.dispute = null
    for (const seat of this.submitted(task)) if (seat.state === 'submitted') this.move(seat, 'accepted')
  }
  private review(task: WalkedTask): void {
    const done = this.submitted(task)
    if (this.workflow.arbitrate && this.chance(4)) { task.dispute = 'review'; return }
    if (this.chance(3)) return this.move(this.any(done.filter(s => s.state === 'submitted'))!, 'returned')
    this.decide(task, this.chance(3) ? 'corrected' : done.length > 1 ? 'chosen' : 'sole')
  }
  private rule(task: WalkedTask): void {
    const turn = this.random.integer(4)
    if (turn === 0) { task.setAside = 'discarded'; return }
    if (turn === 1) return this.decide(task, 'ruled')
    for (const seat of this.submitted(task)) { this.move(seat, turn === 2 ? 'returned' : 'void'); if (turn === 3) seat.replaced = true }
    task.dispute = null
    task.agreement = null
    if (turn === 3) task.overlap = this.workflow.annotate.overlap
  }

  /** Ac is 0, so that two tasks are enough to reject a lot. */
  private judgeLot(): void {
    const items = this.tasks.filter(task => this.standing(task).state === 'approved').map((task): AppealableItem => {
      const defects = Array.from({ length: this.chance(2) ? 1 + this.random.integer(2) : 0 }, (_, i) => ({ id: `${i} of ${this.tasks.indexOf(task)}`, code: this.chance(6) ? 'illegal-content' as const : 'offset' as const, severity: 'critical' as const }))
      return { task: String(this.tasks.indexOf(task)), conforms: defects.length === 0, defects }
    })
    const verdict = lotVerdict(items, 0, false)
    this.lot = { state: 'drawn', appeal: null, verdict, items, sentBack: [] }
    this.say(verdict.result)
    this.byRule = verdict.rule !== null
    if (verdict.result === 'accepted') return this.shift('accepted')
    if (verdict.rule) return this.shift('void')
    this.rework(items)
  }
  /** @throws on a move of the inspection that the model forbids */
  private say(to: InspectionState): void {
    const { lot } = this
    if (!lot || !mayMoveInspection(lot.state, to)) throw new Error(`inspection ${lot?.state} > ${to}`)
    lot.state = to
  }
  private rework(items: readonly AppealableItem[]): void {
    for (const item of items) if (!item.conforms) {
      const task = this.tasks[Number(item.task)]!, seat = this.any(this.submitted(task).filter(s => s.state === 'accepted'))!
      this.move(seat, 'returned')
      this.lot!.sentBack.push({ task, item: item.task, seat, round: seat.round })
    }
    this.shift('rework')
    this.handIn()
  }
  private isUntouched({ seat, round }: WalkedLot['sentBack'][number]): boolean { return seat.state === 'returned' && seat.round === round }
  /** Raised against all or some of the defects of the latest lot, and decided; once. */
  private appeal(): void {
    const { lot } = this
    if (!lot || lot.state !== 'rejected') return
    if (lot.appeal === null) { lot.appeal = 'open'; return }
    const overturned = new Set(lot.items.flatMap(item => item.defects.map(d => d.id)).filter(() => this.chance(2))), to = appealResult(overturned.size > 0 ? ['overturned'] : ['stands'])
    if (lot.appeal !== 'open') { if (mayMoveLotAppeal(lot.appeal, to)) throw new Error('decided twice'); return }
    if (!mayMoveLotAppeal(lot.appeal, to)) throw new Error(`appeal ${lot.appeal} > ${to}`)
    lot.appeal = to
    this.judgeAgain(lot, withoutDefects(lot.items, overturned))
  }
  private judgeAgain(lot: WalkedLot, items: readonly AppealableItem[]): void {
    const verdict = lotVerdict(items, 0, false), isReady = lot.sentBack.every(back => ['approved', 'discarded'].includes(this.standing(back.task).state) || this.isUntouched(back)), batch = { state: this.state, byRule: this.byRule }
    lot.verdict = verdict
    const way = wayBack(batch, verdict, isReady)
    if (verdict.result === 'accepted') this.say('accepted')
    if (way !== 'stay') {
      if (!mayReinstateLot(batch)) throw new Error(`reinstated from ${batch.state}`)
      this.states.push('inspecting')
      if (way === 'rework') return this.rework(items)
      this.shift('accepted')
    }
    for (const back of lot.sentBack) if (this.isUntouched(back) && (way === 'accept' || items.find(i => i.task === back.item)?.conforms)) this.move(back.seat, 'accepted')
  }

  private govern(): void {
    const { state } = this
    if (state === 'submitted') this.shift('inspecting')
    else if (state === 'inspecting') this.judgeLot()
    else if (state === 'accepted' && this.workflow.client) this.shift('delivered')
    else if (state === 'delivered') {
      this.shift(this.chance(2) ? 'client_accepted' : 'client_rework')
      const first = this.tasks[0]!, back = this.submitted(first).filter(s => s.state === 'accepted')
      if (this.state === 'client_rework' && back.length > 0 && this.standing(first).state === 'approved') this.move(back[0]!, 'returned')
      this.handIn()
    } else if (state === 'client_accepted') this.shift('closed')
    else if (this.chance(40) && mayMoveBatch(state, 'void')) this.shift('void')
  }

  step(): void {
    const task = this.any(this.tasks)!, turn = this.random.integer(9)
    if (turn === 0) this.govern()
    else if (turn === 8) this.appeal()
    else if (turn <= 3) this.claim(task, (['annotate', 'review', 'arbitrate'] as const)[turn - 1]!)
    else if (turn === 4) { const back = this.any(task.seats.filter(s => s.state === 'returned')); if (back) this.move(back, 'held') } else {
      const held = this.any(task.seats.filter(s => s.state === 'held'))
      if (held && isWorking(this.state)) this.act(task, held)
    }
    this.handIn()
  }
}

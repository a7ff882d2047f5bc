import { setTimeout as sleep } from 'node:timers/promises'
import { claim, listBatches, listTasks, readBatch, type AssignmentView } from '../../src/chain/3-production/contract.ts'
import { listHands, readPace } from '../../src/chain/3-production/planning/contract.ts'
import { openWork, saveRevision, submitWork } from '../../src/chain/4-annotation/contract.ts'
import { judgeReview, readAgreement } from '../../src/chain/5-inspection/contract.ts'
import { readEffort } from '../../src/chain/5-inspection/effort/contract.ts'
import { newId } from '../../src/kernel/ids.ts'
import type { ShapeOperation } from '../../src/sockets/shape.ts'
import { readOverview } from '../../src/support/overview/contract.ts'
import { listJournal, listPeople } from '../../src/workspace/access/contract.ts'
import { readProject } from '../../src/workspace/project/contract.ts'
import { listRuns } from '../../src/workspace/runs/contract.ts'
import type { Production } from '../world.ts'
import type { Record } from './record.ts'
import { Failed, type Speaker } from './speaker.ts'

/** Milliseconds: everybody hands in, or looks, once in this time. */
export const period = 5000
/** Of a cycle of `period`: when each step is due, milliseconds. */
const due = { draw: 1000, correct: 2500, submit: 4000, judge: 3000 } as const

export interface Shift { readonly place: Production, readonly record: () => Record, /** By performance.now(). */ readonly began: number, readonly end: number }
export type Kind = 'annotator' | 'reviewer' | 'coordinator'
/** One cycle of somebody's work, due at a moment. */
type Cycle = (speaker: Speaker, shift: Shift, at: number, turn: number) => Promise<void>

const until = async (moment: number): Promise<void> => { if (moment > performance.now()) await sleep(moment - performance.now()) }

/** A box of a picture of 1920 by 1080 pixels. */
const boxAt = (slot: string, n: number, id: string = newId()): ShapeOperation => ({
  op: 'put', shape: { id, kind: 'box', version: 1, class: 'car', question: null, slot, attributes: {}, origin: 'human', z: n, payload: { x: (n * 137) % 1700, y: (n * 71) % 900, w: 60 + n % 80, h: 40 + n % 50 } },
})
const boxes = (slot: string, count: number, from: number): ShapeOperation[] => Array.from({ length: count }, (_, i) => boxAt(slot, from + i))

/** Claims, opens, draws five boxes, adds two and moves one, submits. */
const annotate: Cycle = async (speaker, { place, record }, at) => {
  const { id: assignment } = await speaker.call(claim, { body: { project: place.project, batch: place.batch, step: 'annotate' } }, at)
  const work = await speaker.call(openWork, { params: { assignment } }, performance.now()), { slot } = work.assets[0]!, own = work.annotations[0]
  const save = async (moment: number, base: number, operations: ShapeOperation[]): Promise<number> => {
    await until(moment)
    return (await speaker.call(saveRevision, { params: { assignment }, body: { changeId: newId(), base, schemaVersion: work.schema.version, operations } }, moment)).revision
  }
  const drawn = boxes(slot, 5, Math.floor(at) % 1000), first = drawn[0]!
  const revision = await save(at + due.draw, own?.revision ?? 0, drawn)
  const corrected = await save(at + due.correct, revision, [...boxes(slot, 2, Math.floor(at) % 500), ...(first.op === 'put' ? [boxAt(slot, 7, first.shape.id)] : [])])
  await until(at + due.submit)
  await speaker.call(submitWork, { params: { assignment }, body: { changeId: newId(), revision: corrected } }, at + due.submit)
  record().counted('submissions')
}

/** Takes the next review and judges it; one of twenty goes back. Where nothing waits there is nothing to do. */
const review: Cycle = async (speaker, { place, record }, at, turn) => {
  let taken: AssignmentView
  try { taken = await speaker.call(claim, { body: { project: place.project, batch: place.batch, step: 'review' } }, at, ['production.nothing-left']) }
  catch (error) {
    if (error instanceof Failed && error.code === 'production.nothing-left') { record().counted('reviewers without work'); return }
    throw error
  }
  const work = await speaker.call(openWork, { params: { assignment: taken.id } }, performance.now()), [only] = work.annotations, back = turn % 20 === 19
  await until(at + due.judge)
  const said = { annotation: only!.id, revision: only!.submitted ?? 0, verdict: back ? 'return' as const : 'accept' as const, ...(back && { defects: [{ code: 'offset' as const, severity: 'major' as const }] }) }
  await speaker.call(judgeReview, { params: { assignment: taken.id }, body: said }, at + due.judge)
  record().counted('verdicts')
}

/** One page after another, with what each page asks for, all at once as a browser does. */
const look: Cycle = async (speaker, { place: { project, batch } }, at, turn) => {
  const ofProject = { params: { project } }, ofBatch = { params: { batch } }
  const pages = [
    () => [speaker.call(readProject, ofProject, at), speaker.call(readOverview, ofProject, at), speaker.call(listRuns, { query: { project, live: true } }, at)],
    () => [speaker.call(listBatches, ofProject, at)],
    () => [speaker.call(readBatch, ofBatch, at), speaker.call(listTasks, { ...ofBatch, query: { limit: 200, after: (turn * 997) % 10_000 } }, at), speaker.call(readPace, ofBatch, at), speaker.call(readEffort, ofBatch, at), speaker.call(readAgreement, ofBatch, at)],
    () => [speaker.call(listPeople, { query: { project } }, at), speaker.call(listHands, { ...ofProject, query: { batch } }, at)],
    () => [speaker.call(listJournal, { query: { project, limit: 100 } }, at)],
  ]
  await Promise.all(pages[turn % pages.length]!())
}

const cycles: { readonly [kind in Kind]: Cycle } = { annotator: annotate, reviewer: review, coordinator: look }

/**
 * One person's whole shift, at a rate that the server's pace does not change: a cycle is due every period whether or not the one before
 * is done, and what it waited counts. A cycle that was due and never began counts as a call that took until the end.
 * @param phase 0 to 1: where in the period this person's cycles lie
 */
export const work = async (kind: Kind, speaker: Speaker, shift: Shift, phase: number): Promise<void> => {
  const { began, end, record } = shift
  for (let turn = 0, at = began + phase * period; at < end; turn++, at += period) {
    await until(at)
    if (performance.now() >= end) { record().took('never begun', end - at); continue }
    try { await cycles[kind](speaker, shift, at, turn) }
    catch (error) {
      // A failed call is in the record; anything else is a fault of this program, told as such.
      if (!(error instanceof Failed)) record().failed(kind, error instanceof Error ? error.message : String(error))
    }
  }
}
/** Of so many people: one of twenty coordinates, three of twenty review, the others annotate. */
export const kindOf = (index: number): Kind => (index % 20 === 0 ? 'coordinator' : index % 20 <= 3 ? 'reviewer' : 'annotator')
/** Who has a console open, which holds the live stream. */
export const listens = (kind: Kind): boolean => kind !== 'annotator'
export const rolesOf: { readonly [kind in Kind]: readonly string[] } = { annotator: ['executor'], reviewer: ['reviewer'], coordinator: ['coordinator', 'supervisor'] }

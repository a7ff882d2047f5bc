import { readText } from '../../../chain/1-source/contract.ts'
import { claim, listTasks, readBatch } from '../../../chain/3-production/contract.ts'
import { listAnnotations, openWork, saveRevision, submitWork, type WorkView } from '../../../chain/4-annotation/contract.ts'
import { drawInspection, endInspection, judgeItem, judgeReview, listCorrections, listInspections, listSample } from '../../../chain/5-inspection/contract.ts'
import { commitment } from '../../../chain/5-inspection/draw.ts'
import { newId } from '../../../kernel/ids.ts'
import { sliceCodePoints } from '../../../kernel/geometry/text.ts'
import type { ShapeRecord } from '../../../sockets/shape.ts'
import { sha256 } from '../../../workspace/blobs/service.ts'
import { acknowledge } from '../../../workspace/project/contract.ts'
import { Unexpected, type Client } from './client.ts'
import { check, type Stage, type World } from './state.ts'

type Annotation = WorkView['annotations'][number]
const base = { version: 1, question: null, attributes: {}, origin: 'human', z: 0 } as const

const claimed = async (person: Client, world: World, step: 'annotate' | 'review'): Promise<string | null> => {
  try { return (await person.call(claim, { body: { project: world.project, batch: world.batch, step } })).id }
  catch (error) { if (error instanceof Unexpected && error.code === 'production.nothing-left') return null; throw error }
}

/** Before the guideline is read nothing can be claimed; afterwards it can. */
const reads = async (person: Client, world: World, step: 'annotate' | 'review'): Promise<void> => {
  const early = await person.refused(claim, { body: { project: world.project, batch: world.batch, step } })
  check(early.code === 'project.guideline-unacknowledged', 'work can begin without the guideline read')
  await person.call(acknowledge, { params: { project: world.project }, body: { version: 1 } })
}

/** A box in the middle of a picture, a span over the beginning of a text, and the answer to the question. */
const drawn = async (person: Client, work: WorkView): Promise<ShapeRecord[]> => {
  const [asset] = work.assets, slot = asset!.slot
  const answer: ShapeRecord = { ...base, id: newId(), kind: 'choice', class: 'yes', question: 'usable', slot, payload: { negative: false } }
  if (asset!.modality === 'image') {
    const { width, height } = asset!.facts as { width: number, height: number }
    return [{ ...base, id: newId(), kind: 'box', class: 'thing', slot, payload: { x: width / 4, y: height / 4, w: width / 2, h: height / 2 }, attributes: { seen: true } }, answer]
  }
  const { text, codePoints } = await person.call(readText, { params: { asset: asset!.asset } }), end = Math.min(2, codePoints)
  return [{ ...base, id: newId(), kind: 'span', class: 'term', slot, payload: { fragments: [[0, end]], text: sliceCodePoints(text, 0, end) } }, answer]
}

const annotateOne = async (person: Client, assignment: string): Promise<void> => {
  const params = { assignment }, work = await person.call(openWork, { params }), own = work.annotations[0]!
  const shapes = own.shapes.length > 0 ? own.shapes.map(s => ({ ...s, z: s.z + 1 })) : await drawn(person, work)
  const body = { changeId: newId(), base: own.revision, schemaVersion: work.schema.version, operations: shapes.map(shape => ({ op: 'put' as const, shape })) }
  const saved = await person.call(saveRevision, { params, body }), again = await person.call(saveRevision, { params, body })
  check(saved.refused.length === 0 && saved.applied.length === shapes.length, `a save was refused: ${JSON.stringify(saved.refused)}`)
  check(again.revision === saved.revision, 'the same change sent twice made two revisions')
  await person.call(submitWork, { params, body: { changeId: newId(), revision: saved.revision } })
}

export const annotation: Stage = {
  name: 'annotation',
  async run(world) {
    const [first, second] = world.annotators
    let done = 0, firstAssignment: string | null = null
    for (const person of world.annotators) await reads(person, world, 'annotate')
    for (const person of world.annotators)
      for (let assignment = await claimed(person, world, 'annotate'); assignment; assignment = await claimed(person, world, 'annotate')) {
        firstAssignment ??= assignment
        await annotateOne(person, assignment)
        done++
      }
    const batch = await world.founder.call(readBatch, { params: { batch: world.batch } })
    check(done === 2 * batch.tasks, `${done} annotations of ${batch.tasks} tasks by two people`)
    const [task] = (await world.founder.call(listTasks, { params: { batch: world.batch }, query: { limit: 1 } })).tasks
    const peer = await second!.refused(openWork, { params: { assignment: firstAssignment! } }), all = await second!.refused(listAnnotations, { params: { task: task!.id } })
    check(peer.status === 404 && all.status === 403, 'an annotator can read a peer')
    // The first annotator may review too, but has annotated every task here.
    check((await claimed(first!, world, 'review')) === null, 'somebody can review their own work')
    return { submitted: done, peerRead: peer.code, ownReview: 'production.nothing-left' }
  },
}

const judge = (world: World, assignment: string, a: Annotation, verdict: 'accept' | 'return' | 'fix', extra: object = {}) =>
  world.reviewer.call(judgeReview, { params: { assignment }, body: { annotation: a.id, revision: a.revision, verdict, ...extra } })

export const review: Stage = {
  name: 'review',
  async run(world) {
    let accepted = 0, returned = 0, corrected = 0
    await reads(world.reviewer, world, 'review')
    for (let assignment = await claimed(world.reviewer, world, 'review'); assignment; assignment = await claimed(world.reviewer, world, 'review')) {
      const work = await world.reviewer.call(openWork, { params: { assignment } }), [a] = work.annotations
      check(work.annotations.length === 2 && work.annotations.every(x => x.author === undefined), 'the reviewer does not see two annotations without their authors')
      if (returned === 0) {
        await judge(world, assignment, a!, 'return', { defects: [{ code: 'offset', severity: 'major', shape: a!.shapes[0]!.id }] })
        returned++
        for (const person of world.annotators) { const again = await claimed(person, world, 'annotate'); if (again) await annotateOne(person, again) }
      } else if (corrected === 0) {
        const shape = a!.shapes.find(s => s.question === null)!
        await judge(world, assignment, a!, 'fix', { operations: [{ op: 'put', shape: { ...shape, z: 9 } }], defects: [{ code: 'attribute', severity: 'minor', shape: shape.id }] })
        corrected++
      } else { await judge(world, assignment, a!, 'accept'); accepted++ }
    }
    const batch = await world.founder.call(readBatch, { params: { batch: world.batch } }), ledger = await world.founder.call(listCorrections, { params: { batch: world.batch }, query: {} })
    check(batch.state === 'submitted' && batch.counts['approved'] === batch.tasks, `after review the batch is ${batch.state} with ${batch.counts['approved'] ?? 0} of ${batch.tasks} approved`)
    check(ledger.corrections.length === corrected && ledger.corrections.every(c => c.original && c.corrected && c.annotator !== c.corrector), 'the correction ledger lacks a field')
    return { accepted, returned, corrected }
  },
}

export const inspection: Stage = {
  name: 'inspection',
  async run(world) {
    const [committed] = (await world.inspector.call(listInspections, { params: { batch: world.batch } })).inspections, params = { inspection: committed!.id }
    const drawn = await world.inspector.call(drawInspection, { params })
    check(drawn.seed !== null && commitment(drawn.seed, drawn.salt!, sha256) === committed!.commitment, 'the revealed seed does not keep the commitment')
    const { items } = await world.inspector.call(listSample, { params })
    check(items.length === Math.min(drawn.plan.sampleSize, drawn.plan.lotSize) || drawn.plan.full, `${items.length} items drawn`)
    for (const item of items) await world.inspector.call(judgeItem, { params: { ...params, task: item.task }, body: { conforms: true } })
    const result = await world.inspector.call(endInspection, { params }), batch = await world.founder.call(readBatch, { params: { batch: world.batch } })
    check(result.state === 'accepted' && batch.state === 'accepted', `the lot is ${result.state}, the batch ${batch.state}`)
    return { sample: items.length, letter: result.plan.letter, acceptance: result.plan.acceptance, nonconforming: result.nonconforming! }
  },
}

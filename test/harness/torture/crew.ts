import { createDataset, startImport, storeUpload } from '../../../src/chain/1-source/contract.ts'
import { applyRecipe, createRecipe, createSelection } from '../../../src/chain/2-preparation/contract.ts'
import { claim, createBatch, giveBack, listBatches, listOwn } from '../../../src/chain/3-production/contract.ts'
import { openWork, saveRevision, submitWork } from '../../../src/chain/4-annotation/contract.ts'
import { acceptBatch, judgeReview } from '../../../src/chain/5-inspection/contract.ts'
import { createRelease } from '../../../src/chain/6-release/contract.ts'
import type { Input, Output, RouteContract } from '../../../src/kernel/contract.ts'
import { newId } from '../../../src/kernel/ids.ts'
import type { ShapeOperation } from '../../../src/sockets/shape.ts'
import { readRun } from '../../../src/workspace/runs/contract.ts'
import { insisting, Refused, type Insisting } from '../insisting.ts'
import type { Done, Ledger } from './ledger.ts'

export interface Person { readonly login: string, readonly secret: string, readonly organisation: string }
export interface Site { readonly url: string, readonly project: string, readonly recipe: string, readonly coordinator: Person, readonly annotators: readonly Person[], readonly reviewers: readonly Person[] }

/** Several people and a stream of imports, preparations and releases, all of which write down what the server said. */
export interface Crew {
  /** Work that goes on until `rest`. A refusal that should not be, or a failed run, ends it. */
  readonly working: Promise<void>
  /** Lets everybody finish the call they are in and holds them; what is written and what is acknowledged are then the same. */
  still<T>(work: () => Promise<T>): Promise<T>
  /** Says the last write of everybody again, with its key. @returns those that heard something else than before */
  sayAgain(): Promise<string[]>
  /** Nobody begins anything new. Resolves when everybody is done and every run has ended. */
  rest(): Promise<void>
  lost(): number
}

const rowsOfBatch = 24, filesOfImport = 3, rowsOfFile = 250, savesOfTask = 3
const pause = (milliseconds: number): Promise<void> => new Promise(resolve => { setTimeout(resolve, milliseconds) })
const runPatience = 600_000

/** Counts the calls that are under way and can hold back new ones. */
const newGate = () => {
  let calls = 0, held: Promise<void> | null = null
  return {
    async through<T>(work: () => Promise<T>): Promise<T> {
      while (held) await held
      calls++
      try { return await work() } finally { calls-- }
    },
    async closed<T>(work: () => Promise<T>): Promise<T> {
      const open = Promise.withResolvers<void>()
      held = open.promise
      try {
        while (calls > 0) await pause(10)
        return await work()
      } finally { held = null; open.resolve() }
    },
  }
}

export const startCrew = (site: Site, ledger: Ledger): Crew => {
  const { project } = site, gate = newGate(), callers = new Map<string, Insisting>(), last = new Map<string, { again: () => Promise<unknown>, heard: string }>()
  let isWorking = true
  const callerOf = (person: Person): Insisting => {
    const known = callers.get(person.login) ?? insisting(site.url, person)
    callers.set(person.login, known)
    return known
  }
  const read = <R extends RouteContract>(person: Person, route: R, input: Input<R>): Promise<Output<R>> => gate.through(() => callerOf(person).call(route, input))
  /** Asks for a write, and writes down that it was asked and what was answered. */
  const write = <R extends RouteContract>(person: Person, route: R, input: Input<R>, done: (output: Output<R>, key: string) => Done, { key = newId(), bytes }: { key?: string, bytes?: Uint8Array } = {}): Promise<Output<R>> =>
    gate.through(async () => {
      const what = whatOf.get(route.id)!, again = (): Promise<Output<R>> => callerOf(person).call(route, input, bytes, key)
      ledger.begin(what, key)
      const output = await again().catch((error: unknown) => { if (error instanceof Refused) ledger.refuse(key); throw error })
      ledger.acknowledge(done(output, key))
      // A file that was imported meanwhile and comes again is a new upload.
      if (what !== 'upload') last.set(`${person.login} ${route.id}`, { again, heard: steady(output) })
      return output
    })

  const ended = async (run: string): Promise<void> => {
    for (const end = Date.now() + runPatience; ;) {
      const seen = await read(site.coordinator, readRun, { params: { run } })
      if (seen.state === 'done') return
      if (seen.state !== 'running' || Date.now() > end) throw new Error(`run ${seen.kind} ${run} is ${seen.state}: ${JSON.stringify(seen.failure)} ${JSON.stringify(seen.problems)}`)
      await pause(200)
    }
  }
  const claimed = async (person: Person, step: 'annotate' | 'review'): Promise<string | null> => {
    try { return (await write(person, claim, { body: { project, step } }, (a, key) => ({ what: 'claim', key, person: person.login, assignment: a.id, task: a.task, step }))).id }
    catch (error) {
      if (!(error instanceof Refused && error.code === 'production.nothing-left')) throw error
      await pause(200)
      return null
    }
  }
  /** What was in hand when this program ended goes back. */
  const clearHands = async (person: Person): Promise<void> => {
    for (const { id } of (await read(person, listOwn, { query: { state: 'held' } })).assignments) await read(person, giveBack, { params: { assignment: id }, body: { state: 'released' } })
  }

  const annotate = async (person: Person): Promise<void> => {
    await clearHands(person)
    while (isWorking) {
      const assignment = await claimed(person, 'annotate')
      if (!assignment) continue
      const params = { assignment }, work = await read(person, openWork, { params }), { id: annotation, revision } = work.annotations[0]!
      let base = revision
      for (let i = 0; i < savesOfTask; i++) {
        const key = newId(), operations: ShapeOperation[] = [{ op: 'put', shape: { id: newId(), kind: 'choice', version: 1, class: 'yes', question: 'usable', slot: work.assets[0]!.slot, payload: { negative: false }, attributes: {}, origin: 'human', z: i } }], from = base
        const body = { changeId: key, base: from, schemaVersion: work.schema.version, operations }
        base = (await write(person, saveRevision, { params, body }, saved => ({ what: 'save', key, annotation, base: from, revision: saved.revision, operations }), { key })).revision
        await pause(20)
      }
      const key = newId(), final = base
      await write(person, submitWork, { params, body: { changeId: key, revision: final } }, ({ sha256 }) => ({ what: 'submit', key, annotation, revision: final, sha256 }), { key })
    }
  }
  const review = async (person: Person): Promise<void> => {
    await clearHands(person)
    while (isWorking) {
      const assignment = await claimed(person, 'review')
      if (!assignment) continue
      const { annotations: [only] } = await read(person, openWork, { params: { assignment } })
      await write(person, judgeReview, { params: { assignment }, body: { annotation: only!.id, revision: only!.submitted!, verdict: 'accept' } }, (_, key) => ({ what: 'verdict', key, assignment, annotation: only!.id }))
    }
  }

  /** A dataset of its own with so many tables of rows, imported and prepared. @returns the preparation */
  const takeIn = async (files: number, rows: number): Promise<string> => {
    const who = site.coordinator, name = newId(), dataset = (await read(who, createDataset, { params: { project }, body: { name } })).id
    for (let file = 0; file < files; file++) {
      const bytes = Buffer.from(Array.from({ length: rows }, (_, i) => `${JSON.stringify({ text: `${name} 第 ${file} 份第 ${i} 行：贵阳的天气很好，适合标注。` })}\n`).join(''))
      await write(who, storeUpload, { params: { dataset }, query: { name: `${file}.jsonl` } }, (stored, key) => ({ what: 'upload', key, upload: stored.id, dataset, rows }), { bytes })
    }
    const imported = await write(who, startImport, { params: { dataset }, body: { provenance: { kind: 'self_collected', record: 'torture' } } }, ({ run }, key) => ({ what: 'run', key, run, kind: 'import', dataset }))
    await ended(imported.run)
    const prepared = await write(who, applyRecipe, { params: { recipe: site.recipe }, body: { dataset } }, ({ run }, key) => ({ what: 'run', key, run, kind: 'prepare', dataset }))
    await ended(prepared.run)
    return prepared.run
  }
  const imports = async (): Promise<void> => { while (isWorking) await takeIn(filesOfImport, rowsOfFile) }
  /** Small batches, reviewed and not, one after another; each is accepted when it is done and released with those before. */
  const produce = async (): Promise<void> => {
    const who = site.coordinator, accepted: string[] = []
    for (let turn = 0; isWorking; turn++) {
      const { batches } = await read(who, listBatches, { params: { project } }), working = batches.filter(b => b.state === 'open').length
      for (const { id } of batches.filter(b => b.state === 'submitted')) {
        await write(who, acceptBatch, { params: { batch: id } }, (_, key) => ({ what: 'acceptance', key, batch: id }))
        accepted.push(id)
        const { run } = await write(who, createRelease, { params: { project }, body: { name: id, batches: accepted.slice(-8), seed: 'torture' } }, (made, key) => ({ what: 'run', key, run: made.run, kind: 'release', dataset: null }))
        await ended(run)
      }
      if (working >= 3) { await pause(300); continue }
      const preparation = await takeIn(1, rowsOfBatch), selection = (await read(who, createSelection, { params: { project }, body: { name: preparation, preparation, filter: { kept: true } } })).id
      await write(who, createBatch, { params: { project }, body: { name: preparation, selection, open: true, review: turn % 2 === 0 ? 'none' : 'all' } }, (b, key) => ({ what: 'batch', key, batch: b.id, tasks: rowsOfBatch }))
    }
  }
  const working = Promise.all([...site.annotators.map(annotate), ...site.reviewers.map(review), imports(), produce()]).then(() => undefined)
  working.catch(() => { isWorking = false })
  return {
    working, still: work => gate.closed(work), lost: () => [...callers.values()].reduce((sum, caller) => sum + caller.lost(), 0),
    async sayAgain() {
      const differing: string[] = []
      for (const [who, { again, heard }] of last) {
        const now = await again().then(steady, (error: unknown) => String(error))
        if (now !== heard) differing.push(`${who} heard ${heard} and then ${now}`)
      }
      return differing
    },
    async rest() {
      isWorking = false
      await working
      for (const entry of ledger.done) if (entry.what === 'run') await ended(entry.run)
    },
  }
}

/** What a reply says besides the moment at which it was said. */
const steady = (output: unknown): string => JSON.stringify(output, (name, value: unknown) => (name === 'serverTime' || name === 'assignment' && typeof value === 'object' ? undefined : value))
const whatOf = new Map<string, Done['what']>([
  [claim.id, 'claim'], [saveRevision.id, 'save'], [submitWork.id, 'submit'], [judgeReview.id, 'verdict'], [storeUpload.id, 'upload'], [startImport.id, 'run'], [applyRecipe.id, 'run'], [createRelease.id, 'run'], [createBatch.id, 'batch'], [acceptBatch.id, 'acceptance'],
])
export const recipeOf = (who: Insisting, project: string): Promise<Output<typeof createRecipe>> =>
  who.call(createRecipe, { params: { project }, body: { name: 'Once each', steps: [{ operator: 'exact-duplicate', version: 1, parameters: {} }] } })

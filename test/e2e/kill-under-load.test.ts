import { afterAll, beforeAll, expect, test } from 'vitest'
import { createDataset, listAssets, startImport, storeUpload } from '../../src/chain/1-source/contract.ts'
import { applyRecipe, createRecipe, createSelection } from '../../src/chain/2-preparation/contract.ts'
import { claim, createBatch } from '../../src/chain/3-production/contract.ts'
import { listRevisions, openWork, saveRevision, submitWork } from '../../src/chain/4-annotation/contract.ts'
import { newId } from '../../src/kernel/ids.ts'
import type { ShapeRecord } from '../../src/sockets/shape.ts'
import { listJournal } from '../../src/workspace/access/contract.ts'
import { acknowledge, createProject } from '../../src/workspace/project/contract.ts'
import { listRuns } from '../../src/workspace/runs/contract.ts'
import { freePort, install, processesOf, start, uninstall, untilReady, type Installation } from '../harness/installation.ts'
import { insisting, Refused, type Insisting } from '../harness/insisting.ts'
import { ended, firstAdministrator, invited, leastProject, type Member } from '../harness/people.ts'

const seed = Number(process.env['FEEDSTOCK_SEED'] ?? Date.now() % 1_000_000)
/** Park and Miller's generator: 0 to 1. */
const random = (() => { let state = seed % 2_147_483_646 + 1; return () => (state = state * 16_807 % 2_147_483_647) / 2_147_483_647 })()
const pause = (milliseconds: number): Promise<void> => new Promise(resolve => { setTimeout(resolve, milliseconds) })
const shuffled = <T>(list: readonly T[]): T[] => list.map(item => [random(), item] as const).sort(([a], [b]) => a - b).map(([, item]) => item)

/** A change that the server has said it has. */
interface Acknowledged { readonly changeId: string, readonly base: number, readonly shape: ShapeRecord, readonly revision: number }
interface Task { readonly assignment: string, readonly annotation: string, readonly changes: Acknowledged[], submitted: boolean }

const people = 4, savesPerTask = 6, rowsPerFile = 120
let data: string, product: Installation, founder: Member, project: string, batch: string
let working = true
const tasks: Task[] = [], uploads: string[] = [], runs: string[] = [], texts = new Set<string>()
let saved = 0

const rowsOf = (name: string, count: number): Buffer => Buffer.from(Array.from({ length: count }, (_, i) => {
  const text = `${name} 第 ${i} 行：贵阳的天气很好，适合标注。`
  texts.add(text)
  return `${JSON.stringify({ text })}\n`
}).join(''))

/** Uploads a table, imports it and applies the recipe to all that is there. */
const takeIn = async (who: Insisting, dataset: string, recipe: string, name: string, count: number): Promise<string> => {
  uploads.push((await who.call(storeUpload, { params: { dataset }, query: { name: `${name}.jsonl` } }, rowsOf(name, count))).id)
  const imported = (await who.call(startImport, { params: { dataset }, body: { provenance: { kind: 'self_collected', record: 'test' } } })).run
  runs.push(imported)
  await ended(who, imported)
  const prepared = (await who.call(applyRecipe, { params: { recipe }, body: { dataset } })).run
  runs.push(prepared)
  return prepared
}

beforeAll(async () => {
  data = await install()
  product = await start(data, await freePort())
  founder = await firstAdministrator(product.url, product.setupLink!)
}, 240_000)
afterAll(async () => {
  await product.stop()
  await uninstall(data)
})

const changeOf = (task: Task, slot: string, base: number): Omit<Acknowledged, 'revision'> => ({
  changeId: newId(), base,
  shape: { id: newId(), kind: 'choice', version: 1, class: 'yes', question: 'usable', slot, payload: { negative: false }, attributes: {}, origin: 'human', z: task.changes.length },
})
const send = (who: Insisting, task: Task, { changeId, base, shape }: Omit<Acknowledged, 'revision'>) =>
  who.call(saveRevision, { params: { assignment: task.assignment }, body: { changeId, base, schemaVersion: 1, operations: [{ op: 'put', shape }] } })

/** Claims, saves change after change, submits, and begins again. */
const annotate = async (who: Insisting): Promise<void> => {
  while (working) {
    const assignment = (await who.call(claim, { body: { project, batch, step: 'annotate' } })).id, work = await who.call(openWork, { params: { assignment } })
    const task: Task = { assignment, annotation: work.annotations[0]!.id, changes: [], submitted: false }
    tasks.push(task)
    for (let i = 0, base = work.annotations[0]!.revision; i < savesPerTask && working; i++) {
      const change = changeOf(task, work.assets[0]!.slot, base), { revision, applied, refused } = await send(who, task, change)
      expect([applied, refused]).toEqual([[change.shape.id], []])
      task.changes.push({ ...change, revision })
      base = revision
      saved++
      await pause(30)
    }
    if (!working) return
    await who.call(submitWork, { params: { assignment }, body: { changeId: newId(), revision: task.changes.at(-1)!.revision } })
    task.submitted = true
  }
}

/** Kills these programs at a random moment and waits until others have taken their place and serve. */
const kill = async (names: readonly string[]): Promise<void> => {
  await pause(500 + random() * 2_000)
  const before = await processesOf(product)
  for (const name of names) process.kill(before.get(name)!, 'SIGKILL')
  for (const end = Date.now() + 40_000; ;) {
    const now = await processesOf(product)
    if (names.every(name => now.has(name) && now.get(name) !== before.get(name))) break
    if (Date.now() > end) throw new Error(`${names.join(', ')} did not come back`)
    await pause(100)
  }
  await untilReady(product.url, 40_000)
}

const journal = async (): Promise<Map<string, string[]>> => {
  const found = new Map<string, string[]>()
  for (let before: number | null | undefined; before !== null;) {
    const page: { entries: { verb: string, object: string }[], next: number | null } = await founder.call(listJournal, { query: { limit: 500, ...(before !== undefined && { before }) } })
    for (const { verb, object } of page.entries) found.set(verb, [...found.get(verb) ?? [], object])
    before = page.next
  }
  return found
}

test(`server, worker and database are killed while four people save and imports run (seed ${seed}): everything acknowledged is there exactly once`, async () => {
  console.log(`FEEDSTOCK_SEED=${seed}`)
  const text = { en: 'text' }, owner = insisting(product.url, founder)
  project = (await owner.call(createProject, { body: { ...leastProject('Load'), schema: { classes: [], questions: [{ id: 'usable', title: text, kind: 'choice', options: [{ id: 'yes', name: text }], required: false }] } } })).id
  const dataset = (await owner.call(createDataset, { params: { project }, body: { name: 'Texts' } })).id
  const recipe = (await owner.call(createRecipe, { params: { project }, body: { name: 'Once each', steps: [{ operator: 'exact-duplicate', version: 1, parameters: {} }] } })).id
  const preparation = await takeIn(owner, dataset, recipe, 'first', 400)
  await ended(owner, preparation)
  const selection = (await owner.call(createSelection, { params: { project }, body: { name: 'All', preparation, filter: { kept: true } } })).id
  batch = (await owner.call(createBatch, { params: { project }, body: { name: 'Load', selection, open: true } })).id

  const annotators = await Promise.all(Array.from({ length: people }, async (_, i) => insisting(product.url, await invited(product.url, founder, `annotator-${i}`, ['executor']))))
  for (const who of annotators) await who.call(acknowledge, { params: { project }, body: { version: 1 } })
  const importing = async (): Promise<void> => { for (let i = 0; working; i++) await ended(owner, await takeIn(owner, dataset, recipe, `file ${i}`, rowsPerFile)) }
  const load = Promise.all([importing(), ...annotators.map(annotate)])
  load.catch(() => { working = false })
  const order = [...shuffled(['server', 'worker', 'database']).map(name => [name]), ['server', 'worker', 'database']]
  for (const names of order) {
    const before = saved
    await kill(names)
    await expect.poll(() => saved > before || !working, { timeout: 20_000 }).toBe(true)
  }
  working = false
  await load
  expect([owner, ...annotators].reduce((sum, who) => sum + who.lost(), 0)).toBeGreaterThan(0)

  // Said again, every last change hears what it heard.
  for (const task of tasks.filter(t => t.changes.length > 0)) {
    const last = task.changes.at(-1)!, replies = await Promise.allSettled(annotators.map(who => send(who, task, last)))
    expect(replies.flatMap(r => (r.status === 'fulfilled' ? [r.value.revision] : r.reason instanceof Refused && r.reason.code === 'production.unknown-assignment' ? [] : [r.reason]))).toEqual([last.revision])
  }
  for (const task of tasks) {
    const { revisions } = await founder.call(listRevisions, { params: { annotation: task.annotation }, query: { limit: 500 } })
    expect(revisions.map(r => [r.number, r.base, r.operations])).toEqual(task.changes.map(c => [c.revision, c.base, [{ op: 'put', shape: c.shape }]]))
    expect(revisions.map(r => r.number)).toEqual(task.changes.map((_, i) => i + 1))
  }
  expect(tasks.reduce((sum, t) => sum + t.changes.length, 0)).toBe(saved)
  const listed = await founder.call(listRuns, { query: { limit: 200 } })
  expect(Object.fromEntries(listed.runs.map(r => [r.id, [r.state, r.problems]]))).toEqual(Object.fromEntries(runs.map(id => [id, ['done', []]])))
  expect(new Set(runs).size).toBe(runs.length)
  const assets: { name: string, sha256: string }[] = []
  for (let after: string | null | undefined; after !== null;) {
    const page: { assets: { id: string, name: string, sha256: string }[], next: string | null } = await founder.call(listAssets, { params: { dataset }, query: { limit: 1000, ...(after && { after }) } })
    assets.push(...page.assets)
    after = page.next
  }
  expect([assets.length, new Set(assets.map(a => a.sha256)).size]).toEqual([texts.size, texts.size])
  const written = await journal(), once = (verb: string, expected: readonly string[]): void => { expect([verb, (written.get(verb) ?? []).sort()]).toEqual([verb, [...expected].sort()]) }
  once('task.claimed', tasks.map(t => t.assignment))
  once('annotation.submitted', tasks.filter(t => t.submitted).map(t => t.annotation))
  once('upload.stored', uploads)
  once('run.started', runs)
  once('run.finished', runs)
  console.log(`${saved} saves, ${tasks.length} tasks, ${runs.length} runs, ${texts.size} assets, ${[owner, ...annotators].reduce((sum, who) => sum + who.lost(), 0)} calls went without an answer and were sent again`)
}, 200_000)

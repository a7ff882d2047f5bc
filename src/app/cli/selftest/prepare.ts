import { createDataset, listAssets, startImport, storeUpload } from '../../../chain/1-source/contract.ts'
import { applyRecipe, createRecipe, createSelection, listOperators, listVerdicts, overrule, readPreparation } from '../../../chain/2-preparation/contract.ts'
import { createBatch } from '../../../chain/3-production/contract.ts'
import { listInspections } from '../../../chain/5-inspection/contract.ts'
import { createProject } from '../../../workspace/project/contract.ts'
import { listProblems } from '../../../workspace/runs/contract.ts'
import { ended, filesBelow } from './input.ts'
import { check, type Stage, type World } from './state.ts'

const text = (en: string) => ({ en })

export const project: Stage = {
  name: 'project',
  async run(world) {
    const made = await world.founder.call(createProject, { body: {
      name: 'Self-test',
      schema: {
        classes: [{ id: 'thing', name: text('thing'), colour: 1, kinds: ['box', 'polygon'], attributes: [{ id: 'seen', name: text('seen'), kind: 'switch', required: false }] }, { id: 'term', name: text('term'), colour: 2, kinds: ['span'], attributes: [] }],
        questions: [{ id: 'usable', title: text('usable'), kind: 'choice', options: [{ id: 'yes', name: text('yes') }, { id: 'no', name: text('no') }], required: true }],
      },
      guideline: { goal: text('find things'), format: text('boxes and spans'), method: text('look'), quality: text('exact'), rules: [{ class: 'thing', kind: 'positive', text: text('this') }, { class: 'thing', kind: 'negative', text: text('not that') }] },
    } })
    world.project = made.id
    return { schema: made.schemaVersion, guideline: made.guidelineVersion }
  },
}

const importAll = async (world: World, folder: string): Promise<{ files: number, result: Record<string, number>, problems: { file: string | null, code: string }[] }> => {
  const files = await filesBelow(folder)
  check(files.length > 0, `no file below ${folder}`)
  for (const { name, bytes } of files) await world.founder.upload(storeUpload, { params: { dataset: world.dataset }, query: { name } }, bytes)
  const { run } = await world.founder.call(startImport, { params: { dataset: world.dataset }, body: { provenance: { kind: 'self_collected', record: 'self-test' } } })
  const view = await ended(world.founder, run)
  const { problems } = await world.founder.call(listProblems, { params: { run }, query: { limit: 1000 } })
  return { files: files.length, result: view.result as Record<string, number>, problems: problems.filter(p => !p.warning) }
}

export const source = (folder: string): Stage => ({
  name: 'source',
  async run(world) {
    world.dataset = (await world.founder.call(createDataset, { params: { project: world.project }, body: { name: 'input' } })).id
    const first = await importAll(world, folder), { result } = first
    check(first.problems.length === Math.min(1000, result['failed']!) && first.problems.every(p => p.file && p.code), 'a file that failed is not named with its reason')
    check(result['files'] === result['assets']! + result['existing']! + result['failed']!, `of ${result['files']} files ${result['assets']} became assets, ${result['existing']} were there, ${result['failed']} failed: they do not add up`)
    const again = await importAll(world, folder)
    check(again.result['assets'] === 0, `importing again made ${again.result['assets']} assets`)
    world.assets = result['assets']!
    check(world.assets > 0, `none of ${first.files} files could be imported: ${first.problems.slice(0, 3).map(p => `${p.file} ${p.code}`).join(', ')}`)
    const { assets } = await world.founder.call(listAssets, { params: { dataset: world.dataset }, query: { limit: 1000 } })
    check(assets.length === Math.min(1000, world.assets), `the dataset lists ${assets.length} of ${world.assets} assets`)
    return { uploaded: first.files, files: result['files']!, assets: world.assets, failed: result['failed']!, warnings: result['warnings']!, skipped: result['skipped']!, madeAgain: 0 }
  },
})

const wanted = ['decodable', 'image-size', 'image-blur', 'exact-duplicate', 'near-duplicate-image', 'text-length', 'near-duplicate-text', 'personal-data', 'text-language']

export const preparation: Stage = {
  name: 'preparation',
  async run(world) {
    const { founder } = world, { operators } = await founder.call(listOperators)
    const steps = wanted.map(id => { const o = operators.find(x => x.id === id); check(o !== undefined, `no operator ${id}`); return { operator: id, version: o!.version, parameters: o!.defaults } })
    const recipe = await founder.call(createRecipe, { params: { project: world.project }, body: { name: 'all', steps } })
    const { run } = await founder.call(applyRecipe, { params: { recipe: recipe.id }, body: { dataset: world.dataset } })
    await ended(founder, run)
    world.preparation = run
    let judged = 0, verdicts = 0, dropped: { asset: string, step: number } | null = null
    for (let after: number | null = -1; after !== null;) {
      const page: { assets: { asset: string, kept: boolean, verdicts: { step: number, outcome: string }[] }[], next: number | null } = await founder.call(listVerdicts, { params: { preparation: run }, query: { limit: 500, ...(after >= 0 && { after }) } })
      for (const a of page.assets) {
        check(a.verdicts.length > 0, `asset ${a.asset} has no verdict`)
        judged++
        verdicts += a.verdicts.length
        const out = a.verdicts.find(v => v.outcome === 'dropped')
        if (out) dropped ??= { asset: a.asset, step: out.step }
      }
      after = page.next
    }
    check(judged === world.assets, `${judged} of ${world.assets} assets have verdicts`)
    const before = await founder.call(readPreparation, { params: { preparation: run } })
    if (dropped) {
      const now = await founder.call(overrule, { params: { preparation: run }, body: { ...dropped, outcome: 'kept', reason: 'self-test' } })
      check(now.verdicts.find(v => v.step === dropped.step)?.overruled?.outcome === 'kept', 'the overruling is not shown')
    }
    const { kept, dropped: out, facets } = await founder.call(readPreparation, { params: { preparation: run } })
    check(kept + out === world.assets, 'kept and dropped do not add up')
    return { verdicts, kept: before.kept, dropped: before.dropped, overruled: dropped ? 1 : 0, keptAfter: kept, facets: facets.length }
  },
}

/** At most so many tasks go through people: the self-test is about the chain, not about volume. */
const most = 40

export const production: Stage = {
  name: 'production',
  async run(world) {
    const { founder } = world
    const selection = await founder.call(createSelection, { params: { project: world.project }, body: { name: 'kept', preparation: world.preparation, filter: { kept: true }, limit: most, seed: 'self-test' } })
    const batch = await founder.call(createBatch, { params: { project: world.project }, body: { name: 'first', selection: selection.id, overlap: 2, review: 'all', leaseMinutes: 30, plan: { level: 'II', aql: '4.0' }, open: true } })
    world.batch = batch.id
    const [inspection] = (await founder.call(listInspections, { params: { batch: batch.id } })).inspections
    check(batch.state === 'open' && batch.tasks === selection.assets, `the batch is ${batch.state} with ${batch.tasks} tasks`)
    check(inspection?.state === 'committed' && inspection.seed === null && inspection.salt === null, 'the sampling seed is not committed, or shown too early')
    return { selection: selection.assets, tasks: batch.tasks, overlap: batch.overlap, sampleSize: inspection!.plan.sampleSize, commitment: inspection!.commitment }
  },
}

import { Readable } from 'node:stream'
import type { AssetId, DatasetId } from '../../kernel/ids.ts'
import type { Json } from '../../kernel/json.ts'
import type { Tx } from '../../workspace/database/connect.ts'
import { record } from '../../workspace/journal/service.ts'
import { defineRun, outputsOf, type RunRef, type StageDefinition, type Work } from '../../workspace/runs/service.ts'
import { assetIdOf } from '../1-source/model.ts'
import { deriveAssets, type DerivedAsset } from '../1-source/service.ts'
import { judgeAll, type Decided } from './judging.ts'
import { preparationEnded } from './events.ts'
import * as ledger from './ledger/repository.ts'
import { measureAssets, type Trail } from './measuring.ts'
import { operatorOf, PrepareSpec } from './recipe-spec.ts'
import * as rows from './repository.ts'

const assetsPerShard = 100, decisionsPerShard = 500

type Written = { readonly sha256: string, readonly count: number }
/** The wire between stages is JSON; each value is read back by the code that wrote it. */
const readJson = async <T>(work: Pick<Work<unknown>, 'services' | 'organisation'> | RunRef<PrepareSpec>, sha256: string): Promise<T> =>
  JSON.parse(Buffer.from(await work.services.blobs.read(work.organisation, sha256)).toString('utf8')) as T
const writeJson = async (work: Work<unknown>, value: unknown): Promise<string> => (await work.services.blobs.put(work.organisation, Readable.from([Buffer.from(JSON.stringify(value))]))).sha256

const measure: StageDefinition<PrepareSpec> = {
  name: 'measure',
  title: { 'zh-Hans': '测量', 'zh-Hant': '測量', en: 'Measure' },
  async plan(tx, run) {
    const { assets } = (await rows.findPreparation(tx, run.id))!
    return Array.from({ length: Math.ceil(assets / assetsPerShard) }, (_, i) => ({ from: i * assetsPerShard, to: (i + 1) * assetsPerShard }))
  },
  async work(work, input) {
    const { from, to } = input as { from: number, to: number }
    const { trails, fresh } = await measureAssets(work, from, to)
    return { output: { trails: await writeJson(work, trails), fresh: fresh.length === 0 ? null : await writeJson(work, fresh) }, items: trails.length }
  },
  async commit(tx, run, _input, output) {
    const { fresh } = output as { fresh: string | null }
    if (fresh !== null) await rows.insertMeasures(tx, run.organisation, await readJson<rows.CachedMeasure[]>(run, fresh))
  },
}

const judge: StageDefinition<PrepareSpec> = {
  name: 'judge',
  title: { 'zh-Hans': '判定', 'zh-Hant': '判定', en: 'Judge' },
  plan: async () => [{}],
  async work(work) {
    const blobs = (await work.read(tx => outputsOf(tx, work.run, 0))).map(o => (o as { trails: string }).trails)
    const trails = async function* (): AsyncGenerator<Trail> {
      for (const blob of blobs) {
        work.signal.throwIfAborted()
        yield* await readJson<Trail[]>(work, blob)
      }
    }
    const written: Written[] = []
    let group: Decided[] = [], items = 0
    const flush = async (): Promise<void> => {
      if (group.length > 0) written.push({ sha256: await writeJson(work, group), count: group.length })
      group = []
    }
    for await (const decided of judgeAll(trails, work.spec.steps, work.spec.steps.map(s => operatorOf(work.services.plugins, s)))) {
      items++
      if (group.push(decided) === decisionsPerShard) await flush()
    }
    await flush()
    return { output: written, items }
  },
}

const write: StageDefinition<PrepareSpec> = {
  name: 'write',
  title: { 'zh-Hans': '写入结论', 'zh-Hant': '寫入結論', en: 'Write the verdicts' },
  plan: async (tx, run) => (await outputsOf(tx, run.id, 1)).flatMap(o => o as unknown as Written[]).map(({ sha256, count }) => ({ sha256, count })),
  // Everything is decided: what is left is the transaction.
  work: async (_work, input) => ({ output: {}, items: (input as Written).count }),
  async commit(tx, run, input) { await writeDecided(tx, run, await readJson<Decided[]>(run, (input as Written).sha256)) },
}

const writeDecided = async (tx: Tx, run: RunRef<PrepareSpec>, decided: readonly Decided[]): Promise<void> => {
  const now = run.services.clock.now(), place = { organisation: run.organisation, preparation: run.id, now }
  const { results, finals } = await derive(tx, run, decided, now)
  await ledger.insertVerdicts(tx, place, decided.flatMap(d => d.decisions.map(({ step, verdict, measures }) => {
    const { operator, version, parameters } = run.spec.steps[step]!
    return { asset: d.asset, step, operator, version, parameters, verdict, measures, result: results.get(`${d.asset} ${step}`) ?? null }
  })))
  await ledger.insertPrepared(tx, place, decided.map(({ asset, kept, facets, cluster }) => ({ asset, kept, facets, cluster, final: finals.get(asset) ?? asset })))
  await record(tx, run.author, now, {
    verb: 'verdict.recorded', kind: 'preparation', object: run.id, project: run.project ?? undefined,
    content: decided.map(d => [d.asset, d.decisions.map(({ step, verdict }) => [step, verdict])]), detail: { assets: decided.length, kept: decided.filter(d => d.kept).length },
  })
}

/** The assets that cleaning made, step by step, because a later one names an earlier one as its parent. */
const derive = async (tx: Tx, run: RunRef<PrepareSpec>, decided: readonly Decided[], now: Date): Promise<{ results: ReadonlyMap<string, AssetId>, finals: ReadonlyMap<AssetId, AssetId> }> => {
  const results = new Map<string, AssetId>(), finals = new Map<AssetId, AssetId>(), place = { organisation: run.organisation, dataset: run.spec.dataset as DatasetId, run: run.id, now }
  for (const [step, { operator, version }] of run.spec.steps.entries()) {
    const made: (DerivedAsset & { readonly of: AssetId })[] = []
    for (const { ordinal, asset, name, modality, decisions } of decided) {
      const changed = decisions.find(d => d.step === step)?.changed
      if (changed) made.push({ ...changed, of: asset, id: assetIdOf(run.id, ordinal, step + 1), name, modality, parent: finals.get(asset) ?? asset, madeBy: { operator, version } })
    }
    if (made.length === 0) continue
    const stands = await deriveAssets(tx, place, made)
    for (const { id, of } of made) {
      results.set(`${of} ${step}`, stands.get(id)!)
      finals.set(of, stands.get(id)!)
    }
  }
  return { results, finals }
}

export const prepareRun = defineRun({
  id: 'preparation.recipe',
  version: 1,
  title: { 'zh-Hans': '清洗', 'zh-Hant': '清洗', en: 'Preparation' },
  spec: PrepareSpec,
  // A preparation has a verdict for every asset or none: there is no part to do without.
  maxDead: 0,
  keeps: { 'zh-Hans': '测量值保留，再运行同一配方时不必重算。这次没有结果，资产不受影响。', 'zh-Hant': '測量值保留，再運行同一配方時不必重算。這次沒有結果，資產不受影響。', en: 'Measures stay, so that the same recipe need not compute them again. There is no result this time; the assets are unaffected.' },
  stages: [measure, judge, write],
  async finish(tx, run) {
    await rows.finishPreparation(tx, run.id, run.services.clock.now())
    await preparationEnded.emit({ tx, run })
    const [standing, outcomes] = [await ledger.countPrepared(tx, run.id), await ledger.countVerdicts(tx, run.id)]
    const counted: Json = { assets: standing.kept + standing.dropped, ...standing }
    return { ...counted, verdicts: outcomes.reduce((sum, o) => sum + o.n, 0), failed: outcomes.filter(o => o.outcome === 'failed').reduce((sum, o) => sum + o.n, 0) }
  },
})

import type { AssetId } from '../../kernel/ids.ts'
import { isProbe, type Facts } from '../../sockets/modality.ts'
import type { OperatorDefinition, OperatorInput, OperatorServer } from '../../sockets/operator.ts'
import { BytesGone } from '../../workspace/blobs/service.ts'
import type { Work } from '../../workspace/runs/service.ts'
import type { Asset, Derived } from '../1-source/model.ts'
import { assetsById } from '../1-source/service.ts'
import { appliesTo, goesOn, type RecipeStep, type Verdict } from './model.ts'
import { anyParameters, measureKey, operatorOf, parametersDigest, type PrepareSpec } from './recipe-spec.ts'
import * as rows from './repository.ts'

/** Bytes that a cleaning step made, probed like an imported file. */
export interface ChangedBytes { readonly sha256: string, readonly size: number, readonly mediaType: string, readonly facts: Facts, readonly derivatives: readonly Derived[] }
/** What one step found in one asset. `verdict` null: the operator judges all assets together, later. */
export interface Note { readonly step: number, readonly applies: boolean, readonly measures: unknown, readonly verdict: Verdict | null, readonly changed?: ChangedBytes }
/** One asset on its way through the steps, as far as it got on its own. */
export interface Trail { readonly ordinal: number, readonly asset: AssetId, readonly name: string, readonly modality: string, readonly notes: readonly Note[] }

type Here = Pick<Work<PrepareSpec>, 'organisation' | 'services' | 'spec' | 'signal' | 'read'>
interface Current { readonly sha256: string, readonly mediaType: string, readonly facts: Facts }
type Cache = Map<string, unknown>

/** The store's trouble, not the asset's: the shard is tried again instead of blaming the asset. Bytes that changed outside are the asset's own. */
class StoreFailed extends Error {}
const fromStore = <T>(work: Promise<T>): Promise<T> => work.catch((error: unknown) => {
  throw error instanceof BytesGone ? error : new StoreFailed(String(error), { cause: error })
})

const cacheKey = (m: Pick<rows.CachedMeasure, 'sha256' | 'operator' | 'version' | 'parameters_digest'>): string => `${m.sha256} ${m.operator} ${m.version} ${m.parameters_digest}`
const assetsAtOnce = 4

/** Takes all measures of the assets of one window of ordinals; each is looked up before it is taken. */
export const measureAssets = async (work: Here & Pick<Work<PrepareSpec>, 'run'>, from: number, to: number): Promise<{ trails: Trail[], fresh: rows.CachedMeasure[] }> => {
  const operators = work.spec.steps.map(s => s.operator)
  const { frozen, assets, cached } = await work.read(async tx => {
    const frozen = await rows.frozen(tx, work.run, from, to), assets = await assetsById(tx, frozen.map(f => f.asset))
    return { frozen, assets, cached: await rows.findMeasures(tx, assets.map(a => a.sha256), operators) }
  })
  const byId = new Map(assets.map(a => [a.id, a])), cache: Cache = new Map(cached.map(c => [cacheKey(c), c.measures])), fresh: rows.CachedMeasure[] = [], trails: Trail[] = []
  for (let at = 0; at < frozen.length; at += assetsAtOnce) {
    work.signal.throwIfAborted()
    trails.push(...await Promise.all(frozen.slice(at, at + assetsAtOnce).map(({ ordinal, asset }) => walk(work, byId.get(asset)!, ordinal, cache, fresh))))
  }
  return { trails, fresh }
}

/** The steps in order: each sees what the ones before it kept, and what they changed. */
const walk = async (work: Here, asset: Asset, ordinal: number, cache: Cache, fresh: rows.CachedMeasure[]): Promise<Trail> => {
  const notes: Note[] = []
  let current: Current = asset
  for (const [step, of] of work.spec.steps.entries()) {
    const operator = operatorOf(work.services.plugins, of)
    if (!appliesTo(operator, asset.modality)) { notes.push({ step, applies: false, measures: null, verdict: { outcome: 'kept' } }); continue }
    const note = await look(work, operator, of, step, inputOf(work, asset, current), current.sha256, cache, fresh)
    notes.push(note)
    if (note.verdict && !goesOn(note.verdict)) break
    if (note.changed) {
      current = note.changed
      for (const m of await work.read(tx => rows.findMeasures(tx, [current.sha256], work.spec.steps.map(s => s.operator)))) cache.set(cacheKey(m), m.measures)
    }
  }
  return { ordinal, asset: asset.id, name: asset.name, modality: asset.modality, notes }
}

const inputOf = ({ services, organisation }: Here, asset: Asset, { sha256, mediaType, facts }: Current): OperatorInput => {
  let bytes: Promise<Uint8Array> | null = null
  return { name: asset.name, modality: asset.modality, mediaType, facts, bytes: () => (bytes ??= fromStore(services.blobs.read(organisation, sha256))) }
}

/** Measures, judges and changes; an asset on which the operator falls over has failed, and the rest goes on. */
const look = async (work: Here, operator: OperatorDefinition, of: RecipeStep, step: number, input: OperatorInput, sha256: string, cache: Cache, fresh: rows.CachedMeasure[]): Promise<Note> => {
  const server = work.services.servers.operators.get(operator.id)
  if (!server) throw new Error(`operator ${operator.id} has no server half here`)
  let measures: unknown = null
  try {
    measures = await measured(server, operator, of, input, sha256, cache, fresh)
    if (!operator.judge) return { step, applies: true, measures, verdict: null }
    const judged = operator.judge(measures as never, of.parameters as never)
    if (judged.outcome !== 'changed') return { step, applies: true, measures, verdict: judged }
    const changed = await change(work, server, of, input, measures)
    if (changed.sha256 === sha256) return { step, applies: true, measures, verdict: { outcome: 'kept' } }
    return { step, applies: true, measures, verdict: judged, changed }
  } catch (error) {
    if (error instanceof StoreFailed) throw error
    return { step, applies: true, measures, verdict: { outcome: 'failed', reason: (error instanceof Error ? error.message : String(error)).split('\n')[0]!.slice(0, 200) } }
  }
}

const measured = async (server: OperatorServer, operator: OperatorDefinition, of: RecipeStep, input: OperatorInput, sha256: string, cache: Cache, fresh: rows.CachedMeasure[]): Promise<unknown> => {
  // A measure that takes the input alone cannot depend on the parameters.
  const digest = measureKey(input, server.measure.length < 2 ? anyParameters : parametersDigest(of))
  const name = { sha256, operator: operator.id, version: operator.version, parameters_digest: digest }
  const known = cache.get(cacheKey(name))
  if (known !== undefined) return known
  const measures: unknown = await server.measure(input, of.parameters as never)
  cache.set(cacheKey(name), measures)
  fresh.push({ ...name, measures })
  return measures
}

const change = async ({ services, organisation }: Here, server: OperatorServer, of: RecipeStep, input: OperatorInput, measures: unknown): Promise<ChangedBytes> => {
  if (!server.change) throw new Error('the operator cannot change bytes')
  const { bytes } = await server.change(input, measures as never, of.parameters as never)
  const probe = await services.servers.modalities.get(input.modality)!.probe(bytes, input.name)
  if (!isProbe(probe)) throw new Error(probe.code)
  const derivatives: Derived[] = []
  for (const d of probe.derivatives) derivatives.push({ role: d.role, mediaType: d.mediaType, ...await fromStore(services.blobs.put(organisation, d.bytes)) })
  return { ...await fromStore(services.blobs.put(organisation, bytes)), mediaType: probe.mediaType, facts: probe.facts, derivatives }
}

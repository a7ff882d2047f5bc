import { refuse } from '../../kernel/failure.ts'
import { newId, type BatchId, type ProjectId, type TaskId } from '../../kernel/ids.ts'
import { tieKind } from '../../sockets/shape.ts'
import { can, type Actor } from '../../workspace/access/model.ts'
import type { Tx } from '../../workspace/database/connect.ts'
import type { Services } from '../../workspace/database/services.ts'
import { displayNumber } from '../../workspace/project/model.ts'
import { enterProject, findSchema } from '../../workspace/project/service.ts'
import { unprovenAmong } from '../1-source/papers/service.ts'
import { releasable } from '../3-production/model.ts'
import { enterBatch } from '../3-production/service.ts'
import { countStanding, outcomesOf } from '../5-inspection/service.ts'
import { releaseFailures } from './errors.ts'
import { nativeFormat, type ReleaseSpec } from './model.ts'
import * as rows from './repository.ts'
import { schemaUnion, usualLanguage } from './schema-union.ts'
import { assignSplits } from './split.ts'
import { namesOf } from './to-item.ts'
import { warningsOf, withoutProvenance, type ClassCount, type Contents, type ReleaseWarning } from './warnings.ts'
import './policy.ts'

const usualSplits: ReleaseSpec['splits'] = [{ name: 'train', percent: 80 }, { name: 'validation', percent: 10 }, { name: 'test', percent: 10 }]

export interface NewRelease { name: string, batches: BatchId[], splits?: ReleaseSpec['splits'], seed?: string, formats?: string[], media?: boolean, group?: ReleaseSpec['group'], language?: ReleaseSpec['language'] }

/** @param usual language of class names when nobody chose one */
const soundSpec = (services: Services, input: NewRelease, usual: ReleaseSpec['language']): ReleaseSpec => {
  const splits = input.splits ?? usualSplits, formats = [...new Set([nativeFormat, ...(input.formats ?? [])])].sort()
  const total = splits.reduce((sum, s) => sum + s.percent, 0)
  if (new Set(splits.map(s => s.name)).size !== splits.length || Math.abs(total - 100) > 1e-9) refuse(releaseFailures.badSplits({}, { field: 'splits' }))
  for (const format of formats) if (!services.plugins.formats.get(format)?.write) refuse(releaseFailures.unknownFormat({ format }, { field: 'formats' }))
  return { batches: [...input.batches].sort(), splits, seed: input.seed ?? newId(), formats, media: input.media ?? false, ...(input.group && { group: input.group }), language: input.language ?? usual }
}

/** What a release would freeze. */
export interface ReleasePlan {
  readonly spec: ReleaseSpec
  /** What stands for each task, of those that are in. */
  readonly outcomes: Awaited<ReturnType<typeof outcomesOf>>
  readonly assetsOf: ReadonlyMap<TaskId, readonly rows.TaskAsset[]>
  /** Split by task. */
  readonly splits: ReadonlyMap<string, string>
  /** Tasks that are left out since an asset of them was withdrawn. */
  readonly withdrawn: number
  /** Those of the batches that are of safety data. */
  readonly safety: ReadonlySet<string>
  /** How many tasks were looked at, where not all of them were. */
  readonly sample: { readonly tasks: number, readonly of: number } | null
}

/** Tasks that a preview looks at; of more it takes a sample, so that it answers within seconds at a million. */
export const previewedAtMost = 50_000

/**
 * The same for a preview and for the release itself, so that one tells the other.
 * @param isFreezing locks the assets against withdrawal until the end of the transaction; a preview locks nothing
 * @param atMost about how many tasks to look at
 */
export const planRelease = async (tx: Tx, services: Services, actor: Actor, project: ProjectId, input: NewRelease, isFreezing: boolean, atMost = Infinity): Promise<ReleasePlan> => {
  await enterProject(tx, actor, project, 'release.create')
  const spec = soundSpec(services, input, usualLanguage((await findSchema(tx, project))!.document)), safety = new Set<string>()
  if (spec.group?.by === 'path' && !(await rows.isPattern(tx, spec.group.pattern))) refuse(releaseFailures.badPattern({ pattern: spec.group.pattern }, { field: 'group.pattern' }))
  for (const id of spec.batches as BatchId[]) {
    const batch = await enterBatch(tx, actor, id, 'batch.read')
    if (batch.project !== project) refuse(releaseFailures.batchNotAccepted({ batch: displayNumber('batch', batch.number), state: 'foreign' }, { field: 'batches' }))
    if (!releasable.has(batch.state)) refuse(releaseFailures.batchNotAccepted({ batch: displayNumber('batch', batch.number), state: batch.state }, { field: 'batches' }))
    if (batch.safety) safety.add(id)
  }
  const tasks = isFreezing ? null : await countStanding(tx, spec.batches as BatchId[]), share = tasks === null ? 1 : Math.min(1, atMost / tasks)
  const standing = await outcomesOf(tx, spec.batches as BatchId[], share), assets = await rows.assetsOfTasks(tx, standing.map(o => o.task), spec.group ?? null, isFreezing), assetsOf = Map.groupBy(assets, a => a.task)
  // Withdrawn assets leave with everything that was said of them.
  const outcomes = standing.filter(o => assetsOf.has(o.task))
  if (outcomes.length === 0) refuse(releaseFailures.empty({}, { field: 'batches' }))
  // A key that no asset has is a slip of the pen: nothing would be kept together. A sample may miss a rare one.
  if (spec.group && share === 1 && assets.every(a => a.group === null)) refuse(releaseFailures.noGroup({ key: spec.group.by === 'path' ? spec.group.pattern : spec.group.key }, { field: 'group' }))
  return { spec, outcomes, assetsOf, splits: assignSplits(assets, spec.splits, spec.seed), withdrawn: standing.length - outcomes.length, safety, sample: tasks === null || share === 1 ? null : { tasks: standing.length, of: tasks } }
}

/** Papers and consents are between the owner and its sources: a guest sees none of their rows, so that a count of them would be wrong. */
const seesProvenance = (actor: Actor, project: ProjectId): boolean => !actor.guest && can(actor, 'field.provenance', { project })

/** By the names that the manifest gives them; classes of the schema of today that nothing is called are there with no object. */
const classCounts = async (tx: Tx, project: ProjectId, counts: readonly rows.ShapeCount[], schemas: readonly number[], language: ReleaseSpec['language']): Promise<ClassCount[]> => {
  const documents = await Promise.all(schemas.map(async version => (await findSchema(tx, project, version))!.document)), names = namesOf(schemaUnion(documents), language)
  const found = new Map<string, { name: string, relation: boolean, objects: number, bySplit: Record<string, number> }>(), used = new Set<string>()
  for (const { class: id, kind, split, n } of counts) {
    if (id === null) continue
    used.add(id)
    const name = names.class(id), known = found.get(name) ?? { name, relation: kind === tieKind, objects: 0, bySplit: {} }
    known.objects += n
    known.bySplit[split] = (known.bySplit[split] ?? 0) + n
    found.set(name, known)
  }
  const { document } = (await findSchema(tx, project))!, today = namesOf(document, language)
  for (const { id } of document.classes) {
    const name = today.class(id)
    if (!used.has(id) && !found.has(name)) found.set(name, { name, relation: false, objects: 0, bySplit: {} })
  }
  return [...found.values()].sort((a, b) => b.objects - a.objects || (a.name < b.name ? -1 : 1))
}

export type PlanContents = Contents & { readonly kinds: ReadonlyMap<string, number> }
/** The figures of a plan; objects by kind of shape besides. Snapshots are counted in the database, in one pass. */
export const contentsOf = async (tx: Tx, actor: Actor, project: ProjectId, { spec, outcomes, assetsOf, splits, safety }: ReleasePlan): Promise<PlanContents> => {
  const counts = await rows.countShapes(tx, outcomes.map(o => ({ annotation: o.annotation, revision: o.revision, split: splits.get(o.task)! })))
  const schemas = [...new Set(counts.map(c => c.schema))].sort((a, b) => a - b), bySplit = new Map<string, number>(), kinds = new Map<string, number>(), assets: string[] = []
  let safe = 0
  for (const { task, batch } of outcomes) {
    const of = assetsOf.get(task)!, split = splits.get(task)!
    bySplit.set(split, (bySplit.get(split) ?? 0) + of.length)
    if (safety.has(batch)) safe += of.length
    for (const { asset } of of) assets.push(asset)
  }
  for (const { kind, n } of counts) if (kind !== null) kinds.set(kind, (kinds.get(kind) ?? 0) + n)
  return {
    items: assets.length, splits: spec.splits.map(({ name, percent }) => ({ name, percent, items: bySplit.get(name) ?? 0 })), classes: await classCounts(tx, project, counts, schemas, spec.language), schemas, kinds,
    safety: safety.size > 0 ? safe : null, provenance: seesProvenance(actor, project) ? await unprovenAmong(tx, assets) : null,
  }
}

/** Every count of a sample as that of the whole. */
export const scaled = (contents: PlanContents, factor: number): PlanContents => {
  const up = (n: number): number => Math.round(n * factor), allUp = (counts: Readonly<Record<string, number>>): Record<string, number> => Object.fromEntries(Object.entries(counts).map(([key, n]) => [key, up(n)]))
  const { items, splits, classes, kinds, safety, provenance } = contents
  return {
    ...contents, items: up(items), splits: splits.map(s => ({ ...s, items: up(s.items) })), classes: classes.map(c => ({ ...c, objects: up(c.objects), bySplit: allUp(c.bySplit) })), kinds: new Map([...kinds].map(([kind, n]) => [kind, up(n)])),
    safety: safety === null ? null : up(safety), provenance: provenance && { incomplete: up(provenance.incomplete), withoutConsent: up(provenance.withoutConsent) },
  }
}

export interface KnownLosses { readonly format: string, readonly kinds: readonly { readonly kind: string, readonly objects: number }[] }
/** Kinds of shapes that each chosen format says it does not hold; formats that hold all are left out. */
const knownLosses = (services: Services, formats: readonly string[], kinds: PlanContents['kinds']): KnownLosses[] => formats.flatMap(format => {
  const held = new Set(services.plugins.formats.get(format)!.shapes), lost = [...kinds].filter(([kind]) => !held.has(kind)).map(([kind, objects]) => ({ kind, objects }))
  return format === nativeFormat || lost.length === 0 ? [] : [{ format, kinds: lost.sort((a, b) => b.objects - a.objects || (a.kind < b.kind ? -1 : 1)) }]
})

export interface ReleasePreview { readonly sample: ReleasePlan['sample'], readonly items: number, readonly splits: Contents['splits'], readonly classes: readonly ClassCount[], readonly losses: readonly KnownLosses[], readonly warnings: readonly ReleaseWarning[] }
/** What the release would hold if it were made now; refused for the reasons that would refuse it. Writes nothing and locks nothing. Of very many tasks a sample is counted, and the counts are scaled up. */
export const previewRelease = async (tx: Tx, services: Services, actor: Actor, project: ProjectId, input: NewRelease, atMost = previewedAtMost): Promise<ReleasePreview> => {
  const plan = await planRelease(tx, services, actor, project, input, false, atMost), { sample } = plan, counted = await contentsOf(tx, actor, project, plan), contents = sample ? scaled(counted, sample.of / sample.tasks) : counted, warnings = warningsOf(contents)
  return {
    sample, items: contents.items, splits: contents.splits, classes: contents.classes, losses: knownLosses(services, plan.spec.formats, contents.kinds),
    warnings: actor.guest ? withoutProvenance(warnings) : warnings,
  }
}

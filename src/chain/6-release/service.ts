import { refuse } from '../../kernel/failure.ts'
import { newId, type ProjectId, type ReleaseId, type RunId } from '../../kernel/ids.ts'
import { can, type Actor } from '../../workspace/access/model.ts'
import { demand } from '../../workspace/access/service.ts'
import type { Tx } from '../../workspace/database/connect.ts'
import type { Services } from '../../workspace/database/services.ts'
import { record } from '../../workspace/journal/service.ts'
import { nextNumber } from '../../workspace/project/service.ts'
import { releaseFailures } from './errors.ts'
import { releaseRun } from './jobs.ts'
import { saysProvenance } from './model.ts'
import { contentsOf, planRelease, type NewRelease } from './plan.ts'
import { rebuildRun } from './rebuild-run.ts'
import * as rows from './repository.ts'
import { warningsOf, withoutProvenance } from './warnings.ts'
import './policy.ts'

/** Freezes what stands now: later rulings change later releases, not this one. */
export const createRelease = async (tx: Tx, services: Services, actor: Actor, project: ProjectId, input: NewRelease): Promise<{ release: ReleaseId, run: RunId }> => {
  const plan = await planRelease(tx, services, actor, project, input, true), { spec, outcomes, assetsOf, splits, withdrawn } = plan, warnings = warningsOf(await contentsOf(tx, actor, project, plan))
  const id = newId<ReleaseId>(), now = services.clock.now(), number = await nextNumber(tx, actor.organisation, project, 'release')
  // An item per asset: those of a task follow each other, in the order of its places.
  const items = outcomes.flatMap(o => assetsOf.get(o.task)!.map(of => ({ ...o, of })))
  await rows.insertRelease(tx, { id, organisation: actor.organisation, project, number, name: input.name, spec, items: items.length, warnings, by: actor.membership, now })
  const schemas = await rows.schemasOfSnapshots(tx, outcomes)
  await rows.insertItems(tx, actor.organisation, id, items.map(({ of: { asset, guideline, cluster, provenance, group }, ...o }, ordinal) =>
    ({ ordinal, task: o.task, asset, annotation: o.annotation, revision: o.revision, split: splits.get(o.task)!, frozen: { why: o.why, schema: schemas.get(o.annotation)!, guideline, cluster, provenance, group } })))
  await record(tx, actor, now, { verb: 'release.frozen', kind: 'release', object: id, project, content: spec, detail: { number, items: items.length, withdrawn } })
  // A release and the run that builds it share their id: each is found from the other.
  return { release: id, run: await services.runs.start(tx, actor, releaseRun, { id: id as string as RunId, project, spec: { release: id }, services }) }
}

/** A run that packs a built release again from its frozen rows and says whether a byte differs. */
export const rebuildRelease = async (tx: Tx, services: Services, actor: Actor, id: ReleaseId): Promise<{ run: RunId }> => {
  const release = await enterRelease(tx, actor, id)
  demand(actor, 'release.rebuild', { project: release.project })
  if (release.manifest_sha256 === null) refuse(releaseFailures.notReady())
  return { run: await services.runs.start(tx, actor, rebuildRun, { project: release.project, spec: { release: id }, services }) }
}

export const enterRelease = async (tx: Tx, actor: Actor, id: ReleaseId): Promise<rows.StoredRelease> => {
  const release = await rows.findRelease(tx, id)
  if (!release || !can(actor, 'project.read', { project: release.project })) return refuse(releaseFailures.unknown())
  demand(actor, 'release.read', { project: release.project })
  return seenBy(actor, release)
}

/** Do the terms of a guest keep it from knowing where the items come from? */
const isKeptFrom = (actor: Actor, release: rows.StoredRelease): boolean => actor.guest && !can(actor, 'field.provenance', { project: release.project })

/**
 * The release as somebody may know it: a guest hears nothing of papers and consents, and one whose terms keep the provenance back has the
 * edition without it in place of the archive.
 */
export const seenBy = (actor: Actor, stored: rows.StoredRelease): rows.StoredRelease => {
  const release = actor.guest && stored.warnings ? { ...stored, warnings: withoutProvenance(stored.warnings) } : stored, { withheld } = release.counts
  if (!withheld || !isKeptFrom(actor, release)) return release
  return { ...release, manifest_sha256: withheld.archive, manifest_digest: withheld.digest, signature: withheld.signature, counts: { ...release.counts, size: withheld.size } }
}

/** A release that was built before anybody was kept from its provenance has no edition without it. @throws release.withheld */
export const unlessWithheld = (actor: Actor, release: rows.StoredRelease): void => {
  if (isKeptFrom(actor, release) && release.manifest_sha256 !== null && !release.counts.withheld) refuse(releaseFailures.withheld())
}

/** Do the terms of a guest keep an export from it, since its files say where the items come from? */
export const isFormatKeptFrom = (services: Services, actor: Actor, release: rows.StoredRelease, format: string): boolean =>
  isKeptFrom(actor, release) && saysProvenance(services.plugins.formats, format)

export { surveyFile, type ArchiveFile } from './build.ts'
export { fingerprintIn, fingerprintOf, signatureHolds, type Signer } from './signer.ts'
export { entryAt, type RandomAccess } from './verify.ts'
export { writeZip } from './zip.ts'
export { followSchemaOfReleases } from './schema-change.ts'
export { followSource } from './notices.ts'

import { refuse } from '../../kernel/failure.ts'
import { newId, type AssetId, type OrganisationId, type ProjectId, type ReleaseId } from '../../kernel/ids.ts'
import { can, type Actor } from '../../workspace/access/model.ts'
import { demand } from '../../workspace/access/service.ts'
import type { Tx } from '../../workspace/database/connect.ts'
import type { Services } from '../../workspace/database/services.ts'
import type { Author } from '../../workspace/journal/model.ts'
import { record } from '../../workspace/journal/service.ts'
import { displayNumber } from '../../workspace/project/model.ts'
import { assetsWithdrawn, withdrawalLookedAt } from '../1-source/events.ts'
import { releaseFailures } from './errors.ts'
import * as rows from './repository.ts'
import { signStatement, stateOf } from './revocation.ts'
import type { revocationReasons, SignedStatement } from './model.ts'

/** Takes a release back as a whole. It stays, with its files, for those who confirm that they know; nobody gets it unawares. */
export const withdraw = async (tx: Tx, services: Services, actor: Actor, release: rows.StoredRelease, input: { reason: (typeof revocationReasons)[number], note?: string }): Promise<void> => {
  demand(actor, 'release.withdraw', { project: release.project })
  const now = services.clock.now()
  if (release.state === 'withdrawn') refuse(releaseFailures.alreadyWithdrawn())
  // Two at once: the second finds nothing to move.
  if (release.state !== 'ready' || !(await rows.moveWithdrawn(tx, release.id))) refuse(releaseFailures.notReady())
  await rows.insertNotices(tx, actor.organisation, [{ id: newId(), release: release.id, kind: 'revoked', reason: input.reason, note: input.note ?? null, assets: release.items, by: actor.membership, at: now }])
  await record(tx, actor, now, { verb: 'release.withdrawn', kind: 'release', object: release.id, project: release.project, content: input, detail: { reason: input.reason } })
}

const markAffected = async (tx: Tx, services: Services, author: Author, project: ProjectId, assets: readonly AssetId[], reason: string): Promise<void> => {
  const found = await rows.releasesWith(tx, project, assets), now = services.clock.now()
  await rows.insertNotices(tx, author.organisation, found.map(f => ({ id: newId(), release: f.id, kind: 'affected', reason, note: null, assets: f.items, by: author.membership, at: now })))
  for (const { id, items: n } of found) await record(tx, author, now, { verb: 'release.affected', kind: 'release', object: id, project, detail: { reason, assets: n } })
}

/** Says which releases a withdrawal of assets would reach, and marks them when it comes, in its transaction. The shells call it once. */
export const followSource = (): void => {
  withdrawalLookedAt.follow(async ({ tx, project, assets, effects }) => {
    for (const { number, ...release } of await rows.releasesWith(tx, project, assets)) effects.releases.push({ ...release, display: displayNumber('release', number) })
  })
  assetsWithdrawn.follow(({ tx, services, author, project, assets, reason }) => markAffected(tx, services, author, project, assets, reason))
}

/** Notices of a release, and whom they concern: whoever downloaded anything of it. Holders are null for those who see no names. */
export const noticesOf = async (tx: Tx, actor: Actor, release: rows.StoredRelease): Promise<{ notices: rows.StoredNotice[], holders: rows.Holder[] | null }> => ({
  notices: await rows.noticesOf(tx, release.id),
  holders: can(actor, 'release.holders', { project: release.project }) ? await rows.holdersOf(tx, release.id) : null,
})

/** What the publisher says of the release now, signed. */
export const statementOn = async (tx: Tx, services: Services, organisation: OrganisationId, release: rows.StoredRelease): Promise<SignedStatement> => {
  const { id, number, manifest_digest: manifest } = release
  if (manifest === null) return refuse(releaseFailures.notReady())
  const notices = await rows.noticesOf(tx, id as ReleaseId)
  return signStatement({
    format: 'feedstock-revocation@1', release: { id, number: displayNumber('release', number), organisation, manifest }, state: stateOf(notices),
    notices: notices.map(n => ({ kind: n.kind, reason: n.reason, assets: n.assets, at: n.at.toISOString() })), issuedAt: services.clock.now().toISOString(),
  }, services.signer)
}

export { ownNotices, type OwnNotice, type StoredNotice, type Holder } from './repository.ts'

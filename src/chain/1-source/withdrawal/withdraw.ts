import { refuse } from '../../../kernel/failure.ts'
import { newId, type AssetId, type DatasetId, type ProjectId } from '../../../kernel/ids.ts'
import { can, type Actor } from '../../../workspace/access/model.ts'
import { demand } from '../../../workspace/access/service.ts'
import type { Tx } from '../../../workspace/database/connect.ts'
import type { Services } from '../../../workspace/database/services.ts'
import { record } from '../../../workspace/journal/service.ts'
import { enterProject } from '../../../workspace/project/service.ts'
import { sourceFailures } from '../errors.ts'
import { assetsWithdrawn, withdrawalLookedAt, type WithdrawalEffects } from '../events.ts'
import { enterDataset } from '../service.ts'
import * as rows from './repository.ts'

/** Assets by name, or all that one person's consent covers. */
export type WithdrawalScope = { readonly assets: readonly string[] } | { readonly consent: string }

export const enterConsent = async (tx: Tx, actor: Actor, id: string, permission: string): Promise<rows.StoredConsent> => {
  const consent = await rows.findConsent(tx, id)
  if (!consent || !can(actor, 'project.read', { project: consent.project })) return refuse(sourceFailures.unknownConsent())
  demand(actor, permission, { project: consent.project })
  return consent
}

export const addConsent = async (tx: Tx, services: Services, actor: Actor, project: ProjectId, input: { subject: string, scope: string, givenOn: string, paper?: string }): Promise<rows.StoredConsent> => {
  await enterProject(tx, actor, project, 'consent.manage')
  const id = newId(), now = services.clock.now()
  if (!(await rows.insertConsent(tx, { id, organisation: actor.organisation, project, ...input, paper: input.paper ?? null, by: actor.membership, now }))) refuse(sourceFailures.consentKnown({}, { field: 'subject' }))
  await record(tx, actor, now, { verb: 'consent.recorded', kind: 'consent', object: id, project, content: input })
  return (await rows.findConsent(tx, id))!
}

/** Says of every asset below a path that this consent covers it. @returns how many more */
export const coverByPath = async (tx: Tx, services: Services, actor: Actor, id: string, dataset: DatasetId, prefix: string): Promise<number> => {
  const consent = await enterConsent(tx, actor, id, 'consent.manage'), { project } = await enterDataset(tx, actor, dataset, 'dataset.read')
  if (project !== consent.project) refuse(sourceFailures.unknownDataset())
  if (consent.withdrawn_at) refuse(sourceFailures.consentWithdrawn())
  const linked = await rows.linkByPath(tx, actor.organisation, id, dataset, prefix)
  await record(tx, actor, services.clock.now(), { verb: 'consent.linked', kind: 'consent', object: id, project, content: { dataset, prefix }, detail: { linked } })
  return linked
}

const assetsIn = async (tx: Tx, actor: Actor, project: ProjectId, scope: WithdrawalScope): Promise<AssetId[]> => {
  await enterProject(tx, actor, project, 'asset.withdraw')
  if ('consent' in scope) {
    const consent = await enterConsent(tx, actor, scope.consent, 'asset.withdraw')
    if (consent.project !== project) refuse(sourceFailures.unknownConsent())
  } else if (await rows.countOfProject(tx, project, scope.assets) !== new Set(scope.assets).size) refuse(sourceFailures.unknownAsset())
  return rows.withDerived(tx, project, scope)
}

const effectsOn = async (tx: Tx, project: ProjectId, assets: readonly AssetId[]): Promise<WithdrawalEffects> => {
  const effects: WithdrawalEffects = { tasks: 0, releases: [] }
  await withdrawalLookedAt.emit({ tx, project, assets, effects })
  return effects
}

/** What a withdrawal would reach, before anybody confirms it. */
export const previewWithdrawal = async (tx: Tx, actor: Actor, project: ProjectId, scope: WithdrawalScope): Promise<WithdrawalEffects & { assets: number }> => {
  const assets = await assetsIn(tx, actor, project, scope)
  return { assets: assets.length, ...await effectsOn(tx, project, assets) }
}

/** Takes assets out for good, with all that was derived of them; whoever works with them is told in the same transaction. */
export const withdraw = async (tx: Tx, services: Services, actor: Actor, project: ProjectId, scope: WithdrawalScope, reason: string): Promise<rows.StoredWithdrawal> => {
  const assets = await assetsIn(tx, actor, project, scope)
  if (assets.length === 0) refuse(sourceFailures.nothingToWithdraw())
  const id = newId(), now = services.clock.now(), consent = 'consent' in scope ? scope.consent : null
  await rows.insertWithdrawal(tx, { id, organisation: actor.organisation, project, reason, consent, assets, by: actor.membership, now })
  if (consent) await rows.endConsent(tx, consent, now)
  await record(tx, actor, now, { verb: 'asset.withdrawn', kind: 'withdrawal', object: id, project, content: { assets, reason }, detail: { assets: assets.length, consent } })
  await assetsWithdrawn.emit({ tx, services, author: actor, project, withdrawal: id, assets, reason: consent ? 'consent' : 'other' })
  return (await rows.findWithdrawal(tx, id))!
}

export const readWithdrawal = async (tx: Tx, actor: Actor, id: string): Promise<{ withdrawal: rows.StoredWithdrawal, effects: WithdrawalEffects }> => {
  const withdrawal = await rows.findWithdrawal(tx, id)
  if (!withdrawal || !can(actor, 'project.read', { project: withdrawal.project })) return refuse(sourceFailures.unknownWithdrawal())
  demand(actor, 'dataset.read', { project: withdrawal.project })
  return { withdrawal, effects: await effectsOn(tx, withdrawal.project, await rows.assetsOfWithdrawal(tx, id)) }
}

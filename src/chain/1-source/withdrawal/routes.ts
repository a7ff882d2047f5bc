import { refuse } from '../../../kernel/failure.ts'
import type { DatasetId, ProjectId } from '../../../kernel/ids.ts'
import { on, type Endpoint } from '../../../workspace/access/endpoint.ts'
import { enterProject } from '../../../workspace/project/service.ts'
import { sourceFailures } from '../errors.ts'
import type { WithdrawalEffects } from '../events.ts'
import * as contract from './contract.ts'
import * as rows from './repository.ts'
import * as withdrawals from './withdraw.ts'

const viewConsent = ({ given_on, withdrawn_at, ...c }: rows.StoredConsent): contract.ConsentView => ({ ...c, givenOn: given_on, withdrawnAt: withdrawn_at?.toISOString() ?? null })
const view = ({ by_membership, created_at, ...w }: rows.StoredWithdrawal): contract.WithdrawalView => ({ ...w, by: by_membership, createdAt: created_at.toISOString() })
const viewEffects = ({ tasks, releases }: WithdrawalEffects) => ({ tasks, releases: releases.map(r => ({ ...r })) })

/** Exactly one of the two ways to say what. */
const scopeOf = ({ assets, consent }: { assets?: string[], consent?: string }): withdrawals.WithdrawalScope =>
  consent !== undefined && assets === undefined ? { consent } : assets !== undefined && consent === undefined ? { assets } : refuse(sourceFailures.badWithdrawal({}, { field: 'assets' }))

export const withdrawalRoutes: readonly Endpoint[] = [
  on(contract.listConsents)(async ({ tx, actor, input: { params, query } }) => {
    const { id } = await enterProject(tx, actor, params.project as ProjectId, 'consent.manage'), limit = query.limit ?? 200
    const found = await rows.listConsents(tx, id, { after: query.after ?? null, limit })
    return { consents: found.map(viewConsent), next: found.length === limit ? found.at(-1)!.id : null }
  }),
  on(contract.addConsent)(async ({ tx, actor, services, input }) => viewConsent(await withdrawals.addConsent(tx, services, actor, input.params.project as ProjectId, input.body))),
  on(contract.coverByPath)(async ({ tx, actor, services, input: { params, body } }) => ({ linked: await withdrawals.coverByPath(tx, services, actor, params.consent, body.dataset as DatasetId, body.prefix) })),
  on(contract.previewWithdrawal)(async ({ tx, actor, input: { params, body } }) => {
    const { assets, ...effects } = await withdrawals.previewWithdrawal(tx, actor, params.project as ProjectId, scopeOf(body))
    return { assets, ...viewEffects(effects) }
  }),
  on(contract.withdraw)(async ({ tx, actor, services, input: { params, body } }) => view(await withdrawals.withdraw(tx, services, actor, params.project as ProjectId, scopeOf(body), body.reason))),
  on(contract.listWithdrawals)(async ({ tx, actor, input }) => {
    const { id } = await enterProject(tx, actor, input.params.project as ProjectId, 'dataset.read')
    return { withdrawals: (await rows.listWithdrawals(tx, id)).map(view) }
  }),
  on(contract.readWithdrawal)(async ({ tx, actor, input }) => {
    const { withdrawal, effects } = await withdrawals.readWithdrawal(tx, actor, input.params.withdrawal)
    return { ...view(withdrawal), ...viewEffects(effects) }
  }),
]

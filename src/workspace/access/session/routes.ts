import { refuse } from '../../../kernel/failure.ts'
import type { OrganisationId } from '../../../kernel/ids.ts'
import { enterScope } from '../../database/connect.ts'
import { installationChain, readJournal } from '../../journal/service.ts'
import { on, inSteps, type Endpoint } from '../endpoint.ts'
import { accessFailures } from '../errors.ts'
import { leave, renewPassword, resetAccount, setAccountState } from '../leaving.ts'
import { demandInstallation, demandSession } from '../service.ts'
import * as contract from './contract.ts'
import * as sessions from './service.ts'

export const sessionRoutes: readonly Endpoint[] = [
  on(contract.listSessions)(async ({ tx, visitor, services }) => ({
    sessions: (await sessions.listSessions(tx, visitor.account, services.clock.now())).map(s => ({ ...s, createdAt: s.createdAt.toISOString(), seenAt: s.seenAt.toISOString(), current: s.id === visitor.session })),
  })),
  on(contract.endSession)(async ({ tx, visitor, input, services, sign }) => {
    demandSession(visitor)
    if (!(await sessions.endOwnSession(tx, visitor.account, input.params.session, services.clock.now()))) refuse(accessFailures.notFound())
    if (input.params.session === visitor.session) sign(null)
    return {}
  }),
  on(contract.endOtherSessions)(async ({ tx, visitor, services }) => {
    demandSession(visitor)
    return { ended: await sessions.endSessions(tx, visitor.account, visitor.session, services.clock.now()) }
  }),
  inSteps(contract.changePassword)(async ({ visitor, input, services }) => sessions.changePassword(services, visitor, input.body)),
  on(contract.leaveOrganisation)(async ({ tx, visitor, input, services }) => { await leave(tx, services, visitor, input.body.organisation as OrganisationId); return {} }),
  on(contract.setAccountState)(async ({ tx, visitor, input, services }) => {
    await demandInstallation(tx, visitor)
    return setAccountState(tx, services, input.body.login, input.body.state)
  }),
  on(contract.listInstallationEvents)(async ({ tx, visitor, input: { query } }) => {
    await demandInstallation(tx, visitor)
    const { limit = 100, before = null, verb, account, from, to } = query
    await enterScope(tx, { organisation: installationChain })
    const entries = await readJournal(tx, { before, limit, verb, account, from: from ? new Date(from) : null, to: to ? new Date(to) : null })
    return { entries: entries.map(({ id, at, account: of, verb: what, kind, object, detail }) => ({ id, at: at.toISOString(), account: of, verb: what, kind, object, detail })), next: entries.length === limit ? entries.at(-1)!.id : null }
  }),
  on(contract.renewPassword)(async ({ tx, visitor, input, services }) => {
    await demandInstallation(tx, visitor)
    return renewPassword(tx, services, input.body.login)
  }),
  on(contract.resetAccount)(async ({ tx, visitor, input, services }) => {
    await demandInstallation(tx, visitor)
    return resetAccount(tx, services, input.body.login)
  }),
]

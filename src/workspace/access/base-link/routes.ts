import { on, type Endpoint } from '../endpoint.ts'
import * as contract from './contract.ts'
import * as base from './service.ts'

export const baseLinkRoutes: readonly Endpoint[] = [
  on(contract.listBaseLinks)(async ({ tx, actor }) => ({ links: await base.listLinks(tx, actor) })),
  on(contract.createBaseLink)(async ({ tx, actor, services }) => base.createLink(tx, services, actor)),
  on(contract.readBaseLink)(async ({ tx, actor, input, services }) => base.readLink(tx, services, actor, input.body.secret)),
  on(contract.acceptBaseLink)(async ({ tx, actor, input, services }) => base.acceptLink(tx, services, actor, input.body.secret)),
  on(contract.endBaseLink)(async ({ tx, actor, input, services }) => { await base.endLink(tx, services, actor, input.params.link); return {} }),
  on(contract.readBaseFigures)(async ({ tx, actor }) => base.readFigures(tx, actor)),
]

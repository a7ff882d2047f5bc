import { on, type Endpoint } from '../endpoint.ts'
import { demandInstallation } from '../service.ts'
import * as contract from './contract.ts'
import { eraseAccount } from './service.ts'

export const erasureRoutes: readonly Endpoint[] = [
  on(contract.eraseAccount)(async ({ tx, visitor, input: { body }, services }) => {
    await demandInstallation(tx, visitor)
    return eraseAccount(tx, services, body.login, body.confirm)
  }),
]

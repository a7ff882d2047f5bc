import type { MembershipId } from '../../../kernel/ids.ts'
import { on, inSteps, type Endpoint } from '../endpoint.ts'
import * as contract from './contract.ts'
import * as factor from './service.ts'

export const secondFactorRoutes: readonly Endpoint[] = [
  inSteps(contract.answerChallenge)(async ({ input, services, client, sign }) => {
    const { secret, view } = await factor.answerChallenge(services, input.body.challenge, input.body.code, client.userAgent)
    sign(secret)
    return view
  }),
  on(contract.readSecondFactor)(async ({ tx, visitor }) => factor.factorState(tx, visitor.account)),
  on(contract.beginSecondFactor)(async ({ tx, visitor, services }) => factor.beginEnrolment(tx, services, visitor)),
  on(contract.confirmSecondFactor)(async ({ tx, visitor, input, services }) => ({ recoveryCodes: [...await factor.confirmEnrolment(tx, services, visitor, input.body.code)] })),
  inSteps(contract.endSecondFactor)(async ({ visitor, input, services }) => { await factor.turnOff(services, visitor, input.body); return {} }),
  inSteps(contract.renewRecoveryCodes)(async ({ visitor, input, services }) => ({ recoveryCodes: [...await factor.renewRecoveryCodes(services, visitor, input.body)] })),
  on(contract.resetSecondFactor)(async ({ tx, actor, input, services }) => { await factor.resetFactor(tx, services, actor, input.params.membership as MembershipId); return {} }),
  on(contract.requireSecondFactor)(async ({ tx, actor, input, services }) => { await factor.requireFactor(tx, services, actor, input.body.required); return {} }),
]

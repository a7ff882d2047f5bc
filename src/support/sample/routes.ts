import { locales, type Locale } from '../../kernel/messages.ts'
import { on, type Endpoint } from '../../workspace/access/endpoint.ts'
import { sessionView } from '../../workspace/access/service.ts'
import { enterScope } from '../../workspace/database/connect.ts'
import { createSampleProject } from './contract.ts'
import { createSample } from './service.ts'

export const sampleRoutes: readonly Endpoint[] = [
  on(createSampleProject)(async ({ tx, actor, input, services }) => {
    const { account } = await sessionView(tx, actor.account)
    await enterScope(tx, { organisation: actor.organisation, account: actor.account })
    const chosen = account.preferences['language']
    return createSample(tx, services, actor, locales.find((l): l is Locale => l === chosen) ?? 'zh-Hans', input.body)
  }),
]

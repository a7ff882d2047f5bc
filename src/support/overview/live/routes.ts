import { refuse } from '../../../kernel/failure.ts'
import { onBytes, type Endpoint } from '../../../workspace/access/endpoint.ts'
import { accessFailures } from '../../../workspace/access/errors.ts'
import { readEvents } from './contract.ts'
import { liveFailures } from './errors.ts'
import { mayListen, type Hub } from './hub.ts'

/** @param hub null where there is none: pages go on asking */
export const liveRoutes = (hub: Hub | null): readonly Endpoint[] => [
  onBytes(readEvents)(async ({ actor, visitor, input, lastEventId }) => {
    const { project = null, after = null } = input.query, last = Number(lastEventId ?? after ?? Number.NaN)
    // Whose project it is, is not told: there is none that they may see.
    if (!mayListen(actor, project)) return refuse(accessFailures.notFound())
    if (!hub) return refuse(liveFailures.unavailable())
    return { bytes: await hub.open({ actor, session: visitor.session, project, after: Number.isSafeInteger(last) && last >= 0 ? last : null }), mediaType: 'text/event-stream; charset=utf-8', live: true }
  }),
]

import type { RouteContract } from '../../kernel/contract.ts'
import type { Clock } from '../../kernel/clock.ts'
import { isUuid, type ProjectId } from '../../kernel/ids.ts'
import { isAuditing, type Actor } from '../../workspace/access/model.ts'
import type { Tx } from '../../workspace/database/connect.ts'
import { record } from '../../workspace/journal/service.ts'

/** A page asks again every few seconds: the same reading by the same person is written down once in this time, milliseconds. */
const fold = 60_000
const most = 50_000

interface Asked { readonly params: unknown, readonly query: unknown }
/** Ids, numbers and words of the contract; what somebody typed may be a name and is left out. */
const named = (parts: unknown): Record<string, string | number> => Object.fromEntries(Object.entries(parts ?? {}).flatMap(([key, value]): [string, string | number][] =>
  typeof value === 'number' || (typeof value === 'string' && (isUuid(value) || /^[a-z0-9.-]{1,40}$/.test(value))) ? [[key, value]] : []))

/** One request of somebody who may read as an auditor. */
export interface Watched {
  readonly actor: Actor
  /** In the transaction of the reading, after it: no reading without its entry. */
  write(tx: Tx): Promise<void>
  /** The transaction is committed. */
  done(): void
}

/** Writes down what auditors read. One per server process: it remembers what it wrote in the last minute. */
export const auditReads = (clock: Clock): { watch(actor: Actor, route: RouteContract, asked: Asked): Watched | null } => {
  const written = new Map<string, number>()
  const isFresh = (key: string, now: number): boolean => (written.get(key) ?? -Infinity) > now - fold
  return {
    watch(actor, route, { params, query }) {
      const permission = typeof route.guard === 'object' ? route.guard.permission : null
      const isAuditor = actor.roles.includes('auditor') || [...actor.projectRoles.values()].some(roles => roles.includes('auditor'))
      if (route.method !== 'GET' || permission === null || !isAuditor) return null
      const places = new Set<ProjectId | null>(), keys: string[] = [], detail = { params: named(params), query: named(query) }
      return {
        actor: { ...actor, witness: project => { places.add(project) } },
        async write(tx) {
          // A list that asks of each row for itself asks no permission of a place: then it is the one of the route that counts.
          if (places.size === 0 && isAuditing(actor, permission)) places.add(null)
          const now = clock.now()
          for (const project of places) {
            const key = [actor.membership, route.id, project, JSON.stringify(detail)].join(' ')
            if (isFresh(key, now.getTime())) continue
            await record(tx, actor, now, { verb: 'audit.read', kind: 'route', object: route.id, project: project ?? undefined, detail })
            keys.push(key)
          }
        },
        done() {
          if (written.size > most) written.clear()
          for (const key of keys) written.set(key, clock.now().getTime())
        },
      }
    },
  }
}

import type { Input, Output, RouteContract } from '../../src/kernel/contract.ts'
import { newId } from '../../src/kernel/ids.ts'
import type { Member } from './people.ts'

/** The server's own word against a call: asking again would not change it. */
export class Refused extends Error {
  readonly code: string
  constructor(route: string, status: number, code: string) { super(`${route}: ${status} ${code}`); this.code = code }
}

/** Somebody whose calls are sent again, the same and with the same key, until the server has answered: as our pages do. */
export interface Insisting {
  /** @param key under which a route that is not repeatable is asked; the same again hears the same */
  call<R extends RouteContract>(route: R, input: Input<R>, bytes?: Uint8Array, key?: string): Promise<Output<R>>
  /** Calls that went without an answer so far. */
  lost(): number
}

const patienceMilliseconds = 60_000, callMilliseconds = 10_000

export const insisting = (url: string, { secret, organisation }: Pick<Member, 'secret' | 'organisation'>): Insisting => {
  let lost = 0
  return {
    lost: () => lost,
    async call(route, input, bytes, key = newId()) {
      const { params = {}, query = {}, body } = input as { params?: Record<string, string>, query?: Record<string, unknown>, body?: unknown }
      const path = route.path.replace(/:(\w+)/g, (_, name: string) => params[name]!), search = new URLSearchParams(Object.entries(query).map(([k, v]): [string, string] => [k, String(v)]))
      const headers = {
        authorization: `Bearer ${secret}`, 'x-feedstock-organisation': organisation, ...(route.method !== 'GET' && !route.repeatable && { 'idempotency-key': key }),
        ...(bytes ? { 'content-type': 'application/octet-stream' } : body !== undefined && { 'content-type': 'application/json' }),
      }
      let why = ''
      for (const end = Date.now() + patienceMilliseconds; ;) {
        const payload = bytes ? new Uint8Array(bytes) : body === undefined ? undefined : JSON.stringify(body)
        try {
          const reply = await fetch(`${url}${path}?${search.toString()}`, { method: route.method, headers, body: payload, signal: AbortSignal.timeout(callMilliseconds) })
          if (reply.ok) return await reply.json() as never
          const { error } = await reply.json() as { error: { code: string } }
          if (reply.status < 500) throw new Refused(route.id, reply.status, error.code)
          why = `${reply.status} ${error.code}`
        } catch (error) {
          // A connection that was cut, a reply that was cut short, a server that is not there.
          if (error instanceof Refused) throw error
          why = String(error)
        }
        lost++
        if (Date.now() > end) throw new Error(`${route.id} was not answered within ${patienceMilliseconds} ms, at last: ${why}`)
        await new Promise(resolve => { setTimeout(resolve, 100) })
      }
    },
  }
}

import { readFile } from 'node:fs/promises'
import type { Input, Output, RouteContract } from '../../../kernel/contract.ts'
import { newId } from '../../../kernel/ids.ts'

/** A reply that the test did not expect, with the code that the server gave. */
export class Unexpected extends Error {
  readonly status: number
  readonly code: string
  constructor(route: string, status: number, code: string, detail: string) { super(`${route}: ${status} ${code} ${detail}`); this.status = status; this.code = code }
}
interface Parts { params?: Record<string, string>, query?: Record<string, unknown>, body?: unknown }

/** One person who speaks to the public API, and to nothing else. */
export interface Client {
  call<R extends RouteContract>(route: R, input?: Input<R>): Promise<Output<R>>
  bytes<R extends RouteContract>(route: R, input: Input<R>): Promise<Buffer>
  upload<R extends RouteContract>(route: R, input: Input<R>, bytes: Uint8Array): Promise<Output<R>>
  /** The code of the refusal. @throws when it was not refused */
  refused<R extends RouteContract>(route: R, input: Input<R>): Promise<{ status: number, code: string }>
  as(secret: string, organisation: string | null): Client
}

export const client = (base: string, secret: string | null, organisation: string | null): Client => {
  const request = async (route: RouteContract, { params = {}, query = {}, body }: Parts, raw?: Uint8Array): Promise<Response> => {
    const path = route.path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(params[name] ?? ''))
    const search = new URLSearchParams(Object.entries(query).filter(([, v]) => v !== undefined).map(([k, v]): [string, string] => [k, String(v)]))
    const headers: Record<string, string> = { ...(secret && { authorization: `Bearer ${secret}` }), ...(organisation && { 'x-feedstock-organisation': organisation }) }
    if (route.method !== 'GET' && !route.repeatable) headers['idempotency-key'] = newId()
    if (raw) headers['content-type'] = 'application/octet-stream'
    else if (body !== undefined) headers['content-type'] = 'application/json'
    const reply = await fetch(`${base}${path}${search.size ? `?${search.toString()}` : ''}`, { method: route.method, headers, body: raw ? new Uint8Array(raw) : body === undefined ? undefined : JSON.stringify(body) })
    if (reply.ok) return reply
    const failure = await reply.json().catch(() => null) as { error?: { code?: string, parameters?: unknown, causes?: unknown } } | null
    throw new Unexpected(route.id, reply.status, failure?.error?.code ?? 'unreadable', JSON.stringify([failure?.error?.parameters, failure?.error?.causes]))
  }
  return {
    call: async (route, input) => await (await request(route, (input ?? {}) as Parts)).json() as never,
    bytes: async (route, input) => Buffer.from(await (await request(route, input as Parts)).arrayBuffer()),
    upload: async (route, input, bytes) => await (await request(route, input as Parts, bytes)).json() as never,
    async refused(route, input) {
      try { await request(route, input as Parts) } catch (error) { if (error instanceof Unexpected) return { status: error.status, code: error.code }; throw error }
      throw new Error(`${route.id} was not refused`)
    },
    as: (other, place) => client(base, other, place),
  }
}

/** On the machine of the server: proves that this program can read the data folder. */
export const provenLocally = async (base: string): Promise<string> => {
  const post = async (body: object): Promise<Record<string, string>> => {
    const reply = await fetch(`${base}/api/v1/session/local`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) })
    const json = await reply.json() as Record<string, string>
    if (!reply.ok) throw new Unexpected('session.local', reply.status, (json as { error?: { code?: string } }).error?.code ?? '', '')
    return json
  }
  const { challenge, file } = await post({})
  return (await post({ challenge, answer: await readFile(file!, 'utf8') }))['secret']!
}

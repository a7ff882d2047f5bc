import http from 'node:http'
import type { Input, Output, RouteContract } from '../../src/kernel/contract.ts'
import { newId } from '../../src/kernel/ids.ts'
import type { Worker } from '../world.ts'
import type { Record } from './record.ts'

/** A call that was not answered as it should be; the record has it. */
export class Failed extends Error {
  readonly code: string
  constructor(code: string) { super(code); this.code = code }
}

/** One person who speaks to the server over connections that stay open, as a browser's do. */
export interface Speaker {
  /** @param scheduled when the call was due, by performance.now(): its time counts from then @param expected codes of refusals that are no errors @throws Failed */
  call<R extends RouteContract>(route: R, input: Input<R>, scheduled: number, expected?: readonly string[]): Promise<Output<R>>
  /** Holds the live stream open until `signal`; it comes back when the server ends it. */
  listen(project: string, signal: AbortSignal): Promise<void>
}

const patience = 60_000

interface Reply { readonly status: number, readonly text: string }
const send = (agent: http.Agent, url: URL, method: string, headers: http.OutgoingHttpHeaders, body: string | undefined): Promise<Reply> => new Promise((resolve, reject) => {
  const request = http.request(url, { agent, method, headers, timeout: patience }, reply => {
    let text = ''
    reply.setEncoding('utf8').on('data', (piece: string) => { text += piece }).on('end', () => resolve({ status: reply.statusCode ?? 0, text })).on('error', reject)
  })
  request.on('timeout', () => request.destroy(new Error(`no reply within ${patience / 1000} s`))).on('error', reject).end(body)
})

const codeIn = (text: string): string => {
  try { return (JSON.parse(text) as { error?: { code?: string } }).error?.code ?? 'unreadable' }
  catch { return 'unreadable' }
}

/** @param record asked for at every call: a phase after another has its own */
export const speaker = (url: string, agent: http.Agent, { secret, organisation }: Worker, record: () => Record): Speaker => {
  const identity = { authorization: `Bearer ${secret}`, 'x-feedstock-organisation': organisation }
  return {
    async call(route, input, scheduled, expected = []) {
      const { params = {}, query = {}, body } = input as { params?: { [name: string]: string }, query?: { [name: string]: unknown }, body?: unknown }
      const address = new URL(route.path.replace(/:(\w+)/g, (_, name: string) => params[name] ?? ''), url), text = body === undefined ? undefined : JSON.stringify(body), into = record()
      for (const [name, value] of Object.entries(query)) address.searchParams.set(name, String(value))
      const headers = {
        ...identity, ...(text !== undefined && { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) }),
        ...(route.method !== 'GET' && !route.repeatable && { 'idempotency-key': newId() }),
      }
      const reply = await send(agent, address, route.method, headers, text).catch((error: Error) => ({ status: 0, text: JSON.stringify({ error: { code: error.message } }) }))
      into.took(route.id, performance.now() - scheduled)
      if (reply.status >= 200 && reply.status < 300) return JSON.parse(reply.text) as never
      const code = codeIn(reply.text)
      if (!expected.includes(code)) into.failed(route.id, `${reply.status} ${code}`)
      throw new Failed(code)
    },
    async listen(project, signal) {
      for (let last: string | null = null; !signal.aborted;) {
        const opened = Date.now()
        try {
          const reply = await fetch(`${url}/api/v1/events?project=${project}`, { headers: { ...identity, ...(last !== null && { 'last-event-id': last }) }, signal })
          if (!reply.ok || !reply.body) { record().failed('event.stream', `${reply.status} ${codeIn(await reply.text())}`); return }
          for await (const piece of reply.body.pipeThrough(new TextDecoderStream())) {
            last = [...piece.matchAll(/^id: (\d+)$/gm)].at(-1)?.[1] ?? last
            record().counted('pieces of streams')
          }
          // The server ends a stream after ten minutes, so that whoever lost their rights is asked anew; sooner it may not.
          if (Date.now() - opened < 590_000) record().failed('event.stream', 'ended before its time')
        } catch (error) { if (!signal.aborted) record().failed('event.stream', error instanceof Error ? error.message : String(error)) }
      }
    },
  }
}

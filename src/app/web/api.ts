import type { ErrorReply, Input, Output, RouteContract } from '../../kernel/contract.ts'
import { Refusal, type Failure } from '../../kernel/failure.ts'
import { newId } from '../../kernel/ids.ts'
import { fail, ok, type Result } from '../../kernel/result.ts'
import { webFailures } from './errors.ts'
import { sendBytes } from './send-bytes.ts'
import { requireSignIn } from './session.ts'

export interface CallOptions {
  readonly signal?: AbortSignal
  /** Give the same key again to repeat a write whose reply was lost; a new one is made otherwise. */
  readonly idempotencyKey?: string
  /** For routes whose body is a stream. */
  readonly bytes?: Blob | ArrayBuffer
  /** Told how many of the bytes have left. */
  readonly onSent?: (bytes: number) => void
}

interface Parts { readonly params?: Readonly<Record<string, unknown>>, readonly query?: Readonly<Record<string, unknown>>, readonly body?: unknown }
/** Input<R> is these parts by construction; which of them exist depends on R, so the generic form cannot show it. */
const partsOf = (input: unknown): Parts => typeof input === 'object' && input !== null ? input : {}

/** The address of a route with its parameters filled in: for calls, links and image sources. @throws when a parameter is missing */
export const urlOf = <R extends RouteContract>(route: R, input: Input<R>): string => {
  const { params = {}, query = {} } = partsOf(input)
  const path = route.path.replace(/:([A-Za-z]+)/g, (_, name: string) => {
    const value = params[name]
    if (value === undefined || value === '') throw new Error(`${route.id}: parameter ${name} is missing`)
    return encodeURIComponent(String(value))
  })
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) {
    for (const one of Array.isArray(value) ? value : [value]) if (one !== undefined && one !== null) search.append(name, String(one))
  }
  return search.size > 0 ? `${path}?${search}` : path
}

let organisation: string | null = null
/** A request acts in one organisation; the pages choose it once and every call carries it. */
export const actIn = (chosen: string | null): void => { organisation = chosen }

export const actsIn = (): string | null => organisation

/** For what the browser opens by itself, without our headers: pictures, downloads. */
export const mediaUrlOf = <R extends RouteContract>(route: R, input: Input<R>): string => {
  const url = urlOf(route, input)
  return organisation ? `${url}${url.includes('?') ? '&' : '?'}organisation=${encodeURIComponent(organisation)}` : url
}

const headersOf = (route: RouteContract, options: CallOptions, hasJson: boolean): Headers => {
  const headers = new Headers({ accept: 'application/json' })
  if (hasJson) headers.set('content-type', 'application/json')
  if (options.bytes) headers.set('content-type', 'application/octet-stream')
  if (route.method !== 'GET' && !route.repeatable) headers.set('idempotency-key', options.idempotencyKey ?? newId())
  if (organisation) headers.set('x-feedstock-organisation', organisation)
  return headers
}

const isErrorReply = (value: unknown): value is ErrorReply =>
  typeof value === 'object' && value !== null && 'error' in value && typeof value.error === 'object' && value.error !== null
  && 'code' in value.error && typeof value.error.code === 'string'

const failureOfReply = async (reply: Response): Promise<Failure> => {
  const body: unknown = await reply.json().catch(() => null)
  return isErrorReply(body) ? body.error : webFailures.unreadableReply({ status: reply.status })
}

/**
 * Calls a route of the contract. Every expected failure is a value: what the server refused, an unreachable server, an unreadable
 * reply. A lost session also opens the sign-in over the page, and the call can be repeated after it.
 */
export const call = async <R extends RouteContract>(route: R, input: Input<R>, options: CallOptions = {}): Promise<Result<Output<R>>> => {
  const { body } = partsOf(input)
  const hasJson = body !== undefined && route.body !== 'stream'
  let reply: Response
  try {
    const { signal, bytes, onSent } = options, url = urlOf(route, input), headers = headersOf(route, options, hasJson)
    reply = bytes && onSent ? await sendBytes(url, { method: route.method, headers, body: bytes, signal }, onSent)
      : await fetch(url, { method: route.method, headers, credentials: 'same-origin', signal, body: hasJson ? JSON.stringify(body) : bytes })
  } catch (error) {
    if (options.signal?.aborted) return fail(webFailures.cancelled())
    if (error instanceof TypeError) return fail(webFailures.offline())
    throw error
  }
  if (reply.status === 401 && route.guard !== 'public') requireSignIn()
  if (!reply.ok) return fail(await failureOfReply(reply))
  try {
    return ok(await reply.json() as Output<R>)
  } catch {
    return fail(options.signal?.aborted ? webFailures.cancelled() : webFailures.unreadableReply({ status: reply.status }))
  }
}

/** What to show for anything that was thrown. */
export const failureOf = (error: unknown): Failure =>
  error instanceof Refusal ? error.failure : webFailures.pageFailed({ message: error instanceof Error ? error.message : String(error) })

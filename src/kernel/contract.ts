import type { Static, TSchema } from 'typebox'
import type { Failure } from './failure.ts'

/** Who may call: anyone, a signed-in account without an organisation, or a member that holds the named permission. */
export type Guard = 'public' | 'account' | { readonly permission: string }

/**
 * One route as a value: validation, reply serialiser, client types and OpenAPI come from it.
 * `body: 'stream'` takes raw bytes; `ok: 'stream'` answers with raw bytes.
 */
export interface RouteContract {
  readonly id: string
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  readonly path: `/api/v1/${string}`
  readonly summary: string
  readonly guard: Guard
  readonly params?: TSchema
  readonly query?: TSchema
  readonly body?: TSchema | 'stream'
  readonly ok: TSchema | 'stream'
  /** Status of success: 200 unless told. */
  readonly status?: 200 | 201 | 202
  /** A state-changing route that is safe to repeat by its own key (revisions carry their change id); it does not need an Idempotency-Key. */
  readonly repeatable?: true
}

export const defineRoute = <const R extends RouteContract>(route: R): R => route

type Part<Name extends string, T> = T extends string ? unknown : T extends TSchema ? { readonly [P in Name]: Static<T> } : unknown
export type Input<R extends RouteContract> = Part<'params', R['params']> & Part<'query', R['query']> & Part<'body', R['body']>
export type Output<R extends RouteContract> = R['ok'] extends TSchema ? Static<R['ok']> : never

/** What every error reply holds. */
export interface ErrorReply { readonly error: Failure & { readonly requestId: string } }

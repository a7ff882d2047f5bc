import type { Readable } from 'node:stream'
import type { Input, Output, RouteContract } from '../../kernel/contract.ts'
import type { Tx } from '../database/connect.ts'
import type { Services } from '../database/services.ts'
import type { Actor, Visitor } from './model.ts'

/** What every handler is given. `sign` hands a session to the browser (null takes it back). */
interface Call<R extends RouteContract> {
  readonly input: Input<R>
  readonly services: Services
  readonly client: { readonly userAgent: string, readonly loopback: boolean, /** Null when it tells nobody apart: the caller is on this machine, or a proxy that nobody named. */ readonly address: string | null, /** What `carry` gave to this browser. */ readonly carried: string | null }
  sign(secret: string | null): void
  /** Gives the browser something sealed to bring back within minutes, on a way that leads outside (null takes it back). */
  carry(sealed: string | null): void
}
type Who<R extends RouteContract> = R['guard'] extends 'public' ? unknown : R['guard'] extends 'account' ? { readonly visitor: Visitor } : { readonly visitor: Visitor, readonly actor: Actor }

/** A handler in the caller's scope: one transaction, undone when it refuses. */
export type Handled<R extends RouteContract> = (call: Call<R> & Who<R> & { readonly tx: Tx }) => Promise<Output<R>>
/** Bytes in or out: no transaction is held while they flow; the handler opens its own. */
export interface ByteReply { readonly bytes: Readable | Uint8Array, readonly mediaType: string, readonly size?: number, readonly etag?: string, readonly fileName?: string, readonly range?: { readonly start: number, readonly end: number, readonly total: number }, /** Server-sent events: nothing on the way may keep or gather them. */ readonly live?: true }
/** The browser goes on to another address. */
export interface Redirect { readonly redirect: string }
/** `head`: only what the reply says of itself is wanted; nothing needs to be opened, and nothing was read. */
export type Streamed<R extends RouteContract> = (call: Call<R> & Who<R> & { readonly body: Readable, readonly range: string | null, readonly lastEventId: string | null, readonly ifRange: string | null, readonly head: boolean }) => Promise<R['ok'] extends 'stream' ? ByteReply | Redirect : Output<R>>

/** A route bound to what it does; the server shell turns a list of these into an HTTP server. */
export type Endpoint = { readonly route: RouteContract } & (
  | { readonly kind: 'handled', readonly handler: (call: never) => Promise<unknown> }
  | { readonly kind: 'streamed', readonly handler: (call: never) => Promise<unknown> })

/** Curried, so that literals in async handlers do not widen. */
export const on = <R extends RouteContract>(route: R) => (handler: Handled<R>): Endpoint => ({ route, kind: 'handled', handler })
export const onBytes = <R extends RouteContract>(route: R) => (handler: Streamed<R>): Endpoint => ({ route, kind: 'streamed', handler })
/** Several transactions of its own, one after the other: what an attempt cost stays counted when it fails, and none is held while a password is hashed. */
export const inSteps = <R extends RouteContract>(route: R) => (handler: Streamed<R>): Endpoint => ({ route, kind: 'streamed', handler })

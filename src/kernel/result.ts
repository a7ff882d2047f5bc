import type { Failure } from './failure.ts'

/** An expected failure is a value; an exception is a bug or I/O. */
export type Result<T, E = Failure> = { readonly ok: true, readonly value: T } | { readonly ok: false, readonly failure: E }

export const ok = <T>(value: T): Result<T, never> => ({ ok: true, value })
export const fail = <E>(failure: E): Result<never, E> => ({ ok: false, failure })

/** For the end of a switch over a union: the compiler refuses a forgotten case. */
export const unreachable = (value: never): never => { throw new Error(`unreachable: ${JSON.stringify(value)}`) }

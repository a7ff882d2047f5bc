import type { Message } from './messages.ts'

export type Parameters = Readonly<Record<string, string | number | boolean | null>>

/** One thing that went wrong with one place of the input. */
export interface Place { readonly file?: string, readonly line?: number, readonly field?: string }

/**
 * An expected failure: what the caller of the API receives. `code` is dotted, kebab-case, never reused;
 * the text is made by the reader from the catalogue, the server sends no sentences.
 */
export interface Failure {
  readonly code: string
  readonly status: number
  readonly parameters: Parameters
  readonly place?: Place
  readonly causes?: readonly Failure[]
}

interface Declared { readonly status: number, readonly text: Message }
const declared = new Map<string, Declared>()

export type FailureMaker = (parameters?: Parameters, place?: Place, causes?: readonly Failure[]) => Failure

const kebab = (name: string): string => name.replace(/[A-Z]/g, c => `-${c.toLowerCase()}`)

/**
 * Declares the failures of one slice: `defineFailures('task', { alreadyClaimed: { status: 409, text } })` makes `task.already-claimed`.
 * @throws when a code is declared twice
 */
export const defineFailures = <const D extends Record<string, Declared>>(prefix: string, declarations: D): { readonly [K in keyof D]: FailureMaker } => {
  const makers: Record<string, FailureMaker> = {}
  for (const [name, { status, text }] of Object.entries(declarations)) {
    const code = `${prefix}.${kebab(name)}`
    if (declared.has(code)) throw new Error(`failure code declared twice: ${code}`)
    declared.set(code, { status, text })
    makers[name] = (parameters = {}, place, causes) => ({ code, status, parameters, ...(place && { place }), ...(causes && { causes }) })
  }
  return makers as { readonly [K in keyof D]: FailureMaker }
}

/** Every failure declared by the modules loaded so far; the reference page and the translators read it. */
export const declaredFailures = (): ReadonlyMap<string, Declared> => declared

/** Carries a failure through code that cannot return one (a transaction that must roll back). The shell turns it back into the value. */
export class Refusal extends Error {
  readonly failure: Failure
  constructor(failure: Failure) { super(failure.code); this.name = 'Refusal'; this.failure = failure }
}
/** Leaves the running transaction with a failure: everything it did is undone. */
export const refuse = (failure: Failure): never => { throw new Refusal(failure) }

import { closeSync, existsSync, fsyncSync, openSync, readFileSync, writeSync } from 'node:fs'
import type { ShapeOperation } from '../../../src/sockets/shape.ts'

/** A write that the server has said it has. `key` is the change id or idempotency key under which it was asked. */
export type Done =
  | { readonly what: 'claim', readonly key: string, readonly person: string, readonly assignment: string, readonly task: string, readonly step: 'annotate' | 'review' }
  | { readonly what: 'save', readonly key: string, readonly annotation: string, readonly base: number, readonly revision: number, readonly operations: readonly ShapeOperation[] }
  | { readonly what: 'submit', readonly key: string, readonly annotation: string, readonly revision: number, readonly sha256: string }
  | { readonly what: 'verdict', readonly key: string, readonly assignment: string, readonly annotation: string }
  | { readonly what: 'upload', readonly key: string, readonly upload: string, readonly dataset: string, readonly rows: number }
  | { readonly what: 'run', readonly key: string, readonly run: string, readonly kind: string, readonly dataset: string | null }
  | { readonly what: 'batch', readonly key: string, readonly batch: string, readonly tasks: number }
  | { readonly what: 'acceptance', readonly key: string, readonly batch: string }
/** A write that is about to be asked for; without its `Done` it may or may not have happened. */
interface Begun { readonly what: 'begun', readonly key: string, readonly of: Done['what'] }
/** The server's own word against it: it did not happen. */
interface Refusal { readonly what: 'refused', readonly key: string }

export interface Ledger {
  readonly done: readonly Done[]
  /** Keys that were begun and not answered, with what they were for: more than none only after this program itself was killed. */
  open(): ReadonlyMap<string, Done['what']>
  begin(of: Done['what'], key: string): void
  acknowledge(entry: Done): void
  refuse(key: string): void
  close(): void
}

/** An append-only file of JSON lines; what is acknowledged is on disk before the caller goes on. */
export const openLedger = (file: string): Ledger => {
  const done: Done[] = [], open = new Map<string, Done['what']>()
  const take = (entry: Done | Begun | Refusal): void => {
    if (entry.what === 'begun') { open.set(entry.key, entry.of); return }
    open.delete(entry.key)
    if (entry.what !== 'refused') done.push(entry)
  }
  // A line that was cut short by a kill was not acknowledged to anybody.
  if (existsSync(file)) for (const line of readFileSync(file, 'utf8').split('\n').slice(0, -1)) take(JSON.parse(line) as Done | Begun | Refusal)
  const handle = openSync(file, 'a')
  const append = (entry: Done | Begun | Refusal): void => { writeSync(handle, `${JSON.stringify(entry)}\n`); take(entry) }
  return {
    done, open: () => open,
    begin: (of, key) => append({ what: 'begun', key, of }),
    acknowledge(entry) { append(entry); fsyncSync(handle) },
    refuse: key => append({ what: 'refused', key }),
    close: () => closeSync(handle),
  }
}

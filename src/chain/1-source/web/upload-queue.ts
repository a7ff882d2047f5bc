import type { Failure } from '../../../kernel/failure.ts'
import type { Result } from '../../../kernel/result.ts'

/** A file under the path that it will have in the dataset. */
export interface Sendable { readonly path: string, readonly size: number }
export interface SendProgress { readonly files: number, readonly bytes: number, readonly totalFiles: number, readonly totalBytes: number, readonly skipped: number }
export interface FailedFile<F> { readonly file: F, readonly failure: Failure }
export interface SendOutcome<F> { readonly failed: readonly FailedFile<F>[], readonly sent: number, readonly skipped: number }

/** What goes up together: several small files in one request, or one large file in pieces. */
export interface SendUnit<F extends Sendable> { readonly files: readonly F[], readonly size: number }

/** Bytes. A file up to `small` shares a request; a request carries `bundle` bytes or `files` files at most. */
const bundling = { small: 4 * 1024 * 1024, bundle: 16 * 1024 * 1024, files: 500 } as const

/** Puts small files together, in their order: a request for each would spend its time on the way there and back. */
export const unitsOf = <F extends Sendable>(files: readonly F[]): SendUnit<F>[] => {
  const units: SendUnit<F>[] = []
  let open: F[] = [], size = 0
  const close = (): void => { if (open.length > 0) units.push({ files: open, size }); open = []; size = 0 }
  for (const file of files) {
    if (file.size > bundling.small) { units.push({ files: [file], size: file.size }); continue }
    if (open.length === bundling.files || size + file.size > bundling.bundle) close()
    open.push(file)
    size += file.size
  }
  close()
  return units
}
/** Does the unit go up in pieces? */
export const isLarge = (unit: SendUnit<Sendable>): boolean => unit.files.length === 1 && unit.size > bundling.small

export interface SendPlan<F extends Sendable> {
  readonly files: readonly F[]
  /** What the server holds already: it is not sent again. */
  holds(file: F): boolean
  /** @returns the files of the unit that the server did not take, or why none of them went */
  send(unit: SendUnit<F>, onSent: (bytes: number) => void): Promise<Result<readonly FailedFile<F>[]>>
  onProgress(progress: SendProgress): void
  readonly signal: AbortSignal
  /** How many requests at once; 3 unless told. */
  readonly atOnce?: number
}

/** Sends the files, some at once, in order. One that fails does not hold up the others; what the signal leaves is neither sent nor failed. */
export const sendAll = async <F extends Sendable>({ files, holds, send, onProgress, signal, atOnce = 3 }: SendPlan<F>): Promise<SendOutcome<F>> => {
  const todo = files.filter(file => !holds(file)), skipped = files.length - todo.length, units = unitsOf(todo)
  const under = new Map<SendUnit<F>, number>(), failed: FailedFile<F>[] = []
  const totalBytes = todo.reduce((sum, f) => sum + f.size, 0)
  let next = 0, doneFiles = 0, doneBytes = 0
  const tell = (): void => onProgress({ files: doneFiles, bytes: doneBytes + [...under.values()].reduce((a, b) => a + b, 0), totalFiles: todo.length, totalBytes, skipped })
  const lane = async (): Promise<void> => {
    for (let unit = units[next++]; unit !== undefined && !signal.aborted; unit = units[next++]) {
      const one = unit
      const result = await send(one, bytes => { under.set(one, Math.min(bytes, one.size)); tell() })
      under.delete(one)
      if (!result.ok && signal.aborted) return
      if (result.ok) failed.push(...result.value)
      else failed.push(...one.files.map(file => ({ file, failure: result.failure })))
      doneFiles += one.files.length
      doneBytes += one.size
      tell()
    }
  }
  tell()
  await Promise.all(Array.from({ length: Math.min(atOnce, units.length) }, lane))
  return { failed, sent: doneFiles - failed.length, skipped }
}

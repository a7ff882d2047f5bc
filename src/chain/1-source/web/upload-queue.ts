import type { Failure } from '../../../kernel/failure.ts'
import type { Result } from '../../../kernel/result.ts'

/** A file under the path that it will have in the dataset. */
export interface Sendable { readonly path: string, readonly size: number }
export interface SendProgress { readonly files: number, readonly bytes: number, readonly totalFiles: number, readonly totalBytes: number, readonly skipped: number }
export interface SendOutcome<F> { readonly failed: readonly { readonly file: F, readonly failure: Failure }[], readonly sent: number, readonly skipped: number }

export interface SendPlan<F extends Sendable> {
  readonly files: readonly F[]
  /** What the server holds already: it is not sent again. */
  holds(file: F): boolean
  send(file: F, onSent: (bytes: number) => void): Promise<Result<unknown>>
  onProgress(progress: SendProgress): void
  readonly signal: AbortSignal
  /** How many at once; 4 unless told. */
  readonly atOnce?: number
}

/** Sends the files, some at once, in order. One that fails does not hold up the others; what the signal leaves is neither sent nor failed. */
export const sendAll = async <F extends Sendable>({ files, holds, send, onProgress, signal, atOnce = 4 }: SendPlan<F>): Promise<SendOutcome<F>> => {
  const todo = files.filter(file => !holds(file)), skipped = files.length - todo.length
  const under = new Map<F, number>(), failed: { file: F, failure: Failure }[] = []
  const totalBytes = todo.reduce((sum, f) => sum + f.size, 0)
  let next = 0, doneFiles = 0, doneBytes = 0
  const tell = (): void => onProgress({ files: doneFiles, bytes: doneBytes + [...under.values()].reduce((a, b) => a + b, 0), totalFiles: todo.length, totalBytes, skipped })
  const lane = async (): Promise<void> => {
    for (let file = todo[next++]; file !== undefined && !signal.aborted; file = todo[next++]) {
      const one = file
      const result = await send(one, bytes => { under.set(one, Math.min(bytes, one.size)); tell() })
      under.delete(one)
      if (!result.ok && signal.aborted) return
      if (!result.ok) failed.push({ file: one, failure: result.failure })
      doneFiles++
      doneBytes += one.size
      tell()
    }
  }
  tell()
  await Promise.all(Array.from({ length: Math.min(atOnce, todo.length) }, lane))
  return { failed, sent: doneFiles - failed.length, skipped }
}

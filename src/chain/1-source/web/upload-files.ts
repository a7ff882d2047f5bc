import type { Failure } from '../../../kernel/failure.ts'
import { fail, ok, type Result } from '../../../kernel/result.ts'
import type { ChosenFile } from '../../../ui/dropped-files.ts'
import { server, valueOf } from '../../../ui/server.ts'
import { listUploads, openUpload, readUpload, storeBundle, storePart, type UploadSessionView } from '../contract.ts'
import { sourceFailures } from '../errors.ts'
import { tarBundle } from './tar-bundle.ts'
import { isLarge, sendAll, type FailedFile, type Sendable, type SendOutcome, type SendProgress, type SendUnit } from './upload-queue.ts'

export interface UploadFile extends Sendable { readonly file: File }
export interface UploadWatch { readonly signal: AbortSignal, onProgress(progress: SendProgress): void }

/** What tells a file without reading it: path, size, and when it was changed last (milliseconds since 1970; null where it was not told). */
export interface KnownFile { readonly name: string, readonly size: number, readonly modified: number | null }

/** Answers for each file whether the server holds it whole: the same path and size, and the same time where the server knows it. */
export const heldBy = (known: Iterable<KnownFile>): ((file: { path: string, size: number, modified: number }) => boolean) => {
  const times = Map.groupBy(known, k => `${k.size} ${k.name}`)
  return file => times.get(`${file.size} ${file.path}`)?.some(k => k.modified === null || k.modified === file.modified) ?? false
}

/** Everything that waits in the dataset. @throws Refusal */
export const waitingFiles = async (dataset: string, signal?: AbortSignal): Promise<readonly KnownFile[]> => {
  const found: KnownFile[] = []
  for (let after: string | undefined; ;) {
    const { uploads, next } = valueOf(await server().call(listUploads, { params: { dataset }, query: { after, limit: 1000 } }, { signal }))
    found.push(...uploads)
    if (next === null) return found
    after = next
  }
}

const pause = (millis: number, signal: AbortSignal): Promise<void> => new Promise(resolve => {
  const timer = setTimeout(resolve, millis)
  signal.addEventListener('abort', () => { clearTimeout(timer); resolve() }, { once: true })
})

/** Milliseconds to wait before the next attempt: a line that is gone for half a minute breaks nothing. */
const waits = [500, 1000, 2000, 5000, 10_000, 15_000]
const isPassing = (failure: Failure): boolean => failure.status >= 500 || failure.status === 429 || failure.status === 0
const insisting = async <T>(signal: AbortSignal, attempt: () => Promise<Result<T>>): Promise<Result<T>> => {
  for (const wait of waits) {
    const result = await attempt()
    if (result.ok || signal.aborted || !isPassing(result.failure)) return result
    await pause(wait, signal)
  }
  return attempt()
}

const plainParameters = (parameters: Readonly<Record<string, unknown>>): Failure['parameters'] =>
  Object.fromEntries(Object.entries(parameters).map(([name, value]) => [name, typeof value === 'number' || typeof value === 'boolean' ? value : String(value)]))

const sendBundle = async (dataset: string, unit: SendUnit<UploadFile>, signal: AbortSignal, onSent: (bytes: number) => void): Promise<Result<readonly FailedFile<UploadFile>[]>> => {
  const bytes = new Blob(tarBundle(unit.files.map(({ path, file }) => ({ path, file, modified: file.lastModified }))))
  // The headers are no part of the files: what has left is told in proportion.
  const share = unit.size / Math.max(1, bytes.size)
  const reply = await insisting(signal, () => server().call(storeBundle, { params: { dataset } }, { bytes, signal, onSent: sent => onSent(sent * share) }))
  if (!reply.ok) return reply
  const byPath = new Map(unit.files.map(f => [f.path, f]))
  return ok(reply.value.refused.flatMap(({ code, status, parameters, place }) => {
    const file = byPath.get(place?.file ?? '')
    return file ? [{ file, failure: { code, status, parameters: plainParameters(parameters) } }] : []
  }))
}

/** Piece by piece, from where the server stands; a piece whose answer was lost is asked about before it is sent again. */
const sendLarge = async (dataset: string, one: UploadFile, signal: AbortSignal, onSent: (bytes: number) => void): Promise<Result<readonly []>> => {
  const { path, size, file } = one
  const opened = await insisting(signal, () => server().call(openUpload, { params: { dataset }, body: { name: path, size, modified: file.lastModified } }, { signal }))
  if (!opened.ok) return opened
  let at: UploadSessionView = opened.value
  while (at.upload === null) {
    if (signal.aborted) return ok([])
    const { id, received, partSize } = at
    onSent(received)
    const bytes = file.slice(received, received + partSize)
    const put = await insisting(signal, async (): Promise<Result<UploadSessionView>> => {
      const reply = await server().call(storePart, { params: { upload: id }, query: { offset: received } }, { bytes, signal, onSent: sent => onSent(received + sent) })
      return !reply.ok && reply.failure.code === sourceFailures.wrongOffset().code ? server().call(readUpload, { params: { upload: id } }, { signal }) : reply
    })
    if (!put.ok) return put
    if (put.value.received === received && put.value.upload === null && size > received) return fail(sourceFailures.wrongOffset({ received }))
    at = put.value
  }
  return ok([])
}

/** Uploads files into a dataset; what arrived in an earlier attempt is skipped. @throws Refusal when the server will not list what it has */
export const uploadFiles = async (dataset: string, files: readonly ChosenFile[], { signal, onProgress }: UploadWatch): Promise<SendOutcome<UploadFile>> => {
  const isThere = heldBy(await waitingFiles(dataset, signal))
  return sendAll({
    files: files.map(({ path, file }) => ({ path, file, size: file.size })), signal, onProgress,
    holds: f => isThere({ path: f.path, size: f.size, modified: f.file.lastModified }),
    send: (unit, onSent) => (isLarge(unit) ? sendLarge(dataset, unit.files[0]!, signal, onSent) : sendBundle(dataset, unit, signal, onSent)),
  })
}

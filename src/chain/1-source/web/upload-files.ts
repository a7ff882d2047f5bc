import type { ChosenFile } from '../../../ui/dropped-files.ts'
import { server, valueOf } from '../../../ui/server.ts'
import { listUploads, storeUpload } from '../contract.ts'
import { sendAll, type Sendable, type SendOutcome, type SendProgress } from './upload-queue.ts'

export interface UploadFile extends Sendable { readonly file: File }
export interface UploadWatch { readonly signal: AbortSignal, onProgress(progress: SendProgress): void }

/** Name and size of what waits on the server: enough to tell that a file has arrived whole, without reading it here. */
const waitingFiles = async (dataset: string, signal: AbortSignal): Promise<ReadonlySet<string>> => {
  const found = new Set<string>()
  for (let after: string | undefined; ;) {
    const { uploads, next } = valueOf(await server().call(listUploads, { params: { dataset }, query: { after, limit: 1000 } }, { signal }))
    for (const u of uploads) found.add(`${u.size} ${u.name}`)
    if (next === null) return found
    after = next
  }
}

/** Uploads files into a dataset; what arrived in an earlier attempt is skipped. @throws Refusal when the server will not list what it has */
export const uploadFiles = async (dataset: string, files: readonly ChosenFile[], { signal, onProgress }: UploadWatch): Promise<SendOutcome<UploadFile>> => {
  const there = await waitingFiles(dataset, signal)
  return sendAll({
    files: files.map(({ path, file }) => ({ path, file, size: file.size })), signal, onProgress,
    holds: f => there.has(`${f.size} ${f.path}`),
    send: (f, onSent) => server().call(storeUpload, { params: { dataset }, query: { name: f.path } }, { bytes: f.file, onSent, signal }),
  })
}

import { openDB, type DBSchema } from 'idb'
import type { FileHandle } from '../../../ui/dropped-files.ts'
import type { ImportOptions } from '../model.ts'
import type { ProvenanceDraft } from './provenance-form.tsx'

/** An upload that is not through yet, as the browser remembers it: it outlives the page. */
export interface KeptUpload {
  readonly dataset: string
  readonly project: string
  /** `modified`: milliseconds since 1970. */
  readonly files: readonly { readonly path: string, readonly size: number, readonly modified: number }[]
  /** What was dropped, where the browser can come back to it; none where the folder has to be chosen again. */
  readonly handles: readonly FileHandle[]
  readonly provenance: ProvenanceDraft
  readonly options: ImportOptions
}

interface Tables extends DBSchema { uploads: { key: string, value: KeptUpload, indexes: { project: string } } }
const open = () => openDB<Tables>('feedstock-uploads', 1, { upgrade: fresh => { fresh.createObjectStore('uploads', { keyPath: 'dataset' }).createIndex('project', 'project') } })

/** Never fails: without it (a private window, a full disk) the upload goes on and only a reload asks for the folder anew. */
const quietly = async <T>(fallback: T, work: (db: Awaited<ReturnType<typeof open>>) => Promise<T>): Promise<T> => {
  try {
    const db = await open()
    try { return await work(db) } finally { db.close() }
  } catch { return fallback }
}

export const keepUpload = (upload: KeptUpload): Promise<unknown> => quietly(null, db => db.put('uploads', upload))
export const forgetUpload = (dataset: string): Promise<unknown> => quietly(null, db => db.delete('uploads', dataset))
export const keptUploads = (project: string): Promise<readonly KeptUpload[]> => quietly([], db => db.getAllFromIndex('uploads', 'project', project))

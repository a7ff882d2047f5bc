import { openDB, type DBSchema, type IDBPDatabase } from 'idb'
import { fail, ok } from '../../../kernel/result.ts'
import { savingFailures } from '../errors.ts'
import type { ChangeRow, Journal, KeptDraft, SetAside } from '../journal.ts'

interface Tables extends DBSchema {
  ops: { key: [document: string, seq: number], value: ChangeRow }
  aside: { key: [document: string, shape: string], value: SetAside }
  drafts: { key: string, value: KeptDraft }
}

/** Survives a power cut, not only a crashed tab; Chromium's default is `relaxed`. */
const strict = { durability: 'strict' } as const
const ofDocument = (document: string): IDBKeyRange => IDBKeyRange.bound([document], [document, []])

/**
 * The journal in the browser: one database per origin and account, so that nobody sees or sends another person's rows.
 * @param account id of the signed-in person
 */
export const openJournal = async (account: string): Promise<Journal & { close(): void }> => {
  const db = await openDB<Tables>(`feedstock-journal-${account}`, 1, {
    upgrade: fresh => {
      fresh.createObjectStore('ops', { keyPath: ['document', 'seq'] })
      fresh.createObjectStore('aside', { keyPath: ['document', 'shape'] })
      fresh.createObjectStore('drafts', { keyPath: 'document' })
    },
  })
  return journalOver(db)
}

const journalOver = (db: IDBPDatabase<Tables>): Journal & { close(): void } => ({
  append: async rows => {
    try {
      const tx = db.transaction('ops', 'readwrite', strict), written: ChangeRow[] = []
      const [document] = rows.map(row => row.document)
      const last = document === undefined ? null : await tx.store.openKeyCursor(ofDocument(document), 'prev')
      let seq = Math.floor(last?.key[1] ?? 0)
      for (const row of rows) {
        const kept = { ...row, seq: ++seq, batch: null }
        written.push(kept)
        await tx.store.put(kept)
      }
      await tx.done
      return ok(written)
    } catch (error) {
      // Full, or taken away by the browser (private window, cleared storage): either way nothing can be kept here.
      return fail(savingFailures.storageFull({ reason: error instanceof DOMException ? error.name : String(error) }))
    }
  },
  pending: document => db.getAll('ops', ofDocument(document)),
  replace: async (gone, rows) => {
    const tx = db.transaction('ops', 'readwrite', strict)
    for (const row of gone) await tx.store.delete([row.document, row.seq])
    for (const row of rows) await tx.store.put(row)
    await tx.done
  },
  settle: async (rows, aside, applied) => {
    const tx = db.transaction(['ops', 'aside'], 'readwrite', strict), ops = tx.objectStore('ops'), asides = tx.objectStore('aside')
    for (const row of rows) {
      await ops.delete([row.document, row.seq])
      for (const shape of applied) await asides.delete([row.document, shape])
    }
    for (const entry of aside) await asides.put(entry)
    await tx.done
  },
  aside: document => db.getAll('aside', ofDocument(document)),
  putAside: async aside => {
    const tx = db.transaction('aside', 'readwrite', strict)
    for (const entry of aside) await tx.store.put(entry)
    await tx.done
  },
  dropAside: (document, shape) => db.delete('aside', [document, shape]),
  keepDraft: async (document, draft) => { await (draft ? db.put('drafts', draft) : db.delete('drafts', document)) },
  draft: async document => (await db.get('drafts', document)) ?? null,
  close: () => db.close(),
})

import type { Failure } from '../../../kernel/failure.ts'
import { fail, ok, type Result } from '../../../kernel/result.ts'
import { operationsOf } from '../../../editor/store/diff.ts'
import type { DocumentStore } from '../../../editor/store/document-store.ts'
import { rowsFor } from '../../../editor/saving/batch.ts'
import type { ChangeRow, Journal } from '../../../editor/saving/journal.ts'
import type { SaveTransport } from '../../../editor/saving/protocol.ts'
import { openJournal } from '../../../editor/saving/web/indexeddb-journal.ts'
import { keepDraft, saveRevision, submitWork } from '../../../chain/4-annotation/contract.ts'
import { call } from '../api.ts'
import { workbenchFailures } from './errors.ts'

export type DeviceJournal = Awaited<ReturnType<typeof openJournal>>

/** The journal of this person on this computer. */
export const openDeviceJournal = async (account: string): Promise<Result<DeviceJournal>> => {
  // Without it the browser may clear the journal when the disk is short. There is no storage manager on an address without https.
  if ('storage' in navigator) void navigator.storage.persist().catch(() => undefined)
  try {
    return ok(await openJournal(account))
  } catch (error) {
    return fail(workbenchFailures.noJournal({ reason: error instanceof DOMException ? error.name : String(error) }))
  }
}

export const transport: SaveTransport = {
  send: async ({ assignment, changeId, base, schemaVersion, operations }) => {
    const reply = await call(saveRevision, { params: { assignment }, body: { changeId, base, schemaVersion, operations: [...operations] } })
    return reply.ok ? reply.value : reply.failure
  },
  submit: async ({ assignment, changeId, revision }) => {
    const reply = await call(submitWork, { params: { assignment }, body: { changeId, revision } })
    return reply.ok ? { serverTime: reply.value.assignment.submittedAt ?? new Date().toISOString() } : reply.failure
  },
}

/**
 * After the lease is lost: what this computer still holds goes to the server as the author's draft, and leaves the journal only then.
 * @returns how many changes were kept
 */
export const keepAsDraft = async (journal: Journal, assignment: string): Promise<Result<number>> => {
  const rows = await journal.pending(assignment), edits = rows.filter(row => row.kind === 'edit' && row.ops.length > 0)
  for (const row of edits) {
    const kept = await call(keepDraft, { params: { assignment }, body: { changeId: row.changeId, operations: [...row.ops] } })
    if (!kept.ok) return kept
    await journal.settle([row], [], [])
  }
  await journal.settle(rows.filter(row => !edits.includes(row)), [], [])
  return ok(edits.length)
}

export interface LocalEdits {
  /** After the verdict: nothing of it is left on this computer. */
  forget(): Promise<void>
  stop(): void
}

/** A reviewer's fixes are no revision until the verdict; until then they live in this computer's journal under the review. */
export const keepLocally = (journal: Journal, store: DocumentStore, row: Pick<ChangeRow, 'document' | 'base' | 'schemaVersion' | 'assignment'>, onFailure: (failure: Failure) => void): LocalEdits => {
  let writing: Promise<unknown> = Promise.resolve()
  const stop = store.listen('document', change => {
    if (change.source !== 'user') return
    writing = journal.append(rowsFor({ ...row, kind: 'edit', ops: operationsOf(change.edits), wallTime: new Date().toISOString() }))
      .then(result => { if (!result.ok) onFailure(result.failure) })
  })
  return { stop, forget: async () => { await writing; await journal.settle(await journal.pending(row.document), [], []) } }
}

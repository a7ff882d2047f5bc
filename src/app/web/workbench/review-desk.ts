import { fail, ok, type Result } from '../../../kernel/result.ts'
import type { Failure } from '../../../kernel/failure.ts'
import { readDocument } from '../../../editor/saving/web/open-document.ts'
import type { WorkView } from '../../../chain/4-annotation/contract.ts'
import { inspectionFailures } from '../../../chain/5-inspection/errors.ts'
import { keepLocally, openDeviceJournal, type LocalEdits } from './keep-changes.ts'
import { openTask, sit, type Sitting } from './open-task.ts'

type Annotation = WorkView['annotations'][number]

/** One of the annotations to judge, with the reviewer's own changes on top. */
export interface Judged {
  readonly annotation: Annotation
  /** A, B ...: who wrote it stays hidden. */
  readonly letter: string
  readonly sitting: Sitting
  /** As it was submitted, to be looked at beside another. */
  readonly frozen: Sitting
  readonly edits: LocalEdits
}

export interface ReviewDesk { readonly judged: readonly [Judged, ...Judged[]], close(): void }

const letterOf = (i: number): string => String.fromCharCode('A'.charCodeAt(0) + i)

/** Opens every annotation of the task under review; fixes of an earlier sitting on this computer are on top of them. */
export const openReview = async (work: WorkView, account: string, onFailure: (failure: Failure) => void): Promise<Result<ReviewDesk>> => {
  const opened = await openTask(work)
  if (!opened.ok) return opened
  const device = await openDeviceJournal(account)
  if (!device.ok) return device
  const journal = device.value, judged: Judged[] = []
  for (const [i, annotation] of work.annotations.entries()) {
    const document = `review:${work.assignment.id}:${annotation.id}`
    const found = await readDocument(journal, document, { revision: annotation.revision, records: annotation.shapes })
    const sitting = sit(opened.value, found.records, false)
    const row = { document, base: annotation.revision, schemaVersion: work.schema.version, assignment: work.assignment.id }
    judged.push({ annotation, letter: letterOf(i), sitting, frozen: sit(opened.value, annotation.shapes, true), edits: keepLocally(journal, sitting.places.store, row, onFailure) })
  }
  const [first, ...others] = judged
  const close = (): void => { for (const one of judged) one.edits.stop(); journal.close() }
  if (first) return ok({ judged: [first, ...others], close })
  close()
  return fail(inspectionFailures.notOfThisTask())
}

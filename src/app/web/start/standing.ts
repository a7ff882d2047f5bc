import type { Reached } from './first-batch.ts'

/** What the server says of a project that the wizard made, newest first where it lists. Times are ISO 8601. */
export interface ServerFacts {
  readonly project: string
  readonly datasets: readonly { readonly id: string, readonly createdAt: string, readonly assets: number }[]
  /** Import runs of the project. */
  readonly imports: readonly { readonly id: string, readonly state: string }[]
  readonly preparations: readonly { readonly id: string, readonly dataset: string, readonly finishedAt: string | null }[]
  readonly selections: readonly { readonly id: string, readonly preparation: string | null }[]
  readonly batches: readonly { readonly id: string, readonly selection: string, readonly state: string }[]
  /** The caller's own assignments. */
  readonly work: readonly { readonly id: string, readonly batch: string, readonly step: string, readonly state: string }[]
}

/**
 * Where the way to the first label stands, so that a reload goes on from there. Each thing counts only with the one that it was made of:
 * a gap ends the way. Files that wait on the server may be some of them only, so an upload is known to be whole once its import began.
 */
export const standingOf = (facts: ServerFacts): Reached => {
  const { project } = facts
  const dataset = [...facts.datasets].sort((a, b) => (a.createdAt < b.createdAt ? -1 : 1))[0]
  if (!dataset) return { project }
  // One that failed is watched again and says why; a later one that goes well counts for more.
  const run = facts.imports.find(i => i.state !== 'failed' && i.state !== 'cancelled') ?? facts.imports[0]
  if (!run) return { project, dataset: dataset.id }
  const begun: Reached = { project, dataset: dataset.id, isUploaded: true, importRun: run.id }
  if (run.state !== 'done' || dataset.assets === 0) return begun
  const imported: Reached = { ...begun, isImported: true }
  const preparation = facts.preparations.find(p => p.dataset === dataset.id)
  if (!preparation) return imported
  const screening: Reached = { ...imported, preparation: preparation.id }
  if (preparation.finishedAt === null) return screening
  const screened: Reached = { ...screening, isScreened: true }
  const selection = facts.selections.find(s => s.preparation === preparation.id)
  if (!selection) return screened
  const batch = facts.batches.find(b => b.selection === selection.id && b.state !== 'void')
  if (!batch) return { ...screened, selection: selection.id }
  const opened: Reached = { ...screened, selection: selection.id, batch: batch.id }
  const mine = facts.work.filter(w => w.batch === batch.id && w.step === 'annotate')
  // Who has worked in the batch already is not given another task by looking.
  return mine.length === 0 ? opened : { ...opened, assignment: mine.find(w => w.state === 'held' || w.state === 'returned')?.id ?? null }
}

/** The way from files to the first label, in the order in which it is walked. */
export const phases = ['project', 'upload', 'import', 'screen', 'batch'] as const
export type Phase = (typeof phases)[number]

/** What exists already: a second try begins behind it. */
export interface Reached {
  readonly project?: string
  readonly dataset?: string
  readonly isUploaded?: true
  readonly importRun?: string
  readonly isImported?: true
  readonly preparation?: string
  readonly isScreened?: true
  readonly selection?: string
  readonly batch?: string
  /** null: the person may not annotate; the batch stands open for others. */
  readonly assignment?: string | null
}

/** What each step asks of the server. Each throws a Refusal when it fails; runs are watched until they end. */
export interface Journey {
  createProject(): Promise<string>
  createDataset(project: string): Promise<string>
  upload(dataset: string, watch: (share: number) => void): Promise<void>
  startImport(dataset: string): Promise<string>
  /** @throws when the run fails */
  watchImport(run: string, dataset: string, watch: (share: number) => void): Promise<void>
  startScreening(project: string, dataset: string): Promise<string>
  watchScreening(run: string, watch: (share: number) => void): Promise<void>
  select(project: string, preparation: string): Promise<string>
  openBatch(project: string, selection: string): Promise<string>
  claim(project: string, batch: string): Promise<string | null>
}

/**
 * Walks from where an earlier try ended to the first label.
 * @param onReached told after each step, so that nothing is made twice @param onShare 0 to 1 of the phase under way
 */
export const walk = async (journey: Journey, from: Reached, onReached: (reached: Reached) => void, onShare: (phase: Phase, share: number) => void): Promise<Reached> => {
  let at = from
  const reach = (more: Reached): void => { at = { ...at, ...more }; onReached(at) }
  const shareOf = (phase: Phase) => (share: number): void => onShare(phase, share)
  onShare('project', 0)
  const project = at.project ?? await journey.createProject()
  reach({ project })
  const dataset = at.dataset ?? await journey.createDataset(project)
  reach({ dataset })
  onShare('upload', 0)
  if (!at.isUploaded) { await journey.upload(dataset, shareOf('upload')); reach({ isUploaded: true }) }
  onShare('import', 0)
  const importRun = at.importRun ?? await journey.startImport(dataset)
  reach({ importRun })
  if (!at.isImported) { await journey.watchImport(importRun, dataset, shareOf('import')); reach({ isImported: true }) }
  onShare('screen', 0)
  const preparation = at.preparation ?? await journey.startScreening(project, dataset)
  reach({ preparation })
  if (!at.isScreened) { await journey.watchScreening(preparation, shareOf('screen')); reach({ isScreened: true }) }
  onShare('batch', 0)
  const selection = at.selection ?? await journey.select(project, preparation)
  reach({ selection })
  const batch = at.batch ?? await journey.openBatch(project, selection)
  reach({ batch })
  if (at.assignment === undefined) reach({ assignment: await journey.claim(project, batch) })
  return at
}

/** How far each phase is, given what was reached. */
export const isBehind = (phase: Phase, reached: Reached): boolean => {
  switch (phase) {
    case 'project': return reached.dataset !== undefined
    case 'upload': return reached.isUploaded === true
    case 'import': return reached.isImported === true
    case 'screen': return reached.isScreened === true
    case 'batch': return reached.assignment !== undefined
  }
}

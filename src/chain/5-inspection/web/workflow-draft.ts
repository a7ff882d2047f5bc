import { plainWorkflow, workflowProblem, type Workflow } from '../../3-production/model.ts'

/** The workflow as it is typed: numbers and shares as text, shares in percent. */
export interface WorkflowDraft {
  readonly overlap: string
  /** Empty = nobody is added. */
  readonly extendTo: string
  readonly extendBelow: string
  readonly review: 'all' | 'sample' | 'none'
  readonly percent: string
  readonly arbitrates: boolean
  readonly below: string
  readonly client: boolean
}

export const templates = ['alone', 'reviewed', 'sampled', 'two-reviewed', 'three-ruled', 'three-to-five', 'client'] as const
export type Template = (typeof templates)[number]
const arbiter = { party: null, below: 0.9 }
/** What a project begins from; parameters are edited afterwards. */
export const workflowOf: Readonly<Record<Template, Workflow>> = {
  alone: plainWorkflow(1, 'none'),
  reviewed: plainWorkflow(1, 'all'),
  sampled: { ...plainWorkflow(1, 'none'), review: { party: null, percent: 20 } },
  'two-reviewed': plainWorkflow(2, 'all'),
  'three-ruled': { ...plainWorkflow(3, 'none'), arbitrate: arbiter },
  'three-to-five': { annotate: { party: null, overlap: 3, extend: { to: 5, below: 0.9 } }, review: null, arbitrate: arbiter, client: null },
  client: { ...plainWorkflow(1, 'all'), client: { party: null } },
}

const percentOf = (share: number): string => String(Number((share * 100).toFixed(2)))
/** A workflow as the form shows it. Parties are not typed here: `workflowFrom` keeps them. */
export const draftOfWorkflow = ({ annotate, review, arbitrate, client }: Workflow): WorkflowDraft => ({
  overlap: String(annotate.overlap), extendTo: annotate.extend ? String(annotate.extend.to) : '', extendBelow: percentOf(annotate.extend?.below ?? 0.9),
  review: !review ? 'none' : review.percent === 100 ? 'all' : 'sample', percent: String(review && review.percent < 100 ? review.percent : 20),
  arbitrates: arbitrate !== null, below: percentOf(arbitrate?.below ?? 0.9), client: client !== null,
})

const wholeIn = (text: string, min: number, max: number): number | null => {
  const n = Number(text)
  return /^\s*\d+\s*$/.test(text) && n >= min && n <= max ? n : null
}
/** A number of percent above the least, up to the most. */
const percentIn = (text: string, least: number, most: number): number | null => {
  const n = Number(text)
  return /^\s*\d+(\.\d+)?\s*$/.test(text) && n > least && n <= most ? n : null
}

export type WorkflowProblem = 'overlap' | 'extendto' | 'extendbelow' | 'percent' | 'below' | 'nobodydecides' | 'extendsnowhere' | 'nothingtocompare'
export type Typed = { readonly ok: true, readonly workflow: Workflow } | { readonly ok: false, readonly problem: WorkflowProblem }
const wrong = (problem: WorkflowProblem): Typed => ({ ok: false, problem })

/** The workflow that is typed, or the first thing wrong with it. @param base whose parties it keeps */
export const workflowFrom = (draft: WorkflowDraft, base?: Workflow): Typed => {
  const overlap = wholeIn(draft.overlap, 1, 20), to = draft.extendTo.trim() === '' ? null : wholeIn(draft.extendTo, 2, 20), extendBelow = percentIn(draft.extendBelow, 0, 100)
  const percent = draft.review === 'all' ? 100 : percentIn(draft.percent, 0, 99.99), below = percentIn(draft.below, 0, 100)
  if (overlap === null) return wrong('overlap')
  if (draft.extendTo.trim() !== '' && to === null) return wrong('extendto')
  if (to !== null && extendBelow === null) return wrong('extendbelow')
  if (draft.review === 'sample' && percent === null) return wrong('percent')
  if (draft.arbitrates && below === null) return wrong('below')
  const workflow: Workflow = {
    annotate: { party: base?.annotate.party ?? null, overlap, extend: to === null ? null : { to, below: (extendBelow ?? 0) / 100 } },
    review: draft.review === 'none' ? null : { party: base?.review?.party ?? null, percent: percent ?? 100 },
    arbitrate: draft.arbitrates ? { party: base?.arbitrate?.party ?? null, below: (below ?? 0) / 100 } : null,
    client: draft.client ? { party: base?.client?.party ?? null } : null,
  }
  const problem = workflowProblem(workflow)
  return problem ? wrong(problem.reason) : { ok: true, workflow }
}

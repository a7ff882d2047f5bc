import type { Stage } from '../page.ts'

/** Where a stage stands: nothing waits (tick), a share is done (pie), not begun (ring). */
export type StageState = 'done' | 'not-begun' | { readonly share: number }
export interface StageFacts { readonly count: number, readonly state: StageState }

export interface ProjectFacts { readonly id: string, readonly name: string, readonly organisation: string, /** The first page of it that is open to the person. */ readonly href: string }

/** What the frame shows besides the page: facts of several slices, gathered by the shell. */
export interface FrameFacts {
  readonly person: { readonly name: string, readonly role: string }
  readonly project: ProjectFacts | null
  readonly projects: readonly ProjectFacts[]
  readonly stages: Partial<Readonly<Record<Stage, StageFacts>>>
  /** Tasks and questions that wait for this person. */
  readonly waiting: number
  /** Of the project; what is still without an answer. */
  readonly openQuestions: number
  readonly liveRuns: number
}

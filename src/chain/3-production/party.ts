import type { ProjectId } from '../../kernel/ids.ts'
import type { Actor } from '../../workspace/access/model.ts'
import type { Step } from './model.ts'
import type { Workflow } from './workflow.ts'

/** An actor who may be a guest of the project: the party, by project, for which they act. */
type Guest = Pick<Actor, 'membership'> & { readonly parties?: ReadonlyMap<ProjectId, { readonly id: string }> }

/** For whom the actor works in a project: the party that sends them, null for the project's own organisation. */
export const partyOf = (actor: Guest, project: ProjectId): string | null => actor.parties?.get(project)?.id ?? null

/** Whose people do a step: a party, or null for the project's own organisation. */
export const stepParty = (workflow: Workflow, step: Step): string | null => workflow[step]?.party ?? null

import type { ProjectId } from '../../../kernel/ids.ts'
import { can, type Actor } from '../../../workspace/access/model.ts'
import '../policy.ts'
import type { LiveEvent } from './contract.ts'

/** An entry of the journal, as far as the stream tells of it. `account`: who did it. */
export interface Told { readonly account: string | null, readonly verb: string, readonly kind: string, readonly object: string, readonly project: string | null }

/**
 * What of an entry somebody may hear: all, the kind alone, or nothing. Who oversees a project hears objects; an executor hears that a task
 * changed, not which, so that nobody learns from the stream whose work was judged or what is a gold task.
 */
export const hears = (actor: Pick<Actor, 'account' | 'roles' | 'projectRoles' | 'allowed'>, told: Told): 'all' | 'kind' | 'nothing' => {
  const own = told.account !== null && told.account === actor.account
  if (told.project === null) return own || can(actor, 'journal.read') ? 'all' : 'nothing'
  const facts = { project: told.project as ProjectId }
  if (!can(actor, 'project.read', facts)) return 'nothing'
  return own || can(actor, 'overview.read', facts) ? 'all' : 'kind'
}

export const eventOf = ({ kind, project, verb, object }: Told, hearing: 'all' | 'kind'): LiveEvent => (hearing === 'all' ? { kind, project, verb, object } : { kind, project })

/** One event in the form of server-sent events. @param id the position, for what can be resumed after */
export const framed = (event: string, data: LiveEvent | Record<string, never>, id?: number): string => `${id === undefined ? '' : `id: ${id}\n`}event: ${event}\ndata: ${JSON.stringify(data)}\n\n`

/** Kinds of entries after which somebody may have become or ceased to be somebody else. */
export const accessKinds: ReadonlySet<string> = new Set(['membership', 'invitation', 'token', 'project', 'organisation', 'party'])

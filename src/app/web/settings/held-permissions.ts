import { canSomewhere, declaredPermissions, type Actor } from '../../../workspace/access/model.ts'
import '../../../workspace/access/policy.ts'
import '../../../workspace/project/policy.ts'
import '../../../workspace/project/parties/policy.ts'
import '../../../workspace/runs/policy.ts'
import '../../../chain/1-source/policy.ts'
import '../../../chain/2-preparation/policy.ts'
import '../../../chain/3-production/policy.ts'
import '../../../chain/4-annotation/policy.ts'
import '../../../chain/5-inspection/policy.ts'
import '../../../chain/6-release/policy.ts'
import '../../../support/overview/policy.ts'
import '../../../support/sample/policy.ts'

/** What somebody may do somewhere, sorted: what a token of theirs can be good for. */
export const heldPermissions = (actor: Pick<Actor, 'roles' | 'projectRoles'>): readonly string[] =>
  [...declaredPermissions().keys()].filter(permission => canSomewhere({ ...actor, allowed: null }, permission)).sort()

/** By the kind that stands before the dot: `batch` -> `batch.manage`, `batch.read`. */
export const byKind = (permissions: readonly string[]): ReadonlyMap<string, readonly string[]> => {
  const groups = new Map<string, string[]>()
  for (const permission of permissions) {
    const kind = permission.slice(0, permission.indexOf('.')), group = groups.get(kind)
    if (group) group.push(permission)
    else groups.set(kind, [permission])
  }
  return groups
}

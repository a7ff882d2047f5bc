import type { RouteContract } from '../../../kernel/contract.ts'
import type { LiveQueries } from '../../../ui/live.ts'

export interface Told { readonly kind: string, readonly project: string | null, readonly object?: string }

/** The kind under which progress of long work is told: many times, and of no interest to whoever shows everything. */
export const progressOf = (kind: string): string => `${kind}-progress`
export const isProgress = (kind: string): boolean => kind.endsWith('-progress')

/** Kinds to routes, of several slices: each adds to what the others say of a kind. `*` is touched by every kind but progress. */
export const merged = (parts: readonly LiveQueries[]): ReadonlyMap<string, ReadonlySet<string>> => {
  const all = new Map<string, Set<string>>()
  for (const part of parts) for (const [kind, routes] of Object.entries(part)) {
    const ids = all.get(kind) ?? new Set<string>()
    for (const route of routes) ids.add((route satisfies RouteContract).id)
    all.set(kind, ids)
  }
  return all
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/
const projectIn = (input: unknown): string | null => {
  const parts = typeof input === 'object' && input !== null ? Object.values(input) : []
  for (const part of [input, ...parts]) {
    const found = typeof part === 'object' && part !== null && 'project' in part ? part.project : null
    if (typeof found === 'string' && uuid.test(found)) return found
  }
  return null
}

/** Is the answer under this key out of date? A query that names another project than the change is not. */
export const isStale = (key: readonly unknown[], told: readonly Told[], routes: ReadonlyMap<string, ReadonlySet<string>>): boolean => {
  const [route, input] = key, project = projectIn(input)
  return typeof route === 'string' && told.some(one => (routes.get(one.kind)?.has(route) || (!isProgress(one.kind) && routes.get('*')?.has(route))) && (project === null || one.project === null || project === one.project))
}

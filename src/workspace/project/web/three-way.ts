type Named = { readonly [key: string]: unknown }
const isObject = (value: unknown): value is Named => typeof value === 'object' && value !== null && !Array.isArray(value)
const isKeyed = (value: unknown): value is readonly (Named & { readonly id: string })[] => Array.isArray(value) && value.every(item => isObject(item) && typeof item['id'] === 'string')
/** Whether two JSON values say the same; what is one object in both costs nothing. A field that is undefined counts as absent. */
export const same = (a: unknown, b: unknown): boolean => {
  if (a === b) return true
  if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length && a.every((item, i) => same(item, b[i]))
  return isObject(a) && isObject(b) && [...new Set([...Object.keys(a), ...Object.keys(b)])].every(key => same(a[key], b[key]))
}

/** One field that both changed, each to something else. */
export interface Clash { readonly path: string, readonly mine: unknown, readonly theirs: unknown }
export type Choices = Readonly<Record<string, 'mine' | 'theirs'>>

interface Merge { readonly choices: Choices, readonly clashes: Clash[] }

const settle = (merge: Merge, path: string, mine: unknown, theirs: unknown): unknown => {
  merge.clashes.push({ path, mine, theirs })
  return merge.choices[path] === 'theirs' ? theirs : mine
}

const mergeFields = (merge: Merge, path: string, base: Named, mine: Named, theirs: Named): Named => {
  const keys = [...new Set([...Object.keys(theirs), ...Object.keys(mine)])]
  return Object.fromEntries(keys.map(key => [key, mergeValue(merge, path === '' ? key : `${path}/${key}`, base[key], mine[key], theirs[key])] as const).filter(([, value]) => value !== undefined))
}

/** Entries meet by id. The order is that of whoever changed it, theirs when both did; what only mine has stands last. */
const mergeEntries = (merge: Merge, path: string, base: readonly Named[], mine: readonly Named[], theirs: readonly Named[]): unknown[] => {
  const byId = (items: readonly Named[]): ReadonlyMap<unknown, Named> => new Map(items.map(item => [item['id'], item]))
  const before = byId(base), ours = byId(mine), others = byId(theirs)
  const keptOrder = base.map(item => item['id']).filter(id => others.has(id)), theirOrder = theirs.map(item => item['id']).filter(id => before.has(id))
  const lead = same(keptOrder, theirOrder) ? [mine, theirs] : [theirs, mine]
  const ids = [...new Set(lead.flatMap(items => items.map(item => item['id'])))]
  return ids.map(id => mergeValue(merge, `${path}:${String(id)}`, before.get(id), ours.get(id), others.get(id))).filter(value => value !== undefined)
}

const mergeValue = (merge: Merge, path: string, base: unknown, mine: unknown, theirs: unknown): unknown => {
  if (same(mine, theirs) || same(base, mine)) return theirs
  if (same(base, theirs)) return mine
  if (isObject(mine) && isObject(theirs)) return mergeFields(merge, path, isObject(base) ? base : {}, mine, theirs)
  if (isKeyed(mine) && isKeyed(theirs)) return mergeEntries(merge, path, isKeyed(base) ? base : [], mine, theirs)
  return settle(merge, path, mine, theirs)
}

/**
 * Two changes of one document brought together: whatever only one side changed is taken, entries meet by `id`, and where both
 * changed one field the choice decides (`mine` unless told). Nothing is dropped without a clash that says so.
 */
export const threeWay = <T extends object>(base: T, mine: T, theirs: T, choices: Choices = {}): { readonly merged: T, readonly clashes: readonly Clash[] } => {
  const merge: Merge = { choices, clashes: [] }
  // Parsed by nobody, but of the same form: every field comes from one of three documents of type T.
  const merged = mergeValue(merge, '', base, mine, theirs) as T
  return { merged, clashes: merge.clashes }
}

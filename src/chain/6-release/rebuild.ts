import type { FileRecord } from './model.ts'

/** A file of the archive that a rebuild made otherwise. */
export interface FileDifference { readonly path: string, readonly change: 'added' | 'removed' | 'changed' }

/** Files that are not the same on both sides, by path. */
export const differencesOf = (before: readonly FileRecord[], after: readonly FileRecord[]): FileDifference[] => {
  const old = new Map(before.map(f => [f.path, f])), now = new Map(after.map(f => [f.path, f]))
  const found: FileDifference[] = before.filter(f => !now.has(f.path)).map(({ path }) => ({ path, change: 'removed' }))
  for (const { path, size, sha256 } of after) {
    const known = old.get(path)
    if (!known) found.push({ path, change: 'added' })
    else if (known.sha256 !== sha256 || known.size !== size) found.push({ path, change: 'changed' })
  }
  return found.sort((a, b) => (a.path < b.path ? -1 : 1))
}

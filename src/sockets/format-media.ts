/** Finds media by the names that files give them, inside the tree only: the exact path, then without leading `./`, `../`, then near the file, then a base name that occurs once. */
export interface MediaNames { find(name: string, beside: string): { readonly path: string, readonly present: boolean, readonly ambiguous: boolean } }

const baseOf = (path: string): string => path.split('/').at(-1)!

export const mediaNames = (paths: readonly string[]): MediaNames => {
  const exact = new Set(paths), byBase = new Map<string, string | null>()
  for (const path of paths) byBase.set(baseOf(path), byBase.has(baseOf(path)) ? null : path)
  return {
    find(name, beside) {
      const bare = name.replaceAll('\\', '/').replace(/^(\.{0,2}\/)+/, '')
      const folder = beside.includes('/') ? beside.slice(0, beside.lastIndexOf('/') + 1) : ''
      const path = [name, bare, folder + bare].find(candidate => exact.has(candidate)) ?? byBase.get(baseOf(bare))
      return { path: path ?? bare, present: path !== undefined && path !== null, ambiguous: path === null }
    },
  }
}

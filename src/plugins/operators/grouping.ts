/** Union-find over 0 .. n - 1: the root of a component is its smallest member, so that it does not depend on the order of the joins. */
export interface Components { join(a: number, b: number): void, root(a: number): number }

export const components = (n: number): Components => {
  const parent = Uint32Array.from({ length: n }, (_, i) => i)
  const root = (a: number): number => {
    let at = a
    while (parent[at] !== at) {
      parent[at] = parent[parent[at]!]!
      at = parent[at]!
    }
    return at
  }
  return {
    root,
    join(a, b) {
      const x = root(a), y = root(b)
      if (x < y) parent[y] = x
      else parent[x] = y
    },
  }
}

/** Components of two members or more, each in ascending order. */
export const clusters = (n: number, found: Components): readonly (readonly number[])[] => {
  const byRoot = new Map<number, number[]>()
  for (let i = 0; i < n; i++) {
    const members = byRoot.get(found.root(i))
    if (members) members.push(i)
    else byRoot.set(found.root(i), [i])
  }
  return [...byRoot.values()].filter(members => members.length > 1)
}

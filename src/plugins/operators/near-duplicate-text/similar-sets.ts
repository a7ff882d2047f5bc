/** Sizes and overlaps are whole numbers; this keeps 0.7 * 10 from being counted as 8. */
const slack = 1e-9
const atLeast = (x: number): number => Math.ceil(x - slack)

/** Words renumbered so that rare ones come first; ties by value, so the numbering depends on the sets alone. */
const byRarity = (sets: readonly Uint32Array[]): { readonly ranked: readonly Uint32Array[], readonly distinct: number } => {
  const all = new Uint32Array(sets.reduce((n, set) => n + set.length, 0))
  let filled = 0
  for (const set of sets) { all.set(set, filled); filled += set.length }
  all.sort()
  const counts = new Map<number, number>()
  for (let from = 0, to = 0; from < all.length; from = to) {
    while (to < all.length && all[to] === all[from]) to++
    counts.set(all[from]!, to - from)
  }
  const ascending = Uint32Array.from(counts.keys()), frequency = Uint32Array.from(counts.values())
  const order = Uint32Array.from(ascending, (_, i) => i).sort((a, b) => frequency[a]! - frequency[b]! || a - b)
  order.forEach((at, rank) => counts.set(ascending[at]!, rank))
  return { ranked: sets.map(set => set.map(word => counts.get(word)!).sort()), distinct: ascending.length }
}

/** How many words two ascending sets share; gives up (with a number below `needed`) as soon as `needed` cannot be reached. */
const overlap = (a: Uint32Array, b: Uint32Array, needed: number): number => {
  let i = 0, j = 0, shared = 0
  while (i < a.length && j < b.length) {
    if (shared + Math.min(a.length - i, b.length - j) < needed) return shared
    const x = a[i]!, y = b[j]!
    if (x === y) { shared++; i++; j++ } else if (x < y) i++
    else j++
  }
  return shared
}

export const jaccard = (a: Uint32Array, b: Uint32Array): number => {
  const shared = overlap(a, b, 0), union = a.length + b.length - shared
  return union === 0 ? 1 : shared / union
}

/**
 * Exact self-join: calls `found` once for each pair of sets whose Jaccard similarity is at least the threshold (0 < threshold <= 1).
 * Prefix, size and position filters of PPJoin (Xiao, Wang, Lin, Yu and Wang, 2011): two similar sets share a word among their rarest.
 * @param sets ascending, without repeats, not empty
 */
export const similarPairs = (sets: readonly Uint32Array[], threshold: number, found: (a: number, b: number, similarity: number) => void): void => {
  const { ranked, distinct } = byRarity(sets)
  const bySize = Uint32Array.from(sets, (_, i) => i).sort((a, b) => ranked[a]!.length - ranked[b]!.length || a - b)
  // Postings are chains through arrays, newest first: sizes along a chain only fall, so the first too small set ends it.
  const postings = ranked.reduce((n, set) => n + set.length - atLeast((2 * threshold / (1 + threshold)) * set.length) + 1, 0)
  const head = new Int32Array(distinct).fill(-1), next = new Int32Array(postings), owner = new Int32Array(postings), position = new Int32Array(postings)
  const shared = new Int32Array(sets.length)
  let used = 0
  for (const x of bySize) {
    const set = ranked[x]!, size = set.length, least = atLeast(threshold * size)
    const candidates: number[] = []
    for (let i = 0; i < size - least + 1; i++) {
      for (let at = head[set[i]!]!; at !== -1; at = next[at]!) {
        const y = owner[at]!, other = ranked[y]!.length
        if (other < least) break
        if (shared[y]! < 0) continue
        if (shared[y] === 0) candidates.push(y)
        const reachable = shared[y]! + 1 + Math.min(size - i - 1, other - position[at]! - 1)
        shared[y] = reachable < atLeast((threshold / (1 + threshold)) * (size + other)) ? -1 : shared[y]! + 1
      }
    }
    for (const y of candidates) {
      if (shared[y]! > 0) {
        const both = size + ranked[y]!.length
        const common = overlap(set, ranked[y]!, atLeast((threshold / (1 + threshold)) * both))
        const similarity = common / (both - common)
        if (similarity >= threshold) found(Math.min(x, y), Math.max(x, y), similarity)
      }
      shared[y] = 0
    }
    for (let i = 0; i < size - atLeast((2 * threshold / (1 + threshold)) * size) + 1; i++, used++) {
      next[used] = head[set[i]!]!
      owner[used] = x
      position[used] = i
      head[set[i]!] = used
    }
  }
}

/**
 * The draw that neither party can steer. Before the batch is submitted the inspecting party publishes
 * `commitment(seed, salt)`; after it, seed and salt are revealed, and anyone repeats the draw from them and the task ids.
 */
import { seededRandom, shuffled } from '../../kernel/random.ts'

/** Lower-case hex of the SHA-256 of the text's UTF-8 bytes; injected, so that this file runs anywhere. */
export type Sha256 = (text: string) => string

/** Binds the seed without telling it. The salt must be unguessable (16 random bytes or more); seeds alone could be tried out. */
export const commitment = (seed: string, salt: string, sha256: Sha256): string =>
  sha256(JSON.stringify(['feedstock sampling seed, 1', seed, salt]))

export const keepsCommitment = (published: string, seed: string, salt: string, sha256: Sha256): boolean =>
  commitment(seed, salt, sha256) === published

/** By UTF-16 unit, the same in every locale; two equal ids would be drawn twice, so they are refused. */
const inOrder = (ids: readonly string[]): string[] => {
  const sorted = [...ids].sort((a, b) => a < b ? -1 : a > b ? 1 : 0)
  for (let i = 1; i < sorted.length; i++) if (sorted[i] === sorted[i - 1]) throw new RangeError(`drawn from a list that names ${sorted[i]} twice`)
  return sorted
}

/**
 * A simple random sample, in the order drawn; it does not depend on the order of the ids. All of them when n is at least their number.
 * Samples of one seed nest: the draw of 20 begins with the draw of 10.
 * @throws RangeError when an id stands twice or n is no count
 */
export const drawSample = <I extends string>(taskIds: readonly I[], n: number, seed: string): I[] => {
  if (!Number.isInteger(n) || n < 0) throw new RangeError(`cannot draw ${n} tasks`)
  const known = new Map(taskIds.map(id => [id as string, id]))
  return shuffled(inOrder(taskIds), seededRandom(seed)).slice(0, n).map(id => known.get(id)!)
}

/**
 * How many to draw from each stratum: one each while they last, the rest in proportion to size by largest remainder,
 * ties to the key that sorts first. When n is less than the number of strata the largest get one.
 */
export const allocate = (sizes: ReadonlyMap<string, number>, n: number): Map<string, number> => {
  const keys = inOrder([...sizes.keys()]).filter(key => sizes.get(key)! > 0)
  const total = keys.reduce((sum, key) => sum + sizes.get(key)!, 0)
  const wanted = Math.min(n, total)
  const shares = new Map(keys.map(key => [key, 0]))
  const bySize = [...keys].sort((a, b) => sizes.get(b)! - sizes.get(a)!)
  for (const key of bySize.slice(0, wanted)) shares.set(key, 1)
  for (let left = wanted - Math.min(wanted, keys.length); left > 0; left--) {
    let best = '', most = -Infinity
    for (const key of keys) {
      const size = sizes.get(key)!, share = shares.get(key)!
      const short = wanted * size / total - share
      if (share < size && short > most) { best = key; most = short }
    }
    shares.set(best, shares.get(best)! + 1)
  }
  return shares
}

/**
 * A sample with every stratum (annotator, class) in it, strata in the order of their keys.
 * @throws RangeError as `drawSample`
 */
export const drawStratifiedSample = <I extends string>(tasks: readonly { readonly id: I, readonly stratum: string }[], n: number, seed: string): I[] => {
  inOrder(tasks.map(t => t.id))
  const strata = Map.groupBy(tasks, t => t.stratum)
  const shares = allocate(new Map([...strata].map(([key, members]) => [key, members.length])), n)
  return [...shares].flatMap(([key, share]) => drawSample(strata.get(key)!.map(t => t.id), share, JSON.stringify([seed, key])))
}

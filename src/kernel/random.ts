/**
 * A seeded stream of numbers in [0, 1): splitmix-seeded xoshiro128** (Blackman and Vigna, 2018).
 * The same seed gives the same stream on every machine; samples and splits can be replayed from it.
 */
export interface Random { next(): number, integer(below: number): number }

const splitmix = (seed: string): (() => number) => {
  let h = 0x811c9dc5
  for (const c of seed) { h ^= c.codePointAt(0)!; h = Math.imul(h, 0x01000193) }
  return () => {
    h = (h + 0x9e3779b9) | 0
    let z = h
    z = Math.imul(z ^ (z >>> 16), 0x85ebca6b)
    z = Math.imul(z ^ (z >>> 13), 0xc2b2ae35)
    return (z ^ (z >>> 16)) >>> 0
  }
}

export const seededRandom = (seed: string): Random => {
  const seeds = splitmix(seed)
  let a = seeds(), b = seeds(), c = seeds(), d = seeds()
  const rotl = (x: number, k: number): number => (x << k) | (x >>> (32 - k))
  const next = (): number => {
    const result = Math.imul(rotl(Math.imul(b, 5), 7), 9) >>> 0
    const t = b << 9
    c ^= a; d ^= b; b ^= c; a ^= d; c ^= t; d = rotl(d, 11)
    return result / 2 ** 32
  }
  return { next, integer: below => Math.floor(next() * below) }
}

/** Fisher-Yates; the input is left as it was. */
export const shuffled = <T>(items: readonly T[], random: Random): T[] => {
  const out = [...items]
  for (let i = out.length - 1; i > 0; i--) {
    const j = random.integer(i + 1);
    [out[i], out[j]] = [out[j]!, out[i]!]
  }
  return out
}

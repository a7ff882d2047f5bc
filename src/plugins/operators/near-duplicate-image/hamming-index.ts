/** A 64-bit hash as two signed 32-bit words. */
export interface Hash { readonly high: number, readonly low: number }

export const parseHash = (hex: string): Hash => ({ high: Number.parseInt(hex.slice(0, 8), 16) | 0, low: Number.parseInt(hex.slice(8, 16), 16) | 0 })

/** Number of ones in a 32-bit word, counted in parallel (Warren, Hacker's Delight, 5-1). */
const ones = (word: number): number => {
  let x = word - ((word >>> 1) & 0x55555555)
  x = (x & 0x33333333) + ((x >>> 2) & 0x33333333)
  return Math.imul((x + (x >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24
}

export const hamming = (a: Hash, b: Hash): number => ones(a.high ^ b.high) + ones(a.low ^ b.low)

/** Four chunks of 16 bits: of two hashes within d bits, one chunk is within floor(d / 4). */
const chunks = 4
const chunkOf = (hash: Hash, i: number): number => ((i < 2 ? hash.high : hash.low) >>> (i % 2 === 0 ? 16 : 0)) & 0xffff

/** All 16-bit words with at most `radius` ones. */
const masks = (radius: number): Uint16Array => Uint16Array.from({ length: 0x10000 }, (_, word) => word).filter(word => ones(word) <= radius)

/** Positions grouped by a 16-bit key: those of key k are `members[starts[k] .. starts[k + 1])`. */
interface Buckets { readonly starts: Uint32Array, readonly members: Uint32Array }

const bucketsBy = (hashes: readonly Hash[], chunk: number): Buckets => {
  const starts = new Uint32Array(0x10001)
  for (const hash of hashes) starts[chunkOf(hash, chunk) + 1]!++
  for (let k = 1; k <= 0x10000; k++) starts[k]! += starts[k - 1]!
  const next = starts.slice(), members = new Uint32Array(hashes.length)
  hashes.forEach((hash, i) => { members[next[chunkOf(hash, chunk)]!++] = i })
  return { starts, members }
}

/**
 * Exact search by Hamming distance without comparing all pairs (multi-index hashing, Norouzi, Punjani and Fleet, 2012).
 * @returns calls `found` at least once for each position within `maxDistance` bits of the query, and for no other
 */
export const hammingIndex = (hashes: readonly Hash[], maxDistance: number): ((query: Hash, found: (position: number) => void) => void) => {
  const near = masks(Math.floor(maxDistance / chunks))
  const high = Int32Array.from(hashes, h => h.high), low = Int32Array.from(hashes, h => h.low)
  const tables = Array.from({ length: chunks }, (_, i) => bucketsBy(hashes, i))
  return (query, found) => {
    tables.forEach(({ starts, members }, i) => {
      const key = chunkOf(query, i)
      for (const mask of near) {
        const end = starts[(key ^ mask) + 1]!
        for (let at = starts[key ^ mask]!; at < end; at++) {
          const position = members[at]!
          if (ones(high[position]! ^ query.high) + ones(low[position]! ^ query.low) <= maxDistance) found(position)
        }
      }
    })
  }
}

import { createHash } from 'node:crypto'

export interface SeenFiles {
  readonly count: number
  add(file: string, sha256: string): void
  /** @returns whether the file was seen with this sum */
  take(file: string, sha256: string): 'same' | 'differs' | 'absent'
}

// 64 bits of SHA-256 stand for a name: among a hundred million files two meet with a chance of 1 in 3,000.
const keyOf = (text: string): bigint => createHash('sha256').update(text).digest().readBigUInt64BE()

/** Names and sums of the files that were read, 16 bytes each: a backup of millions of blobs is checked without holding their names. */
export const seenFiles = (): SeenFiles => {
  let names = new BigUint64Array(1024), both = new BigUint64Array(1024), count = 0, sorted = true
  const has = (keys: BigUint64Array, key: bigint): boolean => {
    let low = 0, high = count
    while (low < high) {
      const middle = (low + high) >>> 1
      if (keys[middle]! < key) low = middle + 1
      else high = middle
    }
    return low < count && keys[low] === key
  }
  const grown = (keys: BigUint64Array): BigUint64Array<ArrayBuffer> => { const larger = new BigUint64Array(2 * keys.length); larger.set(keys); return larger }
  return {
    get count() { return count },
    add(file, sha256) {
      if (count === names.length) { names = grown(names); both = grown(both) }
      names[count] = keyOf(file)
      both[count++] = keyOf(`${sha256} ${file}`)
      sorted = false
    },
    take(file, sha256) {
      if (!sorted) { for (const keys of [names, both]) keys.subarray(0, count).sort(); sorted = true }
      return has(both, keyOf(`${sha256} ${file}`)) ? 'same' : has(names, keyOf(file)) ? 'differs' : 'absent'
    },
  }
}

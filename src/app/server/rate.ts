/** How much one caller has left, in requests times milliseconds (whole numbers), and when that was counted. */
interface Bucket { readonly left: number, readonly at: number }

const minute = 60_000
/** As many callers are remembered at most; one that is forgotten begins with a full minute again. */
const remembered = 100_000

/**
 * So many requests a minute for each key, at most a minute's worth at once, refilled evenly.
 * `take` counts one. @returns milliseconds until one is free again; 0: it may go on
 */
export const rateLimit = (perMinute: number): { take(key: string, now: number): number, readonly size: number } => {
  const full = perMinute * minute, buckets = new Map<string, Bucket>()
  const leftOf = (bucket: Bucket | undefined, now: number): number => bucket ? Math.min(full, bucket.left + Math.max(0, now - bucket.at) * perMinute) : full
  return {
    get size() { return buckets.size },
    take(key, now) {
      const left = leftOf(buckets.get(key), now)
      if (left < minute) return Math.ceil((minute - left) / perMinute)
      // Written anew, so that the first of the map is the one that has been quiet longest.
      buckets.delete(key)
      buckets.set(key, { left: left - minute, at: now })
      if (buckets.size > remembered) buckets.delete(buckets.keys().next().value!)
      return 0
    },
  }
}

/** Counting that takes longer is not repeated for everybody who asks. Milliseconds. */
export const slow = 250
/** How long its result stands, in times of what it took: counting takes at most a twentieth of the time, whatever the number of readers. */
export const rest = 20

interface Kept<T> { readonly counted: Promise<T>, /** Milliseconds; infinite while it is being counted. */ until: number }

/** Counts at once what counts fast; what is slow to count is answered from the last time for a while, and counted once for all who ask meanwhile. */
export const sparing = <T>(clock: () => number = () => performance.now()): ((key: string, count: () => Promise<T>) => Promise<T>) => {
  const kept = new Map<string, Kept<T>>()
  return async (key, count) => {
    const last = kept.get(key), began = clock()
    if (last && began < last.until) return last.counted
    const mine: Kept<T> = { counted: count(), until: Infinity }
    // Only of what was slow before: a fast count includes what its reader did a moment ago.
    if (last) kept.set(key, mine)
    try {
      const result = await mine.counted, took = clock() - began
      if (took < slow) kept.delete(key)
      else { mine.until = clock() + rest * took; kept.set(key, mine) }
      return result
    } catch (error) {
      kept.delete(key)
      throw error
    } finally {
      for (const [other, { until }] of kept) if (other !== key && until < began) kept.delete(other)
    }
  }
}

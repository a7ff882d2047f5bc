/** How far a transfer was at a time; milliseconds and bytes. */
export interface Sample { readonly at: number, readonly bytes: number }
/** Bytes per second, and the seconds that the rest takes at this speed. */
export interface Pace { readonly speed: number, readonly left: number }

/** Milliseconds: what is older says nothing about the line of now. */
const window = 15_000, shortest = 1000

/** Keeps the samples of the last seconds, one of each tenth of a second. */
export const withSample = (samples: readonly Sample[], sample: Sample): readonly Sample[] => {
  const last = samples.at(-1), kept = samples.filter(s => sample.at - s.at <= window)
  return last && sample.at - last.at < 100 && samples.length > 1 ? [...kept.slice(0, -1), sample] : [...kept, sample]
}

/** null while too little was seen, and when nothing has moved. */
export const paceOf = (samples: readonly Sample[], total: number): Pace | null => {
  const first = samples[0], last = samples.at(-1)
  if (!first || !last || last.at - first.at < shortest || last.bytes <= first.bytes) return null
  const speed = (last.bytes - first.bytes) * 1000 / (last.at - first.at)
  return { speed, left: Math.max(0, total - last.bytes) / speed }
}

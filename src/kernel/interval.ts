/**
 * What a count out of a total says of the rate behind it. Rates are fractions in [0, 1], confidence is two-sided (0.95).
 * Accuracy: about 1e-12 absolute for totals up to a million.
 */
export interface Interval { readonly low: number, readonly high: number }

/** Lanczos approximation (g = 7, nine terms). */
const lanczos = [
  0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059,
  12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
] as const

/** ln Γ(x) for x > 0. */
export const logGamma = (x: number): number => {
  if (x < 0.5) return Math.log(Math.PI / Math.sin(Math.PI * x)) - logGamma(1 - x)
  const y = x - 1, t = y + 7.5
  let sum: number = lanczos[0]
  for (let i = 1; i < lanczos.length; i++) sum += lanczos[i]! / (y + i)
  return 0.5 * Math.log(2 * Math.PI) + (y + 0.5) * Math.log(t) - t + Math.log(sum)
}

/** The continued fraction of the incomplete beta function, by Lentz's method; converges fast for x < (a + 1) / (a + b + 2). */
const betaFraction = (x: number, a: number, b: number): number => {
  const tiny = 1e-300
  const away = (v: number): number => Math.abs(v) < tiny ? tiny : v
  let c = 1, d = 1 / away(1 - (a + b) * x / (a + 1)), h = d
  for (let m = 1; m <= 10_000; m++) {
    const even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
    d = 1 / away(1 + even * d); c = away(1 + even / c); h *= d * c
    const odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
    d = 1 / away(1 + odd * d); c = away(1 + odd / c)
    const step = d * c
    h *= step
    if (Math.abs(step - 1) < 1e-15) break
  }
  return h
}

/** I_x(a, b), the distribution function of the beta distribution; a, b > 0. */
export const regularisedBeta = (x: number, a: number, b: number): number => {
  if (x <= 0) return 0
  if (x >= 1) return 1
  const front = Math.exp(logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log1p(-x))
  return x < (a + 1) / (a + b + 2) ? front * betaFraction(x, a, b) / a : 1 - front * betaFraction(1 - x, b, a) / b
}

/** P(X <= count) when each of `total` things is bad with probability `rate`, independently. */
export const binomialAtMost = (count: number, total: number, rate: number): number =>
  count < 0 ? 0 : count >= total ? 1 : regularisedBeta(1 - rate, total - count, count + 1)

/** The point where a rising function on [low, high] reaches the target. */
const solveRising = (f: (x: number) => number, target: number, low: number, high: number): number => {
  for (let i = 0; i < 100; i++) {
    const mid = (low + high) / 2
    if (f(mid) < target) low = mid; else high = mid
  }
  return (low + high) / 2
}

/** P(|Z| <= z) of the standard normal: the all-positive series of erf, exact to rounding for z < 9. */
const normalWithin = (z: number): number => {
  const x2 = z * z / 2
  let term = z / Math.SQRT2, sum = term
  for (let n = 1; term > sum * 1e-17; n++) { term *= 2 * x2 / (2 * n + 1); sum += term }
  return 2 / Math.sqrt(Math.PI) * Math.exp(-x2) * sum
}

/** z with P(|Z| <= z) = confidence: 0.95 gives 1.9599639845. */
export const normalQuantile = (confidence: number): number => confidence <= 0 ? 0 : solveRising(normalWithin, confidence, 0, 9)

/** @throws RangeError when the counts are no counts or the confidence is outside (0, 1) */
const checkCounts = (count: number, total: number, confidence: number): void => {
  if (!Number.isInteger(count) || !Number.isInteger(total) || count < 0 || count > total) throw new RangeError(`not a count out of a total: ${count} of ${total}`)
  if (!(confidence > 0 && confidence < 1)) throw new RangeError(`confidence must lie in (0, 1): ${confidence}`)
}

/** The score interval (Wilson, 1927), without continuity correction. Nothing observed says nothing: 0 of 0 gives [0, 1]. */
export const wilsonInterval = (count: number, total: number, confidence = 0.95): Interval => {
  checkCounts(count, total, confidence)
  if (total === 0) return { low: 0, high: 1 }
  const z = normalQuantile(confidence), z2 = z * z, p = count / total
  const centre = (p + z2 / (2 * total)) / (1 + z2 / total)
  const half = z / (1 + z2 / total) * Math.sqrt(p * (1 - p) / total + z2 / (4 * total * total))
  return { low: count === 0 ? 0 : Math.max(0, centre - half), high: count === total ? 1 : Math.min(1, centre + half) }
}

/** The exact interval (Clopper and Pearson, 1934): covers the truth at least as often as it says. 0 of 0 gives [0, 1]. */
export const clopperPearsonInterval = (count: number, total: number, confidence = 0.95): Interval => {
  checkCounts(count, total, confidence)
  const tail = (1 - confidence) / 2
  return {
    low: count === 0 ? 0 : solveRising(x => regularisedBeta(x, count, total - count + 1), tail, 0, 1),
    high: count === total ? 1 : solveRising(x => regularisedBeta(x, count + 1, total - count), 1 - tail, 0, 1),
  }
}

/** The value below which a share of the measurements lie; they are sorted in place. @param share 0 to 1 */
export const percentile = (values: number[], share: number): number => {
  values.sort((a, b) => a - b)
  return values[Math.min(values.length - 1, Math.floor(values.length * share))] ?? Number.NaN
}

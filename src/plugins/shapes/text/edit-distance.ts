/**
 * Levenshtein distance in code points: the fewest insertions, deletions and replacements that turn one into the other.
 * A common beginning and end are skipped; the middle costs the product of its two lengths.
 */
export const editDistance = (a: readonly string[], b: readonly string[]): number => {
  let from = 0, endA = a.length, endB = b.length
  while (from < endA && from < endB && a[from] === b[from]) from++
  while (endA > from && endB > from && a[endA - 1] === b[endB - 1]) { endA--; endB-- }
  const width = endB - from
  let above = Uint32Array.from({ length: width + 1 }, (_, j) => j)
  let row = new Uint32Array(width + 1)
  for (let i = from; i < endA; i++) {
    row[0] = i - from + 1
    for (let j = 1; j <= width; j++) {
      const replaced = above[j - 1]! + (a[i] === b[from + j - 1] ? 0 : 1)
      row[j] = Math.min(replaced, above[j]! + 1, row[j - 1]! + 1)
    }
    [above, row] = [row, above]
  }
  return above[width]!
}

/** Deep equality of JSON values; the order of keys does not matter. */
export const same = (a: unknown, b: unknown): boolean => {
  if (Object.is(a, b)) return true
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false
  if (Array.isArray(a) || Array.isArray(b)) {
    return Array.isArray(a) && Array.isArray(b) && a.length === b.length && a.every((item, i) => same(item, b[i]))
  }
  const left = new Map(Object.entries(a)), right = Object.entries(b)
  return left.size === right.length && right.every(([key, value]) => left.has(key) && same(left.get(key), value))
}

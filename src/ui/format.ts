/** Figures and dates read the same in all three languages (ux 6): thin grouping by comma, 24-hour clock, space before the per cent sign. */
const grouped = new Intl.NumberFormat('en-US')
const two = (n: number): string => String(n).padStart(2, '0')

/** `184,320` */
export const formatCount = (n: number): string => grouped.format(n)
/** `98.3 %` @param share 0 to 1 */
export const formatShare = (share: number, digits = 1): string => `${(share * 100).toFixed(digits)} %`
/** `[97.4, 98.9]`, in per cent @param interval shares, 0 to 1 */
export const formatInterval = ([low, high]: readonly [number, number], digits = 1): string =>
  `[${(low * 100).toFixed(digits)}, ${(high * 100).toFixed(digits)}]`
/** `2026-11-24 16:04`, in the reader's zone */
export const formatTime = (at: Date): string =>
  `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())} ${two(at.getHours())}:${two(at.getMinutes())}`
/** `11-24`, in the reader's zone */
export const formatDay = (at: Date): string => `${two(at.getMonth() + 1)}-${two(at.getDate())}`

const units = ['B', 'KB', 'MB', 'GB', 'TB', 'PB']
/** `1.2 GB`, powers of 1000 */
export const formatBytes = (bytes: number): string => {
  let size = bytes, unit = 0
  while (size >= 999.5 && unit < units.length - 1) { size /= 1000; unit++ }
  return `${unit === 0 || size >= 99.95 ? Math.round(size) : size.toFixed(1)} ${units[unit]}`
}

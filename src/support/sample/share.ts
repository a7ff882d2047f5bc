/**
 * How many of the files are spoiled: an eighth, but every kind of defect once as soon as at least half of the files stay sound.
 */
export const plantedCount = (count: number, kinds: number): number =>
  count >= 2 * kinds ? Math.max(kinds, Math.round(count / 8)) : Math.floor(count / 4)

/** The 24 class colours of tokens.css; what a hue alone cannot tell, the pattern does (ux 3). */
export const classColourCount = 24
export type ClassPattern = 'solid' | 'dash' | 'dot' | 'hatch' | 'cross'

/** @param slot from 1; beyond 24 the palette starts again and the name alone tells */
export const classColour = (slot: number): { readonly variable: string, readonly pattern: ClassPattern } => {
  const place = (((Math.trunc(slot) - 1) % classColourCount) + classColourCount) % classColourCount
  return { variable: `--c${String(place + 1).padStart(2, '0')}`, pattern: place < 8 ? 'solid' : place < 16 ? 'hatch' : 'dot' }
}

import type { Size } from '../../../editor/surfaces/raster/viewport.ts'

/** Stacking has to show so much more of the picture before panes are not side by side. */
const worthStacking = 4 / 3

/** Into how many columns so many panes go. Texts stand side by side; pictures too, unless rows show them a good deal larger. @param area of all panes, CSS pixels */
export const paneColumns = (n: number, extent: Size | null, area: Size): number => {
  if (!extent || extent.width <= 0 || extent.height <= 0) return n
  const scale = (columns: number): number => Math.min(area.width / columns / extent.width, area.height / Math.ceil(n / columns) / extent.height)
  const all = Array.from({ length: n }, (_, i) => n - i), best = Math.max(...all.map(scale))
  return all.find(columns => scale(columns) * worthStacking >= best) ?? n
}

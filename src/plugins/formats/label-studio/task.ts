import type { Json } from '../../../kernel/json.ts'
import type { ItemShape } from '../../../sockets/item.ts'

export type Fields = { readonly [key: string]: Json }
export const isFields = (value: Json | undefined): value is Fields => typeof value === 'object' && value !== null && !Array.isArray(value)
export const textOr = <T>(value: Json | undefined, other: T): string | T => (typeof value === 'string' ? value : other)
export const numberOr = <T>(value: Json | undefined, other: T): number | T => (typeof value === 'number' && Number.isFinite(value) ? value : other)

/** Control of the labelling interface by kind of shape; the array of labels of a region has the name of its type. */
export const controls = {
  box: { tag: 'RectangleLabels', type: 'rectanglelabels' },
  polygon: { tag: 'PolygonLabels', type: 'polygonlabels' },
  point: { tag: 'KeyPointLabels', type: 'keypointlabels' },
  span: { tag: 'Labels', type: 'labels' },
} as const
export type Drawn = keyof typeof controls

/** A share of the picture and back leaves noise far below a billionth of a pixel; it is rounded away. */
export const pixel = (n: number): number => Math.round(n * 1e9) / 1e9

/** What regions have no field for stands in their `meta`, under this name, as far as it says something. */
export const own = 'feedstock'
type Detail = 'attributes' | 'origin' | 'track' | 'frame' | 'group' | 'parent' | 'z' | 'flags'
const silent: Pick<ItemShape, Detail> = { attributes: {}, origin: 'human', track: null, frame: null, group: null, parent: null, z: 0, flags: [] }

export const detailsOf = (shape: ItemShape): Fields =>
  Object.fromEntries(Object.entries(silent).flatMap(([name, nothing]) => {
    const value: Json = shape[name as Detail]
    return JSON.stringify(value) === JSON.stringify(nothing) ? [] : [[name, value]]
  }))

/** Reads `detailsOf` back, field by field; whatever has another type says nothing. */
export const withDetails = (found: Json | undefined): Pick<ItemShape, Detail> => {
  const fields = isFields(found) ? found : {}, nullable = (name: string): string | null => textOr(fields[name], null), { attributes, flags } = fields
  return {
    attributes: isFields(attributes) ? attributes : {}, origin: textOr(fields['origin'], 'human'), track: nullable('track'), frame: numberOr(fields['frame'], null),
    group: nullable('group'), parent: nullable('parent'), z: numberOr(fields['z'], 0), flags: Array.isArray(flags) ? flags.filter((f: Json) => typeof f === 'string') : [],
  }
}

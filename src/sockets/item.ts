import type { Json } from '../kernel/json.ts'

/** The interchange record of one item: what formats read and write, one line of `feedstock-jsonl`. */
export interface Item {
  readonly item: string
  readonly split: string | null
  readonly media: ItemMedia
  readonly text: string | null
  readonly turns: readonly Json[] | null
  readonly shapes: readonly ItemShape[]
  readonly relations: readonly Json[]
  readonly reviews: readonly Json[]
  readonly predictions: readonly ItemShape[]
  readonly extra: { readonly [format: string]: Json }
}
export interface ItemMedia {
  readonly type: string
  readonly path: string
  readonly width: number | null
  readonly height: number | null
  readonly durationS: number | null
  readonly frames: number | null
  readonly present: boolean
}
export interface ItemShape {
  readonly id: string
  readonly kind: string
  /** The class by name; null for a shape without one. */
  readonly label: string | null
  readonly payload: Json
  readonly attributes: { readonly [name: string]: Json }
  readonly score: number | null
  readonly origin: string
  readonly author: string | null
  readonly track: string | null
  readonly frame: number | null
  readonly group: string | null
  readonly parent: string | null
  readonly z: number
  readonly flags: readonly string[]
}
/** Classes in the order of the schema, with what a format may need of them. */
export interface ItemSchema { readonly classes: readonly ItemClass[] }
export interface ItemClass { readonly id: string, readonly name: string, readonly colour: string | null, readonly kinds: readonly string[] }

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
  /** Present in a release, for formats that say where items come from. */
  readonly provenance?: ItemProvenance
}
/** Where an item comes from and how it stands in time. Some readers may not know it: a format gets it when it says so (`FormatDefinition.provenance`). */
export interface ItemProvenance {
  /** Kind of source (GB/T 45654-2025 5.1): `open`, `self_collected`, `commercial`, `user_input`. */
  readonly kind: string
  /** What proves it, by field: `licence`, `source`, `record`, `contract`, `authorisation`. */
  readonly record: { readonly [field: string]: string }
  /** When the raw file was taken in, RFC 3339 in UTC. */
  readonly importedAt: string
  /** When that was said of it which the release holds, RFC 3339 in UTC. */
  readonly labelledAt: string
  /** The release: an id that no other has, and the number that people call it by. */
  readonly release: { readonly id: string, readonly number: string }
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

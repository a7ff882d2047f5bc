export const metadataFile = 'metadata.jsonl'

/** One line of `metadata.jsonl`. `file_name` is relative to it; boxes are x, y, width, height in pixels. `item` and `path` are ours: the names inside the release. */
export interface Row {
  readonly file_name: string
  /** The first class, which is also the folder. */
  readonly label: string | null
  readonly labels: readonly string[]
  readonly objects: { readonly bbox: readonly (readonly number[])[], readonly categories: readonly string[] }
  readonly width: number | null
  readonly height: number | null
  readonly item: string
  readonly path: string
}

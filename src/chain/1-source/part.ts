/** Files that were uploaded one by one: their upload rows. */
export type FilesPart = { readonly kind: 'files', readonly uploads: readonly string[], readonly count: number }
/** Files of one archive: a window of the index that the listing wrote. */
export type EntriesPart = { readonly kind: 'entries', readonly archive: string, readonly file: string, readonly index: string, readonly start: number, readonly end: number, readonly count: number }
/** Rows of one table of texts: a window of its UTF-8 bytes that begins with a row. */
export type RowsPart = {
  readonly kind: 'rows', readonly table: string, readonly form: 'jsonl' | 'csv' | 'lines', readonly sha256: string, readonly delimiter: string
  readonly columns: readonly string[], readonly text: number
  /** What the table came in; its bytes are UTF-8 by now, but for the lines that would not convert. */
  readonly encoding: string
  readonly start: number, readonly end: number, readonly line: number, readonly count: number
}
/** What one shard of the reading stage takes in. `end` is excluded; `count` is how many assets it makes at most. */
export type Part = FilesPart | EntriesPart | RowsPart

import type { Message } from '../kernel/messages.ts'
import type { Failure } from '../kernel/failure.ts'
import type { Item, ItemSchema } from './item.ts'

/** Files to read: a folder, an archive, one file. Paths are relative, with `/`. */
export interface ReadTree {
  paths(): AsyncIterable<string>
  open(path: string): AsyncIterable<Uint8Array>
}
/** Files to write; a file is complete when its stream ends. */
export interface WriteTree {
  write(path: string, bytes: AsyncIterable<Uint8Array>): Promise<void>
  /**
   * Puts the raw file of the item that was taken last under a path, without its bytes passing through the writer. Absent where there are no
   * raw files, as in a conversion of records alone.
   */
  include?(path: string, item: Item): Promise<void>
}
/** What a target cannot hold, counted per code, with a few examples (item, or item#shape). */
export interface Loss { readonly code: string, readonly count: number, readonly examples: readonly string[] }

export type ReadEvent =
  /** The classes that the files declare, in their order, before the first item that uses them; once per file that declares some. */
  | { readonly kind: 'schema', readonly schema: ItemSchema }
  | { readonly kind: 'item', readonly item: Item }
  | { readonly kind: 'failed', readonly failure: Failure }
  | { readonly kind: 'warning', readonly failure: Failure }

/** One row of `feedstock formats --json`. */
export interface FormatDefinition {
  readonly id: string
  readonly title: Message
  readonly tier: 1 | 2 | 3
  readonly modalities: readonly string[]
  /** Shape kinds that it can hold; any other is reported as lost. */
  readonly shapes: readonly string[]
  readonly attributes: 'none' | 'flat' | 'typed'
  readonly splits: boolean
  /** Its files say where items come from (`Item.provenance`), so that parties whose terms keep this back do not get them. */
  readonly provenance?: true
  read?(tree: ReadTree): AsyncIterable<ReadEvent>
  write?(items: AsyncIterable<Item>, schema: ItemSchema, tree: WriteTree): Promise<readonly Loss[]>
}

export const defineFormat = (format: FormatDefinition): FormatDefinition => format

/** Collects losses while writing. */
export const lossCounter = (): { lose(code: string, where: string, count?: number): void, losses(): Loss[] } => {
  const found = new Map<string, { count: number, examples: string[] }>()
  return {
    lose(code, where, count = 1) {
      const l = found.get(code) ?? { count: 0, examples: [] }
      l.count += count
      if (l.examples.length < 5) l.examples.push(where)
      found.set(code, l)
    },
    losses: () => [...found].map(([code, l]) => ({ code, ...l })),
  }
}

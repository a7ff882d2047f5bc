import type { LabelSchemaDocument } from '../../../sockets/label-schema.ts'
import type { EditorSession } from '../../../editor/session.ts'
import type { DocumentSpace, RasterSpace, ToolView } from '../../../editor/shape-view.ts'
import type { DocumentStore } from '../../../editor/store/document-store.ts'
import type { Size } from '../../../editor/surfaces/raster/viewport.ts'
import type { Space } from '../../../editor/tools/define-tool.ts'
import type { WorkView } from '../../../chain/4-annotation/contract.ts'

export type Asset = WorkView['assets'][number]
/** A session of any surface: what the panels around it need. */
export type AnySession = EditorSession<Space & { readonly view: ToolView }>

/** What the middle of the room shows. */
export type Content =
  | { readonly kind: 'picture', readonly blob: Blob, readonly extent: Size, readonly name: string }
  | { readonly kind: 'text', readonly text: string, readonly codePoints: number, readonly textLocale: string, readonly name: string }

/** A session with what it is mounted on. */
export type Sitting =
  | { readonly kind: 'picture', readonly session: EditorSession<RasterSpace>, readonly content: Extract<Content, { kind: 'picture' }>, readonly asset: Asset, readonly places: Places }
  | { readonly kind: 'text', readonly session: EditorSession<DocumentSpace>, readonly content: Extract<Content, { kind: 'text' }>, readonly asset: Asset, readonly places: Places }

/** The places of one annotation's task: a sitting each over one document, one of them in hand. */
export class Places {
  /** The whole document: what is saved, judged and checked. */
  readonly store: DocumentStore
  /** The label schema with every class, whatever one place can use of it. */
  readonly schema: LabelSchemaDocument
  readonly sittings: Sitting[] = []
  private at = 0
  private readonly listeners = new Set<() => void>()

  constructor(store: DocumentStore, schema: LabelSchemaDocument) { this.store = store; this.schema = schema }

  get active(): Sitting { return this.sittings[this.at]! }
  get index(): number { return this.at }

  show(index: number): void {
    if (index === this.at || !this.sittings[index]) return
    this.active.session.blur()
    this.at = index
    for (const listener of this.listeners) listener()
  }
  /** To the next place or the one before; the ends stay the ends. @returns whether there are several */
  step(direction: 1 | -1): boolean {
    this.show(this.at + direction)
    return this.sittings.length > 1
  }
  /** Selects a shape, in whichever place it lies. @returns whether another place came into sight */
  select(id: string): boolean {
    const slot = this.store.get(id)?.slot, index = this.sittings.findIndex(one => one.session.slot === slot), moves = index >= 0 && index !== this.at
    if (index >= 0) this.show(index)
    this.active.session.select([id])
    return moves
  }
  listen(listener: () => void): () => void {
    this.listeners.add(listener)
    return () => { this.listeners.delete(listener) }
  }
}

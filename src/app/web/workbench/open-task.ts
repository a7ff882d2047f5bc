import { textOffsets } from '../../../kernel/geometry/text.ts'
import { fail, ok, type Result } from '../../../kernel/result.ts'
import type { LabelSchemaDocument } from '../../../sockets/label-schema.ts'
import type { ShapeRecord } from '../../../sockets/shape.ts'
import { EditorSession } from '../../../editor/session.ts'
import { DocumentStore } from '../../../editor/store/document-store.ts'
import { placeStore } from '../../../editor/store/place-store.ts'
import type { DocumentSpace, EditorShapes, RasterSpace, ShapeView } from '../../../editor/shape-view.ts'
import { defineTool } from '../../../editor/tools/define-tool.ts'
import { panTool } from '../../../editor/tools/pan.ts'
import { selectTool } from '../../../editor/tools/select.ts'
import { readContent, readText } from '../../../chain/1-source/contract.ts'
import type { WorkView } from '../../../chain/4-annotation/contract.ts'
import { call, mediaUrlOf } from '../api.ts'
import { loadWebHalf, plugins, withWebHalf } from '../plugins.ts'
import { workbenchFailures } from './errors.ts'
import { Places, type Asset, type Content, type Sitting } from './sitting.ts'

export type { AnySession, Content, Sitting } from './sitting.ts'

/** What a task is about and under which schema: enough to show it. */
export type TaskSource = Pick<WorkView, 'assets' | 'schema'>
/** One place of the task: its asset, what is shown of it, and what can be drawn there. */
interface OpenedPlace {
  readonly asset: Asset
  readonly content: Content
  readonly shapes: EditorShapes
  /** The schema with the classes that this content can use; its questions are those of the task. */
  readonly schema: LabelSchemaDocument
}
/** The task as the browser needs it: contents fetched, shapes of its schema loaded. Sessions are made of it, one per annotation and place. */
export interface Opened<W extends TaskSource = WorkView> { readonly work: W, readonly places: readonly [OpenedPlace, ...OpenedPlace[]] }

const isShapeView = (half: unknown): half is ShapeView =>
  typeof half === 'object' && half !== null && 'space' in half && (half.space === 'raster' || half.space === 'document') && 'tool' in half && 'id' in half

const loadShapes = async (schema: LabelSchemaDocument, space: ShapeView['space']): Promise<EditorShapes> => {
  const drawn = new Set(withWebHalf('shapes')), wanted = new Set(schema.classes.flatMap(entry => entry.kinds).filter(kind => drawn.has(kind)))
  const views = new Map<string, ShapeView>()
  for (const kind of [...wanted].sort()) {
    const half = await loadWebHalf('shapes', kind)
    if (isShapeView(half) && half.space === space) views.set(kind, half)
  }
  return { definitions: plugins.shapes, views }
}

const openPicture = async (asset: Asset): Promise<Result<Content>> => {
  const reply = await fetch(mediaUrlOf(readContent, { params: { asset: asset.asset }, query: {} }), { credentials: 'same-origin' }).catch(() => null)
  if (!reply?.ok) return fail(workbenchFailures.contentUnavailable({ name: asset.name, status: reply?.status ?? 0 }))
  const blob = await reply.blob()
  try {
    const bitmap = await decode(blob), extent = { width: bitmap.width, height: bitmap.height }
    bitmap.close()
    return ok({ kind: 'picture', blob, extent, name: asset.name })
  } catch {
    return fail(workbenchFailures.pictureUnreadable({ name: asset.name }))
  }
}

/** Upright, as all coordinates are. @throws when the browser cannot decode it */
export const decode = (blob: Blob): Promise<ImageBitmap> => createImageBitmap(blob, { imageOrientation: 'from-image' })

const openText = async (asset: Asset): Promise<Result<Content>> => {
  const reply = await call(readText, { params: { asset: asset.asset } })
  if (!reply.ok) return reply
  const { text } = reply.value, language = asset.facts['language']
  return ok({ kind: 'text', text, codePoints: textOffsets(text).codePoints, textLocale: typeof language === 'string' ? language : 'zh-Hans', name: asset.name })
}

const openPlace = async (asset: Asset, document: LabelSchemaDocument): Promise<Result<OpenedPlace>> => {
  const { modality } = asset
  if (modality !== 'image' && modality !== 'text') return fail(workbenchFailures.modalityUnknown({ modality }))
  const [content, shapes] = await Promise.all([modality === 'image' ? openPicture(asset) : openText(asset), loadShapes(document, modality === 'image' ? 'raster' : 'document')])
  if (!content.ok) return content
  return ok({ asset, content: content.value, shapes, schema: { ...document, classes: document.classes.filter(entry => entry.kinds.some(kind => shapes.views.has(kind))) } })
}

/** Pictures of a sequence that are fetched at once. */
const AT_ONCE = 6

/** Fetches all that the task is about, in the order of its places. */
export const openTask = async <W extends TaskSource>(work: W): Promise<Result<Opened<W>>> => {
  const { assets, schema: { document } } = work, places: OpenedPlace[] = []
  for (let from = 0; from < assets.length; from += AT_ONCE) {
    for (const place of await Promise.all(assets.slice(from, from + AT_ONCE).map(asset => openPlace(asset, document)))) {
      if (!place.ok) return place
      places.push(place.value)
    }
  }
  const [first, ...others] = places
  if (!first) return fail(workbenchFailures.noAsset())
  // A place may be there to be looked at only, as long as the task has something to be done.
  if (document.questions.length === 0 && places.every(place => place.schema.classes.length === 0)) return fail(workbenchFailures.noTool({ modality: first.asset.modality }))
  return ok({ work, places: [first, ...others] })
}

/** For a text whose schema asks questions only. */
const readingTool = defineTool<DocumentSpace, { readonly name: 'idle' }>({ id: 'read', cursor: 'text', initial: { name: 'idle' }, on: { idle: {} } })

/** @param isOnly the place has the whole document for itself */
const sitAt = ({ asset, content, shapes, schema }: OpenedPlace, places: Places, isOnly: boolean, readOnly: boolean): Sitting => {
  const source = { shapes, schema, slot: asset.slot, records: [], readOnly }, views = [...shapes.views.values()]
  const storeFor = (tool: string): DocumentStore => {
    if (!isOnly) return placeStore(places.store, asset.slot, shapes.definitions, tool)
    places.store.setFacts({ tool })
    return places.store
  }
  if (content.kind === 'text') {
    const drawn = views.flatMap(view => view.space === 'document' ? [view.tool] : []), tools = drawn.length > 0 ? drawn : [readingTool]
    return { kind: 'text', content, asset, places, session: new EditorSession({ ...source, store: storeFor(tools[0]!.id), tools }) }
  }
  const session = new EditorSession<RasterSpace>({ ...source, store: storeFor(selectTool.id), tools: [selectTool, panTool, ...views.flatMap(view => view.space === 'raster' ? [view.tool] : [])] })
  return { kind: 'picture', content, asset, places, session }
}

/** A seat at one document of the task, one's own or one to be judged: the sitting of its first place, from which the others are reached. */
export const sit = ({ places: opened, work }: Opened<TaskSource>, records: Iterable<ShapeRecord>, readOnly: boolean): Sitting => {
  const [first] = opened, isOne = opened.length === 1, whole = new DocumentStore(first.shapes.definitions, records), places = new Places(whole, work.schema.document)
  for (const place of opened) places.sittings.push(sitAt(place, places, isOne, readOnly))
  return places.active
}

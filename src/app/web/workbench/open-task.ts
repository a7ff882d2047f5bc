import { textOffsets } from '../../../kernel/geometry/text.ts'
import { fail, ok, type Result } from '../../../kernel/result.ts'
import type { LabelSchemaDocument } from '../../../sockets/label-schema.ts'
import type { ShapeRecord } from '../../../sockets/shape.ts'
import { EditorSession } from '../../../editor/session.ts'
import type { DocumentSpace, EditorShapes, RasterSpace, ShapeView, ToolView } from '../../../editor/shape-view.ts'
import type { Size } from '../../../editor/surfaces/raster/viewport.ts'
import { defineTool, type Space } from '../../../editor/tools/define-tool.ts'
import { panTool } from '../../../editor/tools/pan.ts'
import { selectTool } from '../../../editor/tools/select.ts'
import { readContent, readText } from '../../../chain/1-source/contract.ts'
import type { WorkView } from '../../../chain/4-annotation/contract.ts'
import { call, mediaUrlOf } from '../api.ts'
import { loadWebHalf, plugins, withWebHalf } from '../plugins.ts'
import { workbenchFailures } from './errors.ts'

type Asset = WorkView['assets'][number]
/** What a task is about and under which schema: enough to show it. */
export type TaskSource = Pick<WorkView, 'assets' | 'schema'>
/** A session of any surface: what the panels around it need. */
export type AnySession = EditorSession<Space & { readonly view: ToolView }>

/** What the middle of the room shows. */
export type Content =
  | { readonly kind: 'picture', readonly blob: Blob, readonly extent: Size, readonly name: string }
  | { readonly kind: 'text', readonly text: string, readonly codePoints: number, readonly textLocale: string, readonly name: string }

/** A session with what it is mounted on. */
export type Sitting =
  | { readonly kind: 'picture', readonly session: EditorSession<RasterSpace>, readonly content: Extract<Content, { kind: 'picture' }> }
  | { readonly kind: 'text', readonly session: EditorSession<DocumentSpace>, readonly content: Extract<Content, { kind: 'text' }> }

/** The task as the browser needs it: content fetched, shapes of its schema loaded. Sessions are made of it, one per annotation. */
export interface Opened<W extends TaskSource = WorkView> {
  readonly work: W
  readonly content: Content
  readonly shapes: EditorShapes
  readonly slot: string
  /** The schema with the classes that this content can use; its questions are those of the task. */
  readonly schema: LabelSchemaDocument
}

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

/** Fetches what the task is about. A task has one place today; with several the first is shown. */
export const openTask = async <W extends TaskSource>(work: W): Promise<Result<Opened<W>>> => {
  const [asset] = work.assets
  if (!asset) return fail(workbenchFailures.noAsset())
  const { document } = work.schema, { modality } = asset
  if (modality !== 'image' && modality !== 'text') return fail(workbenchFailures.modalityUnknown({ modality }))
  const [content, shapes] = await Promise.all([modality === 'image' ? openPicture(asset) : openText(asset), loadShapes(document, modality === 'image' ? 'raster' : 'document')])
  if (!content.ok) return content
  const classes = document.classes.filter(entry => entry.kinds.some(kind => shapes.views.has(kind)))
  if (classes.length === 0 && document.questions.length === 0) return fail(workbenchFailures.noTool({ modality }))
  return ok({ work, content: content.value, shapes, slot: asset.slot, schema: { ...document, classes } })
}

/** For a text whose schema asks questions only. */
const readingTool = defineTool<DocumentSpace, { readonly name: 'idle' }>({ id: 'read', cursor: 'text', initial: { name: 'idle' }, on: { idle: {} } })

/** A place for one document of the task: one's own, or one to be judged. */
export const sit = ({ content, shapes, schema, slot }: Opened<TaskSource>, records: Iterable<ShapeRecord>, readOnly: boolean): Sitting => {
  const source = { shapes, schema, slot, records, readOnly }, views = [...shapes.views.values()]
  if (content.kind === 'text') {
    const tools = views.flatMap(view => view.space === 'document' ? [view.tool] : [])
    return { kind: 'text', content, session: new EditorSession({ ...source, tools: tools.length > 0 ? tools : [readingTool] }) }
  }
  const session = new EditorSession<RasterSpace>({ ...source, tools: [selectTool, panTool, ...views.flatMap(view => view.space === 'raster' ? [view.tool] : [])] })
  return { kind: 'picture', content, session }
}

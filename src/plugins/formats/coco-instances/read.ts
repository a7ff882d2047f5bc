import type { Failure, Place } from '../../../kernel/failure.ts'
import type { Json } from '../../../kernel/json.ts'
import { fieldFailures, fileFailures, idFailures, layoutFailures, referenceFailures } from '../../../sockets/format-failures.ts'
import { jsonPieces } from '../../../sockets/format-json.ts'
import { isTextFile, openText, type TextFile } from '../../../sockets/format-text.ts'
import type { ReadEvent, ReadTree } from '../../../sockets/format.ts'
import type { ItemShape } from '../../../sockets/item.ts'
import { isId, readAnnotation, type Fields } from './annotation.ts'
import { mediaNames, type MediaNames } from '../../../sockets/format-media.ts'
import { fieldsOf, isFailure, placeOf, survey, type Survey } from './survey.ts'

/** Characters of annotations that are held at once; a file with more is read in several passes. */
const windowLoad = 32 * 1024 * 1024

const failed = (failure: Failure): ReadEvent => ({ kind: 'failed', failure })
const warning = (failure: Failure): ReadEvent => ({ kind: 'warning', failure })

/** `annotations/instances_train.json` and `train/_annotations.coco.json` name their split. */
const splitOf = (path: string): string | null =>
  /(?:^|\/)instances_(.+)\.json$/.exec(path)?.[1] ?? /(?:^|\/)([^/]+)\/_annotations\.coco\.json$/.exec(path)?.[1] ?? null

interface Found { readonly fields: Fields, readonly place: Place & { readonly field: string } }
interface Window { readonly from: number, readonly to: number }

/** Images in runs whose annotations fit into memory together; there is always one window, so that every fault is met. */
const windowsOf = (images: Survey['images']): Window[] => {
  const windows: Window[] = []
  let from = 0, load = 0
  images.forEach((image, i) => {
    if (i > from && load + image.load > windowLoad) { windows.push({ from, to: i }); from = i; load = 0 }
    load += image.load
  })
  return [...windows, { from, to: images.length }]
}

interface Pass { readonly images: ReadonlyMap<number, Found>, readonly annotations: ReadonlyMap<number, Found[]>, readonly failures: readonly Failure[] }

/** One pass over the file, keeping what belongs to the window. Annotations of unknown images are reported by the first pass. */
const pass = async (text: TextFile, file: string, known: Survey, window: Window): Promise<Pass> => {
  const images = new Map<number, Found>(), annotations = new Map<number, Found[]>(), failures: Failure[] = []
  const ordinals = new Map(known.images.slice(window.from, window.to).map((image, i) => [image.element, window.from + i]))
  for await (const piece of jsonPieces(text.chunks())) {
    if (piece.kind !== 'element' || (piece.key !== 'images' && piece.key !== 'annotations')) continue
    const image = piece.key === 'images' ? ordinals.get(piece.index) ?? -2 : known.imageOf(piece.index)
    const stray = image === -1 && window.from === 0
    if (!stray && (image < window.from || image >= window.to)) continue
    const read = fieldsOf(file, piece), place = placeOf(file, piece)
    if (isFailure(read)) continue
    if (stray) failures.push(referenceFailures.image({ found: String(read.fields['image_id']) }, { ...place, field: `${place.field}.image_id` }))
    else if (piece.key === 'images') images.set(image, { fields: read.fields, place })
    else annotations.set(image, [...(annotations.get(image) ?? []), { fields: read.fields, place }])
  }
  return { images, annotations, failures }
}

const knownOfImage = new Set(['id', 'file_name', 'width', 'height', 'feedstock_id'])
const sizeOf = (value: Json | undefined): number | null => (typeof value === 'number' && value > 0 ? value : null)

/** Gives out annotations one by one with names that are unique in the file. */
const annotationReader = (known: Survey) => {
  const taken = new Set<string>()
  const named = (fields: Fields, place: Found['place']): { readonly id: string, readonly warnings: readonly Failure[] } => {
    const own = fields['feedstock_id'], id = fields['id']
    const name = typeof own === 'string' ? own : isId(id) ? String(id) : place.field.slice(2)
    if (!taken.has(name)) { taken.add(name); return { id: name, warnings: [] } }
    return { id: `${name}@${place.field.slice(2)}`, warnings: [idFailures.duplicate({ found: name }, { ...place, field: `${place.field}.id` })] }
  }
  return ({ fields, place }: Found, size: { width: number | null, height: number | null }) => {
    const categoryId = fields['category_id']
    if (!isId(categoryId)) return fieldFailures.missing({}, { ...place, field: `${place.field}.category_id` })
    const category = known.categories.get(JSON.stringify(categoryId))
    if (!category) return referenceFailures.category({ found: String(categoryId) }, { ...place, field: `${place.field}.category_id` })
    const { id, warnings } = named(fields, place), read = readAnnotation(fields, id, category.name, size, place)
    return isFailure(read) ? read : { ...read, warnings: [...warnings, ...read.warnings] }
  }
}

interface Context { readonly file: string, readonly media: MediaNames, readonly missing: { count: number }, readonly annotation: ReturnType<typeof annotationReader> }

function* itemOf(image: Found, annotations: readonly Found[], context: Context): Generator<ReadEvent> {
  const { fields } = image, name = String(fields['file_name']), media = context.media.find(name, context.file)
  const size = { width: sizeOf(fields['width']), height: sizeOf(fields['height']) }
  for (const key of ['width', 'height'] as const) if (size[key] === null) yield warning(fieldFailures.missing({}, { ...image.place, field: `${image.place.field}.${key}` }))
  if (media.ambiguous) yield warning(referenceFailures.mediaAmbiguous({ found: name }, { ...image.place, field: `${image.place.field}.file_name` }))
  else if (!media.present) context.missing.count++
  const shapes: ItemShape[] = [], beside: Record<string, Json> = {}
  for (const found of annotations) {
    const read = context.annotation(found, size)
    if (isFailure(read)) { yield failed(read); continue }
    for (const w of read.warnings) yield warning(w)
    shapes.push(read.shape)
    if (Object.keys(read.extra).length > 0) beside[read.shape.id] = read.extra
  }
  const rest = Object.fromEntries(Object.entries(fields).filter(([key]) => !knownOfImage.has(key))), own = fields['feedstock_id']
  const extra: Record<string, Json> = { id: fields['id']!, ...(name !== media.path && { file_name: name }), ...(Object.keys(rest).length > 0 && { image: rest }), ...(Object.keys(beside).length > 0 && { annotations: beside }) }
  yield {
    kind: 'item', item: {
      item: typeof own === 'string' ? own : media.path, split: splitOf(context.file), text: null, turns: null,
      media: { type: 'image', path: media.path, ...size, durationS: null, frames: null, present: media.present },
      shapes, relations: [], reviews: [], predictions: [], extra: { 'coco-instances': extra },
    },
  }
}

/** What is wrong with the file as a whole. */
function* layout(known: Survey, file: string): Generator<ReadEvent> {
  for (const failure of known.failures) yield failed(failure)
  for (const failure of known.warnings) yield warning(failure)
  if (known.broken) return
  if (!known.keys.has('images')) yield failed(fieldFailures.missing({}, { file, field: '$.images' }))
  if (!known.keys.has('annotations')) yield warning(fieldFailures.missing({}, { file, field: '$.annotations' }))
  if (!known.keys.has('categories')) yield failed(fieldFailures.missing({}, { file, field: '$.categories' }))
}

async function* fileItems(text: TextFile, file: string, known: Survey, media: MediaNames): AsyncGenerator<ReadEvent> {
  yield* layout(known, file)
  yield { kind: 'schema', schema: { classes: [...known.categories.values()].map(c => ({ id: c.id, name: c.name, colour: null, kinds: ['box', 'polygon', 'mask'] })) } }
  const context: Context = { file, media, missing: { count: 0 }, annotation: annotationReader(known) }
  for (const window of windowsOf(known.images)) {
    const { images, annotations, failures } = await pass(text, file, known, window)
    yield* failures.map(failed)
    for (let i = window.from; i < window.to; i++) {
      const image = images.get(i)
      if (image) yield* itemOf(image, annotations.get(i) ?? [], context)
    }
  }
  if (context.missing.count > 0) yield warning(referenceFailures.media({ count: context.missing.count }, { file }))
}

export async function* read(tree: ReadTree): AsyncGenerator<ReadEvent> {
  const paths: string[] = []
  for await (const path of tree.paths()) paths.push(path)
  const files = paths.filter(path => /\.json$/i.test(path) && !/(^|\/)report\.json$/.test(path)).sort(), media = mediaNames(paths)
  for (const file of files) {
    const text = await openText(tree, file)
    if (!isTextFile(text)) { yield failed(text); continue }
    for (const failure of text.warnings) yield warning(failure)
    const known = await survey(text, file)
    // Another JSON beside a dataset is worth a word; alone it is the input, and what it lacks is the fault.
    if (files.length > 1 && !known.broken && !known.keys.has('images') && !known.keys.has('annotations')) yield warning(layoutFailures.unlisted({}, { file }))
    else yield* fileItems(text, file, known, media)
    if (text.cut && !known.broken) yield failed(fileFailures.truncated({}, { file }))
  }
}

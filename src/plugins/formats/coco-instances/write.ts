import type { Json } from '../../../kernel/json.ts'
import type { Point } from '../../../kernel/geometry/plane.ts'
import { Value } from 'typebox/value'
import { loseOfItem, loseOfShape, type Carried } from '../../../sockets/format-losses.ts'
import { utf8 } from '../../../sockets/format-text.ts'
import { fileWriters } from '../../../sockets/format-writers.ts'
import { lossCounter, type Loss, type WriteTree } from '../../../sockets/format.ts'
import type { Item, ItemSchema, ItemShape } from '../../../sockets/item.ts'
import box from '../../shapes/box/index.ts'
import polygon from '../../shapes/polygon/index.ts'
import { isFields, isId, type Fields } from './annotation.ts'
import { countsToText, maskArea, maskBounds, rasterise, type Mask } from './mask.ts'

const carried: ReadonlySet<Carried> = new Set<Carried>(['split', 'image-size', 'attributes', 'score', 'track', 'iscrowd'])
type Lose = (code: string, where: string) => void

/** Numbers of the classes: their ids when all are whole numbers (as when the classes came from such a file), else 1, 2, 3 ... in the order of the schema. */
const categoryNumbers = (schema: ItemSchema) => {
  const own = schema.classes.every(c => /^(0|[1-9]\d{0,14})$/.test(c.id))
  const numbers = new Map(schema.classes.map((c, i) => [c.name, own ? Number(c.id) : i + 1]))
  let last = Math.max(0, ...numbers.values())
  return {
    of(name: string): number {
      const known = numbers.get(name)
      if (known !== undefined) return known
      numbers.set(name, ++last)
      return last
    },
    list: (): Json[] => [...numbers].map(([name, id]) => ({ id, name })),
  }
}

/** Ids within one file: those that came from such a file are kept, others get the next free number. */
const idGiver = () => {
  const taken = new Set<string>()
  let last = 0
  return {
    keep(id: string | number): boolean { const key = JSON.stringify(id); if (taken.has(key)) return false; taken.add(key); return true },
    next(): number { do last++; while (taken.has(String(last))); taken.add(String(last)); return last },
  }
}

const pointsOf = (ring: readonly (readonly [number, number])[]): Point[] => ring.map(([x, y]) => ({ x, y }))

const maskFields = (mask: Mask): Fields => ({
  bbox: maskBounds(mask), area: maskArea(mask.counts), segmentation: { size: [mask.height, mask.width], counts: countsToText(mask.counts) },
})

const isMask = (payload: Json): payload is Json & Mask => {
  if (!isFields(payload)) return false
  const { height, width, counts } = payload
  return typeof height === 'number' && typeof width === 'number' && Array.isArray(counts) && counts.every(n => typeof n === 'number' && Number.isInteger(n) && n >= 0)
}

/** What COCO says of a shape's geometry, or null for a shape that it cannot hold. Holes need a mask, and a mask the size of the image. */
const geometry = (shape: ItemShape, item: Item, lose: Lose): Fields | null => {
  const where = `${item.item}#${shape.id}`, payload: Json = shape.payload, { width, height } = item.media
  if (shape.kind === 'box' && Value.Check(box.payload, payload)) return { bbox: [payload.x, payload.y, payload.w, payload.h], area: box.area(payload), segmentation: [] }
  if (shape.kind === 'mask' && isMask(payload)) return maskFields(payload)
  if (shape.kind !== 'polygon' || !Value.Check(polygon.payload, payload)) return null
  if (payload.parts.some(part => part.holes.length > 0)) {
    if (width !== null && height !== null) {
      lose('approximated.polygon-to-mask', where)
      return maskFields(rasterise(payload.parts.map(part => ({ outer: pointsOf(part.outer), holes: part.holes.map(pointsOf) })), width, height))
    }
    lose('lost.holes', where)
  }
  const filled = { parts: payload.parts.map(part => ({ outer: part.outer, holes: [] })) }, around = polygon.bounds(filled)!
  return { bbox: [around.x, around.y, around.width, around.height], area: polygon.area(filled), segmentation: filled.parts.map(part => part.outer.flat()) }
}

const attributesOf = (shape: ItemShape): Fields | null => {
  const { track } = shape
  const attributes = track === null ? shape.attributes : { ...shape.attributes, track_id: String(Number(track)) === track ? Number(track) : track }
  return Object.keys(attributes).length > 0 ? attributes : null
}

const ownExtra = (item: Item): { readonly id: Json | undefined, readonly fileName: string, readonly image: Fields, readonly annotations: Fields } => {
  const own = item.extra['coco-instances'], fields = isFields(own) ? own : {}
  const part = (name: string): Fields => { const value = fields[name]; return isFields(value) ? value : {} }
  const fileName = fields['file_name']
  return { id: fields['id'], fileName: typeof fileName === 'string' ? fileName : item.media.path, image: part('image'), annotations: part('annotations') }
}

/** A split may be any name that can stand in a file name. */
const pathOf = (split: string | null): string | null =>
  split === null ? 'annotations/instances.json' : /^[\p{L}\p{N}_-][\p{L}\p{N}._-]{0,99}$/u.test(split) ? `annotations/instances_${split}.json` : null

/** One file while it grows: annotations go out at once, the short records of images wait for the end, so one pass over the items is enough. */
const cocoFile = () => {
  const imageIds = idGiver(), annotationIds = idGiver(), images: string[] = []
  let written = 0
  const shapeText = (shape: ItemShape, item: Item, imageId: string | number, category: number, drawn: Fields): string => {
    const whole = /^(0|[1-9]\d{0,14})$/.test(shape.id) && annotationIds.keep(Number(shape.id)), beside = ownExtra(item).annotations[shape.id]
    const attributes = attributesOf(shape)
    const fields: Record<string, Json> = {
      id: whole ? Number(shape.id) : annotationIds.next(), image_id: imageId, category_id: category, ...drawn, iscrowd: shape.flags.includes('iscrowd') ? 1 : 0,
      ...(attributes && { attributes }), ...(shape.score !== null && { score: shape.score }), ...(!whole && { feedstock_id: shape.id }), ...(isFields(beside) && beside),
    }
    return `${written++ === 0 ? '\n' : ',\n'}${JSON.stringify(fields)}`
  }
  return {
    head: '{"annotations":[',
    item(item: Item, categoryOf: (name: string) => number, lose: Lose): string {
      const extra = ownExtra(item), kept = isId(extra.id) && imageIds.keep(extra.id), id = kept && isId(extra.id) ? extra.id : imageIds.next()
      const { width, height } = item.media
      const fields: Record<string, Json> = {
        id, file_name: extra.fileName, ...(width !== null && { width }), ...(height !== null && { height }), ...extra.image,
        ...(item.item !== item.media.path && { feedstock_id: item.item }),
      }
      images.push(JSON.stringify(fields))
      return item.shapes.map(shape => {
        const where = `${item.item}#${shape.id}`, drawn = shape.label === null ? null : geometry(shape, item, lose)
        if (shape.label === null || drawn === null) { lose(`lost.shape.${shape.kind}`, where); return '' }
        loseOfShape(item, shape, carried, lose)
        return shapeText(shape, item, id, categoryOf(shape.label), drawn)
      }).join('')
    },
    tail: (categories: readonly Json[]): string =>
      `\n],\n"categories":[${categories.map(c => `\n${JSON.stringify(c)}`).join(',')}\n],\n"images":[${images.map(i => `\n${i}`).join(',')}\n]}\n`,
  }
}

export const write = async (items: AsyncIterable<Item>, schema: ItemSchema, tree: WriteTree): Promise<readonly Loss[]> => {
  const { lose, losses } = lossCounter(), files = fileWriters(tree), open = new Map<string, ReturnType<typeof cocoFile>>(), categories = categoryNumbers(schema)
  const fileAt = async (path: string): Promise<ReturnType<typeof cocoFile>> => {
    const known = open.get(path)
    if (known) return known
    const file = cocoFile()
    open.set(path, file)
    await files.write(path, utf8(file.head))
    return file
  }
  for await (const item of items) {
    if (item.media.type !== 'image') {
      lose('lost.media', item.item)
      for (const shape of item.shapes) lose(`lost.shape.${shape.kind}`, `${item.item}#${shape.id}`)
      continue
    }
    loseOfItem(item, 'coco-instances', carried, lose)
    const named = pathOf(item.split), path = named ?? 'annotations/instances.json'
    if (named === null) lose('lost.split', item.item)
    const file = await fileAt(path)
    await files.write(path, utf8(file.item(item, categories.of, lose)))
  }
  if (open.size === 0) await fileAt('annotations/instances.json')
  for (const [path, file] of open) await files.write(path, utf8(file.tail(categories.list())))
  await files.close()
  return losses()
}

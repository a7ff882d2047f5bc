import { Value } from 'typebox/value'
import { loseOfItem, loseOfShape, type Carried } from '../../../sockets/format-losses.ts'
import { utf8 } from '../../../sockets/format-text.ts'
import { lossCounter, type Loss, type WriteTree } from '../../../sockets/format.ts'
import type { Item, ItemSchema, ItemShape } from '../../../sockets/item.ts'
import box from '../../shapes/box/index.ts'
import polygon from '../../shapes/polygon/index.ts'
import { imageList, type ListedImage } from './layout.ts'
import type { ImageSize } from '../../../sockets/format-image-size.ts'

const carried: ReadonlySet<Carried> = new Set<Carried>(['split', 'image-size'])
type Lose = (code: string, where: string, count?: number) => void

/** Numbers in the order of the schema; a class that is not in it comes behind, so no number ever changes. */
const classNumbers = (schema: ItemSchema) => {
  const numbers = new Map<string, number>()
  for (const { name } of schema.classes) if (!numbers.has(name)) numbers.set(name, numbers.size)
  return {
    of(name: string): number { const known = numbers.get(name); if (known !== undefined) return known; numbers.set(name, numbers.size); return numbers.size - 1 },
    names: (): string[] => [...numbers.keys()],
  }
}

/** Rows of one shape without their class number, or null for one that YOLO cannot hold. Each part of a polygon is a row. */
const rowsOf = (shape: ItemShape, { width, height }: ImageSize, where: string, lose: Lose): string[] | null => {
  const { payload } = shape
  if (shape.kind === 'box' && Value.Check(box.payload, payload)) return [[(payload.x + payload.w / 2) / width, (payload.y + payload.h / 2) / height, payload.w / width, payload.h / height].join(' ')]
  if (shape.kind !== 'polygon' || !Value.Check(polygon.payload, payload)) return null
  if (payload.parts.some(part => part.holes.length > 0)) lose('lost.holes', where)
  if (payload.parts.length > 1) lose('lost.parts', where, payload.parts.length - 1)
  return payload.parts.map(part => part.outer.flatMap(([x, y]) => [x / width, y / height]).join(' '))
}

const textOf = (item: Item, size: ImageSize, classes: ReturnType<typeof classNumbers>, lose: Lose): string => item.shapes.map(shape => {
  const where = `${item.item}#${shape.id}`, rows = shape.label === null ? null : rowsOf(shape, size, where, lose)
  if (shape.label === null || rows === null) { lose(`lost.shape.${shape.kind}`, where); return '' }
  loseOfShape(item, shape, carried, lose)
  const number = classes.of(shape.label)
  return rows.map(row => `${number} ${row}\n`).join('')
}).join('')

async function* one(text: string): AsyncGenerator<Uint8Array> { yield utf8(text) }

/** Label files by the name of the picture; two pictures that differ only in their ending get a number. */
const labelNames = () => {
  const taken = new Set<string>()
  return (path: string, split: string | null): string => {
    const stem = `labels/${split === null ? '' : `${split}/`}${path.replace(/\.[^./]*$/, '')}`
    let free = stem
    for (let n = 2; taken.has(free); n++) free = `${stem}~${n}`
    taken.add(free)
    return `${free}.txt`
  }
}

/** Trainers look for `train` and `val`. */
const keyOf = (split: string): string => (split === 'validation' ? 'val' : split)

export const write = async (items: AsyncIterable<Item>, schema: ItemSchema, tree: WriteTree): Promise<readonly Loss[]> => {
  const { lose, losses } = lossCounter(), classes = classNumbers(schema), nameOf = labelNames(), listed: string[] = [], splits = new Set<string>()
  for await (const item of items) {
    const { width, height, type, path } = item.media
    if (type !== 'image' || width === null || height === null || width <= 0 || height <= 0) {
      // Without the size of the picture nothing can be said in shares of it.
      lose('lost.media', item.item)
      for (const shape of item.shapes) lose(`lost.shape.${shape.kind}`, `${item.item}#${shape.id}`)
      continue
    }
    loseOfItem(item, 'yolo', carried, lose)
    const sound = item.split === null || /^[\p{L}\p{N}_-][\p{L}\p{N}._-]{0,99}$/u.test(item.split), split = sound ? item.split : null
    if (!sound) lose('lost.split', item.item)
    if (split !== null) splits.add(split)
    const label = nameOf(path, split)
    await tree.write(label, one(textOf(item, { width, height }, classes, lose)))
    listed.push(`${JSON.stringify({ label, item: item.item, path, width, height, split } satisfies ListedImage)}\n`)
  }
  const folders = [...splits].map(split => `${JSON.stringify(keyOf(split))}: ${JSON.stringify(`images/${split}`)}\n`).join('').replace(/^"([\w-]+)"/gm, '$1')
  await tree.write('data.yaml', one(`path: .\n${folders}names:\n${classes.names().map((name, i) => `  ${i}: ${JSON.stringify(name)}\n`).join('')}`))
  await tree.write(imageList, one(listed.join('')))
  return losses()
}

import { Value } from 'typebox/value'
import { loseOfItem, loseOfShape, type Carried } from '../../../sockets/format-losses.ts'
import { utf8 } from '../../../sockets/format-text.ts'
import { fileWriters } from '../../../sockets/format-writers.ts'
import { lossCounter, type Loss, type WriteTree } from '../../../sockets/format.ts'
import type { Item, ItemSchema } from '../../../sockets/item.ts'
import box from '../../shapes/box/index.ts'
import choice from '../../shapes/choice/index.ts'
import { metadataFile, type Row } from './row.ts'

const carried: ReadonlySet<Carried> = new Set<Carried>(['split', 'image-size'])
type Lose = (code: string, where: string) => void

/** A name as one folder on any system; what cannot stand in it is written as `%` and its number. */
const folderOf = (label: string): string => label.replace(/[\p{Cc}/\\:*?"<>|%]/gu, c => `%${c.charCodeAt(0).toString(16).padStart(2, '0')}`).replace(/^\.|\.$|^ | $/g, c => `%${c.charCodeAt(0).toString(16)}`)

/** Classes and boxes of an item; everything else is counted. */
const contentOf = (item: Item, lose: Lose): { labels: string[], objects: Row['objects'] } => {
  const labels: string[] = [], bbox: number[][] = [], categories: string[] = []
  for (const shape of item.shapes) {
    const { kind, label, payload } = shape
    if (kind === 'choice' && label !== null && label !== '' && Value.Check(choice.payload, payload) && !payload.negative) labels.push(label)
    else if (kind === 'box' && label !== null && Value.Check(box.payload, payload)) { bbox.push([payload.x, payload.y, payload.w, payload.h]); categories.push(label) }
    else { lose(`lost.shape.${kind}`, `${item.item}#${shape.id}`); continue }
    loseOfShape(item, shape, carried, lose)
  }
  return { labels, objects: { bbox, categories } }
}

/** The first folder is read as the class, so a picture without one lies flat. Two pictures of one name are told apart by a number. */
const placer = () => {
  const taken = new Set<string>()
  return (split: string | null, label: string | undefined, item: string): string => {
    const name = item.split('/').map(part => folderOf(part)).filter(part => part !== '' && part !== metadataFile).join(label === undefined ? '-' : '/') || 'item'
    const whole = label === undefined ? name : `${folderOf(label)}/${name}`, dot = whole.lastIndexOf('.'), cut = dot > whole.lastIndexOf('/') + 1 ? dot : whole.length
    let free = whole
    for (let n = 2; taken.has(`${split ?? ''}/${free}`); n++) free = `${whole.slice(0, cut)}~${n}${whole.slice(cut)}`
    taken.add(`${split ?? ''}/${free}`)
    return free
  }
}

export const write = async (items: AsyncIterable<Item>, _: ItemSchema, tree: WriteTree): Promise<readonly Loss[]> => {
  const { lose, losses } = lossCounter(), files = fileWriters(tree), place = placer()
  let some = false
  for await (const item of items) {
    if (item.media.type !== 'image') {
      lose('lost.media', item.item)
      for (const shape of item.shapes) lose(`lost.shape.${shape.kind}`, `${item.item}#${shape.id}`)
      continue
    }
    loseOfItem(item, 'hf-imagefolder', carried, lose)
    const sound = item.split === null || /^[\p{L}\p{N}_-][\p{L}\p{N}._-]{0,99}$/u.test(item.split), split = sound ? item.split : null, folder = split === null ? '' : `${split}/`
    if (!sound) lose('lost.split', item.item)
    const { labels, objects } = contentOf(item, lose), name = place(split, labels[0], item.item), { width, height, path } = item.media
    // Every row has every column, as the readers of such tables ask for.
    const row: Row = { file_name: name, label: labels[0] ?? null, labels, objects, width, height, item: item.item, path }
    some = true
    await files.write(`${folder}${metadataFile}`, utf8(`${JSON.stringify(row)}\n`))
    await tree.include?.(`${folder}${name}`, item)
  }
  if (!some) await files.write(metadataFile, new Uint8Array(0))
  await files.close()
  return losses()
}

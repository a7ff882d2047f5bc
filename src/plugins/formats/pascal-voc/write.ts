import { Value } from 'typebox/value'
import type { Json } from '../../../kernel/json.ts'
import { loseOfItem, loseOfShape, type Carried } from '../../../sockets/format-losses.ts'
import { utf8 } from '../../../sockets/format-text.ts'
import { lossCounter, type Loss, type WriteTree } from '../../../sockets/format.ts'
import type { Item, ItemSchema, ItemShape } from '../../../sockets/item.ts'
import box from '../../shapes/box/index.ts'
import polygon from '../../shapes/polygon/index.ts'
import { assumed, readingOf, switches, type Reading } from './object.ts'
import { escapeXml, fitsXml } from '../../../sockets/format-xml.ts'

const carried: ReadonlySet<Carried> = new Set<Carried>(['split', 'image-size', 'attributes', 'parent'])
type Lose = (code: string, where: string, count?: number) => void

const element = (name: string, text: string, mark = ''): string => `<${name}${mark}>${escapeXml(text)}</${name}>`

/** The rectangle of a shape, or null for one that has none here. */
const boxOf = (shape: ItemShape, where: string, lose: Lose): { x: number, y: number, w: number, h: number } | null => {
  const { payload } = shape
  if (shape.kind === 'box' && Value.Check(box.payload, payload)) return payload
  if (shape.kind !== 'polygon' || !Value.Check(polygon.payload, payload)) return null
  lose('approximated.polygon-to-box', where)
  const { x, y, width, height } = polygon.bounds(payload)!
  return { x, y, w: width, h: height }
}

const pixel = (n: number): number => Math.round(n * 1e9) / 1e9
const bndbox = ({ x, y, w, h }: { x: number, y: number, w: number, h: number }, { origin, inclusive }: Reading): string => {
  const more = origin - (inclusive ? 1 : 0), corner = { xmin: x + origin, ymin: y + origin, xmax: x + w + more, ymax: y + h + more }
  return `<bndbox>${Object.entries(corner).map(([name, value]) => element(name, String(pixel(value)))).join('')}</bndbox>`
}

/** Many programs fail without `pose`, `truncated` and `difficult`; where nobody said something they are marked as assumed. */
const attributesOf = (shape: ItemShape, where: string, lose: Lose): string => {
  const { pose, ...others } = shape.attributes, mark = ` ${assumed}="1"`, rest: string[] = []
  const sound = typeof pose === 'string' && fitsXml(pose)
  const lines = [sound ? element('pose', pose) : element('pose', 'Unspecified', mark)]
  const left = new Map(Object.entries(others).concat(sound || pose === undefined ? [] : [['pose', pose]]))
  for (const name of switches) {
    const value = left.get(name)
    if (typeof value === 'boolean') { lines.push(element(name, value ? '1' : '0')); left.delete(name) }
    else if (name !== 'occluded') lines.push(element(name, '0', mark))
  }
  for (const [name, value] of left) {
    const text = typeof value === 'string' ? value : typeof value === 'number' || typeof value === 'boolean' ? String(value) : null
    if (text === null || name === '' || !fitsXml(name) || !fitsXml(text)) lose('lost.attributes', where)
    else rest.push(`<attribute>${element('name', name)}${element('value', text)}</attribute>`)
  }
  return `${lines.join('')}${rest.length > 0 ? `<attributes>${rest.join('')}</attributes>` : ''}`
}

/** Shapes that stand inside another as its parts: named by a parent that is written itself and is no part. */
const partsOf = (shapes: readonly ItemShape[]): ReadonlyMap<string, readonly ItemShape[]> => {
  const whole = new Set(shapes.filter(s => s.parent === null).map(s => s.id))
  return Map.groupBy(shapes.filter(s => s.parent !== null && whole.has(s.parent)), s => s.parent!)
}

const objectsOf = (item: Item, reading: Reading, lose: Lose): string => {
  const written: { shape: ItemShape, box: string }[] = []
  for (const shape of item.shapes) {
    const where = `${item.item}#${shape.id}`, named = shape.label !== null && shape.label.trim() !== '' && fitsXml(shape.label), found = named ? boxOf(shape, where, lose) : null
    if (!found) { lose(`lost.shape.${shape.kind}`, where); continue }
    loseOfShape(item, shape, carried, lose)
    written.push({ shape, box: bndbox(found, reading) })
  }
  const parts = partsOf(written.map(w => w.shape)), boxes = new Map(written.map(w => [w.shape, w.box])), inside = new Set([...parts.values()].flat())
  return written.filter(w => !inside.has(w.shape)).map(({ shape, box: drawn }) => {
    const where = `${item.item}#${shape.id}`
    if (shape.parent !== null) lose('lost.nesting', where)
    const own = (parts.get(shape.id) ?? []).map(part => {
      if (Object.keys(part.attributes).length > 0) lose('lost.attributes', `${item.item}#${part.id}`)
      return `<part>${element('name', part.label!)}${boxes.get(part)}</part>`
    })
    return `  <object>${element('name', shape.label!)}${attributesOf(shape, where, lose)}${drawn}${own.join('')}</object>\n`
  }).join('')
}

const isFields = (value: Json | undefined): value is { readonly [key: string]: Json } => typeof value === 'object' && value !== null && !Array.isArray(value)
const databaseOf = (own: Json | undefined): string => { const kept = isFields(own) ? own['database'] : undefined; return typeof kept === 'string' ? kept : '' }

const documentOf = (item: Item, lose: Lose): string => {
  const kept = databaseOf(item.extra['pascal-voc']), database = fitsXml(kept) ? kept : '', { path, width, height } = item.media, at = path.lastIndexOf('/')
  const side = (name: string, value: number | null): string => (value === null ? '' : element(name, String(value)))
  return `<?xml version="1.0" encoding="UTF-8"?>
<annotation>
  ${element('folder', at < 0 ? '' : path.slice(0, at))}
  ${element('filename', path.slice(at + 1))}
  ${element('feedstock_path', path)}
${item.item === path ? '' : `  ${element('feedstock_item', item.item)}\n`}${database === '' ? '' : `  <source>${element('database', database)}</source>\n`}  <size>${side('width', width)}${side('height', height)}<depth>3</depth></size>
  <segmented>0</segmented>
${objectsOf(item, readingOf(database), lose)}</annotation>
`
}

/** By the name of the picture; two pictures that differ only in their ending get a number. */
const stems = () => {
  const taken = new Set<string>()
  return (path: string): string => {
    const stem = path.replace(/\.[^./]*$/, '')
    let free = stem
    for (let n = 2; taken.has(free); n++) free = `${stem}~${n}`
    taken.add(free)
    return free
  }
}

async function* one(text: string): AsyncGenerator<Uint8Array> { yield utf8(text) }
const oneLine = (text: string): boolean => !/[\r\n]/.test(text) && fitsXml(text)

export const write = async (items: AsyncIterable<Item>, schema: ItemSchema, tree: WriteTree): Promise<readonly Loss[]> => {
  const { lose, losses } = lossCounter(), stemOf = stems(), sets = new Map<string, string[]>(), classes = new Set(schema.classes.map(c => c.name))
  for await (const item of items) {
    if (item.media.type !== 'image' || !oneLine(item.media.path) || !oneLine(item.item)) {
      lose('lost.media', item.item)
      for (const shape of item.shapes) lose(`lost.shape.${shape.kind}`, `${item.item}#${shape.id}`)
      continue
    }
    loseOfItem(item, 'pascal-voc', carried, lose)
    const stem = stemOf(item.media.path), { split } = item
    // A set is a file; a name that ends like the mark of a class list would be taken for one.
    const listed = split !== null && /^[\p{L}\p{N}_-][\p{L}\p{N}._-]{0,99}$/u.test(split) && !/\s-?[01]$/.test(stem)
    if (listed) { const names = sets.get(split); if (names) names.push(`${stem}\n`); else sets.set(split, [`${stem}\n`]) }
    else if (split !== null) lose('lost.split', item.item)
    for (const { label } of item.shapes) if (label !== null) classes.add(label)
    await tree.write(`Annotations/${stem}.xml`, one(documentOf(item, lose)))
  }
  for (const [split, names] of sets) await tree.write(`ImageSets/Main/${split}.txt`, one(names.join('')))
  await tree.write('labelmap.txt', one(`# label:color_rgb:parts:actions\n${[...classes].filter(name => oneLine(name) && name.trim() !== '').map(name => `${name}:::\n`).join('')}`))
  return losses()
}

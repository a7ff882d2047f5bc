import { Value } from 'typebox/value'
import { sliceCodePoints, textOffsets } from '../../../kernel/geometry/text.ts'
import type { Json } from '../../../kernel/json.ts'
import { loseOfItem, loseOfShape, type Carried } from '../../../sockets/format-losses.ts'
import { utf8 } from '../../../sockets/format-text.ts'
import { lossCounter, type Loss, type WriteTree } from '../../../sockets/format.ts'
import type { Item, ItemSchema, ItemShape } from '../../../sockets/item.ts'
import box from '../../shapes/box/index.ts'
import choice from '../../shapes/choice/index.ts'
import point from '../../shapes/point/index.ts'
import polygon from '../../shapes/polygon/index.ts'
import rating from '../../shapes/rating/index.ts'
import relation from '../../shapes/relation/index.ts'
import span from '../../shapes/span/index.ts'
import text from '../../shapes/text/index.ts'
import { labelConfig, type LabelConfig } from './config.ts'
import { controls, detailsOf, isFields, own, type Drawn, type Fields } from './task.ts'

const carried: ReadonlySet<Carried> = new Set<Carried>(['split', 'text', 'relations', 'predictions', 'media-detail', 'image-size', 'attributes', 'score', 'author', 'track', 'frame', 'group', 'parent', 'z', 'flags'])
type Lose = (code: string, where: string, count?: number) => void
interface Writing { readonly item: Item, readonly config: LabelConfig, readonly lose: Lose }

/** `meta` with what regions have no field for, if anything. */
const metaOf = (shape: ItemShape, more: Fields = {}): Fields => {
  const details = { ...detailsOf(shape), ...more }
  return Object.keys(details).length > 0 ? { meta: { [own]: details } } : {}
}
const originOf = (shape: ItemShape): string => (shape.origin === 'human' ? 'manual' : shape.origin === 'model-edited' ? 'prediction-changed' : 'prediction')

/** Values of a region by its geometry, in percent of the picture: one for each part of a polygon. */
const valuesOf = (shape: ItemShape, where: string, { item, lose }: Writing): Fields[] | null => {
  const { payload, kind } = shape, { width, height } = item.media
  if (kind === 'span' && item.text !== null && Value.Check(span.payload, payload)) {
    if (payload.fragments.length > 1) { lose('lost.discontinuous', where); return [] }
    const [start, end] = payload.fragments[0]!, there = sliceCodePoints(item.text, start, end)
    if (textOffsets(item.text).codePoints < end) return null
    // Readers compare the text with the place; what stands there is what is meant.
    if (there !== payload.text) lose('lost.normalisation', where)
    return [{ start, end, text: there }]
  }
  if (width === null || height === null || width <= 0 || height <= 0) return null
  const x = (n: number): number => (n / width) * 100, y = (n: number): number => (n / height) * 100
  if (kind === 'box' && Value.Check(box.payload, payload)) return [{ x: x(payload.x), y: y(payload.y), width: x(payload.w), height: y(payload.h), rotation: 0 }]
  // The width of a point is how large it is drawn, in percent.
  if (kind === 'point' && Value.Check(point.payload, payload)) return [{ x: x(payload.x), y: y(payload.y), width: 0.5 }]
  if (kind !== 'polygon' || !Value.Check(polygon.payload, payload)) return null
  if (payload.parts.some(part => part.holes.length > 0)) lose('lost.holes', where)
  if (payload.parts.length > 1) lose('lost.parts', where, payload.parts.length - 1)
  return payload.parts.map(part => ({ closed: true, points: part.outer.map(([px, py]) => [x(px), y(py)]) }))
}

const regionsOf = (shape: ItemShape, where: string, writing: Writing): Fields[] | null => {
  const { item, config } = writing, kind = shape.kind as Drawn
  if (shape.label === null || shape.label === '' || !(kind in controls)) return null
  const values = valuesOf(shape, where, writing), { type } = controls[kind], target = kind === 'span' ? 'text' : 'image', size: Fields = target === 'image' ? { original_width: item.media.width!, original_height: item.media.height!, image_rotation: 0 } : {}
  if (!values) return null
  if (values.length > 0) config.use(kind, shape.label)
  return values.map((value, i) => ({
    id: i === 0 ? shape.id : `${shape.id}-${i + 1}`, type, from_name: kind, to_name: target, origin: originOf(shape), ...size, value: { ...value, [type]: [shape.label!] },
    ...(shape.score !== null && { score: shape.score }), ...metaOf(shape),
  }))
}

const answerOf = (shape: ItemShape, { item, config }: Writing): Fields | null => {
  const { payload, kind } = shape, target = item.media.type === 'text' ? 'text' : 'image', name = shape.group ?? kind
  const label: Fields = kind !== 'choice' && shape.label !== null ? { label: shape.label } : {}
  const result = (type: string, value: Fields, more: Fields = {}): Fields => ({ id: shape.id, type, from_name: name, to_name: target, origin: originOf(shape), value, ...(shape.score !== null && { score: shape.score }), ...metaOf(shape, { ...label, ...more }) })
  if (kind === 'choice' && shape.label !== null && Value.Check(choice.payload, payload) && !payload.negative) { config.answer('Choices', name, target, shape.label); return result('choices', { choices: [shape.label] }) }
  if (kind === 'rating' && Value.Check(rating.payload, payload)) { config.answer('Rating', name, target, String(payload.max)); return result('rating', { rating: payload.value }, { name: payload.name, min: payload.min, max: payload.max }) }
  if (kind === 'text' && Value.Check(text.payload, payload)) { config.answer('TextArea', name, target, ''); return result('textarea', { text: [payload.text] }, { role: payload.role }) }
  return null
}

const linkOf = (from: string, to: string, label: string | null, directed: boolean, kept: Fields | null, config: LabelConfig): Fields => {
  if (label !== null) config.relation(label)
  return { type: 'relation', from_id: from, to_id: to, direction: directed ? 'right' : 'bi', ...(label !== null && { labels: [label] }), ...(kept && { meta: { [own]: kept } }) }
}

/** Results of shapes that one person or model made. Links come last, when both of their ends are known to be there. */
const resultsOf = (shapes: readonly ItemShape[], writing: Writing, written: Set<string>): Fields[] => {
  const { item, lose, config } = writing, results: Fields[] = []
  for (const shape of shapes) {
    if (shape.kind === 'relation') continue
    const where = `${item.item}#${shape.id}`, answer = answerOf(shape, writing), found = answer ? [answer] : regionsOf(shape, where, writing)
    if (!found) { lose(`lost.shape.${shape.kind}`, where); continue }
    if (found.length === 0) continue
    loseOfShape(item, shape, carried, lose)
    written.add(shape.id)
    results.push(...found)
  }
  for (const shape of shapes) {
    const where = `${item.item}#${shape.id}`
    if (shape.kind !== 'relation') continue
    const ends = Value.Check(relation.payload, shape.payload) ? shape.payload : null
    if (!ends || !written.has(ends.from) || !written.has(ends.to)) { lose('lost.shape.relation', where); continue }
    loseOfShape(item, shape, new Set<Carried>(['author']), lose)
    results.push(linkOf(ends.from, ends.to, shape.label, true, { shape: shape.id }, config))
  }
  return results
}

/** Links of the item between regions that are written. */
const linksOf = ({ item, lose, config }: Writing, written: ReadonlySet<string>): Fields[] => item.relations.flatMap((link: Json) => {
  const { from, to, label, directed, roles } = isFields(link) ? link : {} as Fields
  if (typeof from === 'string' && typeof to === 'string' && written.has(from) && written.has(to) && (roles ?? null) === null) return [linkOf(from, to, typeof label === 'string' ? label : null, directed !== false, null, config)]
  lose('lost.relation', item.item)
  return []
})

const taskOf = (item: Item, id: number, config: LabelConfig, lose: Lose): Fields => {
  const writing = { item, config, lose }, written = new Set<string>(), { media } = item
  const people = [...Map.groupBy(item.shapes, s => s.author)].map(([author, shapes]) => ({ author, result: resultsOf(shapes, writing, written) }))
  const links = linksOf(writing, written)
  if (people.length === 0) people.push({ author: null, result: [] })
  people[0]!.result.push(...links)
  const models = [...Map.groupBy(item.predictions, s => s.origin)].map(([origin, shapes]) => ({ model_version: origin.replace(/^model:/, ''), result: resultsOf(shapes, writing, new Set()) }))
  const beside = item.extra['label-studio'], kept = isFields(beside) ? beside : {}, part = (name: string): Fields => { const found = kept[name]; return isFields(found) ? found : {} }
  const detail = Object.fromEntries(Object.entries({ width: media.width, height: media.height, durationS: media.durationS, frames: media.frames }).filter(([, value]) => value !== null))
  const author = (by: string | null): Fields => (by === null ? {} : { completed_by: /^(0|[1-9]\d{0,14})$/.test(by) ? Number(by) : by })
  config.data(media.type === 'text' ? 'text' : 'image')
  return {
    ...part('task'), id, data: { ...part('data'), ...(media.type === 'text' || item.text !== null ? { text: item.text ?? '' } : { image: media.path }), ...(item.split !== null && { split: item.split }) },
    meta: { ...part('meta'), [own]: { item: item.item, path: media.path, type: media.type, ...detail } },
    annotations: people.map(({ author: by, result }, i) => ({ id: i + 1, ...author(by), was_cancelled: false, ground_truth: false, result })),
    predictions: models,
  }
}

export const write = async (items: AsyncIterable<Item>, schema: ItemSchema, tree: WriteTree): Promise<readonly Loss[]> => {
  const { lose, losses } = lossCounter(), config = labelConfig(schema)
  const tasks = async function* (): AsyncGenerator<Uint8Array> {
    let id = 0
    for await (const item of items) {
      if (item.media.type !== 'image' && item.media.type !== 'text') {
        lose('lost.media', item.item)
        for (const shape of item.shapes) lose(`lost.shape.${shape.kind}`, `${item.item}#${shape.id}`)
        continue
      }
      loseOfItem(item, 'label-studio', carried, lose)
      yield utf8(`${id === 0 ? '[\n' : ',\n'}${JSON.stringify(taskOf(item, ++id, config, lose))}`)
    }
    yield utf8(id === 0 ? '[]\n' : '\n]\n')
  }
  await tree.write('tasks.json', tasks())
  const whole = config.text()
  await tree.write('label_config.xml', (async function* () { yield utf8(whole) })())
  return losses()
}

import type { Item, ItemShape } from './item.ts'

/** What a format keeps of an item besides its shapes' kind, label and payload. Everything else that an item has is counted as lost. */
export type Carried =
  | 'split' | 'text' | 'turns' | 'relations' | 'reviews' | 'predictions' | 'media-detail' | 'image-size'
  | 'attributes' | 'score' | 'author' | 'track' | 'frame' | 'group' | 'parent' | 'z' | 'iscrowd' | 'flags'

type Lose = (code: string, where: string, count?: number) => void

/** Of the item alone. `own` is the format's id: its namespace in `extra` goes back into its own files. */
export const loseOfItem = (item: Item, own: string, carried: ReadonlySet<Carried>, lose: Lose): void => {
  const parts: readonly (readonly [Carried, boolean, string, number])[] = [
    ['split', item.split !== null, 'lost.split', 1],
    ['text', item.text !== null, 'lost.text', 1],
    ['turns', item.turns !== null, 'lost.text', 1],
    ['relations', item.relations.length > 0, 'lost.relation', item.relations.length],
    ['reviews', item.reviews.length > 0, 'lost.review', item.reviews.length],
    ['predictions', item.predictions.length > 0, 'lost.alternatives', item.predictions.length],
    ['media-detail', item.media.durationS !== null || item.media.frames !== null, 'lost.media-detail', 1],
    ['image-size', item.media.width !== null || item.media.height !== null, 'lost.image-size', 1],
  ]
  for (const [part, has, code, count] of parts) if (has && !carried.has(part)) lose(code, item.item, count)
  const foreign = Object.keys(item.extra).filter(format => format !== own).length
  if (foreign > 0) lose('lost.extra', item.item, foreign)
}

/** Of one shape that is written. */
export const loseOfShape = (item: Item, shape: ItemShape, carried: ReadonlySet<Carried>, lose: Lose): void => {
  const iscrowd = shape.flags.includes('iscrowd'), otherFlags = shape.flags.some(flag => flag !== 'iscrowd')
  const parts: readonly (readonly [Carried, boolean, string])[] = [
    ['attributes', Object.keys(shape.attributes).length > 0, 'lost.attributes'],
    ['score', shape.score !== null, 'lost.score'],
    // Whether a person or which model made it, and who.
    ['author', shape.author !== null || shape.origin !== 'human', 'lost.author'],
    ['track', shape.track !== null, 'lost.track'],
    ['frame', shape.frame !== null, 'lost.frames'],
    ['group', shape.group !== null, 'lost.group'],
    ['parent', shape.parent !== null, 'lost.nesting'],
    ['z', shape.z !== 0, 'lost.z-order'],
    ['iscrowd', iscrowd && !carried.has('flags'), 'lost.iscrowd'],
    ['flags', otherFlags, 'lost.tag'],
  ]
  for (const [part, has, code] of parts) if (has && !carried.has(part)) lose(code, `${item.item}#${shape.id}`)
}

import type { Json } from '../../../kernel/json.ts'
import { Value } from 'typebox/value'
import { loseOfItem, loseOfShape, type Carried } from '../../../sockets/format-losses.ts'
import { utf8 } from '../../../sockets/format-text.ts'
import { fileWriters } from '../../../sockets/format-writers.ts'
import { lossCounter, type Loss, type WriteTree } from '../../../sockets/format.ts'
import type { Item, ItemSchema, ItemShape } from '../../../sockets/item.ts'
import span from '../../shapes/span/index.ts'
import { splitNames } from './read.ts'
import { joined, tokensOf, type Token } from './tokens.ts'

const carried: ReadonlySet<Carried> = new Set<Carried>(['split', 'text'])

type Lose = (code: string, where: string) => void
interface Stretch { readonly shape: ItemShape, readonly label: string, readonly start: number, readonly end: number }

/** A tag must stay in one cell. */
const cellOf = (label: string): string => label.trim().replace(/\s+/g, '_')

const stretchOf = (shape: ItemShape, payload: Json, where: string, lose: Lose): Stretch | null => {
  if (shape.kind !== 'span' || shape.label === null || cellOf(shape.label) === '' || !Value.Check(span.payload, payload)) { lose(`lost.shape.${shape.kind}`, where); return null }
  if (payload.fragments.length > 1) { lose('lost.discontinuous', where); return null }
  const [start, end] = payload.fragments[0]!
  return { shape, label: shape.label, start, end }
}

/** Spans that can stand together: earlier and longer ones win, a span inside another is `lost.nesting`, one across its edge `lost.overlap`. */
const flat = (stretches: readonly Stretch[], item: string, lose: Lose): Stretch[] => {
  const kept: Stretch[] = []
  for (const stretch of [...stretches].sort((a, b) => a.start - b.start || b.end - a.end)) {
    const before = kept.at(-1)
    if (!before || stretch.start >= before.end) kept.push(stretch)
    else lose(stretch.end <= before.end ? 'lost.nesting' : 'lost.overlap', `${item}#${stretch.shape.id}`)
  }
  return kept
}

/** Sentences are the lines of the text, because a blank line is all that the format has to separate them. */
const sentencesOf = (text: string): Token[][] => {
  let offset = 0
  return text.split('\n').map(line => { const tokens = tokensOf(line, offset); offset += [...line].length + 1; return tokens })
}

const tagsOf = (sentence: readonly Token[], stretches: readonly Stretch[], written: Set<Stretch>, item: string, lose: Lose): string[] => {
  const tags = sentence.map(() => 'O')
  let free = 0
  for (const stretch of stretches) {
    const inside = sentence.map((token, i) => (token.start < stretch.end && token.end > stretch.start && i >= free ? i : -1)).filter(i => i >= 0)
    if (inside.length === 0) continue
    const where = `${item}#${stretch.shape.id}`, first = sentence[inside[0]!]!, last = sentence[inside.at(-1)!]!
    if (written.has(stretch) || first.start !== stretch.start || last.end !== stretch.end) lose('lost.precision', where)
    inside.forEach((i, n) => { tags[i] = `${n === 0 ? 'B' : 'I'}-${cellOf(stretch.label)}` })
    if (cellOf(stretch.label) !== stretch.label) lose('lost.label-names', where)
    written.add(stretch)
    free = inside.at(-1)! + 1
  }
  return tags
}

const documentText = (item: Item, lose: Lose): string => {
  const stretches: Stretch[] = []
  for (const shape of item.shapes) {
    const stretch = stretchOf(shape, shape.payload, `${item.item}#${shape.id}`, lose)
    if (stretch) stretches.push(stretch)
  }
  const kept = flat(stretches, item.item, lose), written = new Set<Stretch>(), sentences = sentencesOf(item.text ?? '')
  const rebuilt = sentences.filter(s => s.length > 0).map(s => joined(s.map(token => token.text), 0).text).join('\n')
  if (rebuilt !== (item.text ?? '')) lose('lost.normalisation', item.item)
  const blocks = sentences.filter(s => s.length > 0).map(sentence => {
    const tags = tagsOf(sentence, kept, written, item.item, lose)
    return `${sentence.map((token, i) => `${token.text}\t${tags[i]}\n`).join('')}\n`
  })
  for (const stretch of kept) {
    if (written.has(stretch)) loseOfShape(item, stretch.shape, carried, lose)
    else lose('lost.shape.span', `${item.item}#${stretch.shape.id}`)
  }
  return `-DOCSTART-\tO\n\n${blocks.join('')}`
}

export const write = async (items: AsyncIterable<Item>, _schema: ItemSchema, tree: WriteTree): Promise<readonly Loss[]> => {
  const { lose, losses } = lossCounter(), files = fileWriters(tree)
  let written = 0
  for await (const item of items) {
    if (item.text === null) {
      lose('lost.media', item.item)
      for (const shape of item.shapes) lose(`lost.shape.${shape.kind}`, `${item.item}#${shape.id}`)
      continue
    }
    loseOfItem(item, 'conll2003', carried, lose)
    const known = splitNames.find(name => name === item.split)
    if (item.split !== null && known === undefined) lose('lost.split', item.item)
    written++
    // The format has no place for names of documents or entities: reading makes new ones.
    lose('lost.ids', item.item)
    await files.write(`${known ?? 'data'}.conll`, utf8(documentText(item, lose)))
  }
  // Nothing to say is said by an empty file, not by none.
  if (written === 0) await files.write('data.conll', new Uint8Array(0))
  await files.close()
  return losses()
}

import type { Failure } from '../../../kernel/failure.ts'
import { sliceCodePoints } from '../../../kernel/geometry/text.ts'
import { fieldFailures, fileFailures, formatFailures, tagFailures } from '../../../sockets/format-failures.ts'
import { isTextFile, linesOf, openText, recordLimit, type Line, type TextFile } from '../../../sockets/format-text.ts'
import type { ReadEvent, ReadTree } from '../../../sockets/format.ts'
import type { ItemShape } from '../../../sockets/item.ts'
import { breaks, entitiesOf, parseTag, schemeJudge, type Scheme, type Tag } from './schemes.ts'
import { joined } from './tokens.ts'

const extensions = /\.(conll|conll2003|bio|bioes|bmes|iob|iob2|iobes|bilou)$/i
export const splitNames = ['train', 'dev', 'valid', 'validation', 'val', 'test', 'testa', 'testb'] as const

export const splitOf = (path: string): string | null => {
  const stem = path.split('/').at(-1)!.replace(/\.[^.]*$/, '').toLowerCase()
  return splitNames.find(name => name === stem) ?? null
}

/** A tab separates when there is one (a token may hold an unusual space), else spaces do. */
const columnsOf = (line: string): string[] => (line.includes('\t') ? line.split('\t') : line.split(/ +/)).map(cell => cell.trim()).filter(cell => cell !== '')

type Entry =
  | { readonly kind: 'row', readonly line: number, readonly token: string, readonly tag: Tag, readonly columns: number }
  | { readonly kind: 'blank' } | { readonly kind: 'document' }
  /** The last line has no line end: its tag may be cut. */
  | { readonly kind: 'unended', readonly line: number }
  | { readonly kind: 'failed', readonly failure: Failure, readonly columns: number }

const entryOf = (line: Line, file: string): Entry => {
  const place = { file, line: line.number }
  if (line.text === null) return { kind: 'failed', failure: fileFailures.tooLarge({ limit: recordLimit }, place), columns: 0 }
  const cells = columnsOf(line.text)
  if (cells.length === 0) return { kind: 'blank' }
  if (cells[0] === '-DOCSTART-') return { kind: 'document' }
  const wrong = (failure: Failure): Entry => ({ kind: 'failed', failure, columns: cells.length })
  if (cells.length < 2) return wrong(fieldFailures.count({ found: 1, expected: 2 }, place))
  const tag = parseTag(cells.at(-1)!)
  if (tag === null) return wrong(tagFailures.scheme({ found: cells.at(-1)!.slice(0, 40), scheme: 'BIO' }, place))
  return { kind: 'row', line: line.number, token: cells[0]!, tag, columns: cells.length }
}

async function* entriesOf(text: TextFile, file: string): AsyncGenerator<Entry> {
  for await (const line of linesOf(text.chunks())) {
    yield entryOf(line, file)
    if (!line.ended) yield { kind: 'unended', line: line.number }
  }
}

/** What the whole file says: how many columns a row has, its scheme, whether documents are marked. */
interface Habits { readonly columns: number, readonly scheme: Scheme, readonly documents: boolean }

const habitsOf = async (text: TextFile, file: string): Promise<Habits> => {
  const judge = schemeJudge(), widths = new Map<number, number>()
  let tags: Tag[] = [], documents = false
  for await (const entry of entriesOf(text, file)) {
    if (entry.kind === 'row') { tags.push(entry.tag); widths.set(entry.columns, (widths.get(entry.columns) ?? 0) + 1) }
    else if (entry.kind === 'blank' || entry.kind === 'document') { judge.sentence(tags); tags = [] }
    if (entry.kind === 'document') documents = true
  }
  judge.sentence(tags)
  const columns = [...widths].reduce((best, width) => (width[1] > best[1] ? width : best), [2, 0])[0]
  return { columns, scheme: judge.verdict(), documents }
}

interface Row { readonly line: number, readonly token: string, readonly tag: Tag }

function* tagWarnings(rows: readonly Row[], scheme: Scheme, file: string): Generator<ReadEvent> {
  for (const [i, { tag, line }] of rows.entries()) {
    if (!breaks(scheme, rows[i - 1]?.tag ?? null, tag, rows[i + 1]?.tag ?? null)) continue
    yield { kind: 'warning', failure: tagFailures.scheme({ found: `${tag.prefix}-${tag.type}`, scheme }, { file, line }) }
  }
}

const spanShape = (id: number, label: string, fragments: [number, number][], text: string): ItemShape => ({
  id: `s${id}`, kind: 'span', label, payload: { fragments, text }, attributes: {}, score: null, origin: 'human', author: null,
  track: null, frame: null, group: null, parent: null, z: 0, flags: [],
})

/** Gathers sentences into one item: a document, or a sentence where documents are not marked. A line feed separates sentences. */
const gatherer = (file: string) => {
  let text = '', length = 0, count = 0, shapes: ItemShape[] = [], begun = false
  return {
    begin(): void { begun = true },
    add(rows: readonly Row[]): void {
      if (begun && text !== '') { text += '\n'; length++ }
      begun = true
      const line = joined(rows.map(row => row.token), length)
      for (const entity of entitiesOf(rows.map(row => row.tag))) {
        const start = line.tokens[entity.from]!.start, end = line.tokens[entity.to - 1]!.end
        shapes.push(spanShape(shapes.length + 1, entity.type, [[start, end]], sliceCodePoints(line.text, start - length, end - length)))
      }
      text += line.text
      length += [...line.text].length
    },
    *take(): Generator<ReadEvent> {
      if (!begun) return
      count++
      yield {
        kind: 'item', item: {
          item: `${file}#${count}`, split: splitOf(file), text, turns: null, shapes, relations: [], reviews: [], predictions: [], extra: {},
          media: { type: 'text', path: file, width: null, height: null, durationS: null, frames: null, present: true },
        },
      }
      text = ''; length = 0; shapes = []; begun = false
    },
  }
}

async function* itemsOf(text: TextFile, file: string, { columns, scheme, documents }: Habits): AsyncGenerator<ReadEvent> {
  const item = gatherer(file)
  let rows: Row[] = []
  const endSentence = function* (): Generator<ReadEvent> {
    if (rows.length === 0) return
    yield* tagWarnings(rows, scheme, file)
    item.add(rows)
    rows = []
    if (!documents) yield* item.take()
  }
  for await (const entry of entriesOf(text, file)) {
    // A row of another width is named by its width, whatever its last cell looks like.
    if (entry.kind === 'failed' && (entry.columns === columns || entry.columns < 2)) yield { kind: 'failed', failure: entry.failure }
    else if (entry.kind === 'failed') yield { kind: 'failed', failure: fieldFailures.count({ found: entry.columns, expected: columns }, entry.failure.place) }
    else if (entry.kind === 'row' && entry.columns !== columns) yield { kind: 'failed', failure: fieldFailures.count({ found: entry.columns, expected: columns }, { file, line: entry.line }) }
    else if (entry.kind === 'row') rows.push(entry)
    else if (entry.kind === 'unended') yield { kind: 'warning', failure: fileFailures.finalNewline({}, { file, line: entry.line }) }
    else {
      yield* endSentence()
      if (entry.kind === 'document') { yield* item.take(); item.begin() }
    }
  }
  yield* endSentence()
  yield* item.take()
}

export async function* read(tree: ReadTree): AsyncGenerator<ReadEvent> {
  const files: string[] = []
  for await (const path of tree.paths()) if (extensions.test(path)) files.push(path)
  for (const file of files.sort()) {
    const text = await openText(tree, file)
    if (!isTextFile(text)) { yield { kind: 'failed', failure: text }; continue }
    for (const failure of text.warnings) yield { kind: 'warning', failure }
    const habits = await habitsOf(text, file)
    const assumption = `scheme ${habits.scheme}; text rebuilt with one space between tokens, none between CJK characters`
    yield { kind: 'warning', failure: formatFailures.assumed({ assumption }, { file }) }
    yield* itemsOf(text, file, habits)
    if (text.cut) yield { kind: 'failed', failure: fileFailures.truncated({}, { file }) }
  }
}

import type { Failure, Place } from '../../../kernel/failure.ts'
import { fieldFailures, fileFailures, formatFailures, tableFailures } from '../../../sockets/format-failures.ts'
import { loseOfItem, type Carried } from '../../../sockets/format-losses.ts'
import { isTextFile, openText, recordLimit, utf8, type TextFile } from '../../../sockets/format-text.ts'
import { defineFormat, lossCounter, type Loss, type ReadEvent, type ReadTree, type WriteTree } from '../../../sockets/format.ts'
import type { Item, ItemSchema, ItemShape } from '../../../sockets/item.ts'
import { headerText, isOwnHeader, itemText, ownRow } from './own-table.ts'
import { rowsOf, type Row } from './rows.ts'

const shapes: readonly string[] = ['box', 'polygon', 'polyline', 'point', 'span', 'choice', 'text', 'rating']
const carried: ReadonlySet<Carried> = new Set<Carried>(['split', 'text', 'media-detail', 'image-size'])

const failed = (failure: Failure): ReadEvent => ({ kind: 'failed', failure })
function* endOf(row: Row, place: Place): Generator<ReadEvent> {
  if (row.unended) yield { kind: 'warning', failure: fileFailures.finalNewline({}, place) }
}

/** Why a row cannot be used, or null. */
const rowFault = (row: Row, width: number, place: Place): Failure | null => {
  if (row.fault === 'quote') return tableFailures.quote({}, place)
  if (row.fault === 'nul') return tableFailures.nul({}, place)
  if (row.fault === 'too-large') return fileFailures.tooLarge({ limit: recordLimit }, place)
  return row.cells.length === width ? null : tableFailures.rowWidth({ found: row.cells.length, expected: width }, place)
}

/** Rows of one item stand together: the item is given out when the next one begins, so one item is held. */
async function* ownItems(rows: AsyncIterable<Row>, width: number, file: string): AsyncGenerator<ReadEvent> {
  let current: Item | null = null, found: ItemShape[] = []
  const finished = (item: Item): ReadEvent => ({ kind: 'item', item: { ...item, shapes: found } })
  for await (const row of rows) {
    const place = { file, line: row.line }, fault = rowFault(row, width, place)
    yield* endOf(row, place)
    if (fault) { yield failed(fault); continue }
    const read = ownRow(row.cells, place)
    if ('code' in read) { yield failed(read); continue }
    if (read.head) {
      if (current) yield finished(current)
      current = read.head
      found = []
    }
    if (current?.item !== read.item) yield failed(fieldFailures.value({ found: read.item }, { ...place, field: 'item' }))
    else if (read.shape) found.push(read.shape)
  }
  if (current) yield finished(current)
}

interface Roles { readonly names: readonly string[], readonly text: number, readonly label: number, readonly id: number }

const rolesOf = (header: readonly string[]): Roles | string => {
  const names = header.map(name => name.trim()), twice = names.find((name, i) => names.indexOf(name) !== i)
  if (twice !== undefined) return `duplicate: ${twice}`
  const text = names.indexOf('text')
  return text < 0 ? 'no column named text' : { names, text, label: names.indexOf('label'), id: names.indexOf('id') }
}

const choice = (label: string): ItemShape => ({
  id: 's1', kind: 'choice', label, payload: { negative: false }, attributes: {}, score: null, origin: 'human', author: null,
  track: null, frame: null, group: null, parent: null, z: 0, flags: [],
})

/** A table of somebody else: a row is a text, its label a choice, the columns without a role go to `extra`. */
const plainItem = (row: Row, roles: Roles, file: string): Item => {
  const cell = (column: number): string => (column < 0 ? '' : row.cells[column]!.trim())
  const item = cell(roles.id) || `${file}#${row.line}`, label = cell(roles.label)
  const rest = roles.names.flatMap((name, i) => (i === roles.text || i === roles.label || i === roles.id ? [] : [[name, row.cells[i]!] as const]))
  return {
    item, split: null, text: row.cells[roles.text]!, turns: null,
    media: { type: 'text', path: file, width: null, height: null, durationS: null, frames: null, present: true },
    shapes: label === '' ? [] : [choice(label)], relations: [], reviews: [], predictions: [],
    extra: rest.length === 0 ? {} : { csv: Object.fromEntries(rest) },
  }
}

async function* plainItems(rows: AsyncIterable<Row>, roles: Roles, file: string): AsyncGenerator<ReadEvent> {
  yield { kind: 'warning', failure: formatFailures.assumed({ assumption: 'columns: text, label, id' }, { file }) }
  for await (const row of rows) {
    const place = { file, line: row.line }, fault = rowFault(row, roles.names.length, place)
    yield* endOf(row, place)
    if (fault) yield failed(fault)
    else if (row.cells[roles.text]!.trim() === '') yield failed(fieldFailures.missing({}, { ...place, field: 'text' }))
    else yield { kind: 'item', item: plainItem(row, roles, file) }
  }
}

async function* table(text: TextFile, file: string): AsyncGenerator<ReadEvent> {
  const rows = rowsOf(text.chunks(), recordLimit)
  const first = await rows.next()
  if (first.done) return yield failed(tableFailures.header({ reason: 'no rows' }, { file, line: 1 }))
  const header = first.value, place = { file, line: header.line }
  const fault = rowFault(header, header.cells.length, place)
  yield* endOf(header, place)
  if (fault) return yield failed(fault)
  if (isOwnHeader(header.cells)) return yield* ownItems(rows, header.cells.length, file)
  const roles = rolesOf(header.cells)
  if (typeof roles === 'string') return yield failed(tableFailures.header({ reason: roles }, place))
  yield* plainItems(rows, roles, file)
}

async function* read(tree: ReadTree): AsyncGenerator<ReadEvent> {
  const files: string[] = []
  for await (const path of tree.paths()) if (/\.(csv|tsv)$/i.test(path)) files.push(path)
  for (const file of files.sort()) {
    const text = await openText(tree, file)
    if (!isTextFile(text)) { yield failed(text); continue }
    for (const failure of text.warnings) yield { kind: 'warning', failure }
    yield* table(text, file)
    if (text.cut) yield failed(fileFailures.truncated({}, { file }))
  }
}

const write = async (items: AsyncIterable<Item>, _schema: ItemSchema, tree: WriteTree): Promise<readonly Loss[]> => {
  const { lose, losses } = lossCounter()
  const rows = async function* (): AsyncGenerator<Uint8Array> {
    yield utf8(headerText)
    for await (const item of items) {
      loseOfItem(item, '', carried, lose)
      const kept = item.shapes.filter(shape => shapes.includes(shape.kind))
      for (const shape of item.shapes) if (!kept.includes(shape)) lose(`lost.shape.${shape.kind}`, `${item.item}#${shape.id}`)
      yield utf8(itemText(item, kept))
    }
  }
  await tree.write('data.csv', rows())
  return losses()
}

export default defineFormat({
  id: 'csv',
  title: { 'zh-Hans': 'CSV 表格', 'zh-Hant': 'CSV 表格', en: 'CSV table' },
  tier: 1,
  modalities: ['image', 'text'],
  shapes,
  attributes: 'typed',
  splits: true,
  read,
  write,
})

import type { Failure, Place } from '../../../kernel/failure.ts'
import type { Json } from '../../../kernel/json.ts'
import { fieldFailures } from '../../../sockets/format-failures.ts'
import { parseJson } from '../../../sockets/format-json.ts'
import type { Item, ItemShape } from '../../../sockets/item.ts'
import { restored, rowText } from './rows.ts'

/** The table that we write: one row per shape; an item without shapes has one row with an empty `kind`. Item columns stand in the first row of an item. */
export const columns = [
  'item', 'split', 'media', 'path', 'width', 'height', 'durationS', 'frames', 'present', 'text',
  'shape', 'kind', 'label', 'payload', 'attributes', 'score', 'origin', 'author', 'track', 'frame', 'group', 'parent', 'z', 'flags',
] as const
type Column = (typeof columns)[number]

export const isOwnHeader = (header: readonly string[]): boolean => header.length === columns.length && header.every((name, i) => name === columns[i])

/** Optional texts: an empty cell says null, so an empty text is written as `""`, and a text that begins with a quote as JSON too. */
const optional = (text: string | null): string | null => (text === null ? null : text === '' || text.startsWith('"') ? JSON.stringify(text) : text)

const itemCells = (i: Item): (string | number | boolean | null)[] =>
  [i.item, optional(i.split), i.media.type, i.media.path, i.media.width, i.media.height, i.media.durationS, i.media.frames, i.media.present, optional(i.text)]

const shapeCells = (s: ItemShape): (string | number | null)[] => [
  s.id, s.kind, optional(s.label), JSON.stringify(s.payload), JSON.stringify(s.attributes), s.score, s.origin, optional(s.author), optional(s.track),
  s.frame, optional(s.group), optional(s.parent), s.z, JSON.stringify(s.flags),
]

const noItem = (item: string): (string | null)[] => [item, ...Array.from({ length: 9 }, () => null)]
const noShape: readonly null[] = Array.from({ length: 14 }, () => null)

export const headerText = `${columns.join(',')}\n`
export const itemText = (item: Item, shapes: readonly ItemShape[]): string => shapes.length === 0
  ? rowText([...itemCells(item), ...noShape])
  : shapes.map((shape, n) => rowText([...(n === 0 ? itemCells(item) : noItem(item.item)), ...shapeCells(shape)])).join('')

/** Reads the cells of one row by column name; the first fault is kept, the value then stands in for what is missing. */
const reader = (cells: readonly string[], place: Place) => {
  let fault: Failure | null = null
  const cell = (column: Column): string => restored(cells[columns.indexOf(column)]!)
  const wrong = (failure: Failure): null => { fault ??= failure; return null }
  const at = (column: Column): Place => ({ ...place, field: column })
  const json = (column: Column): Json => {
    const parsed = parseJson(cell(column))
    return parsed.ok ? parsed.value : wrong(fieldFailures.type({ expected: 'JSON' }, at(column)))
  }
  return {
    cell,
    fault: () => fault,
    required: (column: Column): string => cell(column) || (wrong(fieldFailures.missing({}, at(column))) ?? ''),
    optional: (column: Column): string | null => {
      const text = cell(column)
      if (text === '') return null
      return text.startsWith('"') ? String(json(column)) : text
    },
    number: (column: Column): number | null => {
      const text = cell(column)
      if (text === '') return null
      return /^-?\d+(\.\d+)?(e[+-]?\d+)?$/i.test(text) ? Number(text) : wrong(fieldFailures.notANumber({ found: text.slice(0, 40) }, at(column)))
    },
    json,
    object: (column: Column): { readonly [key: string]: Json } => {
      const value = json(column)
      if (value !== null && typeof value === 'object' && !Array.isArray(value)) return value as { readonly [key: string]: Json }
      wrong(fieldFailures.type({ expected: 'object' }, at(column)))
      return {}
    },
    names: (column: Column): string[] => {
      const value = json(column)
      if (Array.isArray(value) && value.every(name => typeof name === 'string')) return value
      wrong(fieldFailures.type({ expected: 'array of names' }, at(column)))
      return []
    },
  }
}

/** A row as it stands: which item, the item's own columns when they are filled, the shape when there is one. */
export interface OwnRow { readonly item: string, readonly head: Item | null, readonly shape: ItemShape | null }

export const ownRow = (cells: readonly string[], place: Place): OwnRow | Failure => {
  const row = reader(cells, place), item = row.required('item')
  const head: Item | null = row.cell('media') === '' ? null : {
    item,
    split: row.optional('split'),
    media: {
      type: row.cell('media'), path: row.cell('path'), width: row.number('width'), height: row.number('height'),
      durationS: row.number('durationS'), frames: row.number('frames'), present: row.cell('present') === 'true',
    },
    text: row.optional('text'), turns: null, shapes: [], relations: [], reviews: [], predictions: [], extra: {},
  }
  const shape: ItemShape | null = row.cell('kind') === '' ? null : {
    id: row.required('shape'), kind: row.cell('kind'), label: row.optional('label'), payload: row.json('payload'), attributes: row.object('attributes'),
    score: row.number('score'), origin: row.required('origin'), author: row.optional('author'), track: row.optional('track'), frame: row.number('frame'),
    group: row.optional('group'), parent: row.optional('parent'), z: row.number('z') ?? 0, flags: row.names('flags'),
  }
  return row.fault() ?? { item, head, shape }
}

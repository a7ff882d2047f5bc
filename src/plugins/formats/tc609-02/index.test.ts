import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { ReadEvent } from '../../../sockets/format.ts'
import type { Item, ItemProvenance } from '../../../sockets/item.ts'
import format from './index.ts'
import { mediaTypes, shapeOf } from './record.ts'

const write = async (items: readonly Item[]) => {
  const files = new Map<string, string>()
  const lost = await format.write!((async function* () { yield* items })(), { classes: [] }, {
    async write(path, bytes) { const parts: Uint8Array[] = []; for await (const part of bytes) parts.push(part); files.set(path, Buffer.concat(parts).toString('utf8')) },
  })
  return { files, lost }
}
const read = async (files: ReadonlyMap<string, string>): Promise<ReadEvent[]> => {
  const events: ReadEvent[] = []
  for await (const event of format.read!({ async *paths() { yield* files.keys() }, async *open(path) { yield new TextEncoder().encode(files.get(path)) } })) events.push(event)
  return events
}
const itemsOf = (events: readonly ReadEvent[]): Item[] => events.flatMap(event => (event.kind === 'item' ? [event.item] : []))

const name = fc.string({ minLength: 1, unit: 'grapheme' }), text = fc.string({ unit: 'grapheme' })
const record = fc.record({
  id: name, rid: fc.array(text, { maxLength: 2 }), data_content: fc.array(fc.record({ media_type: fc.constantFrom(...mediaTypes), content: text }), { minLength: 1, maxLength: 3 }),
  annotation: fc.record({ label: fc.array(name, { maxLength: 3 }), annotation_method: fc.oneof(text, fc.constantFrom('人工标注', '自动标注')), annotator: text }, { requiredKeys: ['label'] }),
  original_time: text, last_modified_time: text, version: text, license: text, source: text, source_details: text, generated_data_indicator: fc.constantFrom(0, 1), more: text,
}, { requiredKeys: ['id', 'data_content', 'original_time', 'last_modified_time', 'version', 'license', 'source', 'source_details', 'generated_data_indicator'] })

test('a record that is read and written again is the same, whatever it says, and loses nothing', async () => {
  await fc.assert(fc.asyncProperty(fc.uniqueArray(record, { maxLength: 4, selector: r => r.id }), async records => {
    const plain: unknown = JSON.parse(JSON.stringify(records)), events = await read(new Map([['dataset.jsonl', records.map(r => `${JSON.stringify(r)}\n`).join('')]]))
    expect(events.filter(event => event.kind === 'failed')).toEqual([])
    const { files, lost } = await write(itemsOf(events))
    expect(lost).toEqual([])
    expect(files.get('dataset.jsonl')!.split('\n').filter(line => line !== '').map(line => JSON.parse(line) as unknown)).toEqual(plain)
  }), { numRuns: 60 })
})

const provenance: ItemProvenance = {
  kind: 'open', record: { licence: 'CC-BY-4.0', source: 'Streets' }, importedAt: '2026-03-01T08:00:05.250Z', labelledAt: '2026-04-02T09:30:00.000Z', release: { id: 'r1', number: 'R-003' },
}
const item = (of: Partial<Item>): Item => ({
  item: 'a.txt', split: null, media: { type: 'text', path: 'a.txt', width: null, height: null, durationS: null, frames: null, present: true }, text: 'x', turns: null, shapes: [], relations: [], reviews: [], predictions: [], extra: {}, ...of,
})
const lines = async (items: readonly Item[]): Promise<{ records: Record<string, unknown>[], lost: string[] }> => {
  const { files, lost } = await write(items)
  return { records: [...files.values()].flatMap(f => f.split('\n').filter(l => l !== '').map(l => JSON.parse(l) as Record<string, unknown>)), lost: lost.flatMap(l => l.examples.map(e => `${l.code} ${e}`)) }
}

test('a release fills every required field from its own records, and what nobody stated is named', async () => {
  const said = await lines([item({ provenance })])
  expect(said).toEqual({ lost: [], records: [{
    id: 'r1/a.txt', data_content: [{ media_type: 'text', content: 'x' }], original_time: '2026-03-01 08:00:05', last_modified_time: '2026-04-02 09:30:00', version: 'R-003',
    license: 'CC-BY-4.0', source: '公开数据集', source_details: 'Streets', generated_data_indicator: 0,
  }] })
  const collected = await lines([item({ provenance: { ...provenance, kind: 'self_collected', record: { record: 'Base A' } }, shapes: [shapeOf('城市', 0, 'human')] })])
  expect(collected.records[0]).toMatchObject({ source: '自采', source_details: 'Base A', license: '未说明', annotation: { label: ['城市'], annotation_method: '人工标注', annotator: '未说明' } })
  expect(collected.lost).toEqual(['approximated.unstated a.txt#annotator', 'approximated.unstated a.txt#license'])
  const users = await lines([item({ provenance: { ...provenance, kind: 'user_input', record: { authorisation: 'Terms 3' } } })])
  expect([users.records[0]!['source'], users.records[0]!['source_details'], users.lost]).toEqual(['自采', 'Terms 3', ['approximated.source a.txt', 'approximated.unstated a.txt#license']])
})

test('items of one task name each other, and those of another do not', async () => {
  const task = (id: string) => ({ task: { id, slot: 'a', position: 0, of: 2 } })
  const { records } = await lines([item({ item: '1', extra: task('t') }), item({ item: '2', extra: task('t') }), item({ item: '3', extra: task('u') }), item({ item: '4' }), item({ item: '5' })])
  expect(records.map(r => r['rid'])).toEqual([['2'], ['1'], undefined, undefined, undefined])
})

test('labels of models and of people are told apart by the method', async () => {
  const methods = async (...origins: string[]) => (await lines([item({ shapes: origins.map((origin, i) => shapeOf('x', i, origin)) })])).records[0]!['annotation']
  expect([await methods('human'), await methods('model'), await methods('human', 'model:m@1')].map(a => (a as { annotation_method: string }).annotation_method)).toEqual(['人工标注', '自动标注', '人机协同标注'])
})

test('a split whose name could leave the folder is lost, not written as a path', async () => {
  const { files, lost } = await write([item({ split: '../out' }), item({ item: 'b', split: '训练' })])
  expect([[...files.keys()].sort(), lost.filter(l => l.code === 'lost.split')]).toEqual([['dataset-训练.jsonl', 'dataset.jsonl'], [{ code: 'lost.split', count: 1, examples: ['a.txt'] }]])
})

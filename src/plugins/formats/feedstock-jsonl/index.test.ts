import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Json } from '../../../kernel/json.ts'
import type { ReadEvent } from '../../../sockets/format.ts'
import type { Item } from '../../../sockets/item.ts'
import format from './index.ts'

const read = async (items: string, schema?: string): Promise<ReadEvent[]> => {
  const events: ReadEvent[] = []
  for await (const event of format.read!({
    async *paths() { yield 'items.jsonl'; if (schema !== undefined) yield 'schema.json' },
    async *open(path) { yield new TextEncoder().encode(path === 'items.jsonl' ? items : schema) },
  })) events.push(event)
  return events
}

const json = fc.jsonValue({ maxDepth: 2 }).map(value => JSON.parse(JSON.stringify(value)) as Json), nullable = (of: fc.Arbitrary<string>) => fc.option(of)
const shape = fc.record({
  id: fc.string(), kind: fc.string(), label: nullable(fc.string()), payload: json, attributes: fc.dictionary(fc.string(), json), score: fc.option(fc.double({ noNaN: true, noDefaultInfinity: true }).map(n => n + 0)),
  origin: fc.string(), author: nullable(fc.string()), track: nullable(fc.string()), frame: fc.option(fc.nat()), group: nullable(fc.string()), parent: nullable(fc.string()), z: fc.nat(), flags: fc.array(fc.string()),
})
const item: fc.Arbitrary<Item> = fc.record({
  item: fc.string(), split: nullable(fc.string()),
  media: fc.record({ type: fc.string(), path: fc.string(), width: fc.option(fc.nat()), height: fc.option(fc.nat()), durationS: fc.option(fc.nat()), frames: fc.option(fc.nat()), present: fc.boolean() }),
  text: nullable(fc.string({ unit: 'binary' })), turns: fc.option(fc.array(json)), shapes: fc.array(shape, { maxLength: 3 }), relations: fc.array(json, { maxLength: 2 }), reviews: fc.array(json, { maxLength: 2 }),
  predictions: fc.array(shape, { maxLength: 2 }), extra: fc.dictionary(fc.string(), json),
})

test('whatever an item holds comes back the same', async () => {
  await fc.assert(fc.asyncProperty(fc.array(item, { maxLength: 3 }), async items => {
    const files = new Map<string, string>()
    const lost = await format.write!((async function* () { yield* items })(), { classes: [] }, {
      async write(path, bytes) { let text = ''; for await (const part of bytes) text += new TextDecoder().decode(part); files.set(path, text) },
    })
    const events = await read(files.get('items.jsonl')!, files.get('schema.json'))
    expect([lost, events.filter(event => event.kind !== 'item')]).toEqual([[], [{ kind: 'schema', schema: { classes: [] } }]])
    expect(JSON.stringify(events.flatMap(event => (event.kind === 'item' ? [event.item] : [])))).toBe(JSON.stringify(items))
  }), { numRuns: 50 })
})

test('a bad line is named by line and field, and the lines around it are read', async () => {
  const good = '{"item":"a","split":null,"media":{"type":"text","path":"a","width":null,"height":null,"durationS":null,"frames":null,"present":true},"text":"t","turns":null,"shapes":[],"relations":[],"reviews":[],"predictions":[],"extra":{}}'
  const events = await read([good, '{"item":', good.replace('"text":"t",', ''), good.replace('"present":true', '"present":1'), '', good].join('\n'))
  expect(events.map(event => (event.kind === 'item' ? 'item' : event.kind === 'schema' ? 'schema' : [event.failure.code, event.failure.place?.line, event.failure.place?.field]))).toEqual([
    'item', ['syntax.json', 2, '$.item'], ['field.missing', 3, '$.text'], ['field.type', 4, '$.media.present'], ['file.final-newline', 6, undefined], 'item',
  ])
})

test('a last line that was cut is truncated, not a syntax error', async () => {
  expect(await read('{"item":"a","spl')).toMatchObject([{ kind: 'failed', failure: { code: 'file.truncated', place: { line: 1 } } }])
})

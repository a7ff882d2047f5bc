import { expect, test } from 'vitest'
import type { ReadEvent } from '../../../sockets/format.ts'
import coco from './index.ts'

const read = async (files: Readonly<Record<string, string>>): Promise<ReadEvent[]> => {
  const events: ReadEvent[] = []
  for await (const event of coco.read!({
    async *paths() { yield* Object.keys(files) },
    async *open(path) { yield new TextEncoder().encode(files[path]!) },
  })) events.push(event)
  return events
}
const items = (events: readonly ReadEvent[]) => events.flatMap(event => (event.kind === 'item' ? [event.item] : []))
const codes = (events: readonly ReadEvent[], kind: 'failed' | 'warning') => events.flatMap(event => (event.kind === kind ? [event.failure.code] : []))

const annotation = (id: number, image: number, more: object = {}) => ({ id, image_id: image, category_id: 1, bbox: [0, 0, 2, 2], ...more })
const image = (id: number) => ({ id, file_name: `${id}.png`, width: 10, height: 10 })

test('annotations may stand before images and in any order; images come out in file order', async () => {
  const events = await read({ 'instances_val.json': JSON.stringify({ annotations: [annotation(1, 2), annotation(2, 1), annotation(3, 2)], images: [image(2), image(1), image(3)], categories: [{ id: 1, name: 'a' }] }) })
  expect(items(events).map(item => [item.item, item.split, item.shapes.map(shape => shape.id)])).toEqual([['2.png', 'val', ['1', '3']], ['1.png', 'val', ['2']], ['3.png', 'val', []]])
})

test('more annotations than one window holds are read in several passes, each once', async () => {
  const long = 'x'.repeat(200_000), many = Array.from({ length: 400 }, (_, i) => annotation(i, i % 40, { note: long }))
  const events = await read({ 'a.json': JSON.stringify({ images: Array.from({ length: 40 }, (_, i) => image(i)), annotations: many, categories: [{ id: 1, name: 'a' }] }) })
  expect(items(events).map(item => item.shapes.length)).toEqual(Array.from({ length: 40 }, () => 10))
  expect(codes(events, 'failed')).toEqual([])
}, 60_000)

test('media are found by exact path, beside the file, or by a base name that occurs once', async () => {
  const events = await read({ 'annotations/a.json': JSON.stringify({ images: [image(1), image(2)], annotations: [], categories: [] }), 'images/1.png': '', 'x/2.png': '', 'y/2.png': '' })
  expect(items(events).map(item => [item.item, item.media.present])).toEqual([['images/1.png', true], ['2.png', false]])
  expect(codes(events, 'warning')).toEqual(['ref.media-ambiguous'])
})

test('another JSON beside the dataset is named and left out, alone it fails', async () => {
  const dataset = JSON.stringify({ images: [image(1)], annotations: [], categories: [] })
  expect(codes(await read({ 'a.json': dataset, 'b.json': '{"x": 1}' }), 'warning')).toContain('layout.unlisted')
  expect(codes(await read({ 'b.json': '{"x": 1}' }), 'failed')).toEqual(['field.missing', 'field.missing'])
})

test('a box outside its image or without area is kept with a warning', async () => {
  const events = await read({ 'a.json': JSON.stringify({ images: [image(1)], annotations: [annotation(1, 1, { bbox: [8, 8, 5, 0] })], categories: [{ id: 1, name: 'a' }] }) })
  expect(items(events)[0]!.shapes.length).toBe(1)
  expect(codes(events, 'warning')).toEqual(['geometry.degenerate', 'geometry.out-of-range', 'ref.media'])
})

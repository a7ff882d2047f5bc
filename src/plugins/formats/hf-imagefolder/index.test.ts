import sharp from 'sharp'
import { expect, test } from 'vitest'
import { collector, memoryTree, readAll, writeAll } from '../../../../test/contract/trees.ts'
import type { Item } from '../../../sockets/item.ts'
import folders from './index.ts'

const picture = (): Promise<Buffer> => sharp({ create: { width: 30, height: 20, channels: 3, background: 'red' } }).png().toBuffer()
const read = (files: Record<string, string | Buffer>) => readAll(folders, memoryTree(new Map(Object.entries(files).map(([path, bytes]) => [path, new Uint8Array(Buffer.from(bytes))]))))
const tag = (label: string) => ({ id: label, kind: 'choice', label, payload: { negative: false }, attributes: {}, score: null, origin: 'human', author: null, track: null, frame: null, group: null, parent: null, z: 0, flags: [] })
const item = (name: string, split: string | null, labels: readonly string[]): Item =>
  ({ item: name, split, text: null, turns: null, media: { type: 'image', path: `assets/${name}`, width: 30, height: 20, durationS: null, frames: null, present: true }, shapes: labels.map(tag), relations: [], reviews: [], predictions: [], extra: {} })

test('folders give split and class, whatever lies deeper, and a picture beside them has no class', async () => {
  const png = await picture(), { items, warnings, schema } = await read({ 'train/cat/a.png': png, 'train/cat/more/a.png': png, 'val/b.png': png, '狗/c.png': png })
  expect(items.map(i => [i.item, i.split, i.media.width, i.shapes.map(s => s.label)])).toEqual([
    ['train/cat/a.png', 'train', 30, ['cat']], ['train/cat/more/a.png', 'train', 30, ['cat']], ['val/b.png', 'val', 30, []], ['狗/c.png', null, 30, ['狗']],
  ])
  expect([warnings.map(w => [w.code, w.place?.file]), schema.classes.map(c => c.name)]).toEqual([[['layout.unlabelled', 'val/b.png']], ['cat', '狗']])
})

test('pictures are included in the folder of their class by reference, none of them twice and none outside the export', async () => {
  const { files, tree } = collector(), included: [string, string][] = []
  const items = [item('street/1.png', 'train', ['cat', 'dog']), item('street-1.png', null, []), item('street/1.png~', null, []), item('street/1.png', null, []), item('2.png', 'train', ['../up'])]
  await writeAll(folders, items, { classes: [] }, { files, tree: { ...tree, include: async (path, of) => { included.push([path, of.item]) } } })
  expect(included).toEqual([['train/cat/street/1.png', 'street/1.png'], ['street-1.png', 'street-1.png'], ['street-1.png~', 'street/1.png~'], ['street-1~2.png', 'street/1.png'], ['train/%2e.%2fup/2.png', '2.png']])
  const back = await readAll(folders, memoryTree(new Map([...files, ...included.map(([path]) => [path, new Uint8Array(0)] as const)])))
  expect(back.items.map(i => [i.item, i.split, i.media.present, i.shapes.map(s => s.label)])).toEqual([
    ['street-1.png', null, true, []], ['street/1.png~', null, true, []], ['street/1.png', null, true, []], ['street/1.png', 'train', true, ['cat', 'dog']], ['2.png', 'train', true, ['../up']],
  ])
})

test('a bad row is named by line and field, a bad box by its place, and the rest is read', async () => {
  const { items, failed } = await read({ 'train/metadata.jsonl': '{"label":"x"}\n{"file_name":"a.png","objects":{"bbox":[[1,2,3],[1,2,3,4]],"categories":["a","b"]}}\nnot json\n' })
  expect([items.map(i => [i.item, i.split, i.shapes.map(s => s.payload)]), failed.map(f => [f.code, f.place?.line, f.place?.field])]).toEqual([
    [['train/a.png', 'train', [{ x: 1, y: 2, w: 3, h: 4 }]]], [['field.missing', 1, '$.file_name'], ['field.count', 2, '$.objects.bbox[0]'], ['syntax.json', 3, undefined]],
  ])
})

import { existsSync } from 'node:fs'
import { join } from 'node:path'
import sharp from 'sharp'
import { describe, expect, test } from 'vitest'
import { folderTree, memoryTree, readAll } from '../../../../test/contract/trees.ts'
import { sizeInHead } from '../../../sockets/format-image-size.ts'
import yolo from './index.ts'
import { parseDataFile } from './yaml.ts'

const picture = (format: 'png' | 'jpeg' | 'webp' | 'gif', width = 200, height = 100): Promise<Buffer> => sharp({ create: { width, height, channels: 3, background: 'red' } }).toFormat(format).toBuffer()
const read = async (files: Record<string, string | Buffer>) => readAll(yolo, memoryTree(new Map(Object.entries(files).map(([path, bytes]) => [path, new Uint8Array(Buffer.from(bytes))]))))

test('boxes and polygons of images that are here are placed by the size of the image, in the split that data.yaml gives, under the name of their number', async () => {
  const { items, failed } = await read({
    'data.yaml': "path: ../set\ntrain: ../images/train\nval: images/val # held back\nnames: {}\nnames:\n  1: 'it''s'\n  0: \"行人\"\n", 'images/train/a.png': await picture('png'), 'images/val/b.jpg': await picture('jpeg'),
    'labels/train/a.txt': '\ufeff0 0.5 0.5 0.5 0.5\r\n1 0 0 1 0 1 1\r\n\r\n0 0.5 0.5 0.1 0.1 17\n',
  })
  expect(failed).toEqual([])
  expect(items.map(i => [i.item, i.split, i.media.width, i.media.height])).toEqual([['images/train/a.png', 'train', 200, 100], ['images/val/b.jpg', 'val', 200, 100]])
  expect(items[0]!.shapes.map(s => [s.kind, s.label, s.payload, s.track])).toEqual([
    ['box', '行人', { x: 50, y: 25, w: 100, h: 50 }, null], ['polygon', "it's", { parts: [{ outer: [[0, 0], [200, 0], [200, 100]], holes: [] }] }, null], ['box', '行人', { x: 90, y: 45, w: 20, h: 10 }, '17'],
  ])
})

test('a bad row fails with its file and line, the others are read, and a label file without an image is named', async () => {
  const { items, failed, warnings } = await read({
    'data.yaml': 'names: [car]\n', 'images/a.png': await picture('png'), 'labels/stray.txt': '0 0.5 0.5 0.1 0.1\n',
    'labels/a.txt': '0 0.5 0.5 0.1\n5 0.5 0.5 0.1 0.1\n0 x 0.5 0.1 0.1\n0 nan 0.5 0.1 0.1\n0,0.5,0.5,0.1,0.1\n0 0.5 0.5 -0.1 0.1\n0 0 0 1 1 0.5\n0 0.9 0.5 1.5 0.1\n0 0 0 1 0 1 1 0\n',
  })
  expect(failed.map(f => [f.code, f.place?.file, f.place?.line])).toEqual([
    ...['field.count', 'ref.category', 'field.not-a-number', 'field.not-finite', 'syntax.line', 'geometry.inverted'].map((code, i) => [code, 'labels/a.txt', i + 1]), ['field.count', 'labels/a.txt', 9], ['ref.image', 'labels/stray.txt', undefined],
  ])
  expect([items[0]!.shapes.map(s => s.id), warnings.map(w => w.code)]).toEqual([['r7', 'r8'], ['geometry.out-of-range']])
})

test('the size of a picture is found in the head of every kind that trainers read, and in nothing else', async () => {
  for (const format of ['png', 'jpeg', 'webp', 'gif'] as const) expect([format, sizeInHead(await picture(format, 321, 123))]).toEqual([format, { width: 321, height: 123 }])
  expect([sizeInHead(Buffer.from('plain text that is long enough to look at')), sizeInHead(new Uint8Array(0))]).toEqual([null, null])
})

test('data.yaml is read in each of its spellings, and the first line that makes no sense is named', () => {
  expect([...parseDataFile(['# set', 'names: [a, "b, c",', "  'd']", 'nc: 3']).names.values()]).toEqual(['a', 'b, c', 'd'])
  expect([...parseDataFile(['names:', '- a', '- b']).names.values()]).toEqual(['a', 'b'])
  expect(parseDataFile(['names:', '  0: "open']).fault).toEqual({ line: 2, found: '"open' })
  expect(parseDataFile(['nonsense']).fault).toEqual({ line: 1, found: 'nonsense' })
})

const real = join(import.meta.dirname, '../../../../../shared/fixtures/formats')
describe.skipIf(!existsSync(real))('files of others', () => {
  test('Roboflow folders, Chinese names with CR LF and empty backgrounds, and mixed segment rows read to what is known of them', async () => {
    const roboflow = await readAll(yolo, folderTree(join(real, 'yolo-detect/roboflow-style-parent-paths/data')))
    expect([roboflow.failed, roboflow.items.length, roboflow.items.flatMap(i => i.shapes).length, roboflow.schema.classes.map(c => c.name), roboflow.items.map(i => String(i.split)).sort((a, b) => (a < b ? -1 : 1))]).toEqual([[], 2, 3, ['猫', 'dog'], ['train', 'val']])
    const chinese = await readAll(yolo, folderTree(join(real, 'yolo-detect/zh-crlf-track-empty-background/data')))
    expect([chinese.failed, chinese.items.length, chinese.items.flatMap(i => i.shapes).map(s => [s.label, s.payload, s.track])]).toEqual([[], 3, [['行人', { x: 40, y: 15, w: 20, h: 20 }, null], ['car: taxi', { x: 20, y: 20, w: 10, h: 10 }, '17']]])
    const segments = await readAll(yolo, folderTree(join(real, 'yolo-segment/triangle-multipart-and-box-row/data')))
    expect([segments.failed, segments.items.length, segments.items.flatMap(i => i.shapes).map(s => s.kind).sort()]).toEqual([[], 1, ['box', 'polygon', 'polygon']])
  })
})

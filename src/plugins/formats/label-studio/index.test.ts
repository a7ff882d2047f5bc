import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { folderTree, memoryTree, readAll, writeAll } from '../../../../test/contract/trees.ts'
import labelStudio from './index.ts'

const read = (tasks: unknown, more: Record<string, string> = {}) =>
  readAll(labelStudio, memoryTree(new Map(Object.entries({ 'tasks.json': typeof tasks === 'string' ? tasks : JSON.stringify(tasks), ...more }).map(([path, text]) => [path, new Uint8Array(Buffer.from(text))]))))
const region = (value: object, more: object = {}) => ({ id: 'r', type: 'rectanglelabels', from_name: 'l', to_name: 'image', original_width: 200, original_height: 100, value: { x: 10, y: 10, width: 20, height: 50, rectanglelabels: ['car'], ...value }, ...more })
const task = (result: unknown[], data: object = { image: 'a.png' }) => ({ id: 1, data, annotations: [{ id: 5, completed_by: { id: 2, email: 'a@b.c' }, result }] })
const said = { id: 's', type: 'labels', from_name: 'n', to_name: 'text' }

test('percent become pixels of the picture, a rotation turns about the top left corner, answers beside a drawing are its attributes', async () => {
  const { items, failed } = await read([task([region({}), { ...region({}), id: 'q', value: { x: 50, y: 50, width: 10, height: 10, rotation: 90, rectanglelabels: ['船'] } }, { id: 'r', type: 'choices', from_name: '遮挡', to_name: 'image', value: { choices: ['半'] } }])])
  expect([failed, items[0]!.media.width, items[0]!.shapes.map(s => [s.kind, s.label, s.payload, s.attributes, s.author])]).toEqual([[], 200, [
    ['box', 'car', { x: 20, y: 10, w: 40, h: 50 }, { 遮挡: ['半'] }, 'a@b.c'], ['rotated-box', '船', { cx: 95, cy: 60, w: 20, h: 10, angleDeg: 90 }, {}, 'a@b.c'],
  ]])
})

test('the text beside the offsets says whether they count code points or UTF-16 units', async () => {
  const text = '我住🚒北京', span = (start: number, end: number, found: string | undefined) => ({ ...said, value: { start, end, text: found, labels: ['城市'] } })
  const units = await read([task([span(4, 6, '北京')], { text })]), points = await read([task([span(3, 5, '北京')], { text })])
  expect([units.items[0]!.shapes[0]!.payload, units.warnings.map(w => w.code).includes('format.assumed')]).toEqual([{ fragments: [[3, 5]], text: '北京' }, true])
  expect(points.items[0]!.shapes[0]!.payload).toEqual({ fragments: [[3, 5]], text: '北京' })
  const wrong = await read([task([span(0, 1, '京'), { ...span(4, 9, undefined), id: 'z' }], { text })])
  expect([wrong.items[0]!.shapes, wrong.failed.map(f => [f.code, f.place?.field])]).toEqual([[], [['span.text-mismatch', '$[0].annotations[0].result[0].value'], ['span.out-of-text', '$[0].annotations[0].result[1].value']]])
})

test('a cancelled annotation is no data, a second annotator keeps regions of the same id, a prediction is none of them', async () => {
  const { items } = await read([{ id: 1, data: { image: 'a.png' }, annotations: [
    { id: 5, completed_by: 1, result: [region({})] }, { id: 6, completed_by: 2, result: [region({})] }, { id: 7, was_cancelled: true, result: [region({})] },
  ], predictions: [{ model_version: 'model 0', score: 0.5, result: [region({})] }] }])
  expect(items[0]!.shapes.map(s => [s.id, s.author])).toEqual([['r', '1'], ['6/r', '2']])
  expect(items[0]!.predictions.map(s => [s.origin, s.score])).toEqual([['model:model-0@unknown', 0.5]])
})

test('a task that the end of the file cut is not passed off as whole, also when it ends between two fields', async () => {
  const { items, failed } = await read(`[${JSON.stringify(task([]))},\n{"id":2,"data":{"image":"b.png"},"annotations":[]`)
  expect([items.length, failed.map(f => [f.code, f.place?.line])]).toEqual([1, [['file.truncated', 2]]])
})

test('other columns and fields of a task come back as they were', async () => {
  const first = await read([{ ...task([region({})], { image: 'a.png', customer: '甲', split: 'val' }), inner_id: 9, meta: { note: 'x' } }])
  const { files, lost } = await writeAll(labelStudio, first.items, first.schema), [back] = JSON.parse(Buffer.from(files.get('tasks.json')!).toString()) as Record<string, unknown>[]
  expect([lost, back!['inner_id'], back!['data'], (back!['meta'] as { note: string }).note]).toEqual([[], 9, { customer: '甲', image: 'a.png', split: 'val' }, 'x'])
})

const real = join(import.meta.dirname, '../../../../../shared/fixtures/formats/label-studio')
describe.skipIf(!existsSync(real))('files of others', () => {
  test('what is no picture or text region is told by its place, and all around it is read', async () => {
    const { items, failed } = await readAll(labelStudio, folderTree(join(real, 'rotation-ellipse-brush-relation-text-audio-video/data')))
    expect([items.length, new Set(failed.map(f => f.code)), items[0]!.shapes.slice(0, 2).map(s => [s.kind, s.payload])]).toEqual([4, new Set(['unsupported.shape', 'ref.annotation'].filter(code => failed.some(f => f.code === code))), [
      ['rotated-box', { cx: 285, cy: 210, w: 120, h: 30, angleDeg: 90 }], ['ellipse', { cx: 300, cy: 150, rx: 60, ry: 30, angleDeg: 0 }],
    ]])
    expect(failed.map(f => f.code)).toContain('unsupported.shape')
  })
})

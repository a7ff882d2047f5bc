import { expect, test } from 'vitest'
import { memoryTree, readAll, writeAll } from '../../../../test/contract/trees.ts'
import voc from './index.ts'
import { isElement, parseXml } from '../../../sockets/format-xml.ts'

const read = (files: Record<string, string | Uint8Array>) =>
  readAll(voc, memoryTree(new Map(Object.entries(files).map(([path, bytes]) => [path, new Uint8Array(Buffer.from(bytes))]))))
const document = (objects: string, head = ''): string => `<annotation>${head}<filename>a.png</filename><size><width>20</width><height>10</height></size>${objects}</annotation>`
const object = (more = ''): string => `<object><name>cat</name><bndbox><xmin>1</xmin><ymin>2</ymin><xmax>3</xmax><ymax>5</ymax></bndbox>${more}</object>`
const source = '<source><database>The VOC2007 Database</database></source>'

test('numbers of the challenge count from one and include the last pixel, all others are taken as written, and each is written as it was read', async () => {
  const { items } = await read({ 'a.xml': document(object()), 'b.xml': document(object(), source) })
  expect(items.map(i => i.shapes[0]!.payload)).toEqual([{ x: 1, y: 2, w: 2, h: 3 }, { x: 0, y: 1, w: 3, h: 4 }])
  const { files, lost } = await writeAll(voc, [items[1]!], { classes: [] })
  expect([lost, Buffer.from(files.get('Annotations/a.xml')!).toString()]).toEqual([[], expect.stringContaining('<xmin>1</xmin><ymin>2</ymin><xmax>3</xmax><ymax>5</ymax>')])
})

test('parts name their object, actions and attributes become attributes, and all of them come back from what is written', async () => {
  const part = '<part><name>head</name><bndbox><xmin>1.5</xmin><ymin>2</ymin><xmax>2</xmax><ymax>3</ymax></bndbox></part>'
  const more = `<pose>Left</pose><difficult>1</difficult><actions><walking>1</walking></actions><attributes><attribute><name>颜色</name><value>0003</value></attribute></attributes>${part}`
  const { items } = await read({ 'Annotations/a.xml': document(object(more)), 'ImageSets/Main/val.txt': 'a\n', 'ImageSets/Main/cat_val.txt': 'a  1\n' })
  expect([items[0]!.split, items[0]!.shapes.map(s => [s.label, s.parent, s.attributes])]).toEqual(['val', [['cat', null, { pose: 'Left', difficult: true, walking: true, 颜色: '0003' }], ['head', 'o1', {}]]])
  const { files, lost } = await writeAll(voc, items, { classes: [] }), back = await readAll(voc, memoryTree(files))
  expect([lost, back.items[0]!.split, back.items[0]!.shapes.map(s => [s.label, s.parent])]).toEqual([[], 'val', [['cat', null], ['head', 'o1']]])
  expect(back.items[0]!.shapes[0]!.attributes).toEqual({ pose: 'Left', difficult: true, walking: 'true', 颜色: '0003' })
})

test('an encoding that the file declares is not called a guess, one that was tried is', async () => {
  const gb = Buffer.from([0xba, 0xec]), text = (head: string): Buffer => Buffer.concat([Buffer.from(`${head}<annotation><filename>`), gb, Buffer.from('.png</filename></annotation>')])
  const declared = await read({ 'a.xml': text('<?xml version="1.0" encoding="GB18030"?>') }), tried = await read({ 'a.xml': text('') })
  expect([declared.items[0]!.item, declared.warnings.map(w => w.code), tried.items[0]!.item, tried.warnings.map(w => w.code)]).toEqual(['红.png', [], '红.png', ['format.assumed']])
})

test('entities are not expanded, definitions are refused, and a fault has its line', () => {
  const codeOf = (text: string) => { const found = parseXml(text, 'a.xml'); return isElement(found) ? found.text : [found.code, found.place?.line] }
  expect(codeOf('<a>&lt;&#20320;&amp;lt;<![CDATA[<b>]]></a>')).toBe('<你&lt;<b>')
  expect(codeOf('<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>')).toEqual(['xml.doctype', 1])
  expect(codeOf('<a>\n&x;</a>')).toEqual(['syntax.xml', 1])
  expect(codeOf('<a>\n<b>\n</a>')).toEqual(['syntax.xml', 3])
  expect(codeOf('<a/><b/>')).toEqual(['syntax.xml', 1])
  expect(codeOf('<!DOCTYPE a SYSTEM "http://x/y.dtd"><a>z</a>')).toBe('z')
})

import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { Failure } from '../../src/kernel/failure.ts'
import type { FormatDefinition } from '../../src/sockets/format.ts'
import type { Item, ItemShape } from '../../src/sockets/item.ts'
import { countsToText, maskArea, maskBounds, type Mask } from '../../src/plugins/formats/coco-instances/mask.ts'
import { fixtures, foldersOf, load } from './folders.ts'
import { folderTree, memoryTree, readAll, writeAll, type Read } from './trees.ts'

/** Real and made files of every format, outside the repository; where they are absent this suite is skipped. */
const home = join(fixtures, 'formats')

interface Fault { readonly code: string, readonly file?: string, readonly line?: number, readonly path?: string }
/** The keys of a manifest that this suite checks; `unchecked` counts the others. */
interface Expected {
  readonly items?: number, readonly annotations?: number, readonly failed?: readonly Fault[], readonly warnings?: readonly Fault[]
  readonly boxes_xywh?: Readonly<Record<string, readonly (readonly number[])[]>>, readonly labels?: readonly string[], readonly text_rebuilt?: readonly string[]
  readonly entities?: readonly (readonly (string | number)[])[], readonly spans_code_point?: readonly (readonly (readonly number[])[])[], readonly scheme?: string
  readonly rows?: readonly (readonly [string, readonly string[]])[], readonly roundtrip?: { readonly lost?: readonly string[] }, readonly cases?: Readonly<Record<string, Expected>>
  readonly mask?: Readonly<Record<string, unknown>>, readonly attributes?: Readonly<Record<string, unknown>>, readonly score?: number | Readonly<Record<string, number>>
}
interface Manifest { readonly kind: string, readonly expected: Expected }

const shapesOf = (read: Read): ItemShape[] => read.items.flatMap(item => item.shapes)

const matches = (found: Failure, fault: Fault): boolean => found.code === fault.code
  && (fault.file === undefined || found.place?.file === fault.file || found.place?.file?.endsWith(`/${fault.file}`) === true)
  && (fault.line === undefined || found.place?.line === fault.line) && (fault.path === undefined || found.place?.field === fault.path)

const shown = (failures: readonly Failure[]): Fault[] => failures.map(f => ({ code: f.code, file: f.place?.file, line: f.place?.line, path: f.place?.field }))

/** The extent as the file says it: a stored box that contradicts the segmentation is kept aside by the reader. */
const boxOf = (item: Item, shape: ItemShape): readonly number[] => {
  const beside = (item.extra['coco-instances'] as { annotations?: Record<string, { bbox?: number[] }> } | undefined)?.annotations?.[shape.id]?.bbox
  if (beside) return beside
  if (shape.kind === 'mask') return maskBounds(shape.payload as unknown as Mask)
  const { x, y, w, h } = shape.payload as { x: number, y: number, w: number, h: number }
  return [x, y, w, h]
}

const spans = (item: Item) => item.shapes.map(shape => ({ label: shape.label, ...(shape.payload as unknown as { text: string, fragments: number[][] }) }))

const checkMasks = (read: Read, masks: NonNullable<Expected['mask']>): void => {
  for (const [id, expected] of Object.entries(masks)) {
    const mask = shapesOf(read).find(shape => shape.id === id)?.payload as unknown as Mask
    if (typeof expected === 'string') { expect(mask).toEqual(shapesOf(read).find(shape => shape.id === /same pixels as (\d+)/.exec(expected)![1])?.payload); continue }
    const { area, counts, compressed } = expected as { area: number, counts: number[], compressed: string }
    expect([maskArea(mask.counts), mask.counts, countsToText(mask.counts)]).toEqual([area, counts, compressed])
  }
}

const checkValues = (read: Read, expected: Expected): void => {
  const boxes = expected.boxes_xywh ?? {}
  if (Array.isArray(boxes)) expect(shapesOf(read).filter(shape => shape.kind === 'box').map(shape => boxOf(read.items[0]!, shape).map(n => n.toFixed(6)))).toEqual(boxes.map((box: readonly number[]) => box.map(n => n.toFixed(6))))
  else for (const [name, ofItem] of Object.entries(boxes)) {
    const item = read.items.find(found => found.item === name)!
    expect(item.shapes.map(shape => boxOf(item, shape))).toEqual(ofItem)
  }
  if (expected.labels) expect(read.schema.classes.map(c => c.name)).toEqual(expected.labels)
  if (expected.text_rebuilt) expect(read.items.map(item => item.text)).toEqual(expected.text_rebuilt)
  if (expected.spans_code_point) expect(read.items.map(item => spans(item).flatMap(span => span.fragments))).toEqual(expected.spans_code_point)
  if (expected.entities) {
    const width = expected.entities[0]!.length
    expect(read.items.flatMap(spans).map(s => [s.text, s.label, ...s.fragments[0]!].slice(0, width))).toEqual(expected.entities)
  }
  if (expected.rows) expect(read.items.map(item => [item.text, item.shapes.map(shape => shape.label)])).toEqual(expected.rows)
  if (expected.scheme) expect(read.warnings.map(w => String(w.parameters['assumption'])).join()).toContain(`scheme ${expected.scheme}`)
  if (expected.mask) checkMasks(read, expected.mask)
  const attributesById = Object.entries(expected.attributes ?? {})
  // Plain values are those of the first shape, objects those of the shape with that id.
  if (attributesById.some(([, value]) => typeof value !== 'object')) expect(shapesOf(read)[0]!.attributes).toMatchObject(expected.attributes!)
  else for (const [id, attributes] of attributesById) expect(shapesOf(read).find(shape => shape.id === id)?.attributes).toEqual(attributes)
  if (typeof expected.score === 'number') expect(shapesOf(read).every(shape => shape.score === expected.score)).toBe(true)
  else for (const [id, score] of Object.entries(expected.score ?? {})) expect(shapesOf(read).find(shape => shape.id === id)?.score).toBe(score)
}

const checkFaults = (read: Read, expected: Expected): void => {
  const failed = expected.failed ?? []
  expect({ failed: shown(read.failed), count: read.failed.length, all: failed.every(fault => read.failed.some(found => matches(found, fault))) })
    .toEqual({ failed: shown(read.failed), count: failed.length, all: true })
  for (const fault of expected.warnings ?? []) expect({ fault, in: shown(read.warnings), found: read.warnings.some(w => matches(w, fault)) }).toEqual({ fault, in: shown(read.warnings), found: true })
}

const checkRoundTrip = async (format: FormatDefinition, read: Read, lost: readonly string[]): Promise<void> => {
  const written = await writeAll(format, read.items, read.schema), back = await readAll(format, memoryTree(written.files))
  // Names of sentences and entities are not in a CoNLL file: reading makes them, so making them anew changes nothing.
  expect(written.lost.map(loss => loss.code).filter(code => code !== 'lost.ids')).toEqual(lost)
  const unnamed = (of: Read) => of.items.map(item => item.shapes.map(shape => ({ ...shape, id: '' })))
  expect(unnamed(back)).toEqual(unnamed(read))
}

const check = async (format: FormatDefinition, read: Read, expected: Expected): Promise<void> => {
  if (expected.items !== undefined) expect(read.items.length).toBe(expected.items)
  if (expected.annotations !== undefined) expect(shapesOf(read).length).toBe(expected.annotations)
  checkFaults(read, expected)
  checkValues(read, expected)
  if (expected.roundtrip) await checkRoundTrip(format, read, expected.roundtrip.lost ?? [])
}

/** Cases that hold what is not read here, with what is told instead. */
const notHeld: ReadonlySet<string> = new Set([
  // Segmentation masks are pictures: told as `layout.unlisted`.
  'pascal-voc/parts-actions-masks',
  // An encoding that was found by trying is told as `format.assumed`.
  'pascal-voc/gb18030-declared-and-undeclared',
  // Brushes, sounds and films are told as `unsupported.shape`.
  'label-studio/malformed/brush-truncated.json',
  'label-studio/rotation-ellipse-brush-relation-text-audio-video',
])
const cases = foldersOf('formats').filter(id => existsSync(join(home, id))).flatMap(id => readdirSync(join(home, id)).map(name => ({ id, name }))).filter(({ id, name }) => !notHeld.has(`${id}/${name}`))

describe.skipIf(!existsSync(home)).each(cases)('fixtures of $id: $name', ({ id, name }) => {
  const folder = join(home, id, name), { expected } = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')) as Manifest
  const parts: readonly (readonly [string | undefined, Expected])[] = expected.cases ? Object.entries(expected.cases) : [[undefined, expected]]
  test.each(parts.filter(([file]) => !notHeld.has(`${id}/${name}/${file}`)))('%s reads to what the manifest says', async (file, part) => {
    const format = await load<FormatDefinition>('formats', id)
    await check(format, await readAll(format, folderTree(join(folder, 'data'), file)), part)
  })
})

import fc from 'fast-check'
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { seededRandom, type Random } from '../../src/kernel/random.ts'
import type { FormatDefinition } from '../../src/sockets/format.ts'
import type { Item, ItemSchema, ItemShape } from '../../src/sockets/item.ts'
import type { ShapeDefinition } from '../../src/sockets/shape.ts'
import { folderOf, foldersOf, lacks, load } from './folders.ts'
import { archiveCollector, collector, folderTree, listed, memoryTree, readAll, writeAll } from './trees.ts'

const shapes = new Map(await Promise.all(foldersOf('shapes').map(async id => [id, await load<ShapeDefinition>('shapes', id)] as const)))
const neutral = await load<FormatDefinition>('formats', 'feedstock-jsonl')

/** `UPDATE_GOLDEN=1 vitest run test/contract/formats` writes the golden files anew; the change is then read like any other. */
const updating = process.env['UPDATE_GOLDEN'] === '1'

/** Losses that say "this shape is not in the file". */
const notWritten = /^lost\.(shape\..*|discontinuous|overlap|nesting)$/

const text = '上海的张伟🚒 met Anna in New York on 2024-05-01, 他们讨论了数据标注。\n"Second" line, 第二行: a;b\tc.\n'.repeat(4)

const shapeOf = (random: Random, n: number): ItemShape => {
  const kinds = [...shapes.values()], shape = kinds[random.integer(kinds.length)]!
  return {
    id: `0190f1d2-0000-7000-8000-${String(n).padStart(12, '0')}`, kind: shape.id, label: random.integer(12) === 0 ? null : ['car', '行人', 'new class'][random.integer(3)]!,
    payload: shape.sample(random) as ItemShape['payload'], attributes: random.integer(3) === 0 ? { 颜色: '=red', n: 3, ok: true, none: null } : {},
    score: random.integer(3) === 0 ? random.integer(1000) / 1000 : null, origin: random.integer(4) === 0 ? 'model:m@1' : 'human', author: null,
    track: random.integer(4) === 0 ? '0003' : null, frame: null, group: random.integer(5) === 0 ? 'g1' : null, parent: null, z: random.integer(2), flags: random.integer(6) === 0 ? ['iscrowd'] : [],
  }
}
const itemOf = (random: Random, n: number): Item => {
  const isText = random.integer(2) === 0, name = `${isText ? 'notes' : '图片'}/${n} #%.${isText ? 'txt' : 'png'}`
  return {
    item: name, split: [null, 'train', 'test'][random.integer(3)]!, text: isText ? text : null, turns: null,
    media: { type: isText ? 'text' : 'image', path: name, width: isText ? null : 640, height: isText ? null : 480, durationS: null, frames: null, present: false },
    shapes: Array.from({ length: random.integer(5) }, (_, i) => shapeOf(random, 10 * n + i)), relations: [], reviews: [], predictions: [], extra: {},
  }
}
const schema: ItemSchema = { classes: [{ id: 'car', name: 'car', colour: null, kinds: [] }, { id: 'pedestrian', name: '行人', colour: null, kinds: [] }] }
const generated = (seed: number): Item[] => { const random = seededRandom(String(seed)); return Array.from({ length: 1 + random.integer(6) }, (_, n) => itemOf(random, n)) }

const strings = (files: ReadonlyMap<string, Uint8Array>): Record<string, string> => Object.fromEntries([...files].sort(([a], [b]) => (a < b ? -1 : 1)).map(([path, bytes]) => [path, Buffer.from(bytes).toString('utf8')]))
const golden = async (id: string): Promise<Map<string, Uint8Array>> => {
  const folder = join(folderOf('formats', id), 'fixtures/written'), files = new Map<string, Uint8Array>()
  if (existsSync(folder)) for await (const path of folderTree(folder).paths()) files.set(path, readFileSync(join(folder, path)))
  return files
}
/** What a shape says, without its place in the file. */
const said = (shape: ItemShape): string => JSON.stringify([shape.kind, shape.label, shape.payload])

describe.each(foldersOf('formats'))('format %s', id => {
  const it = (title: string, check: (format: FormatDefinition) => Promise<void>): void => { test(title, async () => check(await load<FormatDefinition>('formats', id))) }
  const sample = () => {
    const file = (name: string) => [name, readFileSync(join(folderOf('formats', id), 'fixtures', name))] as const
    return readAll(neutral, memoryTree(new Map([file('items.jsonl'), file('schema.json')])))
  }

  it('has a README with the required headings, tests, and an id that is its folder', async format => {
    expect(lacks('formats', id, ['What it is', 'Layout', 'Losses', 'Faults'])).toEqual([])
    expect([format.id, format.write !== undefined || format.read !== undefined]).toEqual([id, true])
  })

  it('writes the golden files byte for byte, with the losses beside them', async format => {
    if (!format.write) return
    const { items, schema: classes } = await sample(), { files, lost } = await writeAll(format, items, classes)
    const folder = join(folderOf('formats', id), 'fixtures')
    if (updating) {
      rmSync(join(folder, 'written'), { recursive: true, force: true })
      for (const [path, bytes] of files) { mkdirSync(dirname(join(folder, 'written', path)), { recursive: true }); writeFileSync(join(folder, 'written', path), bytes) }
      writeFileSync(join(folder, 'losses.json'), `${JSON.stringify(lost, null, 1)}\n`)
    }
    expect(items.length).toBeGreaterThan(1)
    expect(strings(files)).toEqual(strings(await golden(id)))
    expect(lost).toEqual(JSON.parse(readFileSync(join(folder, 'losses.json'), 'utf8')))
    for (const content of Object.values(strings(files))) expect(content.split('\n').length).toBeLessThan(200)
  })

  it('reads back every item and shape that it does not report as lost, and fails at nothing of its own', async format => {
    if (!format.read || !format.write) return
    await fc.assert(fc.asyncProperty(fc.integer(), async seed => {
      const items = generated(seed), { files, lost } = await writeAll(format, items, schema), back = await readAll(format, memoryTree(files))
      const count = (pattern: RegExp): number => lost.filter(loss => pattern.test(loss.code)).reduce((sum, loss) => sum + loss.count, 0)
      expect(back.failed).toEqual([])
      expect(back.items.length).toBe(items.length - count(/^lost\.media$/))
      // A part that the format writes as a shape of its own comes back as one.
      const parts = count(/^lost\.parts$/)
      expect(back.items.flatMap(item => item.shapes).length).toBe(items.flatMap(item => item.shapes).length - count(notWritten) + parts)
      if (count(/^lost\.ids$/) === 0) {
        const before = new Map(items.map(item => [item.item, item])), changed = count(/^(approximated\..*|lost\.(precision|normalisation|label-names|holes))$/) + 2 * parts
        const differing = back.items.flatMap(item => { const known = new Set(before.get(item.item)!.shapes.map(said)); return item.shapes.filter(shape => !known.has(said(shape))) })
        expect(differing.length).toBeLessThanOrEqual(changed)
        expect(back.items.map(item => String(item.split)).sort()).toEqual(items.filter(item => before.get(item.item) && back.items.some(other => other.item === item.item)).map(item => String(item.split)).sort())
      }
    }), { numRuns: 25 })
  })

  it('writes the same bytes for the same items, also into an archive that takes one file at a time', async format => {
    if (!format.write) return
    const items = generated(7), [once, again, archived] = [await writeAll(format, items, schema), await writeAll(format, items, schema), await writeAll(format, items, schema, archiveCollector())]
    expect(strings(again.files)).toEqual(strings(once.files))
    expect(strings(archived.files)).toEqual(strings(once.files))
    expect(again.lost).toEqual(once.lost)
  })

  it('changes nothing more when what it wrote is read and written again', async format => {
    if (!format.read || !format.write) return
    const first = await writeAll(format, generated(11), schema), read = await readAll(format, memoryTree(first.files))
    const second = await writeAll(format, read.items, read.schema.classes.length > 0 ? read.schema : schema), once = await readAll(format, memoryTree(second.files))
    expect(once.items.map(item => item.shapes.map(said))).toEqual(read.items.map(item => item.shapes.map(said)))
    expect(second.lost.filter(loss => loss.code !== 'lost.ids')).toEqual([])
  })

  it('reports every shape of a kind that it cannot hold', async format => {
    if (!format.write) return
    const kind = 'kind-of-tomorrow', items = generated(3).map((item, i) => ({ ...item, shapes: [{ ...shapeOf(seededRandom('x'), i), kind, payload: { secret: 1 } }] }))
    const { files, lost } = await writeAll(format, items, schema)
    // The neutral format carries what it does not know.
    if (id === 'feedstock-jsonl') expect(lost).toEqual([])
    else {
      expect(lost.find(loss => loss.code === `lost.shape.${kind}`)?.count).toBe(items.length)
      expect(Object.values(strings(files)).join('')).not.toContain('secret')
    }
  })

  it('writes items without shapes, and a valid file for no items', async format => {
    if (!format.write || !format.read) return
    const none = await writeAll(format, [], schema)
    expect(none.files.size).toBeGreaterThan(0)
    expect((await readAll(format, memoryTree(none.files))).failed).toEqual([])
    const bare = generated(5).filter(item => format.modalities.includes(item.media.type)).map(item => ({ ...item, shapes: [] }))
    const { files } = await writeAll(format, bare, schema)
    expect((await readAll(format, memoryTree(files))).items.length).toBe(bare.length - ((await writeAll(format, bare, schema)).lost.find(l => l.code === 'lost.media')?.count ?? 0))
  })

  it('says where a file was cut, and passes no cut record off as good', async format => {
    if (!format.read) return
    const files = await golden(id), whole = await readAll(format, memoryTree(files)), good = new Set(whole.items.flatMap(item => item.shapes).map(said))
    for (const [path, bytes] of files) for (let part = 1; part < 16; part++) {
      const cut = bytes.subarray(0, Math.floor((bytes.length * part) / 16)), read = await readAll(format, memoryTree(new Map([...files, [path, cut]]), 5))
      const invented = read.items.flatMap(item => item.shapes).filter(shape => !good.has(said(shape)))
      const told = [...read.failed, ...read.warnings].some(failure => failure.place?.file === path && /^(file\.|syntax\.|table\.|field\.)/.test(failure.code))
      const atBoundary = cut.length === 0 || cut.at(-1) === 0x0a
      expect([path, part, told || atBoundary, told || invented.length === 0]).toEqual([path, part, true, true])
    }
  })

  it('survives flipped bytes: it ends, throws nothing, and every fault has a code and a file', async format => {
    if (!format.read) return
    const files = [...await golden(id)]
    await fc.assert(fc.asyncProperty(fc.nat(), fc.array(fc.tuple(fc.nat(), fc.integer({ min: 0, max: 255 })), { minLength: 1, maxLength: 6 }), async (which, changes) => {
      const [path, bytes] = files[which % files.length]!, spoilt = Uint8Array.from(bytes)
      for (const [at, value] of changes) if (spoilt.length > 0) spoilt[at % spoilt.length] = value
      const events = await listed(format.read!(memoryTree(new Map([...files, [path, spoilt]]))))
      for (const event of events) if (event.kind === 'failed') expect([event.failure.code, typeof event.failure.place?.file]).toEqual([expect.stringMatching(/^[a-z]+\.[a-z-]+$/), 'string'])
    }), { numRuns: 60 })
  })

  it('passes on what the target throws while it writes', async format => {
    if (!format.write) return
    const full = { ...collector().tree, write: async () => { throw new Error('disk full') } }
    await expect(format.write((async function* () { yield* generated(1) })(), schema, full)).rejects.toThrow('disk full')
  })
})

test('the formats socket has folders', () => { expect(foldersOf('formats').length).toBeGreaterThan(0) })

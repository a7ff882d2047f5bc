import fc from 'fast-check'
import { createPublicKey, generateKeyPairSync } from 'node:crypto'
import { expect, test } from 'vitest'
import { seededRandom } from '../../kernel/random.ts'
import { sha256 } from '../../workspace/blobs/service.ts'
import { sealArchive, surveyFile, type ArchiveFile } from './build.ts'
import { classRows, leaksOf, unitsOf, type Manifest } from './model.ts'
import { fingerprintIn, fingerprintOf, openSigner } from './signer.ts'
import { assignSplits } from './split.ts'
import { verifyRelease, type RandomAccess } from './verify.ts'
import { localHeader, writeZip } from './zip.ts'

const newKey = (): string => generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }) as string
const ownKey = newKey(), signer = openSigner(ownKey)
const random = seededRandom('verify')
const noise = Buffer.from(Array.from({ length: 150_000 }, () => random.integer(256)))
const files: ArchiveFile[] = [
  { path: 'README.md', sha256: null, bytes: Buffer.from('# A release\n') },
  { path: 'exports/csv/数据.csv', sha256: null, bytes: noise },
  { path: 'exports/empty.txt', sha256: null, bytes: Buffer.alloc(0) },
]
const body: Omit<Manifest, 'files'> = {
  format: 'feedstock-manifest@1', release: { id: 'r', number: 'R-1', name: '第一版', project: 'p', organisation: 'o', createdAt: '2026-11-24T00:00:00.000Z' },
  spec: { batches: [], splits: [{ name: 'train', percent: 100 }], seed: 's', formats: ['csv'], media: false, language: 'en' },
  counts: { items: 60, shapes: 120, bySplit: { train: 60 }, byClass: {} }, exports: [{ format: 'csv', files: 1, items: 60, annotations: 120, losses: [] }], schemas: [], guidelines: [], evidence: [],
  items: Array.from({ length: 60 }, (_, i) => ({ item: `item-${i}`, asset: { id: `a${i}`, sha256: sha256(String(i)), size: i, modality: 'image', text: null }, provenance: null, task: `t${i}`, outcome: { why: 'sole', annotation: `n${i}`, revision: 1, sha256: sha256(`o${i}`), shapes: 2 }, schema: 1, guideline: 1, split: 'train', cluster: null })),
}
const seal = (manifest = body) => sealArchive(manifest, files, signer, file => surveyFile(null as never, '' as never, file))
const build = async (manifest = body): Promise<Buffer> => {
  const { entries } = await seal(manifest)
  const pieces: Uint8Array[] = []
  for await (const piece of writeZip(entries)) pieces.push(piece)
  return Buffer.concat(pieces)
}
const over = (bytes: Buffer): RandomAccess => ({ size: bytes.length, read: async (at, length) => bytes.subarray(at, Math.max(at, Math.min(at + length, bytes.length))) })

test('a release as it was built verifies, names its key, and is the same bytes when built again', async () => {
  const bytes = await build()
  const result = await verifyRelease(over(bytes), fingerprintOf(signer.publicKey))
  expect(result).toMatchObject({ good: true, findings: [], files: 5, fingerprint: fingerprintOf(signer.publicKey) })
  expect((await build()).equals(bytes)).toBe(true)
})

test('any flipped bit is found, and located to the entry and the block that hold it', async () => {
  const bytes = await build(), pick = seededRandom('flips')
  let offset = 0
  const names = (await seal()).entries.map(e => { const at = offset; offset += localHeader(e).length + e.size; return { name: e.path, at } })
  const small = [...Array(400).keys()].map(i => bytes.length - 1 - i)
  const places = [...small, ...Array.from({ length: 500 }, () => pick.integer(bytes.length)), ...names.map(n => n.at), ...names.map(n => n.at + 14)]
  for (const at of places) {
    const changed = Buffer.from(bytes)
    changed[at] = changed[at]! ^ (1 << pick.integer(8))
    const { good, findings } = await verifyRelease(over(changed))
    expect(good, `byte ${at}`).toBe(false)
    const owner = names.findLast(n => n.at <= at)!
    const near = findings.some(f => f.from !== null && f.from <= at && at < f.to! && (f.entry === owner.name || f.code === 'archive.structure'))
    expect(near, `byte ${at} in ${owner.name}: ${JSON.stringify(findings.slice(0, 3))}`).toBe(true)
  }
})

test('a cut archive, foreign bytes and another key are refused with a place or a reason', async () => {
  const bytes = await build()
  expect((await verifyRelease(over(bytes.subarray(0, 70_000)))).findings[0]).toMatchObject({ code: 'archive.structure' })
  expect((await verifyRelease(over(Buffer.from('not a zip')))).good).toBe(false)
  expect((await verifyRelease(over(Buffer.concat([bytes, Buffer.from('x')])))).findings[0]).toMatchObject({ code: 'archive.structure', from: bytes.length })
  expect((await verifyRelease(over(bytes), fingerprintOf(openSigner(newKey()).publicKey))).findings).toEqual([{ code: 'manifest.key', entry: 'manifest.json', from: null, to: null }])
})

test('the key that must have signed is named by fingerprint, raw public key or PEM, and nothing else names one', async () => {
  const bytes = await build(), pemOf = (key: string): string => createPublicKey(key).export({ type: 'spki', format: 'pem' }) as string
  const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey.export({ type: 'spki', format: 'pem' }) as string
  for (const name of [fingerprintOf(signer.publicKey), fingerprintOf(signer.publicKey).replaceAll(' ', '').toUpperCase(), signer.publicKey, pemOf(ownKey), `\n${pemOf(ownKey)}\n`]) {
    expect(fingerprintIn(name)).toBe(fingerprintOf(signer.publicKey))
    expect((await verifyRelease(over(bytes), name)).good).toBe(true)
  }
  for (const name of [pemOf(newKey()), rsa, '-----BEGIN PUBLIC KEY-----', 'key', '']) expect((await verifyRelease(over(bytes), name)).findings.map(f => f.code), name).toEqual(['manifest.key'])
  for (const name of [rsa, '-----BEGIN PUBLIC KEY-----', 'key', '']) expect(fingerprintIn(name)).toBe(null)
})

test('an export that claims other items, annotations or files than the manifest holds is found, and a manifest without export counts still verifies', async () => {
  const { exports: given, ...without } = body, own = given?.[0]
  for (const wrong of [{ items: 59 }, { annotations: 121 }, { files: 2 }]) expect((await verifyRelease(over(await build({ ...body, exports: [{ ...own!, ...wrong }] })))).findings.map(f => f.code)).toEqual(['counts.disagree'])
  expect((await verifyRelease(over(await build(without)))).good).toBe(true)
})

test('splits keep look-alikes on one side, meet their shares and follow from the seed whatever the order', () => {
  const items = Array.from({ length: 1000 }, (_, i) => ({ task: `t${i}`, asset: `a${i}`, cluster: i % 10 < 3 ? `c${Math.floor(i / 10)}` : null }))
  const splits = [{ name: 'train', percent: 80 }, { name: 'validation', percent: 10 }, { name: 'test', percent: 10 }]
  const assigned = assignSplits(items, splits, 'seed')
  for (const [, members] of Map.groupBy(items.filter(i => i.cluster), i => i.cluster)) expect(new Set(members.map(m => assigned.get(m.task))).size).toBe(1)
  const count = (name: string): number => [...assigned.values()].filter(v => v === name).length
  expect(Math.abs(count('train') - 800)).toBeLessThanOrEqual(3)
  expect(Math.abs(count('test') - 100)).toBeLessThanOrEqual(3)
  expect(assignSplits([...items].reverse(), splits, 'seed')).toEqual(assigned)
  expect([...assignSplits(items, splits, 'other')].some(([t, s]) => assigned.get(t) !== s)).toBe(true)
})

test('no group, task or cluster is ever on two sides, and no share is missed by more than the largest unit gives reason to', () => {
  const name = fc.option(fc.integer({ min: 0, max: 12 }).map(String), { nil: null }), entry = fc.record({ task: fc.integer({ min: 0, max: 80 }), cluster: name, group: name })
  const splits = [{ name: 'train', percent: 80 }, { name: 'validation', percent: 10 }, { name: 'test', percent: 10 }]
  fc.assert(fc.property(fc.array(entry, { minLength: 1, maxLength: 150 }), fc.string(), (entries, seed) => {
    const items = entries.map(({ task, ...e }, i) => ({ ...e, task: `t${task}`, asset: `a${i}` })), assigned = assignSplits(items, splits, seed), units = unitsOf(items)
    expect(leaksOf(items.map(i => ({ ...i, split: assigned.get(i.task)! })))).toBe(0)
    const largest = Math.max(...Map.groupBy(units, u => u).values().map(of => of.length))
    for (const { name: split, percent } of splits) {
      const filled = items.filter(i => assigned.get(i.task) === split).length, share = (percent / 100) * items.length
      expect(filled - share).toBeLessThanOrEqual(largest)
      expect(share - filled).toBeLessThanOrEqual(2 * largest)
    }
  }))
})

test('large groups find their room before small ones fill it', () => {
  const items = Array.from({ length: 100 }, (_, i) => ({ task: `t${i}`, asset: `a${i}`, cluster: null, group: i < 50 ? 'g50' : i < 75 ? 'g25' : i < 95 ? 'g20' : null }))
  const splits = [{ name: 'train', percent: 50 }, { name: 'validation', percent: 25 }, { name: 'test', percent: 25 }]
  for (const seed of ['1', '2', '3', '4', '5']) {
    const assigned = assignSplits(items, splits, seed)
    expect(splits.map(s => [...assigned.values()].filter(v => v === s.name).length)).toEqual([50, 25, 25])
  }
})

test('classes of two releases stand once, the greatest change first, with a class that is gone at zero', () => {
  expect(classRows({ car: 5, bus: 2, tram: 1 }, { car: 6, bus: 2, van: 4 })).toEqual([
    { class: 'van', before: 0, after: 4 }, { class: 'car', before: 5, after: 6 }, { class: 'tram', before: 1, after: 0 }, { class: 'bus', before: 2, after: 2 },
  ])
})

test('items that share an asset, a cluster or a group, also through one another, are one unit, and a unit on two sides is a leak that verify finds', async () => {
  const items = [{ asset: 'a', cluster: 'c1', group: 'g1' }, { asset: 'b', cluster: 'c1', group: 'g2' }, { asset: 'd', cluster: null, group: 'g2' }, { asset: 'e', cluster: null, group: null }, { asset: 'e', cluster: null, group: null }, { asset: 'f', cluster: null }]
  expect(unitsOf(items)).toEqual(['c1', 'c1', 'c1', 'e', 'e', 'f'])
  expect(leaksOf(items.map((i, n) => ({ ...i, split: n === 2 || n === 4 ? 'test' : 'train' })))).toBe(2)
  const assigned = assignSplits(items.slice(0, 3).map((i, n) => ({ ...i, task: String(n) })), [{ name: 'train', percent: 50 }, { name: 'test', percent: 50 }], 's')
  expect(new Set(assigned.values()).size).toBe(1)
  const torn = { ...body, splits: { unit: 'cluster' as const, leaks: 0 }, counts: { ...body.counts, bySplit: { train: 59, test: 1 } }, items: body.items.map((i, n) => ({ ...i, cluster: n < 2 ? 'c' : null, split: n === 0 ? 'test' : 'train' })) }
  expect((await verifyRelease(over(await build(torn)))).findings.map(f => f.code)).toEqual(['splits.leak'])
  expect((await verifyRelease(over(await build({ ...body, splits: { unit: 'cluster', leaks: 0 } })))).good).toBe(true)
})

import { createHash } from 'node:crypto'
import { crc32 } from 'node:zlib'
import { Type } from 'typebox'
import { Compile } from 'typebox/compile'
import { canonical, sha256 } from '../../workspace/blobs/service.ts'
import { manifestBlock } from './build.ts'
import { blockSize, leaksOf, type FileRecord, type Manifest, type SignedManifest } from './model.ts'
import { fingerprintIn, fingerprintOf, keyIdOf, signatureHolds } from './signer.ts'
import { directory, localHeader } from './zip.ts'

/** Reads `length` bytes at `at`; fewer at the end of the file. */
export interface RandomAccess { readonly size: number, read(at: number, length: number): Promise<Buffer> }

/** What is wrong, and where: the entry of the archive and the byte range of the whole file in which the change lies. */
export interface Finding { readonly code: 'archive.structure' | 'manifest.unreadable' | 'manifest.changed' | 'manifest.signature' | 'manifest.key' | 'file.changed' | 'file.missing' | 'counts.disagree' | 'splits.leak', readonly entry: string | null, readonly from: number | null, readonly to: number | null }
export interface Verification { readonly good: boolean, readonly findings: readonly Finding[], readonly manifest: Manifest | null, readonly fingerprint: string | null, readonly publicKey: string | null, readonly files: number }

export interface Entry { readonly path: string, readonly size: number, readonly at: number, readonly data: number, readonly crc: number }

const finding = (code: Finding['code'], entry: string | null = null, from: number | null = null, to: number | null = null): Finding => ({ code, entry, from, to })

/** The entry whose local header stands at `at`; null when there is none, or not all of it. */
export const entryAt = async (file: RandomAccess, at: number): Promise<Entry | null> => {
  const head = await file.read(at, 30)
  if (head.length < 30 || head.readUInt32LE(0) !== 0x04034b50) return null
  const nameLength = head.readUInt16LE(26), extraLength = head.readUInt16LE(28), rest = await file.read(at + 30, nameLength + extraLength)
  const short = head.readUInt32LE(22), size = short === 0xffffffff && extraLength >= 20 ? Number(rest.readBigUInt64LE(nameLength + 4)) : short
  const path = rest.subarray(0, nameLength).toString('utf8'), data = at + 30 + nameLength + extraLength
  return rest.length < nameLength + extraLength || data + size > file.size ? null : { path, size, at, data, crc: head.readUInt32LE(14) }
}

/** Our archives are stored entries one behind the other from offset 0; anything else is not one, from that offset on. */
export const walk = async (file: RandomAccess): Promise<{ entries: Entry[], end: number, broken: boolean }> => {
  const entries: Entry[] = []
  for (let at = 0; ;) {
    const mark = await file.read(at, 4)
    if (mark.length === 4 && mark.readUInt32LE(0) === 0x02014b50) return { entries, end: at, broken: false }
    const entry = await entryAt(file, at)
    if (!entry) return { entries, end: at, broken: true }
    entries.push(entry)
    at = entry.data + entry.size
  }
}

/** Compares the written headers with what they must be: every byte of the archive outside its files is determined. */
const checkStructure = async (file: RandomAccess, entries: readonly (Entry & { readonly trueCrc: number })[], end: number): Promise<Finding[]> => {
  const findings: Finding[] = []
  for (const e of entries) {
    const wanted = localHeader({ path: e.path, size: e.size, crc: e.trueCrc }), found = await file.read(e.at, wanted.length)
    const at = firstDifference(wanted, found)
    if (at !== null) findings.push(finding('archive.structure', e.path, e.at + at, e.at + at + 1))
  }
  const wanted = directory(entries.map(e => ({ path: e.path, size: e.size, crc: e.trueCrc }))), found = await file.read(end, file.size - end), at = firstDifference(wanted, found)
  if (at !== null) findings.push(finding('archive.structure', null, end + at, end + at + 1))
  return findings
}
const firstDifference = (a: Buffer, b: Buffer): number | null => {
  const n = Math.max(a.length, b.length)
  for (let i = 0; i < n; i++) if (a[i] !== b[i]) return i
  return null
}

/** Digests of a file's bytes, read once. */
const survey = async (file: RandomAccess, e: Entry, block: number): Promise<{ sha256: string, blocks: string[], crc: number }> => {
  const whole = createHash('sha256'), blocks: string[] = []
  let crc = 0
  for (let at = 0; at < e.size; at += block) {
    const piece = await file.read(e.data + at, Math.min(block, e.size - at))
    whole.update(piece)
    blocks.push(sha256(piece))
    crc = crc32(piece, crc)
  }
  return { sha256: whole.digest('hex'), blocks, crc }
}

const changedBlocks = (e: Entry, found: readonly string[], wanted: readonly string[], block: number, code: Finding['code']): Finding[] =>
  found.flatMap((digest, i) => (digest === wanted[i] ? [] : [finding(code, e.path, e.data + i * block, e.data + Math.min(e.size, (i + 1) * block))]))

const given = Type.Object({ format: Type.String(), files: Type.Integer(), items: Type.Integer(), annotations: Type.Integer() })
const record = Type.Object({ path: Type.String(), size: Type.Integer({ minimum: 0 }), sha256: Type.String(), blocks: Type.Array(Type.String()) })
/** The parts of a manifest that are relied on here; a valid signature does not make a manifest well formed. */
const Relied = Compile(Type.Object({
  manifest: Type.Object({
    format: Type.Literal('feedstock-manifest@1'), files: Type.Array(record), counts: Type.Object({ items: Type.Integer(), shapes: Type.Integer(), bySplit: Type.Record(Type.String(), Type.Integer()) }),
    exports: Type.Optional(Type.Array(given)), items: Type.Array(Type.Object({ split: Type.String(), task: Type.Optional(Type.String()), outcome: Type.Object({ shapes: Type.Integer() }), asset: Type.Object({ id: Type.String() }), cluster: Type.Union([Type.String(), Type.Null()]), group: Type.Optional(Type.Union([Type.String(), Type.Null()])) })),
    splits: Type.Optional(Type.Object({ unit: Type.String(), leaks: Type.Integer() })),
  }),
  signature: Type.Object({ publicKey: Type.String(), value: Type.String() }),
}))
export const isSigned = (value: unknown): value is SignedManifest => Relied.Check(value)

/** The manifest of the archive and what is wrong with it. @param pinned as in verifyRelease */
const readManifest = async (file: RandomAccess, entries: readonly Entry[], pinned: string | null): Promise<{ signed: SignedManifest | null, findings: Finding[] }> => {
  // They stand first, so that a changed name is seen as one.
  const [at, guide] = entries, misnamed = ['manifest.json', 'manifest.blocks.json'].filter((name, i) => entries[i]?.path !== name)
  if (!at || !guide || misnamed.length > 0) return { signed: null, findings: misnamed.map(name => { const e = entries[name === 'manifest.json' ? 0 : 1]; return e ? finding('archive.structure', name, e.at, e.data) : finding('file.missing', name) }) }
  const bytes = await file.read(at.data, at.size), findings: Finding[] = []
  const parse = <T>(text: Buffer): T | null => { try { return JSON.parse(text.toString('utf8')) as T } catch { return null } }
  const signed = parse<SignedManifest>(bytes), blocks = parse<{ size: number, sha256: string[] }>(await file.read(guide.data, guide.size))
  const { blocks: found } = await survey(file, at, manifestBlock)
  const located = blocks?.size === manifestBlock && Array.isArray(blocks.sha256) ? changedBlocks(at, found, blocks.sha256, manifestBlock, 'manifest.changed') : [finding('file.changed', guide.path, guide.data, guide.data + guide.size)]
  if (!signed || !isSigned(signed)) return { signed: null, findings: [...located, finding('manifest.unreadable', at.path, at.data, at.data + at.size)] }
  const { manifest, signature: { publicKey, value } } = signed
  // Written again from its parts it must be the same bytes: then the signature speaks for every one of them.
  const again = canonical({ manifest, signature: { algorithm: 'Ed25519', keyId: keyIdOf(publicKey), publicKey, value } } satisfies SignedManifest)
  const holds = bytes.equals(Buffer.from(again)) && signatureHolds(publicKey, Buffer.from(canonical(manifest)), value)
  // Nothing that an unsigned manifest says is used: its files are not compared with it.
  if (!holds) return { signed: null, findings: [...located, finding('manifest.signature', at.path, at.data, at.data + at.size)] }
  // The signature vouches for the manifest: what disagrees with it is the guide.
  if (located.length > 0) findings.push(finding('file.changed', guide.path, guide.data, guide.data + guide.size))
  if (pinned !== null && fingerprintIn(pinned) !== fingerprintOf(publicKey)) findings.push(finding('manifest.key', at.path))
  return { signed, findings }
}

/** Does what belongs together stand on one side, as the manifest says? Older manifests say nothing of it. */
const checkSplits = (m: Manifest): Finding[] =>
  m.splits && (m.splits.leaks !== 0 || leaksOf(m.items.map(i => ({ asset: i.asset.id, task: i.task, cluster: i.cluster, group: i.group ?? null, split: i.split }))) !== 0) ? [finding('splits.leak', 'manifest.json')] : []

/** The figures that the manifest gives of itself. */
const checkCounts = (m: Manifest): Finding[] => {
  const shapes = m.items.reduce((sum, i) => sum + i.outcome.shapes, 0), bySplit = Object.entries(m.counts.bySplit).every(([name, n]) => m.items.filter(i => i.split === name).length === n)
  const exported = (m.exports ?? []).every(e => e.items === m.counts.items && e.annotations === m.counts.shapes && e.files === m.files.filter(f => f.path.startsWith(`exports/${e.format}/`)).length)
  return m.counts.items === m.items.length && m.counts.shapes === shapes && bySplit && exported ? [] : [finding('counts.disagree', 'manifest.json')]
}

/**
 * Checks a release archive offline: structure, signature, every file. A changed byte is found wherever it is, and named: the entry
 * and a range of at most 64 KiB (4 KiB in the manifest, one byte in the archive's own structure).
 * @param pinned the key that must have signed, in any form that fingerprintIn reads, or null
 */
export const verifyRelease = async (file: RandomAccess, pinned: string | null = null): Promise<Verification> => {
  const { entries, end, broken } = await walk(file)
  if (broken) {
    const last = entries.at(-1)
    return { good: false, findings: [finding('archive.structure', last?.path ?? null, last?.at ?? 0, Math.min(end + 46, file.size))], manifest: null, fingerprint: null, publicKey: null, files: entries.length }
  }
  const { signed, findings } = await readManifest(file, entries, pinned)
  const records = new Map((signed?.manifest.files ?? []).map(f => [f.path, f])), surveyed: (Entry & { trueCrc: number })[] = []
  for (const e of entries) {
    const found = await survey(file, e, blockSize), record = records.get(e.path)
    // A file whose content is right has a known CRC; of a changed one the header's word is taken, the change itself is reported.
    surveyed.push({ ...e, trueCrc: found.crc })
    if (record) findings.push(...fileFindings(e, found, record))
    else if (signed && e.path !== 'manifest.json' && e.path !== 'manifest.blocks.json') findings.push(finding('archive.structure', e.path, e.at, e.data + e.size))
  }
  for (const path of records.keys()) if (!entries.some(e => e.path === path)) findings.push(finding('file.missing', path))
  const guide = entries.find(e => e.path === 'manifest.blocks.json')
  const structure = await checkStructure(file, surveyed, end)
  // A changed content makes its header's CRC look wrong too: one finding per entry is enough, the one in the content.
  const named = new Set(findings.map(f => f.entry))
  findings.push(...structure.filter(s => s.entry === null ? !findings.some(f => f.code === 'file.changed' || f.code.startsWith('manifest')) : !named.has(s.entry) || s.entry === guide?.path && !named.has(guide.path)))
  if (signed) findings.push(...checkCounts(signed.manifest), ...checkSplits(signed.manifest))
  return { good: findings.length === 0, findings, manifest: signed?.manifest ?? null, fingerprint: signed ? fingerprintOf(signed.signature.publicKey) : null, publicKey: signed?.signature.publicKey ?? null, files: entries.length }
}

const fileFindings = (e: Entry, found: { sha256: string, blocks: string[] }, record: FileRecord): Finding[] => {
  if (found.sha256 === record.sha256 && e.size === record.size) return []
  const blocks = changedBlocks(e, found.blocks, record.blocks, blockSize, 'file.changed')
  return blocks.length > 0 ? blocks : [finding('file.changed', e.path, e.data, e.data + e.size)]
}

import { Readable } from 'node:stream'
import { fingerprintOf, surveyFile, writeZip, type ArchiveFile } from '../../../chain/6-release/service.ts'
import { canonical, type StoredBlob } from '../../../workspace/blobs/service.ts'
import { chainBlocks, chainEntries, firstSealSince, headOf, sealHeads, type ChainEntry, type Seal } from '../../../workspace/journal/service.ts'
import type { Work } from '../../../workspace/runs/service.ts'
import type { ExportSpec, ExportStatement, SignedExport } from './model.ts'
import { readmeOf } from './readme.ts'

export interface WrittenExport { readonly archive: StoredBlob, readonly entries: number, readonly seals: number }
type Put = (stream: AsyncIterable<Uint8Array>) => Promise<StoredBlob>

const page = 100
/** An entry has the time of the machine that wrote it, a seal that of the one that sealed it: their clocks may differ by less than this, milliseconds. */
const clockSkew = 300_000

/** Entries of the project and the period with the number of their seal, in the order of the chain, a page in memory at a time. */
async function* asked(work: Work<ExportSpec>, first: number, head: Seal): AsyncGenerator<{ entry: ChainEntry, seal: number }> {
  const { project, from, to } = work.spec
  for (let after = first - 1; after < head.number;) {
    work.signal.throwIfAborted()
    const { seals, entries } = await work.read(async tx => {
      const heads = await sealHeads(tx, after, Math.min(page, head.number - after)), last = heads.at(-1)
      return { seals: heads, entries: last ? await chainEntries(tx, { above: heads[0]!.above, through: last.through, project, from: new Date(from), to: new Date(to) }) : [] }
    })
    if (seals.length === 0) return
    let at = 0
    for (const entry of entries) {
      while (entry.id > seals[at]!.through) at++
      yield { entry, seal: seals[at]!.number }
    }
    after = seals.at(-1)!.number
  }
}

/** All seals from the first to the head: with their leaves where an entry of the export is in them, else as a link of the chain. */
async function* sealLines(work: Work<ExportSpec>, first: number, head: Seal, used: ReadonlySet<number>): AsyncGenerator<Uint8Array> {
  for (let after = first - 1; after < head.number;) {
    work.signal.throwIfAborted()
    const blocks = await work.read(tx => chainBlocks(tx, after, Math.min(page, head.number - after)))
    for (const { seal, listed } of blocks) yield Buffer.from(`${canonical({ seal, leaves: used.has(seal.number) ? listed : null })}\n`)
    if (blocks.length === 0) return
    after = blocks.at(-1)!.seal.number
  }
}

/** Writes the ZIP: entries, seals up to the head, the head as a checkpoint, the public key, what it is (signed), and how to verify it. */
export const writeExport = async (work: Work<ExportSpec>, put: Put): Promise<WrittenExport> => {
  const { services: { signer, clock, blobs }, organisation, spec } = work
  const { head, first } = await work.read(async tx => ({ head: (await headOf(tx))!, first: await firstSealSince(tx, new Date(Date.parse(spec.from) - clockSkew)) }))
  const begin = first ?? head.number, used = new Set<number>()
  let entries = 0
  const entryLines = async function* (): AsyncGenerator<Uint8Array> {
    for await (const { entry, seal } of asked(work, begin, head)) {
      used.add(seal)
      entries++
      yield Buffer.from(`${canonical(entry)}\n`)
    }
  }
  // One after the other: which seals need their leaves is known when the entries are written.
  const written = await put(entryLines()), seals = await put(sealLines(work, begin, head, used))
  const about = { organisation, project: spec.project, from: spec.from, to: spec.to, madeAt: clock.now().toISOString(), entries, seals: { first: begin, last: head.number } }
  const text = (path: string, content: string): ArchiveFile => ({ path, sha256: null, bytes: Buffer.from(content) })
  const files: ArchiveFile[] = [
    text('README.md', readmeOf(about, fingerprintOf(signer.publicKey))), text('checkpoint.json', canonical(head)), { path: 'entries.jsonl', sha256: written.sha256, bytes: null },
    text('public-key.txt', `${signer.publicKey}\n`), { path: 'seals.jsonl', sha256: seals.sha256, bytes: null },
  ]
  const surveyed = []
  for (const file of files) surveyed.push(await surveyFile(blobs, organisation, file))
  const statement: ExportStatement = { format: 'feedstock-journal-export@1', ...about, files: surveyed.map(({ record: { path, size, sha256 } }) => ({ path, size, sha256 })) }
  const signed: SignedExport = { statement, signature: { algorithm: 'Ed25519', publicKey: signer.publicKey, value: signer.sign(Buffer.from(canonical(statement))) } }
  const top = await surveyFile(blobs, organisation, text('export.json', canonical(signed)))
  return { archive: await put(Readable.from(writeZip([top.entry, ...surveyed.map(s => s.entry)]))), entries, seals: head.number - begin + 1 }
}

import { Type } from 'typebox'
import { Compile } from 'typebox/compile'
import type { Failure } from '../../../kernel/failure.ts'
import { fingerprintIn, fingerprintOf, signatureHolds, type RandomAccess } from '../../../chain/6-release/service.ts'
import { canonical } from '../../../workspace/blobs/service.ts'
import { checkpointFindings, leafOf, linkedFindings, sealFindings, type Before, type ChainEntry, type Finding, type Leaf, type Seal, type Trust } from '../../../workspace/journal/service.ts'
import { SealView } from './contract.ts'
import { auditFailures } from './errors.ts'
import { failureOfFinding, type ExportStatement, type SignedExport } from './model.ts'
import { filesIn, type ArchivedFile } from './read-export.ts'

const Signed = Compile(Type.Object({
  statement: Type.Object({
    format: Type.Literal('feedstock-journal-export@1'), organisation: Type.String(), project: Type.Union([Type.String(), Type.Null()]), from: Type.String(), to: Type.String(), madeAt: Type.String(),
    entries: Type.Integer(), seals: Type.Object({ first: Type.Integer(), last: Type.Integer() }), files: Type.Array(Type.Object({ path: Type.String(), size: Type.Integer(), sha256: Type.String() })),
  }),
  signature: Type.Object({ algorithm: Type.Literal('Ed25519'), publicKey: Type.String(), value: Type.String() }),
}))
const SealLine = Compile(Type.Object({ seal: SealView, leaves: Type.Union([Type.Array(Type.Tuple([Type.Integer(), Type.String()])), Type.Null()]) }))
const EntryLine = Compile(Type.Object({ id: Type.Integer() }))
const isSigned = (value: unknown): value is SignedExport => Signed.Check(value)
const isSealLine = (value: unknown): value is { seal: Seal, leaves: Leaf[] | null } => SealLine.Check(value)
const isEntry = (value: unknown): value is ChainEntry => EntryLine.Check(value)

const parse = (text: string): unknown => { try { return JSON.parse(text) } catch { return undefined } }

export interface ExportVerification { readonly good: boolean, readonly findings: readonly Failure[], readonly statement: ExportStatement | null, readonly fingerprint: string | null, readonly entries: number, readonly seals: number }

/** What the signed statement says of the files, compared with them. */
const fileFindings = async (files: readonly ArchivedFile[], statement: ExportStatement): Promise<Failure[]> => {
  const findings: Failure[] = [], told = new Map(statement.files.map(f => [f.path, f])), seen = new Set<string>()
  for (const file of files) {
    if (file.path === 'export.json') continue
    const wanted = told.get(file.path)
    if (!wanted || seen.has(file.path)) findings.push(auditFailures.fileForeign({ file: file.path }, { file: file.path }))
    else if (wanted.size !== file.size || wanted.sha256 !== await file.sha256()) findings.push(auditFailures.fileChanged({ file: file.path }, { file: file.path }))
    seen.add(file.path)
  }
  return [...findings, ...statement.files.filter(f => !seen.has(f.path)).map(f => auditFailures.fileMissing({ file: f.path }, { file: f.path }))]
}

interface Walked { readonly findings: Failure[], readonly entries: number, readonly seals: number, readonly checkpoint: Seal | null }

/** Walks seals and entries side by side, both in the order of the chain. @param wanted the number of the seal that a checkpoint is compared with */
const walkChain = async (seals: ArchivedFile, entries: ArchivedFile, trust: Trust, wanted: number | null): Promise<Walked> => {
  const found: Finding[] = [], failures: Failure[] = [], coming = entries.lines()
  let next: ChainEntry | null = null, entryCount = 0, line = 0, sealCount = 0, last = 0, before: Before = 'unseen', checkpoint: Seal | null = null
  const advance = async (): Promise<void> => {
    for (next = null; next === null;) {
      const { value, done } = await coming.next()
      if (done) return
      line++
      const entry = parse(value)
      if (isEntry(entry)) { next = entry; entryCount++ } else failures.push(auditFailures.exportUnreadable({ file: `entries.jsonl:${line}` }, { file: 'entries.jsonl', line }))
    }
  }
  await advance()
  for await (const text of seals.lines()) {
    sealCount++
    const read = parse(text)
    if (!isSealLine(read)) { failures.push(auditFailures.exportUnreadable({ file: `seals.jsonl:${sealCount}` }, { file: 'seals.jsonl', line: sealCount })); before = 'unseen'; continue }
    const { seal, leaves } = read, held: Leaf[] = []
    if (before === 'unseen' && seal.number === 1) before = 'nothing'
    while (next !== null && (next as ChainEntry).id <= seal.through) { held.push(leafOf(next)); await advance() }
    found.push(...leaves ? sealFindings(before, { seal, listed: leaves, found: held }, trust, false) : [...linkedFindings(before, seal, trust), ...held.map(([entry]): Finding => ({ code: 'entry-inserted', seal: seal.number, entry, from: null }))])
    if (seal.number === wanted) checkpoint = seal
    before = seal
    last = seal.number
  }
  for (; next !== null; await advance()) found.push({ code: 'entry-inserted', seal: last, entry: (next as ChainEntry).id, from: null })
  return { findings: [...failures, ...found.map(failureOfFinding)], entries: entryCount, seals: sealCount, checkpoint }
}

/**
 * Checks an export offline: the signature over what it says of itself, every file, every link of the chain, every entry.
 * @param pinned the key that must have signed, in any form that fingerprintIn reads, or null
 * @param checkpoint a seal that somebody kept from this or an earlier day, or null
 */
export const verifyExport = async (file: RandomAccess, pinned: string | null = null, checkpoint: Seal | null = null): Promise<ExportVerification> => {
  const files = await filesIn(file), named = (path: string): ArchivedFile | undefined => files.find(f => f.path === path)
  const head = named('export.json'), entries = named('entries.jsonl'), seals = named('seals.jsonl')
  const text = head ? await head.text() : '', signed = parse(text)
  const broken = (missing: string): ExportVerification => ({ good: false, findings: [auditFailures.exportUnreadable({ file: missing }, { file: missing })], statement: null, fingerprint: null, entries: 0, seals: 0 })
  if (!isSigned(signed)) return broken('export.json')
  const { statement, signature: { publicKey, value } } = signed, findings: Failure[] = []
  // Written again from its parts it must be the same text: then the signature speaks for all of it.
  if (canonical(signed) !== text || !signatureHolds(publicKey, Buffer.from(canonical(statement)), value)) findings.push(auditFailures.exportSignature({}, { file: 'export.json' }))
  if (pinned !== null && fingerprintIn(pinned) !== fingerprintOf(publicKey)) findings.push(auditFailures.exportKey({}, { file: 'export.json' }))
  findings.push(...await fileFindings(files, statement))
  if (!entries || !seals) return { good: false, findings, statement, fingerprint: fingerprintOf(publicKey), entries: 0, seals: 0 }
  const walked = await walkChain(seals, entries, { holds: signatureHolds, key: pinned === null ? null : publicKey }, checkpoint?.number ?? null)
  findings.push(...walked.findings)
  if (walked.entries !== statement.entries) findings.push(auditFailures.countDiffers({ found: walked.entries, told: statement.entries }, { file: 'entries.jsonl' }))
  if (checkpoint) {
    const outside = walked.checkpoint === null && (checkpoint.number < statement.seals.first || checkpoint.number > statement.seals.last)
    const found = checkpointFindings(checkpoint, statement.organisation, walked.checkpoint, { holds: signatureHolds, key: null })
    findings.push(...found.map(f => (f.code === 'checkpoint-beyond' && outside ? auditFailures.checkpointOutside({ seal: checkpoint.number, ...statement.seals }) : failureOfFinding(f))))
  }
  return { good: findings.length === 0, findings, statement, fingerprint: fingerprintOf(publicKey), entries: walked.entries, seals: walked.seals }
}

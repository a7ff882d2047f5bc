import { Readable } from 'node:stream'
import { Type } from 'typebox'
import type { ProjectId } from '../../../kernel/ids.ts'
import type { Json } from '../../../kernel/json.ts'
import { signatureHolds } from '../../../chain/6-release/service.ts'
import { rememberBlob } from '../../../workspace/blobs/service.ts'
import { checkpointFindings, findSeal, headOf, record, type Finding } from '../../../workspace/journal/service.ts'
import { defineRun, outputsOf, type Worked } from '../../../workspace/runs/service.ts'
import { SealView } from './contract.ts'
import { ExportSpec, failureOfFinding } from './model.ts'
import { verifyStored } from './verify-chain.ts'
import { writeExport, type WrittenExport } from './write-export.ts'

/** Seals of one shard: some 100,000 entries at most. */
const part = 200
/** Problems that one shard reports; a chain that was rewritten is wrong everywhere. */
const mostProblems = 1000

const problemsOf = (findings: readonly Finding[]): NonNullable<Worked['problems']> => findings.slice(0, mostProblems).map(found => ({ failure: failureOfFinding(found), warning: false }))

/** The first place that does not hold, by its seal and, where it is one, its entry. */
export interface BrokenPlace { readonly code: string, readonly seal: number, readonly entry: number | null }
export interface VerifyResult {
  readonly seals: number, readonly entries: number, readonly findings: number, readonly through: number, readonly head: { readonly number: number, readonly hash: string } | null
  /** Results from before this was kept have none. */
  readonly first?: BrokenPlace | null
}
const firstOf = ([found]: readonly Finding[]): BrokenPlace | null => found ? { code: `audit.${found.code}`, seal: found.seal, entry: found.entry } : null
type Part = { readonly from: number, readonly to: number } | { readonly checkpoint: true }

export const verifyRun = defineRun({
  id: 'audit.verify',
  version: 1,
  title: { 'zh-Hans': '核验变更记录', 'zh-Hant': '核驗變更記錄', en: 'Verify the journal' },
  spec: Type.Object({ checkpoint: Type.Union([SealView, Type.Null()]) }, { additionalProperties: false }),
  maxDead: 0,
  keeps: { 'zh-Hans': '没有改动任何东西，可以重新核验。', 'zh-Hant': '沒有改動任何東西，可以重新核驗。', en: 'Nothing is changed; it can be verified again.' },
  stages: [{
    name: 'verify',
    title: { 'zh-Hans': '逐条比对封印', 'zh-Hant': '逐條比對封印', en: 'Compare every entry with its seal' },
    async plan(tx, run) {
      const last = (await headOf(tx))?.number ?? 0, parts: Part[] = []
      for (let from = 1; from <= last; from += part) parts.push({ from, to: Math.min(last, from + part - 1) })
      if (run.spec.checkpoint) parts.push({ checkpoint: true })
      return parts as readonly Json[]
    },
    async work(work, input) {
      const asked = input as unknown as Part, { checkpoint } = work.spec, trust = { holds: signatureHolds, key: work.services.signer.publicKey }
      if ('checkpoint' in asked) {
        // A checkpoint speaks for itself: it may have been signed before the installation's key was changed.
        const found = checkpoint ? checkpointFindings(checkpoint, work.organisation, await work.read(tx => findSeal(tx, checkpoint.number)), { holds: signatureHolds, key: null }) : []
        return { output: { seals: 0, entries: 0, findings: found.length, first: firstOf(found) as Json }, items: 0, problems: problemsOf(found) }
      }
      const { seals, entries, findings } = await verifyStored(work.read, asked.from, asked.to, trust, work.signal)
      return { output: { seals, entries, findings: findings.length, first: firstOf(findings) as Json }, items: entries, problems: problemsOf(findings) }
    },
  }],
  async finish(tx, run) {
    const parts = await outputsOf(tx, run.id, 0) as unknown as { seals: number, entries: number, findings: number, first: BrokenPlace | null }[]
    const sum = (of: (p: (typeof parts)[number]) => number): number => parts.reduce((total, p) => total + of(p), 0), seals = sum(p => p.seals)
    const head = await findSeal(tx, seals)
    const result: VerifyResult = { seals, entries: sum(p => p.entries), findings: sum(p => p.findings), through: head?.through ?? 0, head: head && { number: head.number, hash: head.hash }, first: parts.find(p => p.first)?.first ?? null }
    await record(tx, run.author, run.services.clock.now(), { verb: 'journal.verified', kind: 'journal', object: run.id, detail: { seals, entries: result.entries, findings: result.findings, head: head?.hash ?? null, first: (result.first ?? null) as Json } })
    return result as unknown as Json
  },
})

export const exportRun = defineRun({
  id: 'audit.export',
  version: 1,
  title: { 'zh-Hans': '导出变更记录', 'zh-Hant': '導出變更記錄', en: 'Export the journal' },
  spec: ExportSpec,
  maxDead: 0,
  keeps: { 'zh-Hans': '不会留下半份导出，可以重新导出。', 'zh-Hant': '不會留下半份導出，可以重新導出。', en: 'No half export is left; it can be made again.' },
  stages: [{
    name: 'write',
    title: { 'zh-Hans': '写出记录和封印', 'zh-Hant': '寫出記錄和封印', en: 'Write entries and seals' },
    plan: async () => [null],
    async work(work) {
      const written = await writeExport(work, stream => work.services.blobs.put(work.organisation, Readable.from(stream)))
      return { output: written as unknown as Json, items: written.entries }
    },
  }],
  async finish(tx, run) {
    const [written] = await outputsOf(tx, run.id, 0) as unknown as WrittenExport[], now = run.services.clock.now()
    await rememberBlob(tx, run.organisation, { ...written!.archive, mediaType: 'application/zip' }, now)
    await record(tx, run.author, now, { verb: 'journal.exported', kind: 'journal', object: run.id, project: (run.project as ProjectId | null) ?? undefined, detail: { entries: written!.entries, archive: written!.archive.sha256 } })
    return written as unknown as Json
  },
})

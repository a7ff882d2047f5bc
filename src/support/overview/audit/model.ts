import { Type, type Static } from 'typebox'
import type { Failure } from '../../../kernel/failure.ts'
import { auditFailures as f } from './errors.ts'

/** A finding of the chain as the pure verifier gives it (workspace/journal). */
interface Found { readonly code: string, readonly seal: number, readonly entry: number | null, readonly from: number | null }

const makers: Readonly<Record<string, (typeof f)[keyof typeof f]>> = {
  'entry-changed': f.entryChanged, 'entry-removed': f.entryRemoved, 'entry-inserted': f.entryInserted, 'entry-moved': f.entryMoved,
  'seal-changed': f.sealChanged, 'seal-missing': f.sealMissing, 'seal-unlinked': f.sealUnlinked, 'seal-signature': f.sealSignature, 'seal-key': f.sealKey,
  'checkpoint-signature': f.checkpointSignature, 'checkpoint-foreign': f.checkpointForeign, 'checkpoint-beyond': f.checkpointBeyond, 'checkpoint-differs': f.checkpointDiffers,
}
/** In words, with its place: the seal is the file, the entry the line. @throws for a code that has no words */
export const failureOfFinding = ({ code, seal, entry, from }: Found): Failure => {
  const maker = makers[code]
  if (!maker) throw new Error(`a finding without words: ${code}`)
  return maker({ seal, entry: entry ?? 0, from: from ?? 0 }, { file: `seal ${seal}`, ...(entry !== null && { line: entry }) })
}

/** What an export says of itself, signed. `project` null: the whole organisation. `from` is included, `to` is not. */
export interface ExportStatement {
  readonly format: 'feedstock-journal-export@1'
  readonly organisation: string
  readonly project: string | null
  readonly from: string
  readonly to: string
  readonly madeAt: string
  readonly entries: number
  readonly seals: { readonly first: number, readonly last: number }
  readonly files: readonly { readonly path: string, readonly size: number, readonly sha256: string }[]
}
export interface SignedExport { readonly statement: ExportStatement, readonly signature: { readonly algorithm: 'Ed25519', readonly publicKey: string, readonly value: string } }

/** What to export: one project or, when null, the whole organisation. */
export const ExportSpec = Type.Object({ project: Type.Union([Type.String(), Type.Null()]), from: Type.String(), to: Type.String() }, { additionalProperties: false })
export type ExportSpec = Static<typeof ExportSpec>

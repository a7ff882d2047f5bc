import { Type, type Static } from 'typebox'
import type { FormatDefinition, Loss } from '../../sockets/format.ts'

/** Every release carries this format, which loses nothing. */
export const nativeFormat = 'feedstock-jsonl'

/** Do the files of a format say where items come from? Those of a format that is no longer installed may. */
export const saysProvenance = (formats: ReadonlyMap<string, FormatDefinition>, format: string): boolean => formats.get(format)?.provenance ?? !formats.has(format)

/**
 * What items of one group have in common: the part of their names that a pattern finds (its first group, or the whole of it; a POSIX regular
 * expression as PostgreSQL reads it), the value of a facet that the preparation gave them, or a field of their provenance.
 */
export type GroupKey = { readonly by: 'path', readonly pattern: string } | { readonly by: 'facet' | 'provenance', readonly key: string }

/** What a release promises: which batches, how it is split, from which seed. */
export interface ReleaseSpec {
  readonly batches: readonly string[]
  /** Shares in percent; they sum to 100. The seed is written into the manifest, so that anyone can split again. */
  readonly splits: readonly { readonly name: string, readonly percent: number }[]
  readonly seed: string
  /** Ids of formats to export. */
  readonly formats: readonly string[]
  /** Are the raw files in the archive? */
  readonly media: boolean
  /** What must not be torn apart besides look-alikes. Absent in specs made before. */
  readonly group?: GroupKey
  /** Of class names in the exports. */
  readonly language: 'zh-Hans' | 'zh-Hant' | 'en'
}

/** One line of the manifest: what was labelled, what stands, under which rules. */
export interface ManifestItem {
  readonly item: string
  readonly asset: { readonly id: string, readonly sha256: string, readonly size: number, readonly modality: string, readonly text: string | null }
  readonly provenance: unknown
  readonly task: string
  /** Place of the asset in a task of several, whose items share the task; absent where the task has one. */
  readonly slot?: string
  readonly outcome: { readonly why: string, readonly annotation: string, readonly revision: number, readonly sha256: string, readonly shapes: number }
  readonly schema: number
  readonly guideline: number
  readonly split: string
  readonly cluster: string | null
  /** Value of the group key; absent when no group was asked for, null when the item has none. */
  readonly group?: string | null
}
/** A file of the archive. `blocks` are SHA-256 of its successive pieces of `blockSize` bytes: a changed byte is found in its block. */
export interface FileRecord { readonly path: string, readonly size: number, readonly sha256: string, readonly blocks: readonly string[] }
/** Bytes per block of a file record. */
export const blockSize = 65_536

/** One export: files in the archive under `exports/<format>/`; items and annotations that the format was given, losses among them. */
export interface ManifestExport { readonly format: string, readonly files: number, readonly items: number, readonly annotations: number, readonly losses: readonly Loss[] }

/** The sampling plan of GB/T 2828.1 that a lot was inspected by. */
export interface LotEvidence { readonly level: string, readonly aql: string, readonly letter: string, readonly lotSize: number, readonly sampleSize: number, readonly acceptance: number, readonly rejection: number, readonly full: boolean }
/** What one step of the recipe said, in assets by outcome, and how many verdicts people overruled. */
export interface StepEvidence { readonly step: number, readonly operator: string, readonly version: number, readonly kept: number, readonly dropped: number, readonly changed: number, readonly classified: number, readonly failed: number, readonly overruled: number }
/** What was done with one batch, and what was not. People appear under a pseudonym that is the same within a release. */
export interface BatchEvidence {
  /** Display number, `B-026`. */
  readonly batch: string
  readonly id: string
  readonly state: string
  readonly tasks: number
  readonly overlap: number
  readonly review: string
  readonly unreviewed: boolean
  readonly uninspected: boolean
  readonly schema: number
  readonly guideline: number
  readonly preparation: { readonly preparation: string, readonly recipe: string, readonly version: number, readonly kept: number, readonly dropped: number, readonly operators: readonly StepEvidence[] } | null
  /** Assignments that each person completed, by step. */
  readonly people: readonly { readonly person: string, readonly steps: Readonly<Record<string, number>> }[]
  readonly verdicts: Readonly<Record<string, number>>
  readonly corrections: number
  readonly defects: readonly { readonly code: string, readonly severity: string, readonly count: number }[]
  readonly inspections: readonly { readonly round: number, readonly plan: LotEvidence, readonly commitment: string, readonly seed: string, readonly salt: string, readonly result: string, readonly nonconforming: number | null }[]
}

/** Signed over its JCS form (RFC 8785). The counts and hashes in it bind every file that travels with it. */
export interface Manifest {
  readonly format: 'feedstock-manifest@1'
  readonly release: { readonly id: string, readonly number: string, readonly name: string, readonly project: string, readonly organisation: string, readonly createdAt: string }
  readonly spec: ReleaseSpec
  readonly counts: { readonly items: number, readonly shapes: number, readonly bySplit: Readonly<Record<string, number>>, readonly byClass: Readonly<Record<string, number>> }
  /** Present in the edition for parties that the terms keep from it: what is left out of this manifest, its card and its Croissant file. */
  readonly withheld?: readonly 'provenance'[]
  /** What stays on one side of a split, and how many units do not; absent in manifests made before it was checked. */
  readonly splits?: { readonly unit: 'cluster' | 'group', readonly leaks: number }
  /** What each format was given and what it could not hold; absent in manifests made before it was counted. */
  readonly exports?: readonly ManifestExport[]
  /** The label schema and guideline versions that the items were made under, with digests of their documents. */
  readonly schemas: readonly { readonly version: number, readonly sha256: string }[]
  readonly guidelines: readonly { readonly version: number, readonly sha256: string }[]
  /** Per batch: overlap, review, who did how much (pseudonymous), lot inspections with seed and result; `unreviewed` is said aloud. */
  readonly evidence: readonly BatchEvidence[]
  /** Every file of the release archive but the manifest: path, size, SHA-256. */
  readonly files: readonly FileRecord[]
  readonly items: readonly ManifestItem[]
}
export interface SignedManifest { readonly manifest: Manifest, readonly signature: { readonly algorithm: 'Ed25519', readonly keyId: string, readonly publicKey: string, readonly value: string } }

interface Splittable { readonly asset: string, readonly cluster: string | null, readonly group?: string | null, readonly task?: string }

/**
 * The unit of each item, in their order: items that share an asset, a task, a cluster of look-alikes or a group, also through one another, have the
 * same one. It is named by the first in order of its clusters and clusterless assets, so that a name does not depend on the order of items.
 */
export const unitsOf = (items: readonly Splittable[]): string[] => {
  const parent = new Map<string, string>()
  const rootOf = (key: string): string => {
    let root = key
    while (parent.get(root) !== root) root = parent.get(root)!
    for (let at = key; at !== root;) { const next = parent.get(at)!; parent.set(at, root); at = next }
    return root
  }
  const keysOf = ({ asset, cluster, group, task }: Splittable): string[] => [`a:${asset}`, ...(task === undefined ? [] : [`t:${task}`]), ...(cluster === null ? [] : [`c:${cluster}`]), ...(group === null || group === undefined ? [] : [`g:${group}`])]
  for (const item of items) {
    const [first, ...others] = keysOf(item)
    for (const key of [first!, ...others]) if (!parent.has(key)) parent.set(key, key)
    for (const key of others) parent.set(rootOf(key), rootOf(first!))
  }
  const names = new Map<string, string>()
  for (const { asset, cluster } of items) { const root = rootOf(`a:${asset}`), name = cluster ?? asset, known = names.get(root); if (known === undefined || name < known) names.set(root, name) }
  return items.map(({ asset }) => names.get(rootOf(`a:${asset}`))!)
}

/** Units that stand on more than one side. */
export const leaksOf = (items: readonly (Splittable & { readonly split: string })[]): number => {
  const sides = new Map<string, string>(), torn = new Set<string>(), units = unitsOf(items)
  items.forEach(({ split }, i) => { const unit = units[i]!, side = sides.get(unit); if (side === undefined) sides.set(unit, split); else if (side !== split) torn.add(unit) })
  return torn.size
}

/** Why a release was taken back. */
export const revocationReasons = ['licence', 'consent', 'personal-data', 'quality', 'security', 'other'] as const

const Notice = Type.Object({ kind: Type.Enum(['revoked', 'affected']), reason: Type.String(), assets: Type.Integer({ minimum: 1 }), at: Type.String() })
/**
 * What the publisher says of a release at one moment. It is signed over its JCS form (RFC 8785) by the key that signed the manifest,
 * so that a holder can keep it beside the archive and check it without a server. It names nobody and no asset.
 */
export const Statement = Type.Object({
  format: Type.Literal('feedstock-revocation@1'),
  release: Type.Object({ id: Type.String(), number: Type.String(), organisation: Type.String(), manifest: Type.String({ description: 'SHA-256 of the JCS form of the manifest' }) }),
  state: Type.Enum(['valid', 'affected', 'revoked']),
  notices: Type.Array(Notice),
  issuedAt: Type.String(),
})
export type Statement = Static<typeof Statement>
export const SignedStatement = Type.Object({ statement: Statement, signature: Type.Object({ algorithm: Type.Literal('Ed25519'), keyId: Type.String(), publicKey: Type.String(), value: Type.String() }) })
export type SignedStatement = Static<typeof SignedStatement>

export interface ClassRow { readonly class: string, readonly before: number, readonly after: number }
/** Classes of two releases by name, each once, the greatest change first, then by name. */
export const classRows = (before: Readonly<Record<string, number>>, after: Readonly<Record<string, number>>): ClassRow[] =>
  [...new Set([...Object.keys(before), ...Object.keys(after)])].map(name => ({ class: name, before: before[name] ?? 0, after: after[name] ?? 0 }))
    .sort((p, q) => Math.abs(q.after - q.before) - Math.abs(p.after - p.before) || (p.class < q.class ? -1 : 1))

import type { Json } from '../../kernel/json.ts'
import { canonical, sha256 } from '../blobs/service.ts'

/** What is sealed of an entry: everything but its organisation, which the seal names. `at` is UTC with microseconds, as stored. */
export interface ChainEntry {
  readonly id: number
  readonly at: string
  readonly account: string | null
  readonly membership: string | null
  readonly roles: readonly string[]
  readonly verb: string
  readonly kind: string
  readonly object: string
  readonly project: string | null
  readonly digest: string
  readonly detail: Json
  readonly request: string | null
}

/** An entry's place, and the SHA-256 over the JCS form of everything else in it. */
export type Leaf = readonly [id: number, digest: string]
export const leafOf = ({ id, ...content }: ChainEntry): Leaf => [id, sha256(canonical(content))]

/** A block of entries of one organisation: those with a place in (above, through]. */
export interface SealHead {
  readonly organisation: string
  /** 1, 2, 3 ... without a gap. */
  readonly number: number
  readonly above: number
  readonly through: number
  readonly first: number
  readonly last: number
  readonly count: number
  /** SHA-256 over the JCS form of the leaves in the order of their places. */
  readonly digest: string
  /** Hash of the seal before it; null for the first. */
  readonly previous: string | null
  /** When it was sealed, ISO 8601: everything in it is at least this old. */
  readonly at: string
}
export interface Seal extends SealHead {
  readonly hash: string
  /** Ed25519, raw, base64url. */
  readonly publicKey: string
  /** Over the bytes that are hashed. */
  readonly signature: string
}

/** What a signature of this chain needs of the installation's key. */
export interface SealKey { readonly publicKey: string, sign(bytes: Uint8Array): string }
export type SignatureHolds = (publicKey: string, bytes: Uint8Array, signature: string) => boolean

export const digestOfLeaves = (leaves: readonly Leaf[]): string => sha256(canonical(leaves))

const textOf = ({ organisation, number, above, through, first, last, count, digest, previous, at }: SealHead): string =>
  canonical({ format: 'feedstock-seal@1', organisation, number, above, through, first, last, count, digest, previous, at })

/** The next block. @param leaves at least one, in the order of their places, all in (before.through, through] */
export const sealBlock = (organisation: string, before: Pick<Seal, 'number' | 'through' | 'hash'> | null, through: number, leaves: readonly Leaf[], at: Date, key: SealKey): Seal => {
  const head: SealHead = {
    organisation, number: (before?.number ?? 0) + 1, above: before?.through ?? 0, through, first: leaves[0]![0], last: leaves.at(-1)![0], count: leaves.length,
    digest: digestOfLeaves(leaves), previous: before?.hash ?? null, at: at.toISOString(),
  }
  const text = textOf(head)
  return { ...head, hash: sha256(text), publicKey: key.publicKey, signature: key.sign(Buffer.from(text)) }
}

export const findingCodes = [
  'entry-changed', 'entry-removed', 'entry-inserted', 'entry-moved', 'seal-changed', 'seal-missing', 'seal-unlinked', 'seal-signature', 'seal-key',
  'checkpoint-signature', 'checkpoint-foreign', 'checkpoint-beyond', 'checkpoint-differs',
] as const
/** What is wrong, and where: the seal's number, and the entry's place where one entry is meant. `from`: where a moved entry stood. */
export interface Finding { readonly code: (typeof findingCodes)[number], readonly seal: number, readonly entry: number | null, readonly from: number | null }
const finding = (code: Finding['code'], seal: number, entry: number | null = null, from: number | null = null): Finding => ({ code, seal, entry, from })

/** Whose signature counts. @param key the public key that must have signed, or null when any valid one will do */
export interface Trust { readonly holds: SignatureHolds, readonly key: string | null }

const headFindings = (seal: Seal, trust: Trust): Finding[] => {
  const text = textOf(seal)
  if (sha256(text) !== seal.hash) return [finding('seal-changed', seal.number)]
  if (!trust.holds(seal.publicKey, Buffer.from(text), seal.signature)) return [finding('seal-signature', seal.number)]
  return trust.key !== null && trust.key !== seal.publicKey ? [finding('seal-key', seal.number)] : []
}

/** What stood before the seal: a seal, nothing (it must be the first), or something that was not handed in (the middle of a chain). */
export type Before = Seal | 'nothing' | 'unseen'

const linkFindings = (before: Before, seal: Seal): Finding[] => {
  if (before === 'unseen') return []
  const number = before === 'nothing' ? 0 : before.number
  if (seal.number !== number + 1) return [finding('seal-missing', number + 1)]
  const linked = before === 'nothing' ? seal.previous === null && seal.above === 0 : seal.previous === before.hash && seal.above === before.through && seal.organisation === before.organisation
  return linked ? [] : [finding('seal-unlinked', seal.number)]
}

/**
 * Compares the entries that are there with those that were sealed.
 * @param listed the leaves that the seal wrote down @param found those of the entries in (above, through]
 * @param whole false when entries may be withheld: then a missing one is no finding
 */
const blockFindings = (seal: Seal, listed: readonly Leaf[], found: readonly Leaf[], whole: boolean): Finding[] => {
  const findings: Finding[] = []
  const first = listed[0]?.[0], last = listed.at(-1)?.[0]
  if (digestOfLeaves(listed) !== seal.digest || listed.length !== seal.count || first !== seal.first || last !== seal.last) findings.push(finding('seal-changed', seal.number))
  const sealed = new Map(listed), there = new Map(found), stood = new Map(listed.filter(([id, leaf]) => there.get(id) !== leaf).map(([id, leaf]) => [leaf, id]))
  if (whole) for (const [id] of listed) if (!there.has(id)) findings.push(finding('entry-removed', seal.number, id))
  for (const [id, leaf] of found) {
    if (sealed.get(id) === leaf) continue
    const from = stood.get(leaf)
    if (!sealed.has(id)) findings.push(finding('entry-inserted', seal.number, id))
    else findings.push(from === undefined ? finding('entry-changed', seal.number, id) : finding('entry-moved', seal.number, id, from))
  }
  return findings
}

export interface Block { readonly seal: Seal, readonly listed: readonly Leaf[], readonly found: readonly Leaf[] }

/** Everything that is wrong with one seal, its link to the one before it, and its entries. Pure: the place of the data does not matter. */
export const sealFindings = (before: Before, { seal, listed, found }: Block, trust: Trust, whole = true): Finding[] =>
  [...linkFindings(before, seal), ...headFindings(seal, trust), ...blockFindings(seal, listed, found, whole)]

/** As sealFindings, of a seal whose entries are not handed in at all. */
export const linkedFindings = (before: Before, seal: Seal, trust: Trust): Finding[] => [...linkFindings(before, seal), ...headFindings(seal, trust)]

/**
 * Does the chain still hold what somebody was once shown? Even whoever can rewrite the database and sign anew cannot pass this.
 * @param at the seal of that number in the chain, or null when the chain ends before it
 */
export const checkpointFindings = (checkpoint: Seal, organisation: string, at: Seal | null, trust: Trust): Finding[] => {
  if (headFindings(checkpoint, trust).length > 0) return [finding('checkpoint-signature', checkpoint.number)]
  if (checkpoint.organisation !== organisation) return [finding('checkpoint-foreign', checkpoint.number)]
  if (at === null) return [finding('checkpoint-beyond', checkpoint.number)]
  return at.hash === checkpoint.hash ? [] : [finding('checkpoint-differs', checkpoint.number)]
}

import { Type, type Static } from 'typebox'
import { newId, type AssetId, type DatasetId, type RunId } from '../../kernel/ids.ts'
import type { Facts } from '../../sockets/modality.ts'

/** GB/T 45654-2025 5.1: the four kinds of source, each with the paper that it needs. */
export const Provenance = Type.Union([
  Type.Object({ kind: Type.Literal('open'), licence: Type.String({ minLength: 1, maxLength: 200 }), source: Type.String({ minLength: 1, maxLength: 2000 }) }, { additionalProperties: false }),
  Type.Object({ kind: Type.Literal('self_collected'), record: Type.String({ minLength: 1, maxLength: 2000, description: 'Collection record: who, where, when, under which notice' }) }, { additionalProperties: false }),
  Type.Object({ kind: Type.Literal('commercial'), contract: Type.String({ minLength: 1, maxLength: 2000 }), licence: Type.Optional(Type.String({ maxLength: 200 })) }, { additionalProperties: false }),
  Type.Object({ kind: Type.Literal('user_input'), authorisation: Type.String({ minLength: 1, maxLength: 2000 }) }, { additionalProperties: false }),
])
export type Provenance = Static<typeof Provenance>

/** Files made from an asset (a thumbnail, the UTF-8 text of another encoding), by role. */
export interface Derived { readonly role: string, readonly sha256: string, readonly mediaType: string, readonly size: number }

/** The record of one raw file. Never modified: cleaning derives a new asset that names its parent. */
export interface Asset {
  readonly id: AssetId
  readonly dataset: DatasetId
  /** Path as found, `/` separators. */
  readonly name: string
  readonly modality: string
  readonly mediaType: string
  readonly sha256: string
  readonly size: number
  readonly facts: Facts
  readonly derivatives: readonly Derived[]
  readonly provenance: Provenance
  readonly parent: AssetId | null
  readonly madeBy: { readonly operator: string, readonly version: number } | null
  readonly run: RunId
  readonly createdAt: Date
  /** Set on a tombstone: nothing of it is offered, served or released. */
  readonly withdrawnAt: Date | null
}

/** Whose offsets spans count in: the asset's own bytes, or the UTF-8 text derived of them. */
export const textSha256 = (asset: Pick<Asset, 'sha256' | 'derivatives'>): string => asset.derivatives.find(d => d.role === 'upright-text')?.sha256 ?? asset.sha256
export const thumbnailSha256 = (asset: Pick<Asset, 'derivatives'>): string | null => asset.derivatives.find(d => d.role === 'thumbnail')?.sha256 ?? null

/** Files that a system leaves behind and nobody means to import. */
export const isLitter = (name: string): boolean => /(^|\/)(__MACOSX\/|\.DS_Store$|Thumbs\.db$|desktop\.ini$|\._[^/]*$|\.[^/]+$)/i.test(name)

/** Why a name cannot be the name of an asset: it would leave its folder, or is no name at all. */
export const nameProblem = (name: string): 'escape' | 'length' | null =>
  name.length === 0 || name.length > 1000 ? 'length' : /^([a-zA-Z]:|[\\/])|(^|[\\/])\.\.([\\/]|$)|\0/.test(name) ? 'escape' : null

/**
 * The id of the asset that a run makes at a place of its input: the run's own id with the place written in. A shard that is worked
 * twice names its assets alike, and ids sort in import order whichever shard ends first.
 * @param ordinal 0 to 2^32 - 1 @param step 0 for a raw asset, 1 and up for what a recipe's step derived
 */
export const assetIdOf = (run: RunId, ordinal: number, step = 0): AssetId => {
  const hex = run.replaceAll('-', '')
  const bytes = Uint8Array.from({ length: 16 }, (_, i) => Number.parseInt(hex.slice(2 * i, 2 * i + 2), 16))
  for (let i = 12, n = ordinal; i >= 9; i--, n = Math.floor(n / 256)) bytes[i] = n % 256
  bytes[13] = step
  return newId<AssetId>(Number.parseInt(hex.slice(0, 12), 16), bytes)
}

export type ByteWindow = { readonly start: number, readonly end: number }
/** A Range header (RFC 9110 14.2) for `size` bytes; several ranges or another unit count as none. Both ends included. */
export const rangeOf = (header: string | null, size: number): ByteWindow | 'whole' | 'outside' => {
  const found = header?.match(/^bytes=(\d*)-(\d*)$/)
  if (!found || (found[1] === '' && found[2] === '')) return 'whole'
  const start = found[1] === '' ? Math.max(0, size - Number(found[2])) : Number(found[1])
  const end = found[1] === '' || found[2] === '' ? size - 1 : Math.min(Number(found[2]), size - 1)
  return start > end || start >= size ? 'outside' : { start, end }
}

/** Encodings that a person may name. Those after GB18030 are never guessed: any bytes would pass for them. */
export const namedEncodings = ['utf-8', 'gb18030', 'utf-16le', 'utf-16be', 'big5', 'shift_jis', 'euc-kr', 'windows-1252'] as const
export type NamedEncoding = (typeof namedEncodings)[number]

/** How texts, and tables of them, are read. */
export const ImportOptions = Type.Object({
  textColumn: Type.Optional(Type.String({ minLength: 1, maxLength: 200, description: 'Column or key of the text; text or content unless told' })),
  nameColumn: Type.Optional(Type.String({ minLength: 1, maxLength: 200, description: 'Column or key of the asset name; file#L12 unless told' })),
  encoding: Type.Optional(Type.Enum(namedEncodings, { description: 'Of texts and tables without a byte-order mark; UTF-8, then GB18030 unless told' })),
  lines: Type.Optional(Type.Boolean({ description: 'Each line of a .txt file is a text of its own, named file#L12; blank lines are skipped and counted' })),
}, { additionalProperties: false })
export type ImportOptions = Static<typeof ImportOptions>

import { Type, type Static } from 'typebox'
import type { AssetId, DatasetId, RunId } from '../../kernel/ids.ts'
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
}

/** Whose offsets spans count in: the asset's own bytes, or the UTF-8 text derived of them. */
export const textSha256 = (asset: Pick<Asset, 'sha256' | 'derivatives'>): string => asset.derivatives.find(d => d.role === 'upright-text')?.sha256 ?? asset.sha256
export const thumbnailSha256 = (asset: Pick<Asset, 'derivatives'>): string | null => asset.derivatives.find(d => d.role === 'thumbnail')?.sha256 ?? null

/** Files that a system leaves behind and nobody means to import. */
export const isLitter = (name: string): boolean => /(^|\/)(__MACOSX\/|\.DS_Store$|Thumbs\.db$|desktop\.ini$|\._[^/]*$|\.[^/]+$)/i.test(name)

/** Why a name cannot be the name of an asset: it would leave its folder, or is no name at all. */
export const nameProblem = (name: string): 'path-escape' | 'too-long' | null =>
  name.length === 0 || name.length > 1000 ? 'too-long' : /^([a-zA-Z]:|[\\/])|(^|[\\/])\.\.([\\/]|$)|\0/.test(name) ? 'path-escape' : null

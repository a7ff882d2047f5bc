import { Type, type Static } from 'typebox'
import { Compile } from 'typebox/compile'

/** Raised when an older program could not read a backup. */
export const format = 1

const Digest = Type.String({ pattern: '^[0-9a-f]{64}$' })
const Count = Type.Integer({ minimum: 0 })
const name = '[a-z_][a-z0-9_]*'

export const TablePart = Type.Object({
  /** `schema.table` */
  name: Type.String({ pattern: `^(feedstock|run)\\.${name}$` }),
  columns: Type.Array(Type.String({ pattern: `^${name}$` })),
  rows: Count,
  /** Of the rows in any order; see row-meter.ts. */
  digest: Digest,
  /** Of the file, which is compressed. */
  size: Count, sha256: Digest,
})
export type TablePart = Static<typeof TablePart>

export const Manifest = Type.Object({
  format: Type.Integer({ minimum: 1 }),
  program: Type.String(),
  takenAt: Type.String(),
  postgres: Type.String(),
  /** In the order in which they were applied; `digest` is that of the file. */
  migrations: Type.Array(Type.Object({ name: Type.String(), digest: Digest })),
  tables: Type.Array(TablePart),
  sequences: Type.Array(Type.Object({ name: Type.String({ pattern: `^(feedstock|run)\\.${name}$` }), last: Type.Integer(), called: Type.Boolean() })),
  /** What the ledger names. The store held more (between two steps of a run), or lacked some: blobs.json. */
  blobs: Type.Object({ count: Count, bytes: Count }),
  /** The newest seal of each chain. */
  journal: Type.Array(Type.Object({ organisation: Type.String(), seal: Type.Integer({ minimum: 1 }), through: Type.Integer(), hash: Type.String() })),
  keys: Type.Object({
    included: Type.Boolean(),
    /** Tells whether a master secret is the one of this installation, without telling anything of it. */
    check: Type.String(),
    publicKey: Type.String(),
  }),
})
export type Manifest = Static<typeof Manifest>
export const ManifestCheck = Compile(Manifest)

/** Beside the manifest, because it was signed before the blobs were read. */
export const Blobs = Type.Object({ count: Count, bytes: Count, lacked: Type.Array(Type.String()) })
export type Blobs = Static<typeof Blobs>
export const BlobsCheck = Compile(Blobs)

export const SignatureCheck = Compile(Type.Object({ publicKey: Type.String(), signature: Type.String() }))

/** Paths inside a backup, in the order in which they are written and read. */
export const paths = {
  manifest: 'manifest.json', signature: 'manifest.sig.json', secrets: 'secrets', master: 'secrets/master', signingKey: 'secrets/signing.pem',
  database: 'database', blobs: 'blobs', blobList: 'blobs.json', sums: 'SHA256SUMS',
} as const
export const tablePath = (table: string): string => `${paths.database}/${table}.copy.gz`
export const blobPath = (organisation: string, sha256: string): string => `${paths.blobs}/${organisation}/${sha256.slice(0, 2)}/${sha256}`

const blobPattern = /^blobs\/([0-9a-f-]{36})\/([0-9a-f]{2})\/(\2[0-9a-f]{62})$/
export const readBlobPath = (path: string): { organisation: string, sha256: string } | null => {
  const [, organisation, , sha256] = blobPattern.exec(path) ?? []
  return organisation && sha256 ? { organisation, sha256 } : null
}
/** A line as `sha256sum -c` reads it. */
export const sumLine = (sha256: string, path: string): string => `${sha256}  ${path}\n`
export const readSumLine = (line: string): { sha256: string, path: string } | null => {
  const [, sha256, path] = /^([0-9a-f]{64}) {2}(\S+)$/.exec(line) ?? []
  return sha256 && path ? { sha256, path } : null
}

import { Type, type Static } from 'typebox'

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

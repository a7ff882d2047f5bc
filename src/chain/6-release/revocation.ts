import { Compile } from 'typebox/compile'
import { canonical, sha256 } from '../../workspace/blobs/service.ts'
import { SignedStatement, type Manifest, type Statement } from './model.ts'
import { keyIdOf, signatureHolds, type Signer } from './signer.ts'

export const signStatement = (statement: Statement, signer: Signer): SignedStatement =>
  ({ statement, signature: { algorithm: 'Ed25519', keyId: signer.keyId, publicKey: signer.publicKey, value: signer.sign(Buffer.from(canonical(statement))) } })

/** Of the notices of one release: revoked outweighs affected. */
export const stateOf = (notices: readonly { readonly kind: 'revoked' | 'affected' }[]): Statement['state'] =>
  notices.some(n => n.kind === 'revoked') ? 'revoked' : notices.length > 0 ? 'affected' : 'valid'

/** What statements say of one release; `silent` when none is about it. `bad` holds those that are malformed or not by its signer, by position. */
export interface Word { readonly state: Statement['state'] | 'silent', readonly statement: Statement | null, readonly bad: readonly number[] }

const Known = Compile(SignedStatement)
const isStatement = (value: unknown): value is SignedStatement => Known.Check(value)

/**
 * @param given one signed statement, or a list of them; those about other releases are passed over
 * @param publicKey that signed the manifest: nobody else speaks for the release
 */
export const wordOn = (given: unknown, manifest: Manifest, publicKey: string): Word => {
  const digest = sha256(canonical(manifest)), bad: number[] = [], about: Statement[] = []
  for (const [i, one] of (Array.isArray(given) ? given as unknown[] : [given]).entries()) {
    if (!isStatement(one)) { bad.push(i); continue }
    const { statement, signature } = one
    if (statement.release.id !== manifest.release.id) continue
    const sound = statement.release.manifest === digest && signature.publicKey === publicKey && signature.keyId === keyIdOf(publicKey) && stateOf(statement.notices) === statement.state
    if (sound && signatureHolds(publicKey, Buffer.from(canonical(statement)), signature.value)) about.push(statement)
    else bad.push(i)
  }
  // A revocation is for ever: an older statement that revokes is not undone by a later one.
  const weight = { valid: 0, affected: 1, revoked: 2 } as const
  const heaviest = about.sort((a, b) => weight[b.state] - weight[a.state] || (a.issuedAt < b.issuedAt ? 1 : -1))[0] ?? null
  return { state: heaviest?.state ?? 'silent', statement: heaviest, bad }
}

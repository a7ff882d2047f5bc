import { createPublicKey, generateKeyPairSync } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { sealArchive, surveyFile } from '../../../chain/6-release/build.ts'
import { openSigner } from '../../../chain/6-release/signer.ts'
import { writeZip } from '../../../chain/6-release/zip.ts'
import { signStatement } from '../../../chain/6-release/revocation.ts'
import type { Statement } from '../../../chain/6-release/model.ts'
import { sha256 } from '../../../workspace/blobs/service.ts'
import { run as diff } from './diff.ts'
import { run } from './verify.ts'

let folder: string, archive: string, digest: string
const newKey = (): { secret: string, pem: string } => {
  const { privateKey } = generateKeyPairSync('ed25519')
  return { secret: privateKey.export({ type: 'pkcs8', format: 'pem' }) as string, pem: createPublicKey(privateKey).export({ type: 'spki', format: 'pem' }) as string }
}
const own = newKey(), other = newKey(), said: string[] = []

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'feedstock-verify-'))
  archive = join(folder, 'R-1.zip')
  const spec = { batches: [], splits: [{ name: 'train', percent: 100 }], seed: 's', formats: [], media: false, language: 'en' as const }
  const { entries, digest: signed } = await sealArchive({ format: 'feedstock-manifest@1', release: { id: 'r', number: 'R-1', name: 'First', project: 'p', organisation: 'o', createdAt: '2026-11-24T00:00:00.000Z' }, spec, counts: { items: 0, shapes: 0, bySplit: {}, byClass: {} }, schemas: [], guidelines: [], evidence: [], items: [] }, [], openSigner(own.secret), file => surveyFile(null as never, '' as never, file))
  digest = signed
  const pieces: Uint8Array[] = []
  for await (const piece of writeZip(entries)) pieces.push(piece)
  await writeFile(archive, Buffer.concat(pieces))
  for (const stream of [process.stdout, process.stderr]) vi.spyOn(stream, 'write').mockImplementation(text => { said.push(String(text)); return true })
})
afterAll(async () => {
  vi.restoreAllMocks()
  await rm(folder, { recursive: true, force: true })
})

test('the key is given as a PEM file: exit 0 for the one that signed, 3 for another, 2 for a file or word that is no key', async () => {
  const exits: number[] = []
  for (const [name, text] of [['own.pem', own.pem], ['other.pem', other.pem], ['empty.pem', '']] as const) {
    await writeFile(join(folder, name), text)
    exits.push(await run([archive, '--key', join(folder, name)]))
  }
  exits.push(await run([archive, '--key', 'nonsense']), await run([archive, `--key=${own.pem}`]))
  expect(exits).toEqual([0, 3, 2, 2, 0])
  expect(said.some(text => text.includes('nonsense'))).toBe(true)
})

test('a statement by the signer says valid (0) or revoked (4); one by another key, about other bytes, or none at all is refused', async () => {
  const statement = (state: Statement['state'], manifest = digest): Statement => ({
    format: 'feedstock-revocation@1', release: { id: 'r', number: 'R-1', organisation: 'o', manifest }, state, issuedAt: '2026-11-25T00:00:00.000Z',
    notices: state === 'valid' ? [] : [{ kind: state, reason: 'licence', assets: 1, at: '2026-11-25T00:00:00.000Z' }],
  })
  const mine = (s: Statement) => signStatement(s, openSigner(own.secret)), place = join(folder, 'statements.json'), exits: number[] = []
  for (const given of [mine(statement('valid')), [mine(statement('valid')), mine(statement('revoked'))], mine(statement('affected')), [], signStatement(statement('revoked'), openSigner(other.secret)), mine(statement('valid', sha256('else')))]) {
    await writeFile(place, JSON.stringify(given))
    exits.push(await run([archive, '--revocations', place]))
  }
  expect(exits).toEqual([0, 4, 0, 0, 3, 3])
  expect(await run([archive, '--revocations', join(folder, 'nowhere.json')])).toBe(2)
  expect(said.some(text => text.includes('licence'))).toBe(true)
})

test('a file compared with itself has not changed: exit 0; what is no release file or no file is wrong usage: exit 2', async () => {
  await writeFile(join(folder, 'other.zip'), 'PK')
  expect([await diff([archive, archive]), await diff([archive, join(folder, 'other.zip')]), await diff([archive, join(folder, 'none.zip')]), await diff([archive]), await diff([archive, archive, '--tolerance', '2'])]).toEqual([0, 2, 2, 2, 2])
})

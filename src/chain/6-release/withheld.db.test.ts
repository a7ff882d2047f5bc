import { afterAll, beforeAll, expect, test } from 'vitest'
import { enterAsParty } from '../../../test/harness/parties.ts'
import { startReleasedProject, type ReleasedProject } from '../../../test/harness/released-project.ts'
import type { ReleaseView } from './contract.ts'
import { verifyRelease } from './verify.ts'

let at: ReleasedProject
beforeAll(async () => { at = await startReleasedProject() }, 120_000)
afterAll(() => at.product.stop())

const openArchive = (bytes: Buffer) => ({ size: bytes.length, read: async (from: number, length: number) => bytes.subarray(from, from + length) })
const codeOf = (reply: { body: unknown }): string => (reply.body as { error: { code: string } }).error.code
const record = 'test'

test('a client whose terms keep the provenance back gets a signed edition without it, and nothing that says it; the owner gets the whole', async () => {
  const batch = await at.batch([{ x: 1, class: 'car' }, { x: 2, class: 'car' }, { x: 3, class: 'bus' }])
  const before = await at.release('Before', [batch], { formats: ['hf-imagefolder'] })
  const { guest } = await enterAsParty(at.product, at.boss, at.project, { kind: 'client', steps: ['client'], hidden: ['provenance'] }, ['requester'])
  const refused = await guest.send('GET', `/api/v1/releases/${before.id}/manifest`)
  expect([refused.status, codeOf(refused), (await guest.send('GET', `/api/v1/releases/${before.id}/archive`)).status]).toEqual([403, 'release.withheld', 403])
  const after = await at.release('After', [batch], { formats: ['hf-imagefolder'], media: true })
  const own = await at.archiveOf(after.id), theirs = await at.archiveOf(after.id, guest), seen = (await guest.send('GET', `/api/v1/releases/${after.id}`)).body as ReleaseView
  expect([own.includes(`"record":"${record}"`), theirs.includes(`"record":"${record}"`), theirs.includes('self_collected'), theirs.includes('collected by the publisher')]).toEqual([true, false, false, false])
  expect([seen.archive!.size, seen.archive!.sha256 === after.archive!.sha256]).toEqual([theirs.length, false])
  const { good, findings, manifest } = await verifyRelease(openArchive(theirs))
  expect([good, findings, manifest!.withheld, manifest!.items.map(i => i.provenance)]).toEqual([true, [], ['provenance'], [null, null, null]])
  expect(theirs.includes('exports/hf-imagefolder/train/')).toBe(true)
})

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

test('an export that says where the data comes from is there for the owner alone, however the guest asks for it', async () => {
  const batch = await at.batch([{ x: 1, class: 'car' }, { x: 2, class: 'car' }, { x: 3, class: 'bus' }]), formats = ['csv', 'tc609-02']
  const { guest } = await enterAsParty(at.product, at.boss, at.project, { kind: 'client', steps: ['client'], hidden: ['provenance'] }, ['requester'])
  const release = await at.release('Records', [batch], { formats }), url = `/api/v1/releases/${release.id}`
  const own = await at.archiveOf(release.id), theirs = await at.archiveOf(release.id, guest)
  const line = own.toString('utf8').split('\n').find(l => l.includes(`"id":"${release.id}/day/a.png"`))!
  expect(JSON.parse(line.slice(line.indexOf(`{"id":"${release.id}/day/a.png"`)))).toMatchObject({ source: '自采', source_details: record, license: '未说明', version: release.display, generated_data_indicator: 0 })
  expect([own.includes('exports/tc609-02/'), theirs.includes('exports/tc609-02/'), theirs.includes('自采'), theirs.includes('exports/csv/')]).toEqual([true, false, false, true])
  const { good, findings, manifest } = await verifyRelease(openArchive(theirs))
  expect([good, findings, manifest!.exports!.map(e => e.format)]).toEqual([true, [], ['csv', 'feedstock-jsonl']])
  const listed = (await guest.send('GET', `/api/v1/projects/${at.project}/releases`)).body as { releases: ReleaseView[] }
  for (const view of [(await guest.send('GET', url)).body as ReleaseView, listed.releases.find(r => r.id === release.id)!]) expect(view.exports.map(e => e.format)).toEqual(['csv', 'feedstock-jsonl'])
  expect(release.exports.map(e => e.format)).toEqual(['csv', 'feedstock-jsonl', 'tc609-02'])
  const refused = await guest.send('GET', `${url}/exports/tc609-02`), other = await guest.send('GET', `${url}/exports/csv`)
  expect([refused.status, codeOf(refused), other.status, (await at.boss.send('GET', `${url}/exports/tc609-02`)).status]).toEqual([403, 'release.withheld', 200, 200])
})

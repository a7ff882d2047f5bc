import { createHash } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { need, startReleasedProject, type ReleasedProject } from '../../../test/harness/released-project.ts'
import { newId, type AssetId, type ProjectId } from '../../kernel/ids.ts'
import { sha256 } from '../../workspace/blobs/service.ts'
import { inScope } from '../../workspace/database/connect.ts'
import { assetsWithdrawn } from '../1-source/events.ts'
import type { ComparisonView, DifferenceView, NoticeView, RebuildView, ReleaseView } from './contract.ts'
import { compareFiles, openReleaseFile } from './diff-files.ts'
import { wordOn } from './revocation.ts'
import { verifyRelease, type RandomAccess } from './verify.ts'

let house: ReleasedProject, batch: string
const three = [{ x: 4, class: 'car' }, { x: 10, class: 'car' }, { x: 20, class: 'bus' }]
const over = (bytes: Buffer): RandomAccess => ({ size: bytes.length, read: async (at, length) => bytes.subarray(at, Math.max(at, Math.min(at + length, bytes.length))) })

beforeAll(async () => { house = await startReleasedProject(); batch = await house.batch(three) })
afterAll(() => house.product.stop())

const rebuild = async (release: string): Promise<RebuildView> => {
  const { run } = await need<{ run: string }>(house.boss, 'POST', `/api/v1/releases/${release}/rebuild`)
  await house.product.engine.result(house.boss.organisation, run)
  const { rebuilds } = await need<{ rebuilds: RebuildView[] }>(house.boss, 'GET', `/api/v1/releases/${release}/rebuilds`)
  expect(rebuilds[0]!.run).toBe(run)
  return rebuilds[0]!
}
/** What the source slice does when somebody takes an asset back. */
const withdrawAsset = (asset: string, reason: string): Promise<void> => inScope(house.product.engine.services.db, { organisation: house.boss.organisation }, async tx => {
  const { services } = house.product.engine, author = { organisation: house.boss.organisation, account: null, membership: null, roles: [], request: null }
  await tx.updateTable('asset').set({ withdrawn_at: new Date() }).where('id', '=', asset).execute()
  await assetsWithdrawn.emit({ tx, services, author, project: house.project as ProjectId, withdrawal: newId(), assets: [asset as AssetId], reason })
})
const manifestOf = async (release: ReleaseView) => (await verifyRelease(over(await house.archiveOf(release.id)))).manifest!

test('a rebuild that cannot give the same bytes says which files differ', async () => {
  const view = await house.release('Tampered', [batch]), { db } = house.product.engine.services
  // Nothing in the product changes a frozen row; this is what a damaged database would look like.
  await inScope(db, { organisation: house.boss.organisation }, tx => tx.updateTable('release_item').set({ split: 'moved' }).where('release', '=', view.id).where('ordinal', '=', 0).execute())
  const found = await rebuild(view.id)
  expect([found.identical, found.differences.map(d => d.path)]).toEqual([false, expect.arrayContaining(['exports/feedstock-jsonl/items.jsonl'])])
})

test('holders of a withdrawn release are known and told, downloads need a confirmation, and the signed statement says it offline', async () => {
  const view = await house.release('Recalled', [batch]), url = `/api/v1/releases/${view.id}`, bytes = await house.archiveOf(view.id, house.requester), { manifest } = await verifyRelease(over(bytes))
  const key = view.signature!.publicKey, before = await need(house.boss, 'GET', `${url}/revocation`)
  expect(wordOn(before, manifest!, key)).toMatchObject({ state: 'valid', bad: [] })
  expect((await house.auditor.send('POST', `${url}/withdrawal`, { reason: 'licence' })).status).toBe(403)
  await need(house.boss, 'POST', `${url}/withdrawal`, { reason: 'licence', note: 'The source changed its terms.' })
  expect((await house.boss.send('POST', `${url}/withdrawal`, { reason: 'licence' })).status).toBe(409)
  for (const part of ['archive', 'manifest', 'exports/feedstock-jsonl']) {
    const refused = await house.requester.send('GET', `${url}/${part}`)
    expect([refused.status, refused.body]).toMatchObject([410, { error: { code: 'release.revoked', parameters: { reason: 'licence' } } }])
    expect((await house.requester.send('GET', `${url}/${part}?confirm=revoked`)).status).toBe(200)
  }
  const own = await need<{ notices: (NoticeView & { display: string })[] }>(house.requester, 'GET', '/api/v1/notices')
  expect(own.notices.map(n => [n.display, n.kind, n.reason, n.assets])).toEqual([[view.display, 'revoked', 'licence', view.items]])
  const seen = await need<{ notices: NoticeView[], holders: { downloads: number }[] }>(house.boss, 'GET', `${url}/notices`)
  expect([seen.notices.length, seen.holders.map(h => h.downloads)]).toEqual([1, [4]])
  expect((await need<{ holders: unknown }>(house.requester, 'GET', `${url}/notices`)).holders).toBe(null)
  const after = await need<{ statement: object }>(house.boss, 'GET', `${url}/revocation`)
  expect(wordOn([before, after], manifest!, key)).toMatchObject({ state: 'revoked', bad: [], statement: { notices: [{ reason: 'licence' }] } })
  // A changed statement and one by another key are no word at all.
  expect(wordOn({ ...after, statement: { ...after.statement, state: 'valid', notices: [] } }, manifest!, key)).toMatchObject({ state: 'silent', bad: [0] })
  expect((await rebuild(view.id)).identical).toBe(true)
})

test('a download that breaks off goes on where it stopped, from the same file or from the beginning, and asking about it opens nothing', async () => {
  const view = await house.release('Resumed', [batch], { media: true }), url = `/api/v1/releases/${view.id}/archive`, whole = await house.archiveOf(view.id), etag = `"${sha256(whole)}"`
  const head = await house.boss.send('HEAD', url)
  expect([head.status, head.headers['content-length'], head.headers['etag'], head.headers['accept-ranges'], head.bytes.length]).toEqual([200, String(whole.length), etag, 'bytes', 0])
  for (const cut of [1, 1000, whole.length - 1, ...Array.from({ length: 5 }, (_, i) => Math.floor(whole.length * (i + 1) / 7))]) {
    const rest = await house.boss.send('GET', url, undefined, { range: `bytes=${cut}-`, 'if-range': etag })
    expect([rest.status, createHash('sha256').update(whole.subarray(0, cut)).update(rest.bytes).digest('hex')]).toEqual([206, sha256(whole)])
  }
  const other = await house.boss.send('GET', url, undefined, { range: 'bytes=10-', 'if-range': '"another"' })
  expect([other.status, sha256(other.bytes)]).toEqual([200, sha256(whole)])
  const outside = await house.boss.send('GET', url, undefined, { range: `bytes=${whole.length}-` })
  expect([outside.status, outside.headers['content-range'], outside.body]).toMatchObject([416, `bytes */${whole.length}`, { error: { code: 'release.bad-range', parameters: { size: whole.length } } }])
  expect((await house.boss.send('GET', url, undefined, { 'if-none-match': etag })).status).toBe(304)
})

test('two releases are compared item by item and shape by shape, page by page, and a release with itself shows nothing', async () => {
  const before = await house.release('Before', [batch]), after = await house.release('After', [batch], { seed: 'other', splits: [{ name: 'only', percent: 100 }] })
  const url = `/api/v1/releases/${after.id}`, figures = await need<ComparisonView>(house.requester, 'GET', `${url}/comparison?against=${before.id}`)
  const gone = before.counts!.bySplit['only'] ?? 0
  expect(figures.items).toEqual({ added: 0, removed: 0, relabelled: 0, moved: after.items - gone, unchanged: gone })
  expect((await need<ComparisonView>(house.boss, 'GET', `${url}/comparison?against=${after.id}`)).items).toEqual({ added: 0, removed: 0, relabelled: 0, moved: 0, unchanged: after.items })
  const again = await house.batch([{ x: 34, class: 'car' }, { x: 10, class: 'bus' }, { x: 20.1, class: 'bus' }]), newer = await house.release('Newer', [again])
  const changed = await need<ComparisonView>(house.boss, 'GET', `/api/v1/releases/${newer.id}/comparison?against=${before.id}`)
  // The box of the first picture moved clear of where it was, the second changed its class, the third moved by a tenth of a pixel.
  expect([newer.items, changed.items, changed.shapes]).toEqual([3, { added: 0, removed: 0, relabelled: 3, moved: 0, unchanged: 0 }, { added: 1, removed: 1, class: 1, geometry: 0, attributes: 0, compared: 3, relabelled: 3 }])
  // The two files alone say the same.
  const [older, later] = [await openReleaseFile(over(await house.archiveOf(before.id))), await openReleaseFile(over(await house.archiveOf(newer.id)))], named: string[] = []
  const offline = await compareFiles(house.product.engine.services.plugins.shapes, older!, later!, found => { named.push(found.item) })
  const { compared: _, relabelled: __, ...figuresOfShapes } = changed.shapes
  expect([offline.items, offline.shapes, named.sort()]).toEqual([changed.items, figuresOfShapes, ['day/a.png', 'day/b.png', 'night/c.png']])
  expect(await openReleaseFile(over(Buffer.from('PK no release')))).toBe(null)
  const pages: DifferenceView[] = []
  for (let from: number | null = 0; from !== null;) {
    const page: { differences: DifferenceView[], next: number | null } = await need(house.boss, 'GET', `/api/v1/releases/${newer.id}/differences?against=${before.id}&limit=1&from=${from}&change=relabelled`)
    pages.push(...page.differences)
    from = page.next
  }
  expect(pages.length).toBe(changed.items.relabelled)
  expect(pages.flatMap(p => p.shapes.flatMap(s => s.changes)).filter(c => c === 'class').length).toBe(changed.shapes.class)
  expect((await house.annotator.send('GET', `${url}/comparison?against=${before.id}`)).status).toBe(403)
})

test('items whose paths share what a pattern finds stay on one side, the manifest says so, and a text that is no pattern is refused', async () => {
  const fresh = await house.batch(three), splits = [{ name: 'train', percent: 50 }, { name: 'test', percent: 50 }]
  for (const seed of ['1', '2', '3']) {
    const { items, splits: said, spec } = await manifestOf(await house.release('Grouped', [fresh, batch], { splits, seed, group: { by: 'path', pattern: '^([^/]+)/' } }))
    expect([said, spec.group, new Set(items.map(i => i.group))]).toEqual([{ unit: 'group', leaks: 0 }, { by: 'path', pattern: '^([^/]+)/' }, new Set(['day', 'night'])])
    for (const of of Map.groupBy(items, i => i.group).values()) expect(new Set(of.map(i => i.split)).size).toBe(1)
  }
  const refused = await house.boss.send('POST', `/api/v1/projects/${house.project}/releases`, { name: 'Bad', batches: [batch], group: { by: 'path', pattern: '(' } })
  expect([refused.status, refused.body]).toMatchObject([422, { error: { code: 'release.bad-pattern', place: { field: 'group.pattern' } } }])
})

test('items of one facet or one record of provenance stay on one side, and a key that no asset has is refused', async () => {
  const fresh = await house.batch(three), splits = [{ name: 'train', percent: 50 }, { name: 'test', percent: 50 }]
  for (const seed of ['1', '2']) {
    const byFacet = await manifestOf(await house.release('Facet', [fresh, batch], { splits, seed, group: { by: 'facet', key: 'light' } }))
    expect([byFacet.splits, byFacet.items.map(i => [i.item.startsWith('day/'), i.group]).every(([day, group]) => group === (day ? 'day' : null))]).toEqual([{ unit: 'group', leaks: 0 }, true])
    expect(new Set(byFacet.items.filter(i => i.group === 'day').map(i => i.split)).size).toBe(1)
  }
  const byRecord = await manifestOf(await house.release('Record', [batch], { splits, group: { by: 'provenance', key: 'record' } }))
  expect([new Set(byRecord.items.map(i => i.group)), new Set(byRecord.items.map(i => i.split)).size]).toEqual([new Set(['test']), 1])
  const refused = await house.boss.send('POST', `/api/v1/projects/${house.project}/releases`, { name: 'Bad', batches: [batch], group: { by: 'facet', key: 'patient' } })
  expect([refused.status, refused.body]).toMatchObject([422, { error: { code: 'release.no-group', place: { field: 'group' } } }])
})

test('a release is rebuilt byte for byte after new batches, new releases and the withdrawal of an asset, and new releases leave that asset out', async () => {
  const first = await house.release('First', [batch], { formats: ['coco-instances', 'csv', 'tc609-02'], media: true })
  expect(await rebuild(first.id)).toMatchObject({ identical: true, archive: first.archive, differences: [], differing: 0 })
  const second = await house.batch(three.map(d => ({ ...d, x: d.x + 9 })))
  await house.release('Second', [second, batch])
  const withdrawn = (await manifestOf(first)).items[0]!.asset.id
  await withdrawAsset(withdrawn, 'consent')
  expect(await rebuild(first.id)).toMatchObject({ identical: true, archive: first.archive, differing: 0 })
  const third = await house.release('Third', [batch])
  expect([third.items, (await manifestOf(third)).items.some(i => i.asset.id === withdrawn)]).toEqual([2, false])
  expect((await need<ReleaseView>(house.boss, 'GET', `/api/v1/releases/${first.id}`)).notices).toBe(1)
})

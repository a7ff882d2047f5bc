import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { enterAsParty } from '../../../test/harness/parties.ts'
import { need, startReleasedProject, type ReleasedProject } from '../../../test/harness/released-project.ts'
import type { BatchId } from '../../kernel/ids.ts'
import { inScope } from '../../workspace/database/connect.ts'
import { countStanding, outcomesOf } from '../5-inspection/service.ts'
import type { PreviewView, ReleaseView } from './contract.ts'
import { scaled } from './plan.ts'

let at: ReleasedProject, batch: string
beforeAll(async () => {
  at = await startReleasedProject()
  batch = await at.batch([{ x: 1, class: 'car' }, { x: 2, class: 'car' }, { x: 3, class: 'bus' }])
}, 120_000)
afterAll(() => at.product.stop())

const splits = [{ name: 'train', percent: 60 }, { name: 'test', percent: 30 }, { name: 'spare', percent: 10 }]
const asked = (extra: object = {}) => ({ name: 'R', batches: [batch], seed: 'one', splits, language: 'en', ...extra })
const preview = (extra: object = {}): Promise<PreviewView> => need(at.boss, 'POST', `/api/v1/projects/${at.project}/releases/preview`, asked(extra))
const codes = ({ warnings }: { warnings: PreviewView['warnings'] | null }): string[] | null => warnings && warnings.map(w => w.code)
/** What a release leaves behind; of the assets, who locked their rows last. */
const traces = () => inScope(at.product.engine.services.db, { organisation: at.boss.organisation }, async tx => [
  await tx.selectFrom('release').select('id').execute(), await tx.selectFrom('release_item').select('asset').execute(),
  await tx.selectFrom('journal').select('verb').execute(), (await sql`select id, xmax::text from asset order by id`.execute(tx)).rows,
])

test('what the preview says is what is then built, its warnings are kept with the release, and it leaves nothing behind', async () => {
  const before = await traces(), seen = await preview()
  expect(await traces()).toEqual(before)
  const built = await at.release('Built', [batch], { splits, language: 'en' })
  expect(seen.items).toBe(built.counts!.items)
  expect(Object.fromEntries(seen.splits.filter(s => s.items > 0).map(s => [s.name, s.items]))).toEqual(built.counts!.bySplit)
  expect(Object.fromEntries(seen.classes.map(c => [c.name, c.objects]))).toEqual(built.counts!.byClass)
  expect(seen.classes.map(c => Object.values(c.bySplit).reduce((a, b) => a + b, 0))).toEqual(seen.classes.map(c => c.objects))
  expect(built.warnings).toEqual(seen.warnings)
  expect(seen.warnings).toEqual([
    { code: 'provenance-incomplete', severity: 'serious', split: null, numbers: { n: 3, of: 3 }, names: [] },
    { code: 'split-empty', severity: 'serious', split: 'spare', numbers: { percent: 10 }, names: [] },
    ...seen.warnings.filter(w => w.code === 'class-absent'),
    { code: 'class-sparse', severity: 'notice', split: null, numbers: { n: 2, below: 10 }, names: ['Bus', 'Car'] },
  ])
  expect((await at.archiveOf(built.id)).includes('class-sparse')).toBe(false)
})

test('a share of the outcomes is the same tasks each time, counts of a sample are scaled to the whole, and of few tasks all are looked at', async () => {
  const { services } = at.product.engine, scope = { organisation: at.boss.organisation }
  const counted = await inScope(services.db, scope, tx => countStanding(tx, [batch as BatchId])), third = await inScope(services.db, scope, tx => outcomesOf(tx, [batch as BatchId], 1 / 3)), all = await inScope(services.db, scope, tx => outcomesOf(tx, [batch as BatchId]))
  const last = (task: string): number => parseInt(task.slice(-7), 16) / 2 ** 28
  expect([counted, all.length, third.map(o => o.task)]).toEqual([3, 3, all.map(o => o.task).filter(task => last(task) < 1 / 3)])
  const whole = scaled({ items: 10, splits: [{ name: 'train', percent: 100, items: 10 }], classes: [{ name: 'Car', relation: false, objects: 7, bySplit: { train: 7 } }], schemas: [1], safety: 2, provenance: { incomplete: 1, withoutConsent: 0 }, kinds: new Map([['box', 7]]) }, 20)
  expect(whole).toEqual({ items: 200, splits: [{ name: 'train', percent: 100, items: 200 }], classes: [{ name: 'Car', relation: false, objects: 140, bySplit: { train: 140 } }], schemas: [1], safety: 40, provenance: { incomplete: 20, withoutConsent: 0 }, kinds: new Map([['box', 140]]) })
  expect((await preview()).sample).toBe(null)
})

test('the kinds of shapes that a chosen format loses when it is written are named before, with as many objects', async () => {
  const formats = ['conll2003', 'coco-instances'], seen = await preview({ formats }), built = await at.release('Lossy', [batch], { splits, formats })
  expect(seen.losses).toEqual([{ format: 'conll2003', kinds: [{ kind: 'box', objects: 3 }] }])
  expect(built.exports.filter(e => e.losses.some(l => l.code === 'lost.media' || l.code === 'lost.shape.box')).map(e => e.format)).toEqual(['conll2003'])
})

test('papers and consents quieten the provenance of what is made from now on, and change nothing that was said of a release before', async () => {
  const before = await at.release('Unproven', [batch], { splits })
  const [dataset] = (await need<{ datasets: { id: string }[] }>(at.boss, 'GET', `/api/v1/projects/${at.project}/datasets`)).datasets, url = `/api/v1/datasets/${dataset!.id}`
  await need(at.boss, 'POST', `${url}/papers`, { provenance: 'self_collected', paper: 'collection_record', title: 'Record', reference: 'Shelf 3' })
  expect(codes(await preview())).not.toContain('provenance-incomplete')
  expect((await at.boss.send('PATCH', `${url}/provenance`, { personal: true })).status).toBe(200)
  expect((await preview()).warnings.slice(0, 2)).toMatchObject([{ code: 'provenance-incomplete', numbers: { n: 3, of: 3 } }, { code: 'consent-missing', numbers: { n: 3, of: 3 } }])
  expect((await need<ReleaseView>(at.boss, 'GET', `/api/v1/releases/${before.id}`)).warnings).toEqual(before.warnings)
})

test('a guest, with the field of provenance or without, hears nothing of papers and consents, not of a release and not in the list; the owner does', async () => {
  const made = await at.release('Told', [batch], { splits })
  expect(codes(made)).toEqual(expect.arrayContaining(['provenance-incomplete', 'consent-missing', 'class-sparse']))
  for (const hidden of [['provenance'], []]) {
    const { guest } = await enterAsParty(at.product, at.boss, at.project, { kind: 'client', steps: ['client'], hidden }, ['requester'])
    const one = await need<ReleaseView>(guest, 'GET', `/api/v1/releases/${made.id}`), { releases } = await need<{ releases: ReleaseView[] }>(guest, 'GET', `/api/v1/projects/${at.project}/releases`)
    expect(codes(one)).toEqual(codes(made)!.filter(code => !/provenance|consent/.test(code)))
    expect(releases.find(r => r.id === made.id)!.warnings).toEqual(one.warnings)
    expect((await guest.send('POST', `/api/v1/projects/${at.project}/releases/preview`, asked())).status).toBe(403)
  }
})

test('the preview is refused as the release would be: without the permission, for splits that do not sum to a hundred, for a foreign batch', async () => {
  expect((await at.auditor.send('POST', `/api/v1/projects/${at.project}/releases/preview`, asked())).status).toBe(403)
  const bad = await at.boss.send('POST', `/api/v1/projects/${at.project}/releases/preview`, asked({ splits: [{ name: 'train', percent: 90 }] }))
  expect([bad.status, bad.body]).toMatchObject([422, { error: { code: 'release.bad-splits', place: { field: 'splits' } } }])
  expect((await at.boss.send('POST', `/api/v1/projects/${at.project}/releases/preview`, asked({ batches: [at.project] }))).status).toBe(404)
})

import { afterAll, beforeAll, expect, test } from 'vitest'
import { importFiles, makeProject } from '../../../../test/harness/example-project.ts'
import { enterAsParty } from '../../../../test/harness/parties.ts'
import { startProduct, type InlineProduct, type Person } from '../../../../test/harness/run-inline.ts'
import { importRun } from '../jobs.ts'
import { sourceRoutes } from '../routes.ts'
import type { ProvenanceView } from './contract.ts'

let product: InlineProduct, ada: Person, project: string, dataset: string
beforeAll(async () => {
  product = await startProduct({ kinds: [importRun], endpoints: sourceRoutes })
  ada = await product.founder('Ada')
  project = await makeProject(ada)
  const first = await importFiles(ada, project, { 'P-1/a.txt': Buffer.from('一'), 'P-1/b.txt': Buffer.from('二'), 'P-2/c.txt': Buffer.from('三') })
  dataset = first.dataset
  await product.engine.result(ada.organisation, first.run)
  await ada.send('PUT', `/api/v1/datasets/${dataset}/uploads?name=bought.txt`, Buffer.from('四'))
  const { run } = (await ada.send('POST', `/api/v1/datasets/${dataset}/imports`, { provenance: { kind: 'commercial', contract: 'C-7' } })).body as { run: string }
  await product.engine.result(ada.organisation, run)
})
afterAll(() => product.stop())

const state = async (): Promise<ProvenanceView> => (await ada.send('GET', `/api/v1/datasets/${dataset}/provenance`)).body
const paper = (provenance: string, kind: string) => ada.send('POST', `/api/v1/datasets/${dataset}/papers`, { provenance, paper: kind, title: kind, reference: 'Shelf 3, folder 7' })
const unproven = async (): Promise<{ name: string, consents: number | null }[]> => ((await ada.send('GET', `/api/v1/datasets/${dataset}/assets?provenance=incomplete`)).body as { assets: { name: string, consents: number }[] }).assets
const listed = async (): Promise<number | null> => ((await ada.send('GET', `/api/v1/datasets/${dataset}`)).body as { incomplete: number | null }).incomplete

test('assets are proven kind by kind as their papers come in, as a file or as the place where it lies, and a paper that is taken back counts no more', async () => {
  expect(await state()).toMatchObject({ assets: 4, incomplete: 4, personal: false, withoutConsent: 0, kinds: [{ kind: 'commercial', assets: 1, lacking: ['contract', 'seller_commitment'] }, { kind: 'self_collected', assets: 3, lacking: ['collection_record'] }], papers: [] })
  const record = await ada.send('PUT', `/api/v1/datasets/${dataset}/papers?provenance=self_collected&paper=collection_record&title=${encodeURIComponent('采集记录')}&name=record.pdf`, Buffer.from('%PDF-'))
  expect(record).toMatchObject({ status: 201, body: { title: '采集记录', reference: null, file: { name: 'record.pdf', size: 5 } } })
  expect([await listed(), (await unproven()).map(a => a.name)]).toEqual([1, ['bought.txt']])
  expect((await paper('commercial', 'contract')).status).toBe(201)
  expect((await state()).kinds[0]).toMatchObject({ lacking: ['seller_commitment'] })
  expect((await paper('commercial', 'seller_commitment')).status).toBe(201)
  expect([await listed(), await unproven()]).toEqual([0, []])
  expect(await paper('open', 'contract')).toMatchObject({ status: 422, body: { error: { code: 'source.wrong-paper' } } })
  const id = (record.body as { id: string }).id, file = await ada.send('GET', `/api/v1/papers/${id}/content`)
  expect([file.bytes.toString(), String(file.headers['content-disposition'])]).toEqual(['%PDF-', expect.stringContaining('attachment')])
  expect((await ada.send('DELETE', `/api/v1/papers/${id}`)).status).toBe(200)
  expect([await listed(), (await ada.send('GET', `/api/v1/papers/${id}/content`)).status]).toEqual([3, 404])
  expect((await paper('self_collected', 'collection_record')).status).toBe(201)
})

test('where persons are in the data each asset needs a consent in force, which the list of assets counts', async () => {
  expect((await ada.send('PATCH', `/api/v1/datasets/${dataset}/provenance`, { personal: true })).body).toMatchObject({ personal: true, incomplete: 4, withoutConsent: 4 })
  const { id } = (await ada.send('POST', `/api/v1/projects/${project}/consents`, { subject: 'P-1', scope: 'training', givenOn: '2026-11-24' })).body as { id: string }
  await ada.send('POST', `/api/v1/consents/${id}/assets`, { dataset, prefix: 'P-1/' })
  expect(await state()).toMatchObject({ incomplete: 2, withoutConsent: 2 })
  expect((await unproven()).map(a => [a.name, a.consents])).toEqual([['P-2/c.txt', 0], ['bought.txt', 0]])
  const all = ((await ada.send('GET', `/api/v1/datasets/${dataset}/assets`)).body as { assets: { name: string, consents: number, outside: string | null }[] }).assets
  expect(all.map(a => [a.name, a.consents, a.outside])).toEqual([['P-1/a.txt', 1, null], ['P-1/b.txt', 1, null], ['P-2/c.txt', 0, null], ['bought.txt', 0, null]])
})

test('a guest sees neither papers nor consents nor what is lacking, and cannot ask for it by a filter', async () => {
  const { guest } = await enterAsParty(product, ada, project, { kind: 'auditor', steps: ['audit'] }, ['auditor'])
  expect((await guest.send('GET', `/api/v1/datasets/${dataset}/provenance`)).status).toBe(403)
  const assets = await guest.send('GET', `/api/v1/datasets/${dataset}/assets`)
  expect(assets.status).toBe(200)
  expect((assets.body as { assets: { consents: null }[] }).assets.map(a => a.consents)).toEqual([null, null, null, null])
  expect((await guest.send('GET', `/api/v1/datasets/${dataset}/assets?provenance=incomplete`)).status).toBe(403)
  expect((await guest.send('GET', `/api/v1/datasets/${dataset}`)).body).toMatchObject({ incomplete: null })
  expect((await guest.send('GET', `/api/v1/projects/${project}/storage-connections`)).status).toBe(403)
})

import sharp from 'sharp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { PluginServers } from '../../sockets/registry.ts'
import { importFiles, makeProject } from '../../../test/harness/example-project.ts'
import { startProduct, type InlineProduct, type Person } from '../../../test/harness/run-inline.ts'
import { importRun } from '../1-source/jobs.ts'
import { sourceRoutes } from '../1-source/routes.ts'
import type { LedgerView } from './contract.ts'
import { prepareRun } from './jobs.ts'
import type { RecipeStep } from './model.ts'
import { preparationRoutes } from './routes.ts'

/** Nothing that was imported makes a sound operator fall over, so one is made to, on files of one name. */
const breakBlur = (servers: PluginServers): PluginServers => {
  const sound = servers.operators.get('image-blur')!
  return { ...servers, operators: new Map([...servers.operators, ['image-blur', { ...sound, measure: async (input, parameters) => { if (input.name.startsWith('broken')) throw new Error('image.fell-over'); return sound.measure(input, parameters) } }]]) }
}

let product: InlineProduct, ada: Person, project: string
beforeAll(async () => {
  product = await startProduct({ kinds: [importRun, prepareRun], endpoints: [...sourceRoutes, ...preparationRoutes], servers: breakBlur })
  ada = await product.founder('Ada')
  project = await makeProject(ada)
})
afterAll(() => product.stop())

const noise = (seed: number, side: number): Promise<Buffer> => {
  const pixels = Buffer.alloc(side * side * 3)
  let state = seed
  for (let i = 0; i < pixels.length; i++) { state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0; pixels[i] = state >>> 24 }
  return sharp(pixels, { raw: { width: side, height: side, channels: 3 } }).png().toBuffer()
}
const step = (operator: string, parameters: Record<string, unknown> = {}): RecipeStep => ({ operator, version: 1, parameters })
const steps: RecipeStep[] = [
  step('image-size', { minWidth: 64, minHeight: 64 }), step('text-length', { minCodePoints: 4 }), step('exact-duplicate'), step('personal-data'), step('rule-facet', { facet: 'source', value: 'street', field: 'name', test: 'contains', against: 'street' }),
]
const save = async (name: string, wanted: readonly RecipeStep[]): Promise<string> => {
  const operators = ((await ada.send('GET', '/api/v1/operators')).body as { operators: { id: string, version: number, defaults: Record<string, unknown> }[] }).operators
  const current = wanted.map(s => { const o = operators.find(x => x.id === s.operator)!; return { ...s, version: o.version, parameters: { ...o.defaults, ...s.parameters } } })
  const made = await ada.send('POST', `/api/v1/projects/${project}/recipes`, { name, steps: current })
  expect(made.body).toMatchObject({ version: 1 })
  return (made.body as { id: string }).id
}
const apply = async (recipe: string, dataset: string): Promise<string> => {
  const started = await ada.send('POST', `/api/v1/recipes/${recipe}/applications`, { dataset })
  expect(started.status).toBe(202)
  const { run } = started.body as { run: string }
  await product.engine.result(ada.organisation, run)
  return run
}
const ledgerOf = async (run: string, query = ''): Promise<LedgerView[]> => ((await ada.send('GET', `/api/v1/preparations/${run}/verdicts?limit=500${query}`)).body as { assets: LedgerView[] }).assets

/** Six files whose fate the recipe above decides one by one. */
const importSix = async (): Promise<string> => {
  const sharpPicture = await noise(1, 96)
  const { dataset, run } = await importFiles(ada, project, {
    'a-street.png': sharpPicture, 'b-copy.png': sharpPicture, 'c-small.png': await noise(2, 32), 'd-short.txt': Buffer.from('短'), 'e-phone.txt': Buffer.from('请拨打 13812345678 联系我们。'), 'f-street.txt': Buffer.from('街上没有人。'),
  })
  await product.engine.result(ada.organisation, run)
  return dataset
}

test('every asset gets a verdict for each step it reached, cleaning derives a new asset, and duplicates share a cluster', async () => {
  const dataset = await importSix(), recipe = await save('All', steps), run = await apply(recipe, dataset), ledger = await ledgerOf(run)
  const outline = Object.fromEntries(ledger.map(a => [a.name, a.verdicts.map(v => v.outcome + (v.reason ? `:${v.reason}` : '')).join(' ')]))
  expect(outline).toEqual({
    'a-street.png': 'kept kept kept kept classified', 'b-copy.png': 'kept kept dropped:duplicate', 'c-small.png': 'dropped:too-small', 'd-short.txt': 'kept dropped:too-short',
    'e-phone.txt': 'kept kept kept changed:redacted kept', 'f-street.txt': 'kept kept kept kept classified',
  })
  const [street, copy, , , phone, walk] = ledger
  expect([street!.kept, copy!.kept, street!.facets, walk!.cluster]).toEqual([true, false, { source: 'street' }, null])
  expect([street!.cluster, copy!.cluster]).toEqual([street!.asset, street!.asset])
  expect(street!.verdicts[1]).toMatchObject({ operator: 'text-length', outcome: 'kept', measures: { applies: false } })
  expect(phone!.final).not.toBe(phone!.asset)
  const clean = (await ada.send('GET', `/api/v1/assets/${phone!.final}`)).body as unknown as { parent: string, madeBy: object, provenance: object, name: string }
  expect(clean).toMatchObject({ parent: phone!.asset, name: 'e-phone.txt', madeBy: { operator: 'personal-data' }, provenance: { kind: 'self_collected' } })
  expect(JSON.stringify((await ada.send('GET', `/api/v1/assets/${phone!.final}/text`)).body)).not.toContain('13812345678')
  expect(JSON.stringify((await ada.send('GET', `/api/v1/assets/${phone!.asset}/text`)).body)).toContain('13812345678')
  const summary = (await ada.send('GET', `/api/v1/preparations/${run}`)).body as unknown as { kept: number, dropped: number, facets: object[] }
  expect(summary).toMatchObject({ kept: 3, dropped: 3, facets: [{ facet: 'source', value: 'street', kept: 2, count: 2 }] })
  expect((await ledgerOf(run, '&step=2&outcome=dropped&reason=duplicate')).map(a => a.name)).toEqual(['b-copy.png'])
  expect((await ledgerOf(run, '&facet=source&value=street&kept=true')).map(a => a.name)).toEqual(['a-street.png', 'f-street.txt'])
  expect((await ledgerOf(run, '&name=STREET&modality=text&kept=true')).map(a => a.name)).toEqual(['f-street.txt'])
  const again = await ledgerOf(await apply(recipe, dataset))
  expect(again.map(a => [a.asset, a.final, a.verdicts])).toEqual(ledger.map(a => [a.asset, a.final, a.verdicts]))
})

test('a person overrules a verdict: the verdict stays, the standing changes, and a selection freezes it', async () => {
  const dataset = await importSix(), run = await apply(await save('Overruled', steps), dataset), small = (await ledgerOf(run)).find(a => a.name === 'c-small.png')!
  const overrule = (asset: string, at: number, outcome: string) => ada.send('POST', `/api/v1/preparations/${run}/overrule`, { asset, step: at, outcome, reason: 'looked at it' })
  const after = await overrule(small.asset, 0, 'kept')
  expect(after.body).toMatchObject({ kept: true, verdicts: [{ outcome: 'dropped', reason: 'too-small', overruled: { outcome: 'kept', reason: 'looked at it' } }] })
  expect((await overrule(small.asset, 3, 'kept')).body).toMatchObject({ error: { code: 'preparation.no-verdict' } })
  const street = (await ledgerOf(run))[0]!
  expect((await overrule(street.asset, 4, 'dropped')).body).toMatchObject({ kept: false })
  expect((await overrule(street.asset, 4, 'kept')).body).toMatchObject({ kept: true })
  const select = (name: string, more: object) => ada.send('POST', `/api/v1/projects/${project}/selections`, { name, preparation: run, ...more })
  const all = (await select('All kept', { filter: { kept: true } })).body as unknown as { id: string, assets: number, display: string }
  expect(all).toMatchObject({ assets: 4, display: 'S-001' })
  const page = (await ada.send('GET', `/api/v1/selections/${all.id}`)).body as unknown as { items: { name: string, asset: string }[] }
  expect(page.items.map(i => i.name)).toEqual(['a-street.png', 'c-small.png', 'e-phone.txt', 'f-street.txt'])
  const names = async (more: object): Promise<string[]> => {
    const made = (await select('Part', more)).body as unknown as { id: string }
    return ((await ada.send('GET', `/api/v1/selections/${made.id}`)).body as unknown as { items: { name: string }[] }).items.map(i => i.name)
  }
  expect(await names({ filter: { kept: true, facets: { source: ['street'] }, modality: 'text' } })).toEqual(['f-street.txt'])
  expect(await names({ filter: { kept: true }, limit: 2 })).toEqual(['a-street.png', 'c-small.png'])
  expect(await names({ filter: { kept: true }, limit: 2, seed: 'x' })).toEqual(await names({ filter: { kept: true }, limit: 2, seed: 'x' }))
  expect((await select('None', { filter: { kept: true, name: 'nowhere' } })).body).toMatchObject({ error: { code: 'selection.empty' } })
})

test('an asset on which an operator falls over has failed with the reason, and the others go on', async () => {
  const { dataset, run } = await importFiles(ada, project, { 'broken.png': await noise(20, 80), 'sound.png': await noise(21, 80) })
  await product.engine.result(ada.organisation, run)
  const ledger = await ledgerOf(await apply(await save('Blur', [step('image-size'), step('image-blur'), step('exact-duplicate')]), dataset))
  expect(ledger.map(a => [a.name, a.kept, a.verdicts.map(v => v.outcome), a.verdicts.at(-1)!.reason])).toEqual([['broken.png', false, ['kept', 'failed'], 'image.fell-over'], ['sound.png', true, ['kept', 'kept', 'kept'], null]])
})

test('wrong steps are refused with the place of each fault, and an old base is a conflict', async () => {
  const post = (wrong: object[]) => ada.send('POST', `/api/v1/projects/${project}/recipes`, { name: 'Wrong', steps: wrong })
  expect((await post([steps[0]!, { operator: 'nothing', version: 1, parameters: {} }])).body).toMatchObject({ error: { code: 'recipe.unknown-operator', place: { field: 'steps[1].operator' } } })
  expect((await post([{ ...steps[0], version: 99 }])).body).toMatchObject({ error: { code: 'recipe.operator-version', place: { field: 'steps[0].version' } } })
  expect((await post([step('image-size', { minWidth: 'wide', minHeight: 64 })])).body).toMatchObject({ error: { code: 'recipe.bad-parameter', place: { field: 'steps[0].parameters.minWidth' } } })
  const recipe = await save('Versions', [steps[0]!]), next = (base: number) => ada.send('POST', `/api/v1/recipes/${recipe}/versions`, { base, steps: [steps[2]] })
  expect((await next(1)).body).toMatchObject({ version: 2 })
  expect((await next(1)).body).toMatchObject({ error: { code: 'recipe.changed-meanwhile' } })
  const empty = ((await ada.send('POST', `/api/v1/projects/${project}/datasets`, { name: 'Empty' })).body as { id: string }).id
  expect((await ada.send('POST', `/api/v1/recipes/${recipe}/applications`, { dataset: empty })).body).toMatchObject({ error: { code: 'preparation.nothing' } })
  const eve = await product.founder('Eve')
  for (const url of [`/api/v1/recipes/${recipe}`, `/api/v1/projects/${project}/recipes`, `/api/v1/projects/${project}/selections`]) expect((await eve.send('GET', url)).status).toBe(404)
})

test('moving a threshold on the recipe page counts again and shows what lies on both sides, from measures taken before, whatever the parameters were then', async () => {
  const { dataset, run } = await importFiles(ada, project, { 'a.png': await noise(9, 70), 'b.png': await noise(10, 90), 'c.txt': Buffer.from('no picture') })
  await product.engine.result(ada.organisation, run)
  const preview = async (minWidth: number, before: RecipeStep[] = []) => {
    const asked = [...before, step('image-size', { minWidth, minHeight: 1 })]
    return (await ada.send('POST', `/api/v1/projects/${project}/recipes/preview`, { dataset, steps: asked, step: asked.length - 1 })).body
  }
  expect(await preview(64)).toEqual({ reached: 2, measured: 0, unmeasured: 2, kept: 0, dropped: 0, histogram: null, examples: { dropped: [], kept: [] } })
  await apply(await save('Size', [step('image-size', { minWidth: 1, minHeight: 1 })]), dataset)
  expect(await preview(71)).toMatchObject({ reached: 2, measured: 2, unmeasured: 0, kept: 1, dropped: 1, histogram: { min: 70 }, examples: { dropped: [{ name: 'a.png', value: 70 }], kept: [{ name: 'b.png', value: 90 }] } })
  expect(await preview(70)).toMatchObject({ kept: 2, dropped: 0 })
  expect(await preview(91, [step('image-size', { minWidth: 80, minHeight: 1 })])).toMatchObject({ reached: 1, kept: 0, dropped: 1 })
})

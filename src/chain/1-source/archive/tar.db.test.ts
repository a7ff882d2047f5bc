import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { importFiles, makeProject } from '../../../../test/harness/example-project.ts'
import { startProduct, type InlineProduct, type Person } from '../../../../test/harness/run-inline.ts'
import { makeTar, paxRecords } from '../fixtures/tar.ts'
import { importRun } from '../jobs.ts'
import { sourceRoutes } from '../routes.ts'

let product: InlineProduct, ada: Person, project: string
beforeAll(async () => {
  product = await startProduct({ kinds: [importRun], endpoints: sourceRoutes })
  ada = await product.founder('Ada')
  project = await makeProject(ada)
})
afterAll(() => product.stop())

const namesOf = async (dataset: string): Promise<string[]> => ((await ada.send('GET', `/api/v1/datasets/${dataset}/assets?limit=1000`)).body as { assets: { name: string }[] }).assets.map(a => a.name)
const problemsOf = async (run: string): Promise<{ file: string, code: string, parameters: Record<string, unknown> }[]> => ((await ada.send('GET', `/api/v1/runs/${run}/problems?limit=1000`)).body as { problems: [] }).problems
const codesOf = async (run: string): Promise<string[]> => (await problemsOf(run)).map(p => `${p.file} ${p.code}`).sort()
const text = (content: string): Buffer => Buffer.from(content)

/** Longer than the 100 bytes of a plain header. */
const longName = `${'folder/'.repeat(30)}诗.txt`
const files = [
  { name: 'plain.txt', bytes: text('one') }, { name: './dot/two.txt', bytes: text('two') }, { name: Buffer.from([0xd6, 0xd0, 0xce, 0xc4, 0x2e, 0x74, 0x78, 0x74]), bytes: text('three') },
  { name: 'x', type: 'L', bytes: text(`${longName}\0`) }, { name: 'cut', bytes: text('four') }, { name: 'x', type: 'x', bytes: paxRecords({ path: '目录/五.txt' }) }, { name: 'cut2', bytes: text('five') },
  { name: 'rows.jsonl', bytes: text('{"text":"six"}\n{"text":"seven"}\n') }, { name: 'folder/', type: '5', bytes: text('') }, { name: '.DS_Store', bytes: text('x') },
]
const wanted = ['dot/two.txt', longName, 'plain.txt', 'rows.jsonl#L1', 'rows.jsonl#L2', '中文.txt', '目录/五.txt'].sort()

test('a TAR and a TAR.GZ give the same assets: long names of both kinds, names in GB18030, tables inside', async () => {
  for (const [name, bytes] of [['a.tar', makeTar(files)], ['b.tar.gz', gzipSync(makeTar(files))], ['c.TGZ', gzipSync(makeTar(files))]] as const) {
    const { dataset, run } = await importFiles(ada, project, { [name]: bytes })
    expect(await product.engine.result(ada.organisation, run)).toMatchObject({ assets: 7, failed: 0, skipped: 1, warnings: 1 })
    expect((await namesOf(dataset)).sort()).toEqual(wanted)
    expect(await codesOf(run)).toEqual([`${name} archive.name-encoding`])
  }
})

test('a hostile TAR is refused entry by entry, and the honest ones go in', async () => {
  const { dataset, run } = await importFiles(ada, project, { 'pack.tar': makeTar([
    { name: 'ok.txt', bytes: text('fine') }, { name: '../out.txt', bytes: text('x') }, { name: '/etc/passwd', bytes: text('x') }, { name: 'link', type: '2', bytes: text(''), link: '/etc/passwd' },
    { name: 'hard', type: '1', bytes: text(''), link: 'ok.txt' }, { name: 'fifo', type: '6', bytes: text('') }, { name: 'ok.txt', bytes: text('twice') }, { name: 'in.tgz', bytes: text('x') }, { name: 'last.txt', bytes: text('end') },
  ]) })
  expect(await product.engine.result(ada.organisation, run)).toMatchObject({ assets: 2, failed: 7 })
  expect((await namesOf(dataset)).sort()).toEqual(['last.txt', 'ok.txt'])
  expect(await codesOf(run)).toEqual([
    '../out.txt archive.path-escape', '/etc/passwd archive.path-escape', 'fifo archive.special-file', 'hard archive.link', 'in.tgz archive.nested', 'link archive.link', 'ok.txt archive.duplicate-entry',
  ])
})

test('an archive that is cut off says at which byte and in which file, and what came before goes in', async () => {
  const whole = makeTar([{ name: 'a.txt', bytes: text('first') }, { name: 'b.txt', bytes: Buffer.alloc(5000, 0x62) }, { name: 'c.txt', bytes: text('third') }])
  const inside = 512 * 3 + 1000
  const { dataset, run } = await importFiles(ada, project, { 'cut.tar': whole.subarray(0, inside), 'cut.tar.gz': gzipSync(whole).subarray(0, -30) })
  expect(await product.engine.result(ada.organisation, run)).toMatchObject({ failed: 2 })
  expect(await namesOf(dataset)).toEqual(['a.txt'])
  const problems = await problemsOf(run)
  expect(problems.map(p => p.code)).toEqual(['archive.truncated', 'archive.truncated'])
  expect(problems.find(p => p.file === 'cut.tar')).toMatchObject({ parameters: { offset: inside, entry: 'b.txt' } })
  // Between two files nothing is broken: they go in, with a warning.
  const between = await importFiles(ada, project, { 'short.tar': whole.subarray(0, 1024) })
  expect(await product.engine.result(ada.organisation, between.run)).toMatchObject({ assets: 1, failed: 0, warnings: 1 })
  expect(await codesOf(between.run)).toEqual(['short.tar archive.no-end-mark'])
})

test('a bomb, a file that is no gzip and one that is no TAR fail by name, and the file beside them goes in', async () => {
  const bomb = gzipSync(makeTar([{ name: 'zeros.txt', bytes: Buffer.alloc(40 * 1024 * 1024) }]))
  const { dataset, run } = await importFiles(ada, project, { 'bomb.tgz': bomb, 'no.tgz': text('not a gzip'), 'no.tar': Buffer.alloc(2048, 0x41), 'ok.txt': text('fine') })
  expect(await product.engine.result(ada.organisation, run)).toMatchObject({ assets: 1, failed: 3 })
  expect(await namesOf(dataset)).toEqual(['ok.txt'])
  expect(await codesOf(run)).toEqual(['bomb.tgz archive.bomb', 'no.tar archive.corrupt', 'no.tgz archive.corrupt'])
})

import sharp from 'sharp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { importFiles, makeProject } from '../../../test/harness/example-project.ts'
import { startProduct, type InlineProduct, type Person } from '../../../test/harness/run-inline.ts'
import { makeZip } from './fixtures/zip.ts'
import { importRun } from './jobs.ts'
import { sourceRoutesWith } from './routes.ts'

const uploadLimit = 1024 * 1024
let product: InlineProduct, ada: Person, project: string
beforeAll(async () => {
  product = await startProduct({ kinds: [importRun], endpoints: sourceRoutesWith({ uploadLimit }) })
  ada = await product.founder('Ada')
  project = await makeProject(ada)
})
afterAll(() => product.stop())

interface View { id: string, name: string, modality: string, mediaType: string, facts: Record<string, unknown>, textSha256: string | null, thumbnail: boolean, size: number }
const picture = (red: number, side = 80): Promise<Buffer> => sharp({ create: { width: side, height: side, channels: 3, background: { r: red, g: 9, b: 200 } } }).png().toBuffer()
const assetsOf = async (dataset: string): Promise<View[]> => ((await ada.send('GET', `/api/v1/datasets/${dataset}/assets?limit=1000`)).body as { assets: View[] }).assets
const problemsOf = async (run: string): Promise<{ code: string, file: string, line: number | null, warning: boolean }[]> => ((await ada.send('GET', `/api/v1/runs/${run}/problems?limit=1000`)).body as { problems: [] }).problems

test('pictures, texts and tables become assets, what is broken is named with its line, and importing it all again changes nothing', async () => {
  const good = await picture(1)
  const files = {
    'a/one.png': good, 'a/cut.png': good.subarray(0, good.length - 20), 'a/empty.txt': Buffer.alloc(0), 'a/wrong.jpg': await picture(2), '.DS_Store': Buffer.from('x'), 'notes.txt': Buffer.from('第一行\n第二行'),
    'gb.txt': Buffer.from([0xd6, 0xd0, 0xce, 0xc4]), 'rows.jsonl': Buffer.from('{"text":"早上好"}\nnot json\n\n{"content":"two"}\n{"other":1}\n{"text":7}\n{"text":"half \\ud800"}\n"plain"'),
    'rows.csv': Buffer.from('id,文本\r\n1,"多行\n文字"\r\n2,"broken\r\n3,好\r\n4,a,b\r\n5,""\r\n'),
  }
  const { dataset, run } = await importFiles(ada, project, files)
  expect(await product.engine.result(ada.organisation, run)).toEqual({ files: 18, assets: 9, existing: 0, failed: 9, skipped: 1, warnings: 2 })
  const assets = await assetsOf(dataset)
  expect(assets.map(a => a.name)).toEqual(['a/one.png', 'a/wrong.jpg', 'gb.txt', 'notes.txt', 'rows.csv#L2', 'rows.csv#L5', 'rows.jsonl#L1', 'rows.jsonl#L4', 'rows.jsonl#L8'])
  expect((await problemsOf(run)).filter(p => !p.warning).map(p => `${p.file}:${p.line} ${p.code}`).sort()).toEqual([
    'a/cut.png:null image.truncated', 'a/empty.txt:null file.empty', 'rows.csv:4 table.quote', 'rows.csv:6 table.row-width', 'rows.csv:7 file.empty',
    'rows.jsonl:2 syntax.json', 'rows.jsonl:5 field.missing', 'rows.jsonl:6 field.type', 'rows.jsonl:7 source.lone-surrogate',
  ].sort())
  const again = await importFiles(ada, project, files, { dataset })
  expect(await product.engine.result(ada.organisation, again.run)).toMatchObject({ assets: 0, existing: 9 })
  expect(await assetsOf(dataset)).toEqual(assets)
})

test('a ZIP is read without trusting it: each hostile entry is refused by its own code and the honest ones go in', async () => {
  const zip = makeZip([
    { name: 'ok/图.png', bytes: await picture(3) }, { name: '../out.png', bytes: await picture(4) }, { name: 'C:\\out.png', bytes: await picture(4) }, { name: 'link', bytes: Buffer.from('/etc/passwd'), mode: 0o120777 },
    { name: 'fifo', bytes: Buffer.alloc(0), mode: 0o010644 }, { name: 'secret.png', bytes: await picture(5), encrypted: true }, { name: 'ok/图.png', bytes: await picture(6) }, { name: 'in.zip', bytes: Buffer.from('PK') },
    { name: 'bomb.txt', bytes: Buffer.alloc(40 * 1024 * 1024, 0x61) }, { name: 'lie.txt', bytes: Buffer.from('hello hello hello'), declared: 5 }, { name: '__MACOSX/x', bytes: Buffer.from('x') }, { name: 'dir/', bytes: Buffer.alloc(0), store: true },
    { name: Buffer.from([0xd6, 0xd0, 0xce, 0xc4, 0x2e, 0x74, 0x78, 0x74]), bytes: Buffer.from('in a folder named in GB18030'), store: true }, { name: 'texts.jsonl', bytes: Buffer.from('{"text":"inside"}\n{"text":"archive"}\n') },
  ])
  const { dataset, run } = await importFiles(ada, project, { 'pack.zip': zip })
  expect(await product.engine.result(ada.organisation, run)).toMatchObject({ assets: 4, failed: 9, skipped: 1, warnings: 1 })
  expect((await assetsOf(dataset)).map(a => a.name)).toEqual(['ok/图.png', '中文.txt', 'texts.jsonl#L1', 'texts.jsonl#L2'])
  expect((await problemsOf(run)).map(p => `${p.file} ${p.code}`).sort()).toEqual([
    '../out.png archive.path-escape', 'C:/out.png archive.path-escape', 'bomb.txt archive.bomb', 'fifo archive.special-file', 'in.zip archive.nested', 'lie.txt archive.corrupt', 'link archive.link', 'ok/图.png archive.duplicate-entry', 'pack.zip archive.name-encoding', 'secret.png archive.encrypted',
  ].sort())
})

test('a damaged archive and a table without a text column fail by name, and the file beside them goes in', async () => {
  const whole = makeZip([{ name: 'a.txt', bytes: Buffer.from('abc') }])
  const { run } = await importFiles(ada, project, { 'cut.zip': whole.subarray(0, whole.length - 9), 'ids.csv': Buffer.from('id,score\n1,2\n'), 'x.bin': Buffer.from([0, 1, 2, 3]), 'ok.txt': Buffer.from('fine') })
  expect(await product.engine.result(ada.organisation, run)).toMatchObject({ assets: 1, failed: 3 })
  expect((await problemsOf(run)).map(p => `${p.file} ${p.code}`).sort()).toEqual(['cut.zip archive.corrupt', 'ids.csv source.no-text-column', 'x.bin source.unrecognised'])
})

test('a table in GB18030 is converted with a warning, and columns can be named', async () => {
  const gb = Buffer.concat([Buffer.from('key,body\n'), Buffer.from('n/1,'), Buffer.from([0xd6, 0xd0, 0xce, 0xc4]), Buffer.from('\n../x,y\n')])
  const { dataset, run } = await importFiles(ada, project, { 't.csv': gb }, { options: { textColumn: 'body', nameColumn: 'key' } })
  expect(await product.engine.result(ada.organisation, run)).toMatchObject({ assets: 1, failed: 1, warnings: 1 })
  const [asset] = await assetsOf(dataset)
  expect(asset).toMatchObject({ name: 'n/1', modality: 'text' })
  expect((await ada.send('GET', `/api/v1/assets/${asset!.id}/text`)).body).toMatchObject({ text: '中文', codePoints: 2 })
})

test('a long table is read in parts: every row goes in, in order, and a bad one is named with its line in the file', async () => {
  const rows = Array.from({ length: 4100 }, (_, i) => (i === 4049 ? '{"text":' : JSON.stringify({ text: `row ${i}` })))
  const { dataset, run } = await importFiles(ada, project, { 'long.jsonl': Buffer.from(rows.join('\n')) })
  expect(await product.engine.result(ada.organisation, run)).toEqual({ files: 4100, assets: 4099, existing: 0, failed: 1, skipped: 0, warnings: 0 })
  expect(await problemsOf(run)).toMatchObject([{ code: 'syntax.json', file: 'long.jsonl', line: 4050 }])
  const names: string[] = []
  for (let next: string | null = ''; next !== null;) {
    const page = (await ada.send('GET', `/api/v1/datasets/${dataset}/assets?limit=1000${next && `&after=${next}`}`)).body as unknown as { assets: View[], next: string | null }
    names.push(...page.assets.map(a => a.name))
    next = page.next
  }
  expect(names).toEqual(rows.map((_, i) => `long.jsonl#L${i + 1}`).filter((_, i) => i !== 4049))
})

test('an upload over the limit is refused while it comes in, over a real connection, and the next one goes through', async () => {
  const { id } = (await ada.send('POST', `/api/v1/projects/${project}/datasets`, { name: 'Limited' })).body as { id: string }
  const address = await product.app.listen({ host: '127.0.0.1', port: 0 })
  const put = (size: number) => fetch(`${address}/api/v1/datasets/${id}/uploads?name=a.bin`, {
    method: 'PUT', body: Buffer.alloc(size), headers: { authorization: `Bearer ${ada.secret}`, 'x-feedstock-organisation': ada.organisation, 'content-type': 'application/octet-stream' },
  })
  const refused = await put(8 * uploadLimit)
  expect([refused.status, await refused.json()]).toMatchObject([413, { error: { code: 'source.upload-too-large' } }])
  expect((await put(uploadLimit)).status).toBe(201)
})

test('content is served whole, in parts and by its hash; a thumbnail is there; another organisation gets 404', async () => {
  const bytes = await picture(7, 900), { dataset, run } = await importFiles(ada, project, { 'p.png': bytes })
  await product.engine.result(ada.organisation, run)
  const [asset] = await assetsOf(dataset), url = `/api/v1/assets/${asset!.id}`
  const whole = await ada.send('GET', `${url}/content`)
  expect([whole.status, whole.bytes.equals(bytes), whole.headers['content-type']]).toEqual([200, true, 'image/png'])
  const part = await ada.send('GET', `${url}/content`, undefined, { range: 'bytes=10-19' })
  expect([part.status, part.bytes.equals(bytes.subarray(10, 20)), part.headers['content-range']]).toEqual([206, true, `bytes 10-19/${bytes.length}`])
  expect((await ada.send('GET', `${url}/content`, undefined, { range: `bytes=${bytes.length}-` })).status).toBe(416)
  expect((await ada.send('GET', `${url}/content`, undefined, { 'if-none-match': String(whole.headers['etag']) })).status).toBe(304)
  expect((await sharp((await ada.send('GET', `${url}/thumbnail`)).bytes).metadata()).width).toBe(320)
  expect((await ada.send('GET', `${url}/text`)).status).toBe(422)
  const eve = await product.founder('Eve'), worker = await product.member(ada.organisation, ['executor'])
  for (const foreign of [url, `${url}/content`, `${url}/text`, `/api/v1/datasets/${dataset}`, `/api/v1/datasets/${dataset}/assets`]) expect((await eve.send('GET', foreign)).status).toBe(404)
  expect((await eve.send('PUT', `/api/v1/datasets/${dataset}/uploads?name=x.png`, bytes)).status).toBe(404)
  expect((await worker.send('GET', `${url}/content`)).status).toBe(200)
  expect((await worker.send('PUT', `/api/v1/datasets/${dataset}/uploads?name=x.png`, bytes)).status).toBe(403)
})

test('the same upload twice is one, a name that leaves its folder is refused, and nothing waiting is nothing to import', async () => {
  const { body } = await ada.send('POST', `/api/v1/projects/${project}/datasets`, { name: 'Uploads' }), dataset = (body as { id: string }).id
  expect((await ada.send('POST', `/api/v1/projects/${project}/datasets`, { name: 'Uploads' })).status).toBe(409)
  const put = (name: string) => ada.send('PUT', `/api/v1/datasets/${dataset}/uploads?name=${encodeURIComponent(name)}`, Buffer.from('abc'))
  expect((await put('a.txt')).body).toEqual((await put('a.txt')).body)
  expect((await put('../a.txt')).body).toMatchObject({ error: { code: 'source.bad-name' } })
  expect((await ada.send('PUT', `/api/v1/datasets/${dataset}/uploads?name=a.json`, { a: 1 })).status).toBe(415)
  expect((await ada.send('GET', `/api/v1/datasets/${dataset}`)).body).toMatchObject({ waiting: 1, assets: 0 })
  const start = () => ada.send('POST', `/api/v1/datasets/${dataset}/imports`, { provenance: { kind: 'user_input', authorisation: 'x' } })
  await product.engine.result(ada.organisation, ((await start()).body as { run: string }).run)
  expect((await start()).body).toMatchObject({ error: { code: 'source.nothing-to-import' } })
  expect((await ada.send('GET', `/api/v1/datasets/${dataset}`)).body).toMatchObject({ waiting: 0, assets: 1, modalities: { text: 1 } })
})

test('what was uploaded and not imported is listed, page by page, so that a broken upload sends only the rest', async () => {
  const dataset = ((await ada.send('POST', `/api/v1/projects/${project}/datasets`, { name: 'Waiting' })).body as { id: string }).id, list = `/api/v1/datasets/${dataset}/uploads`
  for (const name of ['a.txt', 'b/c.txt']) await ada.send('PUT', `${list}?name=${encodeURIComponent(name)}`, Buffer.from(name))
  const first = (await ada.send('GET', `${list}?limit=1`)).body as { uploads: { name: string, size: number }[], next: string }
  expect(first.uploads).toMatchObject([{ name: 'a.txt', size: 5 }])
  expect((await ada.send('GET', `${list}?after=${first.next}`)).body).toMatchObject({ uploads: [{ name: 'b/c.txt', size: 7 }], next: null })
  const { run } = (await ada.send('POST', `/api/v1/datasets/${dataset}/imports`, { provenance: { kind: 'self_collected', record: 'test' } })).body as { run: string }
  await product.engine.result(ada.organisation, run)
  expect((await ada.send('GET', list)).body).toEqual({ uploads: [], next: null })
})

test('each line of a TXT becomes a text named by file and line: blank lines are counted, a broken one is named, and a second import changes nothing', async () => {
  const line = (text: string): Buffer => Buffer.from(`${text}\n`)
  const files = {
    'poems/李白.txt': Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), line('床前明月光'), line(''), line(' \t　'), Buffer.from([0xff, 0xfe, 0x0a]), line('疑是地上霜\r'), Buffer.from('举头望明月')]),
    // 中文, a byte pair that GB18030 has not, 文中.
    'gb.txt': Buffer.from([0xd6, 0xd0, 0xce, 0xc4, 0x0a, 0xff, 0xff, 0x0a, 0xce, 0xc4, 0xd6, 0xd0, 0x0a]),
    'empty.txt': Buffer.alloc(0), 'blank.txt': Buffer.from('\n\n \n'), 'whole.md': Buffer.from('one\ntwo\n'), 'utf32.txt': Buffer.from([0xff, 0xfe, 0, 0, 0x41, 0, 0, 0]),
    'pack.zip': makeZip([{ name: 'in.txt', bytes: Buffer.from('first\n\nthird\n') }]),
  }
  const { dataset, run } = await importFiles(ada, project, files, { options: { lines: true } })
  expect(await product.engine.result(ada.organisation, run)).toMatchObject({ assets: 8, existing: 0, failed: 4, skipped: 6, warnings: 1 })
  const assets = await assetsOf(dataset)
  expect(assets.map(a => a.name).sort()).toEqual(['gb.txt#L1', 'gb.txt#L3', 'in.txt#L1', 'in.txt#L3', 'poems/李白.txt#L1', 'poems/李白.txt#L5', 'poems/李白.txt#L6', 'whole.md'])
  const texts = new Map(await Promise.all(assets.map(async a => [a.name, ((await ada.send('GET', `/api/v1/assets/${a.id}/text`)).body as { text: string }).text] as const)))
  expect([texts.get('poems/李白.txt#L1'), texts.get('poems/李白.txt#L5'), texts.get('gb.txt#L3')]).toEqual(['床前明月光', '疑是地上霜', '文中'])
  expect((await problemsOf(run)).map(p => `${p.file}:${p.line} ${p.code}`).sort()).toEqual([
    'empty.txt:null source.empty-text', 'gb.txt:2 source.row-encoding', 'gb.txt:null source.table-converted', 'poems/李白.txt:4 source.row-encoding', 'utf32.txt:null file.encoding',
  ])
  const again = await importFiles(ada, project, files, { dataset, options: { lines: true } })
  expect(await product.engine.result(ada.organisation, again.run)).toMatchObject({ assets: 0, existing: 8, skipped: 6 })
  expect(await assetsOf(dataset)).toEqual(assets)
})

test('a plain text is read in the encoding that was named; one that is not in it fails by name, and a byte-order mark counts for more', async () => {
  // 一 and 乙 in Big5; as GB18030 they would pass for other characters.
  const big5 = Buffer.from([0xa4, 0x40, 0xa4, 0x41])
  const { dataset, run } = await importFiles(ada, project, { 'b5.txt': big5, 'bad.txt': Buffer.from([0x41, 0xa4]), 'mark.txt': Buffer.from([0xef, 0xbb, 0xbf, 0x41]), 'p.png': await picture(11) }, { options: { encoding: 'big5' } })
  expect(await product.engine.result(ada.organisation, run)).toMatchObject({ assets: 3, failed: 1 })
  expect((await problemsOf(run)).filter(p => !p.warning)).toMatchObject([{ code: 'text.other-encoding', file: 'bad.txt' }])
  const asset = (await assetsOf(dataset)).find(a => a.name === 'b5.txt')!
  expect(asset.facts).toMatchObject({ encoding: 'big5', codePoints: 2 })
  expect((await ada.send('GET', `/api/v1/assets/${asset.id}/text`)).body).toMatchObject({ text: '一乙', codePoints: 2 })
})

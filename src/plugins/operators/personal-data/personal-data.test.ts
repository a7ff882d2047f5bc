import { existsSync, readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import fc from 'fast-check'
import { Type } from 'typebox'
import Value from 'typebox/value'
import { describe, expect, test } from 'vitest'
import { textOffsets } from '../../../kernel/geometry/text.ts'
import { textInput } from '../input-for-test.ts'
import { findHits } from './find-hits.ts'
import operator from './index.ts'
import { kindIds, type Kind } from './kinds.ts'
import server from './server/index.ts'

const found = (text: string): readonly string[] => findHits(text).map(({ kind, start, end }) => `${kind}:${text.slice(start, end)}`)
const redacted = async (text: string, parameters: { kinds: Kind[], style: 'mask' | 'tag' }): Promise<string> => {
  const input = textInput(text)
  return new TextDecoder().decode((await server.change!(input, await server.measure(input, parameters), parameters)).bytes)
}
const all = { kinds: [...kindIds], style: 'mask' as const }

test('each kind is found inside Chinese text, exactly as long as it is', () => {
  expect(found('张三，身份证号11010519491231002X，手机13800138000。')).toEqual(['resident-id:11010519491231002X', 'mobile:13800138000'])
  expect(found('电话+86 138-0013-8000、+86-10-88888888、0755-26012345、（010）88888888，400-810-8888')).toEqual(['mobile:+86 138-0013-8000', 'landline:+86-10-88888888', 'landline:0755-26012345', 'landline:（010）88888888', 'service-phone:400-810-8888'])
  expect(found('卡号6228480032863831510或4111 1111 1111 1111转账')).toEqual(['bank-card:6228480032863831510', 'bank-card:4111 1111 1111 1111'])
  expect(found('写信到a.b+c@mail.example.com。车牌粤B12345D')).toEqual(['email:a.b+c@mail.example.com', 'plate:粤B12345D'])
})

test('full-width digits and signs count as their ASCII twins', () => {
  expect(found('手机：１３８００１３８０００')).toEqual(['mobile:１３８００１３８０００'])
})

test('what merely looks like a number of a person is left alone', () => {
  const innocent = ['138001380001', '0.13800138000', '3.13800138000.1', '2024-01-15', '192.168.1.1000', '110105194902300020', '11010519491231002Y', 'a13800138000', 'user@localhost', '@handle', '755-26012345', '861-26012345', '691e219c-0565-4403-9218-ab56', '1700000000000', '6228480032863831513', '京I12345']
  expect(innocent.flatMap(found)).toEqual([])
})

test('measured offsets are code points of the text, also behind astral characters and a byte-order mark', async () => {
  const expected = { hits: [{ kind: 'mobile', start: 3, end: 14 }] }
  expect(await server.measure(textInput('😀𠮷：13800138000'), operator.defaults)).toEqual(expected)
  expect(await server.measure(textInput('\ufeff😀𠮷：13800138000'), operator.defaults)).toEqual(expected)
})

test('a text with hits of the chosen kinds is changed, with their counts; other hits are ignored', () => {
  const hits: readonly { kind: Kind, start: number, end: number }[] = [{ kind: 'mobile', start: 0, end: 11 }, { kind: 'mobile', start: 20, end: 31 }, { kind: 'plate', start: 40, end: 47 }]
  expect(operator.judge!({ hits: [...hits] }, operator.defaults)).toEqual({ outcome: 'changed', reason: 'redacted', detail: { mobile: 2 } })
  expect(operator.judge!({ hits: [...hits] }, { kinds: ['email'], style: 'mask' })).toEqual({ outcome: 'kept' })
})

test('a mask keeps the length in code points, a tag names the kind, and the rest of the text stays', async () => {
  const text = '😀手机13800138000，卡号4111 1111 1111 1111。\n'
  expect(await redacted(text, { kinds: ['mobile'], style: 'mask' })).toBe('😀手机●●●●●●●●●●●，卡号4111 1111 1111 1111。\n')
  expect(await redacted(text, { kinds: ['mobile', 'bank-card'], style: 'tag' })).toBe('😀手机[手机]，卡号[银行卡]。\n')
})

test('overlapping hits are hidden as one, under the more telling kind', async () => {
  const input = textInput('abcdefgh')
  const hits: { kind: Kind, start: number, end: number }[] = [{ kind: 'ipv4', start: 1, end: 4 }, { kind: 'mobile', start: 3, end: 6 }]
  const changed = await server.change!(input, { hits }, { kinds: [...kindIds], style: 'tag' })
  expect(new TextDecoder().decode(changed.bytes)).toBe('a[手机]gh')
})

test('a GB18030 text is redacted into UTF-8', async () => {
  const input = textInput(Uint8Array.of(0xb5, 0xe7, 0xbb, 0xb0, ...new TextEncoder().encode('13800138000')))
  const changed = await server.change!(input, await server.measure(input, operator.defaults), operator.defaults)
  expect(changed).toEqual({ mediaType: 'text/plain', bytes: new TextEncoder().encode('电话●●●●●●●●●●●') })
})

test('whatever the text, hits lie inside it, and a masked text has its length and no hit left', async () => {
  const piece = fc.oneof(fc.constantFrom('13800138000', '11010519491231002X', '4111111111111111', 'a@b.cn', '0755-26012345', '京A12345', ' ', '-', '，', '😀', '8', '+86 ', '::1', '10.0.0.1'), fc.string({ unit: 'binary', maxLength: 4 }))
  await fc.assert(fc.asyncProperty(fc.array(piece, { maxLength: 12 }), async pieces => {
    const text = new TextDecoder().decode(new TextEncoder().encode(pieces.join(''))).replace(/^\ufeff|\0/g, '.') + '.'
    const { codePoints } = textOffsets(text)
    const { hits } = await server.measure(textInput(text), all)
    for (const { start, end } of hits) expect(0 <= start && start < end && end <= codePoints).toBe(true)
    const masked = await redacted(text, all)
    expect(textOffsets(masked).codePoints).toBe(codePoints)
    for (const { start, end } of hits) expect([...masked].slice(start, end).every(c => c === '●')).toBe(true)
  }))
})

test.each(['a@', '@', '1234 ', 'a.', '1:', '京A', '（010）', '1.', `${'a'.repeat(64)}@`])('a megabyte of %j takes no longer than two seconds', unit => {
  const text = unit.repeat(Math.ceil(1_000_000 / unit.length))
  const start = performance.now()
  findHits(text)
  expect(performance.now() - start).toBeLessThan(2000)
})

const vectors = '../shared/fixtures/quality/pii/vectors.json'
describe.skipIf(!existsSync(vectors))('on 300 published and synthetic vectors', () => {
  const File = Type.Object({ vectors: Type.Array(Type.Object({ kind: Type.String(), text: Type.String(), valid: Type.Boolean() })) })
  const ours: Readonly<Record<string, readonly Kind[]>> = {
    cn_resident_id: ['resident-id'], cn_resident_id_15: ['resident-id'], uscc: ['credit-code'], org_code: ['organisation-code'], bank_card: ['bank-card'], iban: ['iban'],
    cn_phone: ['mobile', 'landline', 'service-phone'], cn_plate: ['plate'], cn_passport: ['passport'], hk_macau_permit: ['travel-permit'], email: ['email'], ipv4: ['ipv4'], ipv6: ['ipv6'],
  }
  test('every valid one is found whole, no invalid one is found', () => {
    const read = Value.Parse(File, JSON.parse(readFileSync(vectors, 'utf8'))).vectors
    expect(read.length).toBe(300)
    const wrong = read.filter(({ kind, text, valid }) => {
      const hits = findHits(text).filter(hit => ours[kind]!.includes(hit.kind))
      return valid ? !hits.some(hit => hit.start === 0 && hit.end === text.length) : hits.length > 0
    })
    expect(wrong).toEqual([])
  })
})

const paragraphs = '../shared/fixtures/quality/neardup/docs_en/docs.jsonl.gz'
describe.skipIf(!existsSync(paragraphs))('on 16,231 paragraphs of documentation', () => {
  test('there is no resident identity number and no telephone', () => {
    const text = gunzipSync(readFileSync(paragraphs)).toString('utf8')
    const hits = findHits(text)
    expect(hits.filter(({ kind }) => ['resident-id', 'mobile', 'landline'].includes(kind))).toEqual([])
  })
})

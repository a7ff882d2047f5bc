import fc from 'fast-check'
import { expect, test } from 'vitest'
import { jsonPieces, parseJson } from './format-json.ts'

const pieces = async (text: string, size = 3) => {
  const chunks = async function* () { for (let i = 0; i < text.length; i += size) yield text.slice(i, i + size) }
  const all = []
  for await (const piece of jsonPieces(chunks())) all.push(piece)
  return all
}

test('what JSON.parse reads is read the same, however it is spaced', () => {
  fc.assert(fc.property(fc.jsonValue(), fc.constantFrom(0, 1, '\t'), (value, indent) => {
    const text = JSON.stringify(value, null, indent), parsed = parseJson(text)
    expect(parsed.ok && parsed.value).toEqual(JSON.parse(text))
  }))
})

/** JSON.parse lets a number overflow to infinity; here it is refused like NaN. */
const finite = (_key: string, value: unknown): unknown => {
  if (typeof value === 'number' && !Number.isFinite(value)) throw new RangeError('not finite')
  return value
}

test('what JSON.parse refuses is refused, and nothing else but numbers that overflow', () => {
  fc.assert(fc.property(fc.json(), fc.nat(), fc.constantFrom(...'{}[],:"\\x0-', ''), (text, at, put) => {
    const spoilt = text.slice(0, at % text.length) + put + text.slice((at % text.length) + 1)
    let expected = true
    try { JSON.parse(spoilt, finite) } catch { expected = false }
    expect([spoilt, parseJson(spoilt).ok]).toEqual([spoilt, expected])
  }), { examples: [['-1.5e-323', 1_019_459_471, '0']] })
})

test('a number that is not finite is told from a syntax error, each with line and path', () => {
  expect(parseJson('{\n "bbox": [1, NaN]}', 7)).toMatchObject({ ok: false, code: 'field.not-finite', line: 8, path: '.bbox[1]', found: 'NaN' })
  expect(parseJson('[1e999]')).toMatchObject({ ok: false, code: 'field.not-finite', path: '[0]' })
  expect(parseJson('{"a b": {"c": tru}}')).toMatchObject({ ok: false, code: 'syntax.json', path: '["a b"].c' })
})

test('a key that appears twice counts last and is named; __proto__ is a key like any other', () => {
  const parsed = parseJson('{"a": 1, "b": {"a": 2, "a": 3}, "__proto__": 4}')
  expect(parsed).toMatchObject({ ok: true, duplicates: ['.b.a'] })
  expect(parsed.ok && JSON.stringify(parsed.value)).toBe('{"a":1,"b":{"a":3},"__proto__":4}')
})

test('an integer that no float64 holds keeps its text, one that it holds does not', () => { expect(parseJson('[9007199254740993, 9007199254740992, 1.5e3]')).toMatchObject({ value: ['9007199254740993', 9007199254740992, 1500] }) })

test('depth is bounded by a fault, not by the stack', () => {
  expect(parseJson('['.repeat(19_000) + ']'.repeat(19_000)).ok).toBe(true)
  expect(parseJson('['.repeat(1_000_000))).toMatchObject({ ok: false, code: 'syntax.json' })
})

test('a large object comes in pieces with key, index and line, however it is cut into chunks', async () => {
  const text = '{"info": {"a": [1]},\n"images": [ {"id": "}]"},\n 2 , "x\\"" ], "n": 3, "none": []}'
  for (const size of [1, 2, 5, 1000]) {
    expect(await pieces(text, size)).toEqual([
      { kind: 'value', key: 'info', text: '{"a": [1]}', line: 1 },
      { kind: 'array', key: 'images', line: 2 },
      { kind: 'element', key: 'images', index: 0, text: '{"id": "}]"}', line: 2 },
      { kind: 'element', key: 'images', index: 1, text: '2', line: 3 },
      { kind: 'element', key: 'images', index: 2, text: '"x\\""', line: 3 },
      { kind: 'value', key: 'n', text: '3', line: 3 },
      { kind: 'array', key: 'none', line: 3 },
    ])
  }
})

test('the end of a cut text and the place of a wrong one are told, and nothing follows', async () => {
  expect((await pieces('{"a": [1, 2')).at(-1)).toMatchObject({ kind: 'broken', cause: 'truncated' })
  expect((await pieces('{"a": [1,\n ], "b": 1}')).at(-1)).toMatchObject({ kind: 'broken', cause: 'syntax', line: 2 })
  expect((await pieces('{"a": 1} x')).at(-1)).toMatchObject({ kind: 'broken', cause: 'syntax' })
  expect((await pieces('[1]')).at(-1)).toMatchObject({ kind: 'broken', cause: 'syntax' })
  expect(await pieces('')).toEqual([{ kind: 'broken', cause: 'truncated', line: 1 }])
})

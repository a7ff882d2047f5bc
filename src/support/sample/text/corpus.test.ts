import { describe, expect, it } from 'vitest'
import { seededRandom } from '../../../kernel/random.ts'
import { sliceCodePoints } from '../../../kernel/geometry/text.ts'
import { encodeText, makeTexts } from './corpus.ts'
import { toGb18030 } from './gb18030.ts'
import { luhnCheck, makePersonal, residentCheck } from './personal.ts'
import { fillTemplate } from './slots.ts'
import { closings, templates } from './templates.ts'

const texts = makeTexts('feedstock', 400)
const everyTemplate = (of: typeof templates): string[] => Object.values(of).flatMap(byClass => Object.values(byClass).flatMap(list => [...list]))

describe('sample texts', () => {
  it('have spans that equal what stands at their code points', () => {
    let checked = 0
    for (const t of texts) for (const span of [...t.entities, ...t.personal]) {
      expect(sliceCodePoints(t.text, span.start, span.end)).toBe(span.text)
      expect(span.end).toBeGreaterThan(span.start)
      checked++
    }
    expect(checked).toBeGreaterThan(800)
  })

  it('come from at least 60 distinct templates and differ but for the planted duplicates', () => {
    expect(new Set(everyTemplate(templates)).size).toBeGreaterThanOrEqual(60)
    const sound = texts.filter(t => t.defect === null).map(t => t.text)
    expect(new Set(sound).size).toBe(sound.length)
    expect(sound.length).toBe(350)
  })

  it('cover every language, class, encoding and kind of span, with emoji and rare characters', () => {
    expect(new Set(texts.map(t => t.language))).toEqual(new Set(['zh-Hans', 'zh-Hant', 'en']))
    expect(new Set(texts.map(t => t.class))).toEqual(new Set(['news', 'review', 'service']))
    expect(new Set(texts.map(t => t.encoding))).toEqual(new Set(['utf-8', 'utf-8-bom', 'gb18030']))
    expect(new Set(texts.flatMap(t => t.entities.map(s => s.kind)))).toEqual(new Set(['person', 'organisation', 'place', 'product', 'time']))
    expect(new Set(texts.flatMap(t => t.personal.map(s => s.kind)))).toEqual(new Set(['resident-id', 'phone', 'bank-card', 'email']))
    expect(texts.some(t => /\p{Extended_Pictographic}/u.test(t.text))).toBe(true)
    expect(texts.some(t => [...t.text].some(c => c.codePointAt(0)! >= 0x20000 && c.codePointAt(0)! <= 0x2a6df))).toBe(true)
  })

  it('name the source of each planted duplicate and are as they say', () => {
    const byFile = new Map(texts.map(t => [t.file, t]))
    for (const { text, defect } of texts) {
      if (defect?.kind === 'exact-duplicate') expect(byFile.get(defect.of)?.text).toBe(text)
      if (defect?.kind === 'near-duplicate') { expect(text.startsWith(byFile.get(defect.of)!.text)).toBe(true); expect(byFile.get(defect.of)!.text).not.toBe(text) }
      if (defect?.kind === 'too-short') expect([...text].length).toBeLessThan(5)
    }
    expect(new Set(texts.map(t => t.defect?.kind))).toEqual(new Set([undefined, 'exact-duplicate', 'near-duplicate', 'too-short']))
  })

  it('are read back from their bytes in the encoding they name', () => {
    for (const t of texts) {
      const bytes = encodeText(t)
      expect(new TextDecoder(t.encoding === 'gb18030' ? 'gb18030' : 'utf-8').decode(bytes)).toBe(t.text)
      expect([...bytes.subarray(0, 3)].join() === '239,187,191').toBe(t.encoding === 'utf-8-bom')
    }
  })

  it('are the same for the same seed and count, and others for another seed', () => {
    expect(makeTexts('feedstock', 400)).toEqual(texts)
    expect(makeTexts('other', 400)).not.toEqual(texts)
  })

  it('fill every template and closing without an unknown slot', () => {
    for (const [language, byClass] of [...Object.entries(templates), ...Object.entries(closings)])
      for (const template of Object.values(byClass).flat())
        expect(fillTemplate(template, language as 'en', seededRandom(template)).text).not.toMatch(/[{}]/)
    expect(() => fillTemplate('{nobody}', 'en', seededRandom(''))).toThrow('{nobody}')
  })
})

describe('planted personal data', () => {
  it('checks like the examples printed in the standards', () => {
    expect(residentCheck('11010519491231002')).toBe('X')
    expect(residentCheck('44052418800101001')).toBe('4')
    expect(luhnCheck('7992739871')).toBe('3')
  })

  it('belongs to nobody alive, has valid check digits and uses domains kept for examples', () => {
    const random = seededRandom('personal')
    for (let i = 0; i < 200; i++) {
      const id = makePersonal['resident-id'](random), card = makePersonal['bank-card'](random)
      expect(id).toMatch(/^\d{6}188\d(0[1-9]|1[0-2])(0[1-9]|1\d|2[0-8])\d{3}[\dX]$/)
      expect(residentCheck(id.slice(0, 17))).toBe(id[17])
      expect(luhnCheck(card.slice(0, -1))).toBe(card.at(-1))
      expect(makePersonal.phone(random)).toMatch(/^1380000\d{4}$/)
      expect(makePersonal.email(random)).toMatch(/@example\.(com|org|net)$/)
    }
  })
})

describe('GB 18030', () => {
  it('writes ASCII, two-byte and supplementary characters as the decoder reads them, and refuses what it has no short code for', () => {
    const text = 'A1 优料數據，。“𠮷𤩽👍'
    expect(new TextDecoder('gb18030').decode(toGb18030(text)!)).toBe(text)
    expect(toGb18030('ش')).toBeNull()
  })
})

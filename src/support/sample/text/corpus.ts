import { seededRandom, shuffled, type Random } from '../../../kernel/random.ts'
import { chance, oneOf } from '../choice.ts'
import type { SampleText, TextClass, TextDefect, TextLanguage } from '../model.ts'
import { plantedCount } from '../share.ts'
import { toGb18030 } from './gb18030.ts'
import { fillTemplate, type Filled } from './slots.ts'
import { closings, copyMarks, templates, tooShort } from './templates.ts'

const languages = ['zh-Hans', 'zh-Hans', 'zh-Hans', 'zh-Hant', 'en', 'zh-Hans'] as const satisfies readonly TextLanguage[]
const classes = ['news', 'review', 'service'] as const satisfies readonly TextClass[]
type Draft = Omit<SampleText, 'file' | 'encoding' | 'defect'>

const write = (language: TextLanguage, kind: TextClass, random: Random): Draft => {
  const closing = chance(0.6, random) ? oneOf(closings[language][kind], random) : ''
  const filled: Filled = fillTemplate(oneOf(templates[language][kind], random) + closing, language, random)
  return { language, class: kind, ...filled }
}

/** Templates and slots are many but not endless: a text that is there already is written again, and at last numbered. */
const writeNew = (index: number, taken: Set<string>, random: Random): Draft => {
  const language = languages[index % languages.length]!, kind = classes[index % classes.length]!
  for (let attempt = 0; attempt < 50; attempt++) {
    const draft = write(language, kind, random)
    if (!taken.has(draft.text)) { taken.add(draft.text); return draft }
  }
  const draft = write(language, kind, random), text = `${draft.text} #${index}`
  taken.add(text)
  return { ...draft, text }
}

const planted = ['exact-duplicate', 'near-duplicate', 'too-short', 'near-duplicate'] as const

const plant = (kind: (typeof planted)[number], source: SampleText, random: Random): { draft: Draft, defect: TextDefect } => {
  const { language, class: of, text, entities, personal, file } = source
  if (kind === 'exact-duplicate') return { draft: { language, class: of, text, entities, personal }, defect: { kind, of: file } }
  if (kind === 'near-duplicate') return { draft: { language, class: of, text: text + oneOf(copyMarks[language], random), entities, personal }, defect: { kind, of: file } }
  return { draft: { language, class: of, text: oneOf(tooShort[language], random), entities: [], personal: [] }, defect: { kind } }
}

/** The texts, without writing them: the same for the same seed and count everywhere. */
export const makeTexts = (seed: string, count: number): SampleText[] => {
  const random = seededRandom(`${seed}/texts`)
  const width = Math.max(4, String(count).length)
  const names = shuffled(Array.from({ length: count }, (_, i) => `texts/text-${String(i + 1).padStart(width, '0')}.txt`), random)
  const spoiled = plantedCount(count, planted.length), taken = new Set<string>()
  const sound = Array.from({ length: count - spoiled }, (_, i): SampleText => ({ file: names[i]!, encoding: 'utf-8', ...writeNew(i, taken, random), defect: null }))
  const encoded = sound.map((t, i): SampleText => {
    if (i % 20 === 5) return { ...t, encoding: 'utf-8-bom' }
    return i % 20 === 3 || (i > 3 && i % 20 === 9) ? inGb18030(t) : t
  })
  const bad = Array.from({ length: spoiled }, (_, i): SampleText => {
    const { draft, defect } = plant(planted[i % planted.length]!, encoded[i % encoded.length]!, random)
    return { file: names[encoded.length + i]!, encoding: defect.kind === 'exact-duplicate' ? encoded[i % encoded.length]!.encoding : 'utf-8', ...draft, defect }
  })
  return [...encoded, ...bad].sort((a, b) => a.file < b.file ? -1 : 1)
}

const inGb18030 = (t: SampleText): SampleText => toGb18030(t.text) === null ? t : { ...t, encoding: 'gb18030' }

/** The bytes of the file. */
export const encodeText = ({ text, encoding, file }: SampleText): Uint8Array => {
  if (encoding === 'gb18030') {
    const bytes = toGb18030(text)
    if (bytes === null) throw new Error(`${file} cannot be written in GB 18030`)
    return bytes
  }
  return new TextEncoder().encode(encoding === 'utf-8-bom' ? `\ufeff${text}` : text)
}

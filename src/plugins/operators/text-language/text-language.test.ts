import { expect, test } from 'vitest'
import { textInput } from '../input-for-test.ts'
import { simplified, traditional } from './han-script.ts'
import operator from './index.ts'
import server from './server/index.ts'

const languageOf = async (text: string): Promise<string> => {
  const verdict = operator.judge!(await server.measure(textInput(text), operator.defaults), operator.defaults)
  return verdict.outcome === 'classified' && verdict.facet === 'language' ? verdict.value : verdict.outcome
}

test.each([
  ['zh-Hans', '数据标注员按照标注规范给每张图片画框，质检员再抽样检查。'],
  ['zh-Hant', '數據標注員按照標注規範給每張圖片畫框，質檢員再抽樣檢查。'],
  ['zh-Hant', '這個資料集的說明文件還沒有寫完。'],
  ['zh-Hans', '这个模型用 PyTorch 训练，导出 ONNX 格式。'],
  ['zh', '山高月小，水落石出。'],
  ['zh', '数据，數據'],
  ['ja', 'データに注釈を付ける作業員は規則に従って画像を確認します。'],
  ['ko', '데이터 라벨링 작업자는 규칙에 따라 이미지를 확인합니다.'],
  ['en', 'The annotators draw a box around every vehicle in the picture.'],
  ['de', 'Die Prüfer ziehen danach eine Stichprobe aus jeder Lieferung.'],
  ['fr', 'Les annotateurs dessinent un cadre autour de chaque véhicule.'],
  ['es', 'Los anotadores dibujan un cuadro alrededor de cada vehículo.'],
  ['ru', 'Разметчики обводят рамкой каждое транспортное средство на снимке.'],
  ['und', '12345 67'],
  ['und', 'asdkjh qwe zxc'],
])('the language is %s for: %s', async (language, text) => {
  expect(await languageOf(text)).toBe(language)
  expect(operator.reasons).toHaveProperty([language])
})

test('an unreliable guess of the detector is undetermined', () => {
  const measures = { detected: 'it', reliable: false, letters: 5, han: 0, kana: 0, simplified: 0, traditional: 0 }
  expect(operator.judge!(measures, operator.defaults)).toMatchObject({ value: 'und' })
  expect(operator.judge!({ ...measures, reliable: true }, operator.defaults)).toMatchObject({ value: 'it' })
})

test('the share that decides the script is a parameter of the judgement, not of the measure', () => {
  const measures = { detected: 'zh', reliable: true, letters: 100, han: 100, kana: 0, simplified: 7, traditional: 3 }
  expect([0.7, 0.8].map(scriptShare => operator.judge!(measures, { scriptShare }))).toMatchObject([{ value: 'zh-Hans' }, { value: 'zh' }])
})

/** All characters that a two-byte code page holds, by decoding every pair. */
const codedIn = (encoding: string, leads: readonly [number, number], trails: (b: number) => boolean): ReadonlySet<string> => {
  const decoder = new TextDecoder(encoding), found = new Set<string>()
  for (let a = leads[0]; a <= leads[1]; a++) for (let b = 0x40; b <= 0xfe; b++) if (trails(b)) found.add(decoder.decode(Uint8Array.of(a, b)))
  return found
}

test('the two lists pair up, repeat nothing, and each holds only characters of its own script by GB 2312 and Big5', () => {
  const hans = [...simplified], hant = [...traditional]
  expect(hans.length).toBe(hant.length)
  expect(new Set([...hans, ...hant]).size).toBe(hans.length * 2)
  const gb2312 = codedIn('gb18030', [0xb0, 0xf7], b => b >= 0xa1), big5 = codedIn('big5', [0xa4, 0xf9], b => b <= 0x7e || b >= 0xa1)
  expect(hans.filter(c => !gb2312.has(c) || big5.has(c))).toEqual([])
  expect(hant.filter(c => gb2312.has(c) || !big5.has(c))).toEqual([])
})

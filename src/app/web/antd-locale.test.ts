import { describe, expect, it } from 'vitest'
import { antdLocales } from './antd-locale.ts'

const textsOf = (value: unknown): string[] =>
  typeof value === 'string' ? [value] : typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsOf) : []

describe('antd in Traditional Chinese', () => {
  it('uses the mainland\'s words throughout', () => {
    const all = textsOf(antdLocales['zh-Hant']).join('\n')
    for (const word of ['資料', '搜尋', '檔案', '欄位', '字元', '選取', '圖示', '投影片', '重新整理', '重設']) expect(all).not.toContain(word)
    expect(antdLocales['zh-Hant'].Empty?.description).toBe('暫無數據')
  })
  it('keeps templates and the calendar\'s language tag', () => {
    expect(antdLocales['zh-Hant'].locale).toBe('zh-tw')
    expect(antdLocales['zh-Hant'].Form?.defaultValidateMessages?.required).toBe('請輸入${label}')
  })
})

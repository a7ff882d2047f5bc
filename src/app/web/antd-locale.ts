import type { Locale as AntdLocale } from 'antd/es/locale'
import en from 'antd/locale/en_US'
import hans from 'antd/locale/zh_CN'
import taiwan from 'antd/locale/zh_TW'
import type { Locale } from '../../kernel/messages.ts'

/** Taiwan's words for which Feedstock's Traditional Chinese uses the mainland's (ux 6); longer words first. */
const mainland: readonly (readonly [taiwan: string, mainland: string])[] = [
  ['重新整理', '刷新'], ['投影片', '幻燈片'], ['資料', '數據'], ['搜尋', '搜索'], ['檔案', '文件'], ['欄位', '字段'], ['字元', '字符'],
  ['選取', '選擇'], ['圖示', '圖標'], ['重設', '重置'], ['項目', '項'], ['漸層', '漸變'], ['收合', '收起'], ['QR Code', '二維碼'], ['以遞減排序', '降序'], ['以遞增排序', '升序'],
]
const inMainlandWords = (text: string): string => mainland.reduce((done, [from, to]) => done.replaceAll(from, to), text)

/** Every text of a locale with mainland words; functions and dates stay as they are. */
const convert = (value: unknown): unknown => {
  if (typeof value === 'string') return inMainlandWords(value)
  if (Array.isArray(value)) return value.map(convert)
  if (typeof value === 'object' && value !== null) return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, k === 'locale' ? v : convert(v)]))
  return value
}
const hant: AntdLocale = { ...taiwan, ...(convert(taiwan) as AntdLocale) }

export const antdLocales: { readonly [L in Locale]: AntdLocale } = { 'zh-Hans': hans, 'zh-Hant': hant, en }

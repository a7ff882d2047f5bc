import { defineMessages, type Message } from '../../../kernel/messages.ts'
import type { WarningView } from '../contract.ts'

/** By the code of the warning; the numbers and names of it are the parameters. */
const words: { readonly [C in WarningView['code']]: Message } = defineMessages({
  'provenance-incomplete': {
    'zh-Hans': '{of} 件中有 {n} 件来源证明不全。', 'zh-Hant': '{of} 件中有 {n} 件來源證明不全。',
    en: '{n, plural, one {# item} other {# items}} of {of} {n, plural, one {lacks} other {lack}} proof of where {n, plural, one {it comes} other {they come}} from.',
  },
  'consent-missing': {
    'zh-Hans': '{of} 件中有 {n} 件含个人信息，没有有效的同意。', 'zh-Hant': '{of} 件中有 {n} 件含個人信息，沒有有效的同意。',
    en: '{n, plural, one {# item} other {# items}} of {of} {n, plural, one {holds} other {hold}} personal data without a consent in force.',
  },
  'provenance-unseen': {
    'zh-Hans': '来源证明没有核对：建立者看不到。', 'zh-Hant': '來源證明沒有核對：建立者看不到。', en: 'Nobody checked the proof of sources: whoever made the release may not see it.',
  },
  'split-empty': { 'zh-Hans': '划分 {split} 是空的，比例要求 {percent} %。', 'zh-Hant': '劃分 {split} 是空的，比例要求 {percent} %。', en: 'Split {split} is empty; its share is {percent} %.' },
  'safety-share': {
    'zh-Hans': '安全性数据占 {share}（{of} 件中 {n} 件），宜不少于 {bound}（GB/T 45674-2025 8.1 b）。', 'zh-Hant': '安全性數據佔 {share}（{of} 件中 {n} 件），宜不少於 {bound}（GB/T 45674-2025 8.1 b）。',
    en: 'Safety data makes up {share} ({n} of {of} items); it should be {bound} or more (GB/T 45674-2025 8.1 b).',
  },
  'class-absent': {
    'zh-Hans': '划分 {split} 里缺 {n} 个类别：{names}', 'zh-Hant': '劃分 {split} 裡缺 {n} 個類別：{names}',
    en: 'Split {split} has no object of {n, plural, one {# class} other {# classes}}: {names}',
  },
  'class-sparse': {
    'zh-Hans': '{n} 个类别不足 {below} 个对象：{names}', 'zh-Hant': '{n} 個類別不足 {below} 個對象：{names}',
    en: '{n, plural, one {# class has} other {# classes have}} fewer than {below} objects: {names}',
  },
  'class-imbalance': {
    'zh-Hans': '类别不均衡：{first} {largest} 个，{last} {smallest} 个，约 {ratio} 倍。', 'zh-Hant': '類別不均衡：{first} {largest} 個，{last} {smallest} 個，約 {ratio} 倍。',
    en: 'Classes are uneven: {first} has {largest} objects, {last} {smallest}, about {ratio} times fewer.',
  },
  'schema-versions': {
    'zh-Hans': '标注分属 {n} 个版本的标签体系：{names}', 'zh-Hant': '標注分屬 {n} 個版本的標籤體系：{names}',
    en: 'Items were made under {n} versions of the label schema: {names}',
  },
})

/** @param shareOf a share, 0 to 1, in words @param listed names in one line, `more` of them left out */
export const warningWords = ({ code, split, numbers, names }: WarningView, shareOf: (share: number) => string, listed: (names: readonly string[], more: number) => string): { readonly message: Message, readonly values: Record<string, string | number> } => {
  const { n = 0, of = 0, bound = 0 } = numbers
  return { message: words[code], values: { ...numbers, split: split ?? '', share: shareOf(of > 0 ? n / of : 0), bound: shareOf(bound), first: names[0] ?? '', last: names.at(-1) ?? '', names: listed(names, n - names.length) } }
}

import { defineFailures } from '../../kernel/failure.ts'

export const releaseFailures = defineFailures('release', {
  unknown: { status: 404, text: { 'zh-Hans': '找不到这个发布版，或不在你能看到的范围内。', 'zh-Hant': '找不到這個發佈版，或不在你能看到的範圍內。', en: 'No such release, or outside what you can see.' } },
  notReady: { status: 409, text: { 'zh-Hans': '发布版还没有建好。', 'zh-Hant': '發佈版還沒有建好。', en: 'The release is not built yet.' } },
  batchNotAccepted: { status: 409, text: { 'zh-Hans': '批次 {batch} 当前为“{state}”，验收后才能发布。', 'zh-Hant': '批次 {batch} 當前為“{state}”，驗收後才能發佈。', en: 'Batch {batch} is {state}; it can be released once it is accepted.' } },
  empty: { status: 422, text: { 'zh-Hans': '所选批次里没有定稿的标注。', 'zh-Hant': '所選批次裡沒有定稿的標注。', en: 'The batches hold no annotation that stands.' } },
  badSplits: { status: 422, text: { 'zh-Hans': '划分的名称要互不相同，比例合计为 100。', 'zh-Hant': '劃分的名稱要互不相同，比例合計為 100。', en: 'Splits need different names and shares that sum to 100.' } },
  badPattern: { status: 422, text: { 'zh-Hans': '分组用的正则表达式 {pattern} 不成立。', 'zh-Hant': '分組用的正則表達式 {pattern} 不成立。', en: 'The pattern {pattern} for groups is no regular expression.' } },
  noGroup: { status: 422, text: { 'zh-Hans': '没有一个素材有分组 {key}。', 'zh-Hant': '沒有一個素材有分組 {key}。', en: 'No asset has the group key {key}.' } },
  unknownFormat: { status: 422, text: { 'zh-Hans': '没有可写的格式 {format}。', 'zh-Hant': '沒有可寫的格式 {format}。', en: 'There is no format {format} that can be written.' } },
  badRange: { status: 416, text: { 'zh-Hans': '请求的范围超出文件（{size} 字节）。', 'zh-Hant': '請求的範圍超出文件（{size} 字節）。', en: 'The range lies outside the file of {size} bytes.' } },
  revoked: { status: 410, text: { 'zh-Hans': '发布版已撤回（{reason}）。确认知情后仍可下载。', 'zh-Hant': '發佈版已撤回（{reason}）。確認知情後仍可下載。', en: 'The release was withdrawn ({reason}). It can still be downloaded with a confirmation.' } },
  itemsWithdrawn: { status: 409, text: {
    'zh-Hans': '发布版里有 {n} 项的资产后来撤回了，不能接着建。新建一个发布版，它不会带上这些。',
    'zh-Hant': '發佈版裡有 {n} 項的資產後來撤回了，不能接著建。新建一個發佈版，它不會帶上這些。',
    en: 'The assets of {n, plural, one {# item} other {# items}} of the release were withdrawn since, so it is not taken up again. Make a new release, which leaves them out.' } },
  withheld: { status: 403, text: { 'zh-Hans': '文件里写有数据来源，协议不对你公开。不含来源的导出可以下载；没有不含来源的版本时，需由项目方重新发布。', 'zh-Hant': '文件裡寫有數據來源，協議不對你公開。不含來源的導出可以下載；沒有不含來源的版本時，需由項目方重新發佈。', en: 'The file says where the data comes from, which the terms keep from you. Exports that do not say it can be downloaded; where a release has no edition without it, the owner makes a new release.' } },
  alreadyWithdrawn: { status: 409, text: { 'zh-Hans': '发布版已经撤回。', 'zh-Hant': '發佈版已經撤回。', en: 'The release is already withdrawn.' } },
  bytesErased: { status: 410, text: { 'zh-Hans': '重建需要的字节 {sha256} 已被删除。', 'zh-Hant': '重建需要的字節 {sha256} 已被刪除。', en: 'The bytes {sha256} that a rebuild needs were erased.' } },
  unknownExport: { status: 404, text: { 'zh-Hans': '发布版里没有 {format} 的导出。', 'zh-Hant': '發佈版裡沒有 {format} 的導出。', en: 'The release has no export as {format}.' } },
})

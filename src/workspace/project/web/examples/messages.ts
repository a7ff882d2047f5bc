import { defineMessages } from '../../../../kernel/messages.ts'

export const exampleMessages = defineMessages({
  because: { 'zh-Hans': '理由：', 'zh-Hant': '理由：', en: 'Why:' },
  reason: { 'zh-Hans': '为什么对，或为什么错', 'zh-Hant': '為什麼對，或為什麼錯', en: 'Why it is right or wrong' },
  shown: { 'zh-Hans': '示例显示的内容', 'zh-Hant': '示例顯示的內容', en: 'What the example shows' },
  showAsset: { 'zh-Hans': '显示资产的一部分…', 'zh-Hant': '顯示資產的一部分…', en: 'Show part of an asset…' },
  changeAsset: { 'zh-Hans': '换一部分…', 'zh-Hant': '換一部分…', en: 'Show another part…' },
  upload: { 'zh-Hans': '上传图片…', 'zh-Hant': '上傳圖片…', en: 'Upload a picture…' },
  remove: { 'zh-Hans': '不显示', 'zh-Hant': '不顯示', en: 'Show nothing' },
  pictureHint: { 'zh-Hans': 'PNG、JPEG 或 WebP，不超过 4 MiB', 'zh-Hant': 'PNG、JPEG 或 WebP，不超過 4 MiB', en: 'PNG, JPEG or WebP of at most 4 MiB' },
  pictureMissing: { 'zh-Hans': '图片读不出来。', 'zh-Hant': '圖片讀不出來。', en: 'The picture cannot be read.' },
})

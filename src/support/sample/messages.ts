import { defineMessages } from '../../kernel/messages.ts'

export const sampleMessages = defineMessages({
  summary: {
    'zh-Hans': '在空文件夹中生成示例数据：街景图片和短文本，缺陷已知',
    'zh-Hant': '在空文件夾中生成示例數據：街景圖片和短文本，缺陷已知',
    en: 'make sample data in an empty folder: street pictures and short texts with known defects',
  },
  made: {
    'zh-Hans': '{folder}：图片 {images}（缺陷 {badImages}），文本 {texts}（缺陷 {badTexts}）。答案在 manifest.json。',
    'zh-Hant': '{folder}：圖片 {images}（缺陷 {badImages}），文本 {texts}（缺陷 {badTexts}）。答案在 manifest.json。',
    en: '{folder}: pictures {images} (spoiled {badImages}), texts {texts} (spoiled {badTexts}). The answers are in manifest.json.',
  },
})

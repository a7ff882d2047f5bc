import { defineFailures } from '../../kernel/failure.ts'

export const sampleFailures = defineFailures('sample', {
  folderMissing: { status: 400, text: {
    'zh-Hans': '没有指定文件夹。用 --into 指定一个新的或空的文件夹。',
    'zh-Hant': '沒有指定文件夾。用 --into 指定一個新的或空的文件夾。',
    en: 'No folder is named. Name a new or empty one with --into.',
  } },
  folderNotEmpty: { status: 409, text: {
    'zh-Hans': '文件夹 {folder} 不是空的，没有写入任何文件。用 --into 换一个。',
    'zh-Hant': '文件夾 {folder} 不是空的，沒有寫入任何文件。用 --into 換一個。',
    en: 'The folder {folder} is not empty; nothing was written. Choose another with --into.',
  } },
  folderUnusable: { status: 403, text: {
    'zh-Hans': '无法写入文件夹 {folder}（{reason}）。',
    'zh-Hant': '無法寫入文件夾 {folder}（{reason}）。',
    en: 'The folder {folder} cannot be written ({reason}).',
  } },
  badCount: { status: 400, text: {
    'zh-Hans': '{option} 的值 {value} 无效：应为 0 到 {most} 的整数。',
    'zh-Hant': '{option} 的值 {value} 無效：應為 0 到 {most} 的整數。',
    en: '{option} cannot be {value}: a whole number from 0 to {most} is expected.',
  } },
  unknownOption: { status: 400, text: {
    'zh-Hans': '不认识 {option}。用法：feedstock sample --into DIR [--images N] [--texts N] [--seed S] [--json]',
    'zh-Hant': '不認識 {option}。用法：feedstock sample --into DIR [--images N] [--texts N] [--seed S] [--json]',
    en: '{option} is not known. Usage: feedstock sample --into DIR [--images N] [--texts N] [--seed S] [--json]',
  } },
})

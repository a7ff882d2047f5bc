import { defineFailures } from '../kernel/failure.ts'

/** What a tool refuses, said beside the canvas; 422 because the input, not the right, is at fault. */
export const editorFailures = defineFailures('editor', {
  tooSmall: { status: 422, text: { 'zh-Hans': '框小于 {min} × {min} 像素，未创建', 'zh-Hant': '框小於 {min} × {min} 像素，未創建', en: 'Smaller than {min} × {min} px, not created' } },
  tooFewPoints: { status: 422, text: { 'zh-Hans': '至少需要 {min} 个顶点', 'zh-Hant': '至少需要 {min} 個頂點', en: 'Needs at least {min} vertices' } },
  emptySpan: { status: 422, text: { 'zh-Hans': '没有选中文字，未创建', 'zh-Hant': '沒有選中文字，未創建', en: 'No text selected, not created' } },
  kindNotAllowed: { status: 422, text: { 'zh-Hans': '该类别不能使用此形状', 'zh-Hant': '該類別不能使用此形狀', en: 'This class does not use this shape' } },
  shapeInvalid: { status: 422, text: { 'zh-Hans': '形状无效：{rule}', 'zh-Hant': '形狀無效：{rule}', en: 'Shape is not valid: {rule}' } },
  readOnly: { status: 409, text: { 'zh-Hans': '只读，无法修改', 'zh-Hant': '只讀，無法修改', en: 'Read-only, cannot be changed' } },
  changedElsewhere: { status: 409, text: { 'zh-Hans': '{count} 个对象已被他人修改，保留了对方的版本', 'zh-Hant': '{count} 個對象已被他人修改，保留了對方的版本', en: '{count, plural, one {# object was} other {# objects were}} changed by someone else and left as they are' } },
})

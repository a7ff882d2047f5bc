import { defineFailures } from '../../kernel/failure.ts'

export const annotationFailures = defineFailures('annotation', {
  unknown: { status: 404, text: { 'zh-Hans': '找不到这份标注，或不在你能看到的范围内。', 'zh-Hant': '找不到這份標注，或不在你能看到的範圍內。', en: 'No such annotation, or outside what you can see.' } },
  baseAhead: { status: 409, text: { 'zh-Hans': '改动基于修订 {base}，服务器只到 {head}。重新打开任务，本机的改动会接上。', 'zh-Hant': '改動基於修訂 {base}，服務器只到 {head}。重新打開任務，本機的改動會接上。', en: 'The change is based on revision {base}, the server has {head}. Open the task again; the changes on this computer are put on top.' } },
  headMoved: { status: 409, text: { 'zh-Hans': '提交的是修订 {revision}，服务器上已是 {head}。看过再提交。', 'zh-Hant': '提交的是修訂 {revision}，服務器上已是 {head}。看過再提交。', en: 'Revision {revision} was to be submitted, the server has {head}. Look at it, then submit.' } },
  incomplete: { status: 422, text: { 'zh-Hans': '还差 {n} 处才能提交。', 'zh-Hant': '還差 {n} 處才能提交。', en: '{n, plural, one {# thing is} other {# things are}} missing before it can be submitted.' } },
  noClass: { status: 422, text: { 'zh-Hans': '有图形没有类别。', 'zh-Hant': '有圖形沒有類別。', en: 'A shape has no class.' } },
  missingAttribute: { status: 422, text: { 'zh-Hans': '有图形缺必填属性。', 'zh-Hant': '有圖形缺必填屬性。', en: 'A shape lacks a required attribute.' } },
  unanswered: { status: 422, text: { 'zh-Hans': '有必答问题没有回答。', 'zh-Hant': '有必答問題沒有回答。', en: 'A required question is unanswered.' } },
  wrongEnd: { status: 422, text: { 'zh-Hans': '有关系的两端不在了，或类别不合。', 'zh-Hant': '有關係的兩端不在了，或類別不合。', en: 'An end of a relation is gone, or its class does not fit.' } },
  notAsked: { status: 422, text: { 'zh-Hans': '有问题按条件不再问，却还有回答。', 'zh-Hant': '有問題按條件不再問，卻還有回答。', en: 'A question that is no longer asked still has an answer.' } },
})

/** Codes of single operations that were set aside; the same words in the saving line and in the list beside it. */
export const shapeFailures = defineFailures('shape', {
  unknownKind: { status: 422, text: { 'zh-Hans': '没有这种图形。', 'zh-Hant': '沒有這種圖形。', en: 'No such kind of shape.' } },
  wrongVersion: { status: 422, text: { 'zh-Hans': '图形的版本与服务器不同，刷新页面。', 'zh-Hant': '圖形的版本與服務器不同，刷新頁面。', en: 'The shape has another version than the server. Reload the page.' } },
  unknownSlot: { status: 422, text: { 'zh-Hans': '任务里没有这个位置。', 'zh-Hant': '任務裡沒有這個位置。', en: 'The task has no such place.' } },
  wrongSlot: { status: 422, text: { 'zh-Hans': '这个位置放不了这种图形，或关系和它的两端不在同一个位置。', 'zh-Hant': '這個位置放不了這種圖形，或關係和它的兩端不在同一個位置。', en: 'This place cannot hold such a shape, or a relation and its two ends do not lie in one place.' } },
  outsideText: { status: 422, text: { 'zh-Hans': '片段超出了文本的末尾。', 'zh-Hant': '片段超出了文本的末尾。', en: 'The span lies past the end of the text.' } },
  malformed: { status: 422, text: { 'zh-Hans': '图形的内容不对。', 'zh-Hant': '圖形的內容不對。', en: 'The content of the shape is wrong.' } },
  unknownQuestion: { status: 422, text: { 'zh-Hans': '标签体系里没有这个问题。', 'zh-Hant': '標籤體系裡沒有這個問題。', en: 'The label schema has no such question.' } },
  unknownOption: { status: 422, text: { 'zh-Hans': '问题里没有这个选项。', 'zh-Hant': '問題裡沒有這個選項。', en: 'The question has no such option.' } },
  outOfRange: { status: 422, text: { 'zh-Hans': '评分超出范围。', 'zh-Hant': '評分超出範圍。', en: 'The rating is out of range.' } },
  unknownClass: { status: 422, text: { 'zh-Hans': '标签体系里没有这个类别。', 'zh-Hant': '標籤體系裡沒有這個類別。', en: 'The label schema has no such class.' } },
  kindNotAllowed: { status: 422, text: { 'zh-Hans': '这个类别不能用这种图形。', 'zh-Hant': '這個類別不能用這種圖形。', en: 'This class may not use this kind of shape.' } },
  unknownAttribute: { status: 422, text: { 'zh-Hans': '这个类别没有这个属性。', 'zh-Hant': '這個類別沒有這個屬性。', en: 'This class has no such attribute.' } },
  wrongAttribute: { status: 422, text: { 'zh-Hans': '属性的值不对。', 'zh-Hant': '屬性的值不對。', en: 'The value of the attribute is wrong.' } },
  attributeNotAsked: { status: 422, text: { 'zh-Hans': '按条件这个属性不用填，却有值。', 'zh-Hant': '按條件這個屬性不用填，卻有值。', en: 'The attribute is not asked here, yet it has a value.' } },
  unknownRelation: { status: 422, text: { 'zh-Hans': '标签体系里没有这种关系。', 'zh-Hant': '標籤體系裡沒有這種關係。', en: 'The label schema has no such relation.' } },
  wrongEnd: { status: 422, text: { 'zh-Hans': '关系的两端不在这份标注里，或类别不合。', 'zh-Hant': '關係的兩端不在這份標注裡，或類別不合。', en: 'The relation ties what is not in this annotation, or classes that it may not tie.' } },
  heldByRelation: { status: 422, text: { 'zh-Hans': '还有关系连着这个图形，要删要移就一起。', 'zh-Hant': '還有關係連著這個圖形，要刪要移就一起。', en: 'A relation holds this shape; remove both at once, and move neither alone.' } },
})

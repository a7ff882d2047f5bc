import { defineFailures } from '../../kernel/failure.ts'

export const projectFailures = defineFailures('project', {
  unknown: { status: 404, text: { 'zh-Hans': '找不到这个项目，或不在你能看到的范围内。', 'zh-Hant': '找不到這個項目，或不在你能看到的範圍內。', en: 'No such project, or outside what you can see.' } },
  schemaBroken: { status: 422, text: { 'zh-Hans': '标签体系的 {field} 有问题：{reason, select, duplicate {标识重复} unknown {没有这种图形} optionless {没有选项} condition {条件或关系所说的东西不在这里} cycle {条件绕成了圈} key {按键重复，或工作台自己要用} other {范围不对}}。', 'zh-Hant': '標籤體系的 {field} 有問題：{reason, select, duplicate {標識重複} unknown {沒有這種圖形} optionless {沒有選項} condition {條件或關係所說的東西不在這裡} cycle {條件繞成了圈} key {按鍵重複，或工作台自己要用} other {範圍不對}}。', en: 'The label schema is wrong at {field}: {reason, select, duplicate {the id is there twice} unknown {no such shape} optionless {it has no options} condition {a condition or a relation is about what is not there} cycle {conditions lead in a circle} key {the key is taken, or used by the workbench itself} other {the range is wrong}}.' } },
  idVanished: { status: 409, text: {
    'zh-Hans': '{what, select, class {类别} attribute {属性} question {问题} relation {关系} other {选项}} {id} 存过，标注可能记着它，不能去掉（{field}）。把它放回去再存。',
    'zh-Hant': '{what, select, class {類別} attribute {屬性} question {問題} relation {關係} other {選項}} {id} 存過，標注可能記著它，不能去掉（{field}）。把它放回去再存。',
    en: 'The {what, select, class {class} attribute {attribute} question {question} relation {relation} other {option}} {id} was saved before and annotations may hold it, so it cannot go ({field}). Put it back, then save.' } },
  kindChanged: { status: 409, text: {
    'zh-Hans': '{what, select, attribute {属性} other {问题}} {id} 存过，标注里的值属于原来的类型，不能改类型（{field}）。另加一个新的。',
    'zh-Hant': '{what, select, attribute {屬性} other {問題}} {id} 存過，標注裡的值屬於原來的類型，不能改類型（{field}）。另加一個新的。',
    en: 'The {what, select, attribute {attribute} other {question}} {id} was saved before and annotations hold values of its kind, so the kind stays ({field}). Add a new one instead.' } },
  changedMeanwhile: { status: 409, text: { 'zh-Hans': '别人已经改过（现为第 {current} 版）。看过新版再存。', 'zh-Hant': '別人已經改過（現為第 {current} 版）。看過新版再存。', en: 'Somebody changed it meanwhile (now version {current}). Look at the new version, then save.' } },
  noExamples: { status: 422, text: { 'zh-Hans': '规范至少各有一条正例和反例才能发布。', 'zh-Hant': '規範至少各有一條正例和反例才能發佈。', en: 'A guideline needs at least one positive and one negative example before it is published.' } },
  guidelineUnacknowledged: { status: 409, text: {
    'zh-Hans': '规范第 {version} 版还没有读过。读完并确认，再领取任务。',
    'zh-Hant': '規範第 {version} 版還沒有讀過。讀完並確認，再領取任務。',
    en: 'Version {version} of the guideline has not been read. Read and acknowledge it, then take up tasks.' } },
  guidelineUnknown: { status: 404, text: { 'zh-Hans': '规范没有第 {version} 版。', 'zh-Hant': '規範沒有第 {version} 版。', en: 'The guideline has no version {version}.' } },
  migrationBroken: { status: 422, text: {
    'zh-Hans': '迁移第 {step} 步不成立（{id}）：{reason, select, unknown {标签体系里没有它} same {不能并入自己，后继也不能重复} kind {类型不同，值不能相接} unsplittable {属性、问题和关系不能拆分，问题也不能合并} last {最后一个选项要留下} other {还有条件或关系靠它，先改那里}}。',
    'zh-Hant': '遷移第 {step} 步不成立（{id}）：{reason, select, unknown {標籤體系裡沒有它} same {不能併入自己，後繼也不能重複} kind {類型不同，值不能相接} unsplittable {屬性、問題和關係不能拆分，問題也不能合併} last {最後一個選項要留下} other {還有條件或關係靠它，先改那裡}}。',
    en: 'Step {step} of the migration does not hold ({id}): {reason, select, unknown {the schema has no such entry} same {an entry cannot become itself, nor a successor stand twice} kind {the kinds differ, so values do not carry over} unsplittable {attributes, questions and relations are not split, and questions not joined} last {the last option stays} other {a condition or a relation depends on it; change that first}}.' } },
  idRetired: { status: 409, text: {
    'zh-Hans': '标识 {id} 已停用，旧标注还记着它，不能再用（{field}）。用另一个标识。',
    'zh-Hant': '標識 {id} 已停用，舊標注還記著它，不能再用（{field}）。用另一個標識。',
    en: 'The id {id} is retired and older annotations hold it, so it cannot stand for something else ({field}). Use another id.' } },
  nothingToUndo: { status: 409, text: { 'zh-Hans': '最新版不是迁移来的，没有可撤销的迁移。', 'zh-Hant': '最新版不是遷移來的，沒有可撤銷的遷移。', en: 'The newest version was not made by a migration: there is none to take back.' } },
  undoLoses: { status: 409, text: {
    'zh-Hans': '不能撤销：{tasks} 个任务里有 {shapes} 个图形用了第 {version} 版才有的条目。先把它们改成旧条目。',
    'zh-Hant': '不能撤銷：{tasks} 個任務裡有 {shapes} 個圖形用了第 {version} 版才有的條目。先把它們改成舊條目。',
    en: 'It cannot be taken back: {shapes, plural, one {# shape} other {# shapes}} in {tasks, plural, one {# task} other {# tasks}} use entries that only version {version} has. Change those first.' } },
  exampleBroken: { status: 422, text: {
    'zh-Hans': '第 {rule} 条示例不成立：{reason, select, part {要显示的部分是空的，或超出了资产} asset {项目里没有这个资产，或已撤回} other {没有上传过这张图片}}。',
    'zh-Hant': '第 {rule} 條示例不成立：{reason, select, part {要顯示的部分是空的，或超出了資產} asset {項目裡沒有這個資產，或已撤回} other {沒有上傳過這張圖片}}。',
    en: 'Example {rule} does not hold: {reason, select, part {the part to show is empty or beyond the asset} asset {the project has no such asset, or it is withdrawn} other {no such picture was uploaded}}.' } },
  pictureKind: { status: 415, text: { 'zh-Hans': '只能用 PNG、JPEG 或 WebP 图片。', 'zh-Hant': '只能用 PNG、JPEG 或 WebP 圖片。', en: 'Only PNG, JPEG and WebP pictures can be used.' } },
  pictureTooLarge: { status: 413, text: { 'zh-Hans': '图片超过上限 {limit} 字节。', 'zh-Hant': '圖片超過上限 {limit} 字節。', en: 'The picture is over the limit of {limit} bytes.' } },
  pictureUnknown: { status: 404, text: { 'zh-Hans': '规范里没有这张图片。', 'zh-Hant': '規範裡沒有這張圖片。', en: 'The guideline has no such picture.' } },
})

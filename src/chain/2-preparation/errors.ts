import { defineFailures } from '../../kernel/failure.ts'

export const recipeFailures = defineFailures('recipe', {
  unknown: { status: 404, text: { 'zh-Hans': '找不到这个配方，或不在你能看到的范围内。', 'zh-Hant': '找不到這個配方，或不在你能看到的範圍內。', en: 'No such recipe, or outside what you can see.' } },
  unknownOperator: { status: 422, text: { 'zh-Hans': '没有算子“{operator}”。', 'zh-Hant': '沒有算子“{operator}”。', en: 'No operator "{operator}".' } },
  operatorVersion: { status: 422, text: { 'zh-Hans': '算子“{operator}”现为第 {current} 版，步骤写的是第 {version} 版。存一个新版配方。', 'zh-Hant': '算子“{operator}”現為第 {current} 版，步驟寫的是第 {version} 版。存一個新版配方。', en: 'Operator "{operator}" is at version {current}, the step names {version}. Save a new version of the recipe.' } },
  badParameter: { status: 422, text: { 'zh-Hans': '算子“{operator}”的参数不对：{problem}。', 'zh-Hant': '算子“{operator}”的參數不對：{problem}。', en: 'A parameter of operator "{operator}" is wrong: {problem}.' } },
  changedMeanwhile: { status: 409, text: { 'zh-Hans': '别人已经改过（现为第 {current} 版）。看过新版再存。', 'zh-Hant': '別人已經改過（現為第 {current} 版）。看過新版再存。', en: 'Somebody changed it meanwhile (now version {current}). Look at the new version, then save.' } },
  noStep: { status: 422, text: { 'zh-Hans': '没有第 {step} 步。', 'zh-Hant': '沒有第 {step} 步。', en: 'There is no step {step}.' } },
  otherProject: { status: 422, text: { 'zh-Hans': '数据集和配方不在同一个项目。', 'zh-Hant': '數據集和配方不在同一個項目。', en: 'Dataset and recipe are in different projects.' } },
})

export const preparationFailures = defineFailures('preparation', {
  unknown: { status: 404, text: { 'zh-Hans': '找不到这次清洗，或不在你能看到的范围内。', 'zh-Hant': '找不到這次清洗，或不在你能看到的範圍內。', en: 'No such preparation, or outside what you can see.' } },
  nothing: { status: 409, text: { 'zh-Hans': '数据集里还没有资产。先导入。', 'zh-Hant': '數據集裡還沒有資產。先導入。', en: 'The dataset has no assets yet. Import some first.' } },
  unfinished: { status: 409, text: { 'zh-Hans': '这次清洗还没有完成。', 'zh-Hant': '這次清洗還沒有完成。', en: 'This preparation is not finished.' } },
  noVerdict: { status: 422, text: { 'zh-Hans': '这个资产在第 {step} 步没有结论。', 'zh-Hant': '這個資產在第 {step} 步沒有結論。', en: 'This asset has no verdict at step {step}.' } },
})

export const selectionFailures = defineFailures('selection', {
  unknown: { status: 404, text: { 'zh-Hans': '找不到这个选集，或不在你能看到的范围内。', 'zh-Hant': '找不到這個選集，或不在你能看到的範圍內。', en: 'No such selection, or outside what you can see.' } },
  empty: { status: 409, text: { 'zh-Hans': '没有资产符合这些条件。', 'zh-Hant': '沒有資產符合這些條件。', en: 'No asset meets these conditions.' } },
})

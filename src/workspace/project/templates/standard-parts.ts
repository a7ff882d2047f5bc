import type { Message } from '../../../kernel/messages.ts'
import type { furtherParts } from '../model.ts'

export type FurtherParts = Readonly<Record<(typeof furtherParts)[number], Message>>
const say = (hans: string, hant: string, en: string): Message => ({ 'zh-Hans': hans, 'zh-Hant': hant, en })
const after = (own: Message, common: Message): Message => ({ 'zh-Hans': `${own['zh-Hans']}${common['zh-Hans']}`, 'zh-Hant': `${own['zh-Hant']}${common['zh-Hant']}`, en: `${own.en} ${common.en}` })

/** What GB/T 45674-2025 6 asks of every guideline, whatever is annotated. Clauses are those of the standard. */
const common = {
  // 6 b, 6 d, 7.2 b
  execution: say('拿不准的不猜：在任务里提问，或跳过并写明原因。发现违法或有害内容，停下，按“安全性标注：执行”处理。', '拿不準的不猜：在任務裡提問，或跳過並寫明原因。發現違法或有害內容，停下，按“安全性標注：執行”處理。', 'Nobody guesses: ask in the task, or skip it and say why. On illegal or harmful content stop, and go on by “Safety annotation: execution”.'),
  // 7.3 a-c, 7.3 e: the reviewer is another person
  review: say('审核的人不审自己标的。错了就退回，写明哪里错、依据哪一条；两人意见不一，交仲裁。', '審核的人不審自己標的。錯了就退回，寫明哪裡錯、依據哪一條；兩人意見不一，交仲裁。', 'Nobody reviews their own work. What is wrong goes back with the place and the rule it breaks; where two disagree, an arbiter decides.'),
  // 6 b, 6 f
  safetyExecution: say(
    '内容涉及违法、歧视、他人隐私、商业秘密或人身危险时，这一条按安全性标注做：只判断、不传播，不截图，不转述细节。跳过任务，原因选内容问题，并写明属于哪类风险。安全类批次由受过安全培训的人做，建批次时打开“安全”。',
    '內容涉及違法、歧視、他人隱私、商業秘密或人身危險時，這一條按安全性標注做：只判斷、不傳播，不截圖，不轉述細節。跳過任務，原因選內容問題，並寫明屬於哪類風險。安全類批次由受過安全培訓的人做，建批次時打開“安全”。',
    'Content that is illegal, discriminates, shows private life or trade secrets, or endangers somebody is annotated for safety: judge it, never pass it on, no screenshots, no retelling. Skip the task, name the content as the reason and the kind of risk. Safety batches are for people trained in safety; they are marked as such when they are made.'),
  // 8.3 b: every item by at least one reviewer; 8.3 c: more than 5 %
  safetyReview: say(
    '安全类任务每一条都由另一个人审核，不抽样。审核看两点：风险判断对不对，风险类别选得准不准。不合格超过 5 % 的批次作废重做。',
    '安全類任務每一條都由另一個人審核，不抽樣。審核看兩點：風險判斷對不對，風險類別選得準不準。不合格超過 5 % 的批次作廢重做。',
    'Every safety task is reviewed by another person, none is left to sampling. Two things are looked at: is the risk judged rightly, and is it named by the right kind. A batch in which more than 5 % fail is void and done anew.'),
  // 6 h, 8.1 e-f
  correction: say('谁发现谁报告：在任务里提问或申诉。改正由另一个人做并留下记录：原来是什么、改成什么、谁在何时改的。同一种错出现三次，就改规范，并重查已完成的任务。', '誰發現誰報告：在任務裡提問或申訴。改正由另一個人做並留下記錄：原來是什麼、改成什麼、誰在何時改的。同一種錯出現三次，就改規範，並重查已完成的任務。', 'Whoever finds a wrong label reports it: by a question or an appeal in the task. Another person corrects it, and what it was, what it became, who changed it and when stay on record. The same mistake three times changes the guideline, and finished tasks are looked through again.'),
  // 6 i, 8.1 c: by people who took no part in the batch
  verification: say(
    '每批由没有参加这一批的人按抽样方案检验（GB/T 2828.1）：超过接收数就整批退回返工，返工后重新抽样。检验的人、时间、结果和问题都留记录。',
    '每批由沒有參加這一批的人按抽樣方案檢驗（GB/T 2828.1）：超過接收數就整批退回返工，返工後重新抽樣。檢驗的人、時間、結果和問題都留記錄。',
    'Each batch is inspected on a sample (GB/T 2828.1) by people who took no part in it. Above the acceptance number the whole batch goes back for rework and is sampled again. Who inspected, when, with what result and which problems stays on record.'),
  // 6 j
  emergency: say(
    '数据泄露、账号被盗用、发现违法内容或可能伤害到人时：立刻停止相关任务，不删任何东西；30 分钟内告诉协调员，协调员暂停批次并在 2 小时内报告负责安全的人，按规定上报。处理完在项目里写明原因和措施。',
    '數據洩露、賬號被盜用、發現違法內容或可能傷害到人時：立刻停止相關任務，不刪任何東西；30 分鐘內告訴協調員，協調員暫停批次並在 2 小時內報告負責安全的人，按規定上報。處理完在項目裡寫明原因和措施。',
    'When data leaks, an account is misused, illegal content turns up or somebody may come to harm: stop the tasks concerned at once and delete nothing. Tell the coordinator within 30 minutes; they pause the batch and tell whoever answers for safety within 2 hours, who reports as the law asks. Afterwards cause and measures are written down in the project.'),
} satisfies Readonly<Record<string, Message>>

/** All further parts: how this kind of annotation is done, reviewed and goes wrong, and what holds for every kind. */
export const standardParts = (own: { readonly execution: Message, readonly review: Message, readonly mistakes: Message }): FurtherParts => ({
  functionalExecution: after(own.execution, common.execution), functionalReview: after(own.review, common.review), safetyExecution: common.safetyExecution, safetyReview: common.safetyReview,
  correction: after(own.mistakes, common.correction), verification: common.verification, emergency: common.emergency,
})

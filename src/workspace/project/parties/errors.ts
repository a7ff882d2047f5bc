import { defineFailures } from '../../../kernel/failure.ts'

export const partyFailures = defineFailures('party', {
  unknown: { status: 404, text: { 'zh-Hans': '找不到这个参与方，或不在你能看到的范围内。', 'zh-Hant': '找不到這個參與方，或不在你能看到的範圍內。', en: 'No such party, or outside what you can see.' } },
  termsBroken: { status: 422, text: {
    'zh-Hans': '参与方的 {field} 有问题：{reason, select, step {这类参与方不做这一步} empty {至少要有一项} other {结束时间要晚于开始时间}}。',
    'zh-Hant': '參與方的 {field} 有問題：{reason, select, step {這類參與方不做這一步} empty {至少要有一項} other {結束時間要晚於開始時間}}。',
    en: 'The terms are wrong at {field}: {reason, select, step {a party of this kind does not do this step} empty {at least one is needed} other {it has to end after it begins}}.' } },
  widerThanOwn: { status: 422, text: { 'zh-Hans': '分包不能超出自己的范围：{field}。', 'zh-Hant': '分包不能超出自己的範圍：{field}。', en: 'A subcontractor cannot get more than you have: {field}.' } },
  linkUnknown: { status: 404, text: { 'zh-Hans': '没有这个邀请。链接可能少了一段：复制完整的链接再打开。', 'zh-Hant': '沒有這個邀請。鏈接可能少了一段：複製完整的鏈接再打開。', en: 'No such invitation. The link may be cut short: copy the whole link and open it again.' } },
  linkUsed: { status: 410, text: { 'zh-Hans': '这个邀请已经用过或已结束。找项目方重发。', 'zh-Hant': '這個邀請已經用過或已結束。找項目方重發。', en: 'This invitation was used or has ended. Ask the owner of the project for a new one.' } },
  awaitsConsent: { status: 409, text: { 'zh-Hans': '项目方还没有同意这个分包，同意后链接生效。', 'zh-Hant': '項目方還沒有同意這個分包，同意後鏈接生效。', en: 'The owner has not consented to this subcontractor yet; the link works once they have.' } },
  ownProject: { status: 409, text: { 'zh-Hans': '这是本组织自己的项目，不能再作为参与方加入。', 'zh-Hant': '這是本組織自己的項目，不能再作為參與方加入。', en: 'This is a project of your own organisation; it cannot enter as a party.' } },
  alreadyIn: { status: 409, text: { 'zh-Hans': '{name} 已经以别的身份在这个项目或组织里，不能再代表本方。', 'zh-Hant': '{name} 已經以別的身份在這個項目或組織裡，不能再代表本方。', en: '{name} is in this project or organisation in another capacity and cannot stand for your side too.' } },
  roleNotGranted: { status: 422, text: { 'zh-Hans': '本方在这个项目里没有“{role}”这个角色。', 'zh-Hant': '本方在這個項目裡沒有“{role}”這個角色。', en: 'Your side has no role “{role}” in this project.' } },
  cannotMove: { status: 409, text: { 'zh-Hans': '参与方当前为“{from}”，不能改为“{to}”。', 'zh-Hant': '參與方當前為“{from}”，不能改為“{to}”。', en: 'The party is {from} and cannot become {to}.' } },
  changedMeanwhile: { status: 409, text: { 'zh-Hans': '别人刚改过这个参与方，刷新后再操作。', 'zh-Hant': '別人剛改過這個參與方，刷新後再操作。', en: 'Somebody just changed this party. Reload, then act.' } },
})

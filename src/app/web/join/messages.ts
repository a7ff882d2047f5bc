import { defineMessages } from '../../../kernel/messages.ts'

export const joinMessages = defineMessages({
  title: { 'zh-Hans': '加入 Feedstock', 'zh-Hant': '加入 Feedstock', en: 'Join Feedstock' },
  joinTitle: { 'zh-Hans': '加入“{organisation}”', 'zh-Hant': '加入“{organisation}”', en: 'Join {organisation}' },
  until: { 'zh-Hans': '链接到 {at} 为止有效，只能用一次。', 'zh-Hant': '鏈接到 {at} 為止有效，只能用一次。', en: 'The link works once, until {at}.' },
  offered: { 'zh-Hans': '邀请给你的角色', 'zh-Hant': '邀請給你的角色', en: 'What you are invited as' },
  offeredInProject: { 'zh-Hans': '邀请给你的角色，只在一个项目里', 'zh-Hant': '邀請給你的角色，只在一個項目裡', en: 'What you are invited as, in one project' },
  linkMissing: { 'zh-Hans': '这个页面要用完整的邀请链接打开。从收到的消息里复制整条链接。', 'zh-Hant': '這個頁面要用完整的邀請鏈接打開。從收到的消息裡複製整條鏈接。', en: 'Open this page with the whole invitation link, as it stands in the message that you received.' },
  who: { 'zh-Hans': '用哪个账号', 'zh-Hant': '用哪個賬號', en: 'With which account' },
  newAccount: { 'zh-Hans': '新建账号', 'zh-Hant': '新建賬號', en: 'A new account' },
  ownAccount: { 'zh-Hans': '我已有账号', 'zh-Hant': '我已有賬號', en: 'I have an account' },
  create: { 'zh-Hans': '建立账号并加入', 'zh-Hant': '建立賬號並加入', en: 'Create the account and join' },
  taken: { 'zh-Hans': '已经有人用这个登录名。是你的，就选“我已有账号”；不是，换一个。', 'zh-Hant': '已經有人用這個登錄名。是你的，就選“我已有賬號”；不是，換一個。', en: 'The sign-in name is taken. If it is yours, choose “I have an account”; if not, choose another.' },
  signInFirst: { 'zh-Hans': '先登录，再确认加入。', 'zh-Hant': '先登錄，再確認加入。', en: 'Sign in first, then confirm.' },
  asWho: { 'zh-Hans': '你已登录为 {name}（{login}）。', 'zh-Hant': '你已登錄為 {name}（{login}）。', en: 'You are signed in as {name} ({login}).' },
  keeps: { 'zh-Hans': '一个账号可以属于几个组织。已有的角色和组织都不变，在左下角的账号菜单里切换。', 'zh-Hant': '一個賬號可以屬於幾個組織。已有的角色和組織都不變，在左下角的賬號菜單裡切換。', en: 'One account may belong to several organisations. Roles and organisations that you have stay; switch in the account menu, bottom left.' },
  join: { 'zh-Hans': '以 {name} 加入', 'zh-Hant': '以 {name} 加入', en: 'Join as {name}' },
  otherAccount: { 'zh-Hans': '换一个账号', 'zh-Hant': '換一個賬號', en: 'Use another account' },
  toSignIn: { 'zh-Hans': '去登录', 'zh-Hant': '去登錄', en: 'Go to sign-in' },
})

import { defineMessages } from '../../../kernel/messages.ts'

export const signInMessages = defineMessages({
  title: { 'zh-Hans': '登录', 'zh-Hant': '登錄', en: 'Sign in' },
  again: { 'zh-Hans': '重新登录', 'zh-Hant': '重新登錄', en: 'Sign in again' },
  againText: {
    'zh-Hans': '登录已过期。页面上的内容还在，登录后从这里继续。',
    'zh-Hant': '登錄已過期。頁面上的內容還在，登錄後從這裡繼續。',
    en: 'The session has ended. What is on the page stays; sign in to go on here.',
  },
  login: { 'zh-Hans': '邮箱或用户名', 'zh-Hant': '郵箱或用戶名', en: 'E-mail or user name' },
  password: { 'zh-Hans': '密码', 'zh-Hant': '密碼', en: 'Password' },
  loginMissing: { 'zh-Hans': '填写邮箱或用户名', 'zh-Hant': '填寫郵箱或用戶名', en: 'Enter an e-mail or user name' },
  passwordMissing: { 'zh-Hans': '填写密码', 'zh-Hant': '填寫密碼', en: 'Enter the password' },
  code: { 'zh-Hans': '验证码', 'zh-Hant': '驗證碼', en: 'Code' },
  codeHint: { 'zh-Hans': '身份验证器里的 6 位数字。手机不在身边，用一个恢复码。', 'zh-Hant': '身份驗證器裡的 6 位數字。手機不在身邊，用一個恢復碼。', en: 'Six digits of your authenticator. Without the phone, a recovery code.' },
  codeMissing: { 'zh-Hans': '填写 6 位数字或一个恢复码', 'zh-Hant': '填寫 6 位數字或一個恢復碼', en: 'Enter six digits or a recovery code' },
  back: { 'zh-Hans': '返回', 'zh-Hant': '返回', en: 'Back' },
  by: { 'zh-Hans': '用{provider}登录', 'zh-Hant': '用{provider}登錄', en: 'Sign in with {provider}' },
  joinBy: { 'zh-Hans': '用{provider}加入', 'zh-Hant': '用{provider}加入', en: 'Join with {provider}' },
  forgotten: { 'zh-Hans': '忘了密码，找维护这套系统的人重设。', 'zh-Hant': '忘了密碼，找維護這套系統的人重設。', en: 'Forgot the password? Whoever runs this installation can give you a new one.' },
})

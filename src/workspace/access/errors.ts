import { defineFailures } from '../../kernel/failure.ts'

export const accessFailures = defineFailures('access', {
  unauthenticated: { status: 401, text: { 'zh-Hans': '需要登录。登录后继续，页面上的内容还在。', 'zh-Hant': '需要登錄。登錄後繼續，頁面上的內容還在。', en: 'Sign-in needed. Sign in to go on; what is on the page stays.' } },
  wrongCredentials: { status: 401, text: { 'zh-Hans': '账号或密码不对。', 'zh-Hant': '賬號或密碼不對。', en: 'Account or password is wrong.' } },
  disabled: { status: 401, text: { 'zh-Hans': '账号已停用，联系组织管理员。', 'zh-Hant': '賬號已停用，聯繫組織管理員。', en: 'The account is disabled. Ask an administrator of the organisation.' } },
  denied: { status: 403, text: { 'zh-Hans': '没有权限：{permission}。组织管理员可以授予。', 'zh-Hant': '沒有權限：{permission}。組織管理員可以授予。', en: 'Not permitted: {permission}. An administrator of the organisation can grant it.' } },
  foreignOrigin: { status: 403, text: { 'zh-Hans': '请求来自别的网站，未执行。', 'zh-Hant': '請求來自別的網站，未執行。', en: 'The request came from another site and was not carried out.' } },
  notFound: { status: 404, text: { 'zh-Hans': '找不到，或不在你能看到的范围内。', 'zh-Hant': '找不到，或不在你能看到的範圍內。', en: 'Not found, or outside what you can see.' } },
  noOrganisation: { status: 403, text: { 'zh-Hans': '先选择组织。', 'zh-Hant': '先選擇組織。', en: 'Choose an organisation first.' } },
  setupClosed: { status: 409, text: { 'zh-Hans': '管理员已经建立，初始链接失效。直接登录。', 'zh-Hant': '管理員已經建立，初始鏈接失效。直接登錄。', en: 'The administrator exists and the first-run link has ended. Sign in.' } },
  setupToken: { status: 403, text: { 'zh-Hans': '初始链接不对。用终端里最新的链接。', 'zh-Hant': '初始鏈接不對。用終端裡最新的鏈接。', en: 'The first-run link is wrong. Use the newest one in the terminal.' } },
  loginTaken: { status: 409, text: { 'zh-Hans': '账号名已被使用。', 'zh-Hant': '賬號名已被使用。', en: 'The account name is taken.' } },
  weakPassword: { status: 422, text: { 'zh-Hans': '密码至少 10 个字符，且不含账号名。', 'zh-Hant': '密碼至少 10 個字符，且不含賬號名。', en: 'A password has at least 10 characters and does not contain the account name.' } },
  invitationUsed: { status: 410, text: { 'zh-Hans': '邀请已经用过。用过的人是你，就直接登录；不是你，找邀请人重发。', 'zh-Hant': '邀請已經用過。用過的人是你，就直接登錄；不是你，找邀請人重發。', en: 'The invitation has been used. If it was you, sign in; if not, ask whoever invited you for a new one.' } },
  invitationExpired: { status: 410, text: { 'zh-Hans': '邀请过了有效期。找邀请人重发。', 'zh-Hant': '邀請過了有效期。找邀請人重發。', en: 'The invitation has expired. Ask whoever invited you for a new one.' } },
  invitationUnknown: { status: 404, text: { 'zh-Hans': '没有这个邀请。链接可能少了一段：复制完整的链接再打开。', 'zh-Hant': '沒有這個邀請。鏈接可能少了一段：複製完整的鏈接再打開。', en: 'No such invitation. The link may be cut short: copy the whole link and open it again.' } },
  membershipDisabled: { status: 409, text: { 'zh-Hans': '你在这个组织里已停用，邀请不能恢复。找组织管理员启用。', 'zh-Hant': '你在這個組織裡已停用，邀請不能恢復。找組織管理員啟用。', en: 'You are disabled in this organisation, and an invitation does not change that. An administrator can enable you.' } },
  lastAdministrator: { status: 409, text: { 'zh-Hans': '组织至少保留一名可用的管理员。', 'zh-Hant': '組織至少保留一名可用的管理員。', en: 'An organisation keeps at least one active administrator.' } },
  notScratch: { status: 409, text: { 'zh-Hans': '只有自检用的临时组织可以整体删除。', 'zh-Hant': '只有自檢用的臨時組織可以整體刪除。', en: 'Only a scratch organisation can be removed whole.' } },
  unknownPermission: { status: 422, text: { 'zh-Hans': '没有这个权限：{permission}。', 'zh-Hant': '沒有這個權限：{permission}。', en: 'No such permission: {permission}.' } },
  localProof: { status: 403, text: { 'zh-Hans': '本机证明不对：只有这台机器上能读数据目录的人可以这样登录。', 'zh-Hant': '本機證明不對：只有這台機器上能讀數據目錄的人可以這樣登錄。', en: 'The local proof is wrong: only whoever can read the data folder on this machine may sign in like this.' } },
})

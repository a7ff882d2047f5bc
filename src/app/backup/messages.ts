import { defineMessages } from '../../kernel/messages.ts'

/** What `feedstock backup` and `feedstock restore` say. */
export const backupMessages = defineMessages({
  backup: { 'zh-Hans': '备份数据库和文件，无需停机；或核对一份备份', 'zh-Hant': '備份數據庫和文件，無需停機；或核對一份備份', en: 'Back up database and files while everything runs; or verify a backup' },
  restore: { 'zh-Hans': '把备份恢复到一个空的安装，并逐项比对', 'zh-Hant': '把備份恢復到一個空的安裝，並逐項比對', en: 'Restore a backup into an empty installation, and compare' },
  taken: {
    'zh-Hans': '已备份到 {target}：{tables} 张表 {rows} 行，{blobs} 个文件 {bytes} 字节，{chains} 条变更记录链。', 'zh-Hant': '已備份到 {target}：{tables} 張表 {rows} 行，{blobs} 個文件 {bytes} 字節，{chains} 條變更記錄鏈。',
    en: 'Backed up to {target}: {rows} rows of {tables} tables, {blobs} files of {bytes} bytes, {chains} journal chains.',
  },
  withKeys: { 'zh-Hans': '备份含有密钥：像密码一样保管它。', 'zh-Hant': '備份含有密鑰：像密碼一樣保管它。', en: 'The backup holds the keys: store it like a password.' },
  withoutKeys: {
    'zh-Hans': '备份不含密钥。另外保管 {secrets}：没有它，恢复后须重置两步验证，变更记录和发布改由新密钥签名。用 --with-keys 把密钥一并备份。',
    'zh-Hant': '備份不含密鑰。另外保管 {secrets}：沒有它，恢復後須重置兩步驗證，變更記錄和發布改由新密鑰簽名。用 --with-keys 把密鑰一併備份。',
    en: 'The backup is without keys. Keep {secrets} elsewhere: without it, a restored installation must reset two-step sign-in and signs with a new key. --with-keys puts the keys in.',
  },
  good: {
    'zh-Hans': '备份完好：{rows} 行，{blobs} 个文件，取自 {at}（Feedstock {program}，PostgreSQL {postgres}）。', 'zh-Hant': '備份完好：{rows} 行，{blobs} 個文件，取自 {at}（Feedstock {program}，PostgreSQL {postgres}）。',
    en: 'The backup is whole: {rows} rows, {blobs} files, taken at {at} (Feedstock {program}, PostgreSQL {postgres}).',
  },
  key: { 'zh-Hans': '签名密钥指纹 {fingerprint}', 'zh-Hant': '簽名密鑰指紋 {fingerprint}', en: 'Fingerprint of the signing key {fingerprint}' },
  bad: { 'zh-Hans': '备份有 {n} 处问题。没有恢复任何内容。', 'zh-Hant': '備份有 {n} 處問題。沒有恢復任何內容。', en: 'The backup has {n, plural, one {# fault} other {# faults}}. Nothing was restored.' },
  badVerified: { 'zh-Hans': '备份有 {n} 处问题。', 'zh-Hant': '備份有 {n} 處問題。', en: 'The backup has {n, plural, one {# fault} other {# faults}}.' },
  restored: {
    'zh-Hans': '已恢复，比对一致：{tables} 张表 {rows} 行，{blobs} 个文件；变更记录 {entries} 条、{seals} 个封印核验通过；执行了 {migrations} 个新迁移。',
    'zh-Hant': '已恢復，比對一致：{tables} 張表 {rows} 行，{blobs} 個文件；變更記錄 {entries} 條、{seals} 個封印核驗通過；執行了 {migrations} 個新遷移。',
    en: 'Restored, and the comparison holds: {rows} rows of {tables} tables, {blobs} files; {entries} journal entries in {seals} seals verified; {migrations} newer migrations applied.',
  },
  restoredBad: { 'zh-Hans': '已恢复，但有 {n} 处不符。', 'zh-Hant': '已恢復，但有 {n} 處不符。', en: 'Restored, with {n, plural, one {# difference} other {# differences}}.' },
  lacked: { 'zh-Hans': '备份时就缺少 {n} 个文件：', 'zh-Hant': '備份時就缺少 {n} 個文件：', en: '{n, plural, one {# file was} other {# files were}} lacking when the backup was taken:' },
})

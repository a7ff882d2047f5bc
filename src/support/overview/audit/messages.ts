import { defineMessages } from '../../../kernel/messages.ts'

/** What `feedstock audit` says. */
export const auditMessages = defineMessages({
  summary: { 'zh-Hans': '核验变更记录：在线、直接查库或离线核验导出文件', 'zh-Hant': '核驗變更記錄：在線、直接查庫或離線核驗導出文件', en: 'Verify the journal: online, in the database, or an export offline' },
  usage: {
    'zh-Hans': '用法：\n  feedstock audit verify 文件 [--key 指纹、公钥或 PEM 文件] [--checkpoint 文件] [--json]\n  feedstock audit verify --url 地址 --token 令牌 [--checkpoint 文件] [--json]\n  feedstock audit verify --organisation ID|installation [--key …] [--checkpoint 文件] [--json]   直接读 DATABASE_URL 的库\n  feedstock audit checkpoint --url 地址 --token 令牌   写出检查点，保存到这台服务器之外',
    'zh-Hant': '用法：\n  feedstock audit verify 文件 [--key 指紋、公鑰或 PEM 文件] [--checkpoint 文件] [--json]\n  feedstock audit verify --url 地址 --token 令牌 [--checkpoint 文件] [--json]\n  feedstock audit verify --organisation ID|installation [--key …] [--checkpoint 文件] [--json]   直接讀 DATABASE_URL 的庫\n  feedstock audit checkpoint --url 地址 --token 令牌   寫出檢查點，保存到這台服務器之外',
    en: 'Usage:\n  feedstock audit verify FILE [--key FINGERPRINT, PUBLIC KEY or PEM FILE] [--checkpoint FILE] [--json]\n  feedstock audit verify --url URL --token TOKEN [--checkpoint FILE] [--json]\n  feedstock audit verify --organisation ID|installation [--key ...] [--checkpoint FILE] [--json]   reads the database of DATABASE_URL\n  feedstock audit checkpoint --url URL --token TOKEN   writes a checkpoint, to be kept away from this server',
  },
  noFile: { 'zh-Hans': '打不开文件 {path}。', 'zh-Hant': '打不開文件 {path}。', en: 'Cannot open {path}.' },
  badKey: { 'zh-Hans': '“{key}”不是指纹、Ed25519 公钥，也不是这样的 PEM 文件。', 'zh-Hant': '“{key}”不是指紋、Ed25519 公鑰，也不是這樣的 PEM 文件。', en: '“{key}” is neither a fingerprint, nor an Ed25519 public key, nor a PEM file of one.' },
  badCheckpoint: { 'zh-Hans': '{path} 不是检查点文件。', 'zh-Hant': '{path} 不是檢查點文件。', en: '{path} is not a checkpoint.' },
  unreachable: { 'zh-Hans': '无法核验：{reason}', 'zh-Hant': '無法核驗：{reason}', en: 'Cannot verify: {reason}' },
  good: { 'zh-Hans': '核验通过：{entries} 条记录，{seals} 个封印，没有改动。', 'zh-Hant': '核驗通過：{entries} 條記錄，{seals} 個封印，沒有改動。', en: 'Verified: {entries} entries in {seals} seals, nothing was changed.' },
  bad: { 'zh-Hans': '核验不通过：{n} 处有问题（{entries} 条记录，{seals} 个封印）。', 'zh-Hant': '核驗不通過：{n} 處有問題（{entries} 條記錄，{seals} 個封印）。', en: 'Not verified: {n, plural, one {# finding} other {# findings}} in {entries} entries and {seals} seals.' },
  key: { 'zh-Hans': '签名密钥指纹 {fingerprint}', 'zh-Hant': '簽名密鑰指紋 {fingerprint}', en: 'Fingerprint of the signing key {fingerprint}' },
})

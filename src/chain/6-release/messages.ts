import { defineMessages } from '../../kernel/messages.ts'

export const verifyMessages = defineMessages({
  summary: { 'zh-Hans': '离线核验发布版文件', 'zh-Hant': '離線核驗發佈版文件', en: 'Verify a release file offline' },
  usage: { 'zh-Hans': '用法：feedstock verify 文件 [--key 指纹、公钥或 PEM 文件] [--json]', 'zh-Hant': '用法：feedstock verify 文件 [--key 指紋、公鑰或 PEM 文件] [--json]', en: 'Usage: feedstock verify FILE [--key FINGERPRINT, PUBLIC KEY or PEM FILE] [--json]' },
  badKey: { 'zh-Hans': '“{key}”不是指纹、Ed25519 公钥，也不是这样的 PEM 文件。', 'zh-Hant': '“{key}”不是指紋、Ed25519 公鑰，也不是這樣的 PEM 文件。', en: '“{key}” is neither a fingerprint, nor an Ed25519 public key, nor a PEM file of one.' },
  noFile: { 'zh-Hans': '打不开文件 {path}。', 'zh-Hant': '打不開文件 {path}。', en: 'Cannot open {path}.' },
  good: { 'zh-Hans': '核验通过：{items} 项，{files} 个文件与签名一致。签名密钥指纹 {fingerprint}', 'zh-Hant': '核驗通過：{items} 項，{files} 個文件與簽名一致。簽名密鑰指紋 {fingerprint}', en: 'Verified: {items} items, {files} files agree with the signature. Fingerprint of the signing key {fingerprint}' },
  bad: { 'zh-Hans': '核验不通过：{n} 处有问题。', 'zh-Hant': '核驗不通過：{n} 處有問題。', en: 'Not verified: {n, plural, one {# place is} other {# places are}} wrong.' },
  structure: { 'zh-Hans': '压缩包结构被改动：{entry}，字节 {from} 至 {to}', 'zh-Hant': '壓縮包結構被改動：{entry}，字節 {from} 至 {to}', en: 'The structure of the archive was changed: {entry}, bytes {from} to {to}' },
  unreadable: { 'zh-Hans': '清单读不出来：字节 {from} 至 {to}', 'zh-Hant': '清單讀不出來：字節 {from} 至 {to}', en: 'The manifest cannot be read: bytes {from} to {to}' },
  manifestChanged: { 'zh-Hans': '清单被改动：字节 {from} 至 {to}', 'zh-Hant': '清單被改動：字節 {from} 至 {to}', en: 'The manifest was changed: bytes {from} to {to}' },
  signature: { 'zh-Hans': '签名与清单不符', 'zh-Hant': '簽名與清單不符', en: 'The signature does not fit the manifest' },
  key: { 'zh-Hans': '签名的密钥不是指定的那一把', 'zh-Hant': '簽名的密鑰不是指定的那一把', en: 'The manifest was signed with another key than the one given' },
  fileChanged: { 'zh-Hans': '文件被改动：{entry}，字节 {from} 至 {to}', 'zh-Hant': '文件被改動：{entry}，字節 {from} 至 {to}', en: 'A file was changed: {entry}, bytes {from} to {to}' },
  fileMissing: { 'zh-Hans': '缺文件：{entry}', 'zh-Hant': '缺文件：{entry}', en: 'A file is missing: {entry}' },
  counts: { 'zh-Hans': '清单里的计数互相矛盾', 'zh-Hant': '清單裡的計數互相矛盾', en: 'The counts in the manifest disagree' },
})

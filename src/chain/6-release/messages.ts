import { defineMessages } from '../../kernel/messages.ts'

export const verifyMessages = defineMessages({
  summary: { 'zh-Hans': '离线核验发布版文件', 'zh-Hant': '離線核驗發佈版文件', en: 'Verify a release file offline' },
  usage: { 'zh-Hans': '用法：feedstock verify 文件 [--key 指纹、公钥或 PEM 文件] [--revocations 文件或地址] [--json]', 'zh-Hant': '用法：feedstock verify 文件 [--key 指紋、公鑰或 PEM 文件] [--revocations 文件或地址] [--json]', en: 'Usage: feedstock verify FILE [--key FINGERPRINT, PUBLIC KEY or PEM FILE] [--revocations FILE or URL] [--json]' },
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
  leak: { 'zh-Hans': '相近或同组的项目分在了不同的划分里', 'zh-Hant': '相近或同組的項目分在了不同的劃分裡', en: 'Look-alikes or items of one group stand in different splits' },
  noStatement: { 'zh-Hans': '读不到撤回声明 {path}。', 'zh-Hant': '讀不到撤回聲明 {path}。', en: 'Cannot read a statement of revocation at {path}.' },
  wordValid: { 'zh-Hans': '发布方 {at} 声明：有效', 'zh-Hant': '發佈方 {at} 聲明：有效', en: 'The publisher said at {at}: valid' },
  wordAffected: { 'zh-Hans': '发布方 {at} 声明：其中有素材已撤回（{reason}）', 'zh-Hant': '發佈方 {at} 聲明：其中有素材已撤回（{reason}）', en: 'The publisher said at {at}: some of its assets were withdrawn ({reason})' },
  wordRevoked: { 'zh-Hans': '发布方 {at} 声明：发布版已撤回（{reason}）', 'zh-Hant': '發佈方 {at} 聲明：發佈版已撤回（{reason}）', en: 'The publisher said at {at}: withdrawn ({reason})' },
  wordSilent: { 'zh-Hans': '所给的声明没有提到这个发布版', 'zh-Hant': '所給的聲明沒有提到這個發佈版', en: 'No statement given is about this release' },
  wordBad: { 'zh-Hans': '{n} 份声明不是由签发此发布版的密钥签名，不予采信。', 'zh-Hant': '{n} 份聲明不是由簽發此發佈版的密鑰簽名，不予採信。', en: '{n, plural, one {# statement is} other {# statements are}} not by the key that signed the release, and not believed.' },
})

export const diffMessages = defineMessages({
  summary: { 'zh-Hans': '离线比较两个发布版文件', 'zh-Hant': '離線比較兩個發佈版文件', en: 'Compare two release files offline' },
  usage: { 'zh-Hans': '用法：feedstock diff 旧文件 新文件 [--items] [--tolerance 0.02] [--json]', 'zh-Hant': '用法：feedstock diff 舊文件 新文件 [--items] [--tolerance 0.02] [--json]', en: 'Usage: feedstock diff OLD NEW [--items] [--tolerance 0.02] [--json]' },
  noRelease: { 'zh-Hans': '{path} 不是发布版文件。', 'zh-Hant': '{path} 不是發佈版文件。', en: '{path} is not a release file.' },
  items: { 'zh-Hans': '项目：新增 {added}，移除 {removed}，改标 {relabelled}，换划分 {moved}，未变 {unchanged}', 'zh-Hant': '項目：新增 {added}，移除 {removed}，改標 {relabelled}，換劃分 {moved}，未變 {unchanged}', en: 'Items: {added} added, {removed} removed, {relabelled} relabelled, {moved} in another split, {unchanged} unchanged' },
  shapes: { 'zh-Hans': '改标的项目里：图形新增 {added}，移除 {removed}，改类 {class}，移动 {geometry}，改属性 {attributes}', 'zh-Hant': '改標的項目裡：圖形新增 {added}，移除 {removed}，改類 {class}，移動 {geometry}，改屬性 {attributes}', en: 'Shapes of relabelled items: {added} added, {removed} removed, {class} of another class, {geometry} moved, {attributes} with other attributes' },
  noShapes: { 'zh-Hans': '没有 feedstock-jsonl 导出，无法比较图形。', 'zh-Hant': '沒有 feedstock-jsonl 導出，無法比較圖形。', en: 'Without the feedstock-jsonl export shapes cannot be compared.' },
  byClass: { 'zh-Hans': '{class}：{before} → {after}', 'zh-Hant': '{class}：{before} → {after}', en: '{class}: {before} → {after}' },
})

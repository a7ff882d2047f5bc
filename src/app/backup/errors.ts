import { defineFailures } from '../../kernel/failure.ts'

/** What can be wrong with a backup, with where it is to go, or with where it is to be restored. `place.file` is the path inside the backup. */
export const backupFailures = defineFailures('backup', {
  noInstallation: { status: 404, text: {
    'zh-Hans': '{folder} 里没有 Feedstock 的数据。用 --data 指定数据文件夹，或设置 DATABASE_URL。',
    'zh-Hant': '{folder} 裡沒有 Feedstock 的數據。用 --data 指定數據文件夾，或設置 DATABASE_URL。',
    en: 'There is no data of Feedstock in {folder}. Name the data folder with --data, or set DATABASE_URL.',
  } },
  noEntry: { status: 409, text: {
    'zh-Hans': '{folder} 正在使用，但里面的 PostgreSQL 没有在运行。等它启动后再备份。',
    'zh-Hant': '{folder} 正在使用，但裡面的 PostgreSQL 沒有在運行。等它啟動後再備份。',
    en: '{folder} is in use, but its PostgreSQL does not run. Back up when it has started.',
  } },
  notOwner: { status: 403, text: {
    'zh-Hans': '数据库账户 {role} 看不到表 {table} 的全部行。备份要用表的所有者，并先执行 feedstock migrate。',
    'zh-Hant': '數據庫賬戶 {role} 看不到表 {table} 的全部行。備份要用表的所有者，並先執行 feedstock migrate。',
    en: 'The database account {role} does not see all rows of {table}. Back up as the owner of the tables, after feedstock migrate.',
  } },
  targetTaken: { status: 409, text: {
    'zh-Hans': '{path} 已存在。备份不会覆盖任何东西：换一个名字。', 'zh-Hant': '{path} 已存在。備份不會覆蓋任何東西：換一個名字。',
    en: '{path} exists already. A backup never overwrites anything: choose another name.',
  } },
  unreadable: { status: 404, text: {
    'zh-Hans': '打不开备份 {path}（{reason}）。', 'zh-Hant': '打不開備份 {path}（{reason}）。', en: 'The backup {path} cannot be opened ({reason}).',
  } },
  noManifest: { status: 400, text: {
    'zh-Hans': '{path} 不是 Feedstock 备份：开头没有可读的 manifest.json。', 'zh-Hant': '{path} 不是 Feedstock 備份：開頭沒有可讀的 manifest.json。',
    en: '{path} is not a backup of Feedstock: it does not begin with a readable manifest.json.',
  } },
  tooNew: { status: 409, text: {
    'zh-Hans': '备份的格式是 {found}，此程序只认识到 {known}。使用更新的 Feedstock。', 'zh-Hant': '備份的格式是 {found}，此程序只認識到 {known}。使用更新的 Feedstock。',
    en: 'The backup has format {found}, this program knows up to {known}. Use a newer Feedstock.',
  } },
  cut: { status: 400, text: {
    'zh-Hans': '备份不完整：在此之后没有内容（{reason}）。', 'zh-Hant': '備份不完整：在此之後沒有內容（{reason}）。', en: 'The backup is cut: nothing follows after this ({reason}).',
  } },
  damaged: { status: 400, text: {
    'zh-Hans': '内容损坏：应为 SHA-256 {expected}，实为 {found}。', 'zh-Hant': '內容損壞：應為 SHA-256 {expected}，實為 {found}。',
    en: 'Damaged: SHA-256 {expected} is expected, {found} was found.',
  } },
  missing: { status: 400, text: { 'zh-Hans': '备份里缺少这个文件。', 'zh-Hant': '備份裡缺少這個文件。', en: 'The backup lacks this file.' } },
  unlisted: { status: 400, text: {
    'zh-Hans': '备份里多出这个文件：清单没有它。', 'zh-Hant': '備份裡多出這個文件：清單沒有它。', en: 'The backup has this file, which its lists do not name.',
  } },
  otherRows: { status: 400, text: {
    'zh-Hans': '表 {table} 的内容不符：应为 {rows} 行、摘要 {digest}，实为 {foundRows} 行、摘要 {foundDigest}。',
    'zh-Hant': '表 {table} 的內容不符：應為 {rows} 行、摘要 {digest}，實為 {foundRows} 行、摘要 {foundDigest}。',
    en: 'The table {table} differs: {rows} rows with digest {digest} are expected, {foundRows} rows with digest {foundDigest} were found.',
  } },
  badSignature: { status: 400, text: {
    'zh-Hans': '清单 manifest.json 的签名不符：清单在备份之后被改动过。', 'zh-Hant': '清單 manifest.json 的簽名不符：清單在備份之後被改動過。',
    en: 'The signature of manifest.json does not hold: it was changed after the backup.',
  } },
  otherKey: { status: 400, text: {
    'zh-Hans': '备份由另一把密钥签名：{found}。', 'zh-Hant': '備份由另一把密鑰簽名：{found}。', en: 'The backup was signed with another key: {found}.',
  } },
  blobLacked: { status: 409, text: {
    'zh-Hans': '备份时存储里没有这个文件，或它的内容不符：备份里没有它。', 'zh-Hant': '備份時存儲裡沒有這個文件，或它的內容不符：備份裡沒有它。',
    en: 'The store lacked this file, or held other bytes, when the backup was taken: the backup is without it.',
  } },
  notEmpty: { status: 409, text: {
    'zh-Hans': '{place} 不是空的：已有 {accounts} 个账号。恢复只写入空的安装，例如一个新的 --data 文件夹。',
    'zh-Hant': '{place} 不是空的：已有 {accounts} 個賬號。恢復只寫入空的安裝，例如一個新的 --data 文件夾。',
    en: '{place} is not empty: it has {accounts, plural, one {# account} other {# accounts}}. A backup is restored into an empty installation, such as a new --data folder.',
  } },
  foreignDatabase: { status: 409, text: {
    'zh-Hans': '数据库 {place} 的模式 {schema} 不属于 Feedstock。用一个空的数据库。', 'zh-Hant': '數據庫 {place} 的模式 {schema} 不屬於 Feedstock。用一個空的數據庫。',
    en: 'The schema {schema} of the database {place} is not of Feedstock. Use an empty database.',
  } },
  inUse: { status: 409, text: {
    'zh-Hans': '有 {sessions} 个 Feedstock 连接正在使用数据库 {place}。停止服务器和工作进程后再恢复。',
    'zh-Hant': '有 {sessions} 個 Feedstock 連接正在使用數據庫 {place}。停止服務器和工作進程後再恢復。',
    en: '{sessions, plural, one {# connection} other {# connections}} of Feedstock use the database {place}. Stop server and worker, then restore.',
  } },
  keysMissing: { status: 409, text: {
    'zh-Hans': '备份不含密钥，而这里的密钥与原安装不同。把原来的 secrets/（或 FEEDSTOCK_SECRET）放回来再恢复；或用 --new-keys 接受新密钥：两步验证须重置，变更记录和发布此后由新密钥签名。',
    'zh-Hant': '備份不含密鑰，而這裡的密鑰與原安裝不同。把原來的 secrets/（或 FEEDSTOCK_SECRET）放回來再恢復；或用 --new-keys 接受新密鑰：兩步驗證須重置，變更記錄和發布此後由新密鑰簽名。',
    en: 'The backup is without keys, and those here are not the ones of its installation. Put its secrets/ (or FEEDSTOCK_SECRET) back and restore again, or accept new keys with --new-keys: two-step sign-in must then be reset, and journal and releases are signed with the new key from here on.',
  } },
  keysDiffer: { status: 409, text: {
    'zh-Hans': '备份里的密钥与此处 {where} 的不同。移走此处的密钥，或恢复到一个新的 --data 文件夹。', 'zh-Hant': '備份裡的密鑰與此處 {where} 的不同。移走此處的密鑰，或恢復到一個新的 --data 文件夾。',
    en: 'The keys of the backup are not those of {where}. Take the ones here away, or restore into a new --data folder.',
  } },
  chainBroken: { status: 409, text: {
    'zh-Hans': '变更记录的封印链在组织 {organisation} 处核验不通过。', 'zh-Hant': '變更記錄的封印鏈在組織 {organisation} 處核驗不通過。',
    en: 'The sealed journal of the organisation {organisation} does not verify.',
  } },
  loadFailed: { status: 500, text: {
    'zh-Hans': '表 {table} 写入失败：{reason}。没有写入任何内容。', 'zh-Hant': '表 {table} 寫入失敗：{reason}。沒有寫入任何內容。',
    en: 'Loading the table {table} failed: {reason}. Nothing was written.',
  } },
})

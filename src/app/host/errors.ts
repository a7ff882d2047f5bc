import { defineFailures } from '../../kernel/failure.ts'

/** What can stop an installation from starting. Each text is one or two sentences: what is so, and what to do. */
export const hostFailures = defineFailures('host', {
  unknownOption: { status: 400, text: {
    'zh-Hans': '不认识选项 {option}。运行 feedstock help 查看可用选项。',
    'zh-Hant': '不認識選項 {option}。運行 feedstock help 查看可用選項。',
    en: 'The option {option} does not exist. Run feedstock help to see those that do.',
  } },
  badOption: { status: 400, text: {
    'zh-Hans': '选项 {option} 的值 {value} 无效：应为 {expected}。',
    'zh-Hant': '選項 {option} 的值 {value} 無效：應為 {expected}。',
    en: 'The option {option} cannot be {value}: {expected} is expected.',
  } },
  portTaken: { status: 409, text: {
    'zh-Hans': '{host} 的端口 {port} 已被其他程序占用。用 --port 换一个端口，或停止那个程序。',
    'zh-Hant': '{host} 的端口 {port} 已被其他程序佔用。用 --port 換一個端口，或停止那個程序。',
    en: 'Port {port} on {host} is used by another program. Choose another one with --port, or stop that program.',
  } },
  portForbidden: { status: 403, text: {
    'zh-Hans': '不能在 {host} 的端口 {port} 上监听（{reason}）。用 --port 或 --host 换一个。',
    'zh-Hant': '不能在 {host} 的端口 {port} 上監聽（{reason}）。用 --port 或 --host 換一個。',
    en: 'Listening at port {port} on {host} is not possible ({reason}). Choose another with --port or --host.',
  } },
  folderInUse: { status: 409, text: {
    'zh-Hans': '数据文件夹 {folder} 正由另一个 Feedstock 使用（进程 {pid}，{since} 启动）。停止它，或用 --data 换一个文件夹。',
    'zh-Hant': '數據文件夾 {folder} 正由另一個 Feedstock 使用（進程 {pid}，{since} 啟動）。停止它，或用 --data 換一個文件夾。',
    en: 'The data folder {folder} is in use by another Feedstock (process {pid}, started {since}). Stop it, or choose another folder with --data.',
  } },
  folderNotWritable: { status: 403, text: {
    'zh-Hans': '不能写入 {path}（{reason}）。修正权限，或用 --data 换一个文件夹。',
    'zh-Hant': '不能寫入 {path}（{reason}）。修正權限，或用 --data 換一個文件夾。',
    en: '{path} cannot be written ({reason}). Correct its permissions, or choose another folder with --data.',
  } },
  folderTooNew: { status: 409, text: {
    'zh-Hans': '数据文件夹 {folder} 的版本是 {found}，此程序只认识到 {known}。使用更新的 Feedstock。',
    'zh-Hant': '數據文件夾 {folder} 的版本是 {found}，此程序只認識到 {known}。使用更新的 Feedstock。',
    en: 'The data folder {folder} has version {found}, this program knows up to {known}. Use a newer Feedstock.',
  } },
  diskFull: { status: 507, text: {
    'zh-Hans': '{path} 所在磁盘只剩 {free} MB，至少需要 {needed} MB。已有数据完好；腾出空间后再启动。',
    'zh-Hant': '{path} 所在磁盤只剩 {free} MB，至少需要 {needed} MB。已有數據完好；騰出空間後再啟動。',
    en: 'The disk of {path} has {free} MB left, {needed} MB are needed. What is stored is safe; free some space and start again.',
  } },
  secretDamaged: { status: 500, text: {
    'zh-Hans': '{path} 不是有效的密钥文件。从备份恢复它；没有它，数据库打不开。',
    'zh-Hant': '{path} 不是有效的密鑰文件。從備份恢復它；沒有它，數據庫打不開。',
    en: '{path} is not a valid key file. Restore it from a backup: the database does not open without it.',
  } },
  secretFileUnreadable: { status: 400, text: {
    'zh-Hans': '{option} 指向的文件 {path} 读不出密钥（{reason}）。检查路径、权限和内容。',
    'zh-Hant': '{option} 指向的文件 {path} 讀不出密鑰（{reason}）。檢查路徑、權限和內容。',
    en: '{option} names {path}, which gives no secret ({reason}). Check the path, the permissions and what it holds.',
  } },
  secretTwice: { status: 400, text: {
    'zh-Hans': '{option} 和 {option}_FILE 只能给一个。',
    'zh-Hant': '{option} 和 {option}_FILE 只能給一個。',
    en: 'Give {option} or {option}_FILE, not both.',
  } },
  badNumber: { status: 400, text: {
    'zh-Hans': '{option} 的值 {value} 无效：应为 {least, number} 到 {most, number} 的整数。',
    'zh-Hant': '{option} 的值 {value} 無效：應為 {least, number} 到 {most, number} 的整數。',
    en: '{option} is {value}; it must be a whole number from {least, number} to {most, number}.',
  } },
  secretTooShort: { status: 400, text: {
    'zh-Hans': 'FEEDSTOCK_SECRET 太短：至少 32 个字符。可用 openssl rand -hex 32 生成。',
    'zh-Hant': 'FEEDSTOCK_SECRET 太短：至少 32 個字符。可用 openssl rand -hex 32 生成。',
    en: 'FEEDSTOCK_SECRET is too short: 32 characters are the least. openssl rand -hex 32 makes one.',
  } },
  noEngine: { status: 501, text: {
    'zh-Hans': '没有适用于 {platform} 的内置 PostgreSQL。把 DATABASE_URL 设为一个 PostgreSQL 15 或更新的数据库。',
    'zh-Hant': '沒有適用於 {platform} 的內置 PostgreSQL。把 DATABASE_URL 設為一個 PostgreSQL 15 或更新的數據庫。',
    en: 'There is no built-in PostgreSQL for {platform}. Set DATABASE_URL to a database of PostgreSQL 15 or newer.',
  } },
  noAccountForEngine: { status: 501, text: {
    'zh-Hans': 'PostgreSQL 不能以 root 运行，而这台机器没有 postgres 或 nobody 账户。以普通用户启动，或设置 DATABASE_URL。',
    'zh-Hant': 'PostgreSQL 不能以 root 運行，而這台機器沒有 postgres 或 nobody 賬戶。以普通用戶啟動，或設置 DATABASE_URL。',
    en: 'PostgreSQL does not run as root, and this machine has neither an account postgres nor nobody. Start as an ordinary user, or set DATABASE_URL.',
  } },
  otherMajor: { status: 409, text: {
    'zh-Hans': '{folder} 的数据库由 PostgreSQL {found} 建立，此程序带的是 {brought}。用原来的程序运行 feedstock backup，再用此程序 feedstock restore 到一个新的 --data 文件夹。',
    'zh-Hant': '{folder} 的數據庫由 PostgreSQL {found} 建立，此程序帶的是 {brought}。用原來的程序運行 feedstock backup，再用此程序 feedstock restore 到一個新的 --data 文件夾。',
    en: 'The database in {folder} was made by PostgreSQL {found}, this program brings {brought}. Run feedstock backup with the program that made it, then feedstock restore with this one into a new --data folder.',
  } },
  folderOutOfReach: { status: 403, text: {
    'zh-Hans': 'PostgreSQL 使用的账户 {account} 进不了 {folder}。用 --data 换一个文件夹，例如 /var/lib/feedstock。',
    'zh-Hant': 'PostgreSQL 使用的賬戶 {account} 進不了 {folder}。用 --data 換一個文件夾，例如 /var/lib/feedstock。',
    en: 'The account {account}, which PostgreSQL runs as, cannot enter {folder}. Choose another folder with --data, such as /var/lib/feedstock.',
  } },
  engineFailed: { status: 500, text: {
    'zh-Hans': 'PostgreSQL 没有启动：{reason}。日志在 {log}。',
    'zh-Hant': 'PostgreSQL 沒有啟動：{reason}。日誌在 {log}。',
    en: 'PostgreSQL did not start: {reason}. Its log is {log}.',
  } },
  leftoverNotStopped: { status: 409, text: {
    'zh-Hans': '上次留下的 PostgreSQL（进程 {pid}）停不下来。结束该进程后再启动。',
    'zh-Hant': '上次留下的 PostgreSQL（進程 {pid}）停不下來。結束該進程後再啟動。',
    en: 'The PostgreSQL left by the last run (process {pid}) does not stop. End that process and start again.',
  } },
  programMissing: { status: 500, text: {
    'zh-Hans': '找不到程序文件 {path}。重新安装 Feedstock。',
    'zh-Hant': '找不到程序文件 {path}。重新安裝 Feedstock。',
    en: 'The program file {path} is missing. Install Feedstock again.',
  } },
  programKeepsFailing: { status: 500, text: {
    'zh-Hans': '{name} 启动 {times} 次都立即退出。最后的日志：{reason}。完整日志在 {log}。',
    'zh-Hant': '{name} 啟動 {times} 次都立即退出。最後的日誌：{reason}。完整日誌在 {log}。',
    en: '{name} ended right after each of {times} starts. Its last words: {reason}. The whole log is {log}.',
  } },
  notReady: { status: 504, text: {
    'zh-Hans': '服务器在 {seconds} 秒内没有就绪。日志在 {log}。',
    'zh-Hant': '服務器在 {seconds} 秒內沒有就緒。日誌在 {log}。',
    en: 'The server was not ready within {seconds} seconds. Its log is {log}.',
  } },
  badProcessConfig: { status: 500, text: {
    'zh-Hans': '环境变量 {variable} 缺失或无效。用 feedstock start、server 或 worker 启动此程序。',
    'zh-Hant': '環境變量 {variable} 缺失或無效。用 feedstock start、server 或 worker 啟動此程序。',
    en: 'The environment variable {variable} is missing or not valid. Start this program by feedstock start, server or worker.',
  } },
  needsDatabaseUrl: { status: 400, text: {
    'zh-Hans': '单独运行 {command} 需要 DATABASE_URL。要在本机运行全部，用 feedstock start。',
    'zh-Hant': '單獨運行 {command} 需要 DATABASE_URL。要在本機運行全部，用 feedstock start。',
    en: 'Running {command} apart needs DATABASE_URL. To run everything on this machine use feedstock start.',
  } },
  unknownCommand: { status: 400, text: {
    'zh-Hans': '没有命令 {command}。运行 feedstock help 查看全部命令。',
    'zh-Hant': '沒有命令 {command}。運行 feedstock help 查看全部命令。',
    en: 'There is no command {command}. Run feedstock help to see them all.',
  } },
  incompleteOidc: { status: 400, text: { 'zh-Hans': '外部登录的设置不全，还缺：{missing}。', 'zh-Hant': '外部登錄的設置不全，還缺：{missing}。', en: 'The settings of the outside sign-in are incomplete; missing: {missing}.' } },
  incompleteS3: { status: 400, text: {
    'zh-Hans': 'S3 设置不完整：缺少 {missing}。',
    'zh-Hant': 'S3 設置不完整：缺少 {missing}。',
    en: 'The S3 settings are incomplete: {missing} is missing.',
  } },
})

/** What can be wrong with the database or with the migrations. */
export const databaseFailures = defineFailures('database', {
  badUrl: { status: 400, text: {
    'zh-Hans': 'DATABASE_URL 不是 postgres://用户:密码@主机/数据库 形式的地址。',
    'zh-Hant': 'DATABASE_URL 不是 postgres://用戶:密碼@主機/數據庫 形式的地址。',
    en: 'DATABASE_URL is not an address of the form postgres://user:password@host/database.',
  } },
  unreachable: { status: 503, text: {
    'zh-Hans': '连不上数据库 {host}：{reason}。检查 DATABASE_URL 与数据库是否在运行。',
    'zh-Hant': '連不上數據庫 {host}：{reason}。檢查 DATABASE_URL 與數據庫是否在運行。',
    en: 'The database at {host} cannot be reached: {reason}. Check DATABASE_URL and that the database runs.',
  } },
  tooOld: { status: 409, text: {
    'zh-Hans': '数据库是 PostgreSQL {found}，需要 15 或更新。',
    'zh-Hant': '數據庫是 PostgreSQL {found}，需要 15 或更新。',
    en: 'The database is PostgreSQL {found}; 15 or newer is needed.',
  } },
  migrationChanged: { status: 409, text: {
    'zh-Hans': '迁移 {name} 在执行后被改动过。恢复原文件；改动写成新的迁移。',
    'zh-Hant': '遷移 {name} 在執行後被改動過。恢復原文件；改動寫成新的遷移。',
    en: 'The migration {name} was changed after it had been applied. Restore the file, and write the change as a new migration.',
  } },
  newerThanCode: { status: 409, text: {
    'zh-Hans': '数据库已有此程序不认识的迁移 {name}。使用更新的 Feedstock。',
    'zh-Hant': '數據庫已有此程序不認識的遷移 {name}。使用更新的 Feedstock。',
    en: 'The database has the migration {name}, which this program does not know. Use a newer Feedstock.',
  } },
  migrationFailed: { status: 500, text: {
    'zh-Hans': '迁移 {name} 失败：{reason}。该迁移的改动已全部撤回。',
    'zh-Hant': '遷移 {name} 失敗：{reason}。該遷移的改動已全部撤回。',
    en: 'The migration {name} failed: {reason}. All that it did was undone.',
  } },
  badMigrationName: { status: 500, text: {
    'zh-Hans': '迁移文件名 {name} 不符合 YYYYMMDDHHMM_words.sql。',
    'zh-Hant': '遷移文件名 {name} 不符合 YYYYMMDDHHMM_words.sql。',
    en: 'The migration file {name} is not named like YYYYMMDDHHMM_words.sql.',
  } },
  roleForbidden: { status: 403, text: {
    'zh-Hans': '数据库账户 {owner} 不能建立或修改角色 {role}：{reason}。给它 CREATEROLE 权限。',
    'zh-Hant': '數據庫賬戶 {owner} 不能建立或修改角色 {role}：{reason}。給它 CREATEROLE 權限。',
    en: 'The database account {owner} may not create or alter the role {role}: {reason}. Grant it CREATEROLE.',
  } },
  roleTooStrong: { status: 409, text: {
    'zh-Hans': '数据库角色 {role} 是超级用户或能绕过行级安全，租户数据将不受保护。取消这些权限。',
    'zh-Hant': '數據庫角色 {role} 是超級用戶或能繞過行級安全，租戶數據將不受保護。取消這些權限。',
    en: 'The database role {role} is a superuser or bypasses row-level security, so tenants would not be protected. Take that away.',
  } },
  otherName: { status: 409, text: {
    'zh-Hans': '数据库曾用另一个名字：它的权限属于角色 {found}，而不是 {expected}。改回原来的数据库名，或把角色改名（ALTER ROLE {found} RENAME TO {expected}，scheduler 角色同样处理）。',
    'zh-Hant': '數據庫曾用另一個名字：它的權限屬於角色 {found}，而不是 {expected}。改回原來的數據庫名，或把角色改名（ALTER ROLE {found} RENAME TO {expected}，scheduler 角色同樣處理）。',
    en: 'The database had another name: its rights belong to the role {found}, not to {expected}. Give it its old name, or rename the role (ALTER ROLE {found} RENAME TO {expected}, and the scheduler likewise).',
  } },
})

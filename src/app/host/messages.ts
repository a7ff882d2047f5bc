import { defineMessages } from '../../kernel/messages.ts'

/** What the command line says while it works. */
export const hostMessages = defineMessages({
  dataFolder: { 'zh-Hans': '数据文件夹 {folder}', 'zh-Hant': '數據文件夾 {folder}', en: 'Data folder {folder}' },
  lockTaken: {
    'zh-Hans': '上次没有正常停止（进程 {pid}），正在恢复',
    'zh-Hant': '上次沒有正常停止（進程 {pid}），正在恢復',
    en: 'The last run (process {pid}) did not stop in order; recovering',
  },
  databaseStarting: { 'zh-Hans': '正在启动 PostgreSQL', 'zh-Hant': '正在啟動 PostgreSQL', en: 'Starting PostgreSQL' },
  databaseCreating: { 'zh-Hans': '首次启动：正在建立数据库', 'zh-Hant': '首次啟動：正在建立數據庫', en: 'First start: creating the database' },
  databaseReady: { 'zh-Hans': 'PostgreSQL 就绪（{seconds} 秒）', 'zh-Hant': 'PostgreSQL 就緒（{seconds} 秒）', en: 'PostgreSQL is ready ({seconds} s)' },
  databaseOutside: { 'zh-Hans': '使用 {host} 上的数据库', 'zh-Hant': '使用 {host} 上的數據庫', en: 'Using the database at {host}' },
  leftoverStopped: {
    'zh-Hans': '已停止上次留下的 PostgreSQL（进程 {pid}）',
    'zh-Hant': '已停止上次留下的 PostgreSQL（進程 {pid}）',
    en: 'Stopped the PostgreSQL that the last run left (process {pid})',
  },
  migrated: {
    'zh-Hans': '数据库结构{n, plural, =0 {已是最新} other {：执行了 # 个迁移}}',
    'zh-Hant': '數據庫結構{n, plural, =0 {已是最新} other {：執行了 # 個遷移}}',
    en: 'Database schema{n, plural, =0 { is up to date} one {: # migration applied} other {: # migrations applied}}',
  },
  programsStarting: { 'zh-Hans': '正在启动服务器和工作进程', 'zh-Hant': '正在啟動服務器和工作進程', en: 'Starting server and worker' },
  portMoved: {
    'zh-Hans': '端口 {wanted} 已被占用，改用 {port}',
    'zh-Hant': '端口 {wanted} 已被佔用，改用 {port}',
    en: 'Port {wanted} is taken, using {port}',
  },
  ready: { 'zh-Hans': 'Feedstock 已就绪（{seconds} 秒）：{address}', 'zh-Hant': 'Feedstock 已就緒（{seconds} 秒）：{address}', en: 'Feedstock is ready ({seconds} s): {address}' },
  setup: {
    'zh-Hans': '打开这个一次性链接，建立第一位管理员：',
    'zh-Hant': '打開這個一次性鏈接，建立第一位管理員：',
    en: 'Open this one-time link to create the first administrator:',
  },
  stopHint: { 'zh-Hans': '按 Ctrl-C 停止', 'zh-Hant': '按 Ctrl-C 停止', en: 'Ctrl-C stops it' },
  died: {
    'zh-Hans': '{name} 意外退出（{reason}），{seconds} 秒后重启',
    'zh-Hant': '{name} 意外退出（{reason}），{seconds} 秒後重啟',
    en: '{name} ended unexpectedly ({reason}); restarting in {seconds} s',
  },
  revived: { 'zh-Hans': '{name} 已重启', 'zh-Hant': '{name} 已重啟', en: '{name} is running again' },
  stopping: { 'zh-Hans': '正在停止', 'zh-Hant': '正在停止', en: 'Stopping' },
  stopped: { 'zh-Hans': '已停止', 'zh-Hant': '已停止', en: 'Stopped' },
  usage: {
    'zh-Hans': '用法：feedstock <命令> [选项]', 'zh-Hant': '用法：feedstock <命令> [選項]', en: 'Usage: feedstock <command> [options]',
  },
  options: { 'zh-Hans': '选项', 'zh-Hant': '選項', en: 'Options' },
  commands: { 'zh-Hans': '命令', 'zh-Hant': '命令', en: 'Commands' },
})

export const optionSummaries = defineMessages({
  data: { 'zh-Hans': '数据文件夹（FEEDSTOCK_DATA，默认 .data）', 'zh-Hant': '數據文件夾（FEEDSTOCK_DATA，默認 .data）', en: 'data folder (FEEDSTOCK_DATA, default .data)' },
  port: { 'zh-Hans': '端口（FEEDSTOCK_PORT，默认 8080）', 'zh-Hant': '端口（FEEDSTOCK_PORT，默認 8080）', en: 'port (FEEDSTOCK_PORT, default 8080)' },
  host: { 'zh-Hans': '监听地址（FEEDSTOCK_HOST，默认 127.0.0.1）', 'zh-Hant': '監聽地址（FEEDSTOCK_HOST，默認 127.0.0.1）', en: 'address to listen at (FEEDSTOCK_HOST, default 127.0.0.1)' },
  open: { 'zh-Hans': '不打开浏览器（FEEDSTOCK_OPEN=0）', 'zh-Hant': '不打開瀏覽器（FEEDSTOCK_OPEN=0）', en: 'do not open the browser (FEEDSTOCK_OPEN=0)' },
  logLevel: { 'zh-Hans': '日志级别（FEEDSTOCK_LOG_LEVEL，默认 info）', 'zh-Hant': '日誌級別（FEEDSTOCK_LOG_LEVEL，默認 info）', en: 'log level (FEEDSTOCK_LOG_LEVEL, default info)' },
})

export const commandSummaries = defineMessages({
  start: { 'zh-Hans': '启动全部：PostgreSQL、服务器、工作进程', 'zh-Hant': '啟動全部：PostgreSQL、服務器、工作進程', en: 'start everything: PostgreSQL, server, worker' },
  server: { 'zh-Hans': '单独运行服务器（需要 DATABASE_URL）', 'zh-Hant': '單獨運行服務器（需要 DATABASE_URL）', en: 'run the server apart (needs DATABASE_URL)' },
  worker: { 'zh-Hans': '单独运行工作进程（需要 DATABASE_URL）', 'zh-Hant': '單獨運行工作進程（需要 DATABASE_URL）', en: 'run a worker apart (needs DATABASE_URL)' },
  migrate: { 'zh-Hans': '更新 DATABASE_URL 的数据库结构', 'zh-Hant': '更新 DATABASE_URL 的數據庫結構', en: 'bring the schema of DATABASE_URL up to date' },
  help: { 'zh-Hans': '显示此说明', 'zh-Hant': '顯示此說明', en: 'show this text' },
})

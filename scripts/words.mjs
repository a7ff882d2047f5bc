// What is said before anything is installed; the program's own sentences lie beside its code.
const tables = {
  en: {
    nodeTooOld: v => `Node.js ${v.found} is too old: install version 20 or newer (https://nodejs.org) and start again.`,
    installing: () => 'Installing the packages (the first time this takes a minute or two)',
    stillInstalling: v => `  still installing, ${v.seconds} s`,
    installed: v => `Packages installed (${v.seconds} s)`,
    installFailed: v => `Installing the packages failed (npm ${v.ended}). Check the network and the free space, then start again.`,
    noNpm: () => 'npm was not found. Install Node.js together with npm and start again.',
    noNode24: v => `Feedstock needs Node.js 24, and none is packaged for ${v.platform}. Install Node.js 24 or newer (https://nodejs.org) and start again.`,
    building: () => 'Building the web app',
    built: v => `Web app built (${v.seconds} s)`,
    buildFailed: () => 'Building the web app failed; the reason stands above.',
    noWebApp: () => 'There is no vite.config.ts: going on without the web app, the API works.',
    installingBrowser: () => 'Installing Chromium and Chinese fonts for the tests (apt-get)',
    noBrowser: () => 'No Chromium was found and it cannot be installed here: the browser suites are skipped.',
    noBrowserInCi: () => 'No Chromium was found and it cannot be installed here: in CI that is a failure.',
    installingServer: v => `Installing Debian's ${v.name} server for the tests (apt-get)`,
    noServer: v => `There is no ${v.name} server of the system and none can be installed here: the suites against it are skipped.`,
    noServerInCi: v => `There is no ${v.name} server of the system and none can be installed here: in CI that is a failure.`,
    slowest: () => 'The slowest ten tests',
    suiteSilent: v => `${v.project}: ${v.files} test files, but no test ran`,
  },
  'zh-Hans': {
    nodeTooOld: v => `Node.js ${v.found} 太旧：安装 20 或更新的版本（https://nodejs.org）后再启动。`,
    installing: () => '正在安装依赖包（首次需要一两分钟）',
    stillInstalling: v => `  仍在安装，${v.seconds} 秒`,
    installed: v => `依赖包已安装（${v.seconds} 秒）`,
    installFailed: v => `安装依赖包失败（npm ${v.ended}）。检查网络和磁盘空间后再启动。`,
    noNpm: () => '找不到 npm。安装带 npm 的 Node.js 后再启动。',
    noNode24: v => `Feedstock 需要 Node.js 24，而 ${v.platform} 没有现成的包。安装 Node.js 24 或更新版本（https://nodejs.org）后再启动。`,
    building: () => '正在构建网页',
    built: v => `网页已构建（${v.seconds} 秒）`,
    buildFailed: () => '构建网页失败，原因见上。',
    noWebApp: () => '没有 vite.config.ts：不带网页继续，API 可用。',
    installingBrowser: () => '正在安装测试所需的 Chromium 和中文字体（apt-get）',
    noBrowser: () => '没有 Chromium，也无法在此安装：跳过浏览器测试。',
    noBrowserInCi: () => '没有 Chromium，也无法在此安装：在 CI 中算失败。',
    installingServer: v => `正在安装测试所需的 Debian ${v.name} 服务器（apt-get）`,
    noServer: v => `系统中没有 ${v.name} 服务器，也无法在此安装：跳过针对它的测试。`,
    noServerInCi: v => `系统中没有 ${v.name} 服务器，也无法在此安装：在 CI 中算失败。`,
    slowest: () => '最慢的十个测试',
    suiteSilent: v => `${v.project}：有 ${v.files} 个测试文件，却没有运行任何测试`,
  },
  'zh-Hant': {
    nodeTooOld: v => `Node.js ${v.found} 太舊：安裝 20 或更新的版本（https://nodejs.org）後再啟動。`,
    installing: () => '正在安裝依賴包（首次需要一兩分鐘）',
    stillInstalling: v => `  仍在安裝，${v.seconds} 秒`,
    installed: v => `依賴包已安裝（${v.seconds} 秒）`,
    installFailed: v => `安裝依賴包失敗（npm ${v.ended}）。檢查網絡和磁盤空間後再啟動。`,
    noNpm: () => '找不到 npm。安裝帶 npm 的 Node.js 後再啟動。',
    noNode24: v => `Feedstock 需要 Node.js 24，而 ${v.platform} 沒有現成的包。安裝 Node.js 24 或更新版本（https://nodejs.org）後再啟動。`,
    building: () => '正在構建網頁',
    built: v => `網頁已構建（${v.seconds} 秒）`,
    buildFailed: () => '構建網頁失敗，原因見上。',
    noWebApp: () => '沒有 vite.config.ts：不帶網頁繼續，API 可用。',
    installingBrowser: () => '正在安裝測試所需的 Chromium 和中文字體（apt-get）',
    noBrowser: () => '沒有 Chromium，也無法在此安裝：跳過瀏覽器測試。',
    noBrowserInCi: () => '沒有 Chromium，也無法在此安裝：在 CI 中算失敗。',
    installingServer: v => `正在安裝測試所需的 Debian ${v.name} 服務器（apt-get）`,
    noServer: v => `系統中沒有 ${v.name} 服務器，也無法在此安裝：跳過針對它的測試。`,
    noServerInCi: v => `系統中沒有 ${v.name} 服務器，也無法在此安裝：在 CI 中算失敗。`,
    slowest: () => '最慢的十個測試',
    suiteSilent: v => `${v.project}：有 ${v.files} 個測試文件，卻沒有運行任何測試`,
  },
}

/** The language of the terminal, as src/app/host/terminal.ts finds it. */
const locale = env => {
  const name = env.LC_ALL || env.LC_MESSAGES || env.LANG || ''
  if (!/^zh/i.test(name)) return 'en'
  return /hant|[-_](tw|hk|mo)\b/i.test(name) ? 'zh-Hant' : 'zh-Hans'
}

/** One sentence in the language of the terminal. */
export const words = (name, values = {}) => tables[locale(process.env)][name](values)
export const wordTables = tables

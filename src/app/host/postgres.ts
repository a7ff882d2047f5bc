import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { chownSync, closeSync, existsSync, mkdirSync, openSync, readdirSync, readFileSync, renameSync, rmSync, statSync, statfsSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import type { Failure } from '../../kernel/failure.ts'
import { fail, ok, type Result } from '../../kernel/result.ts'
import { storageFailure, type DataFolder } from './data-folder.ts'
import { openEngine, type Engine } from './engine.ts'
import { hostFailures } from './errors.ts'
import { stopLeftover } from './leftover.ts'
import { hostMessages } from './messages.ts'
import { freeLoopbackPort } from './ports.ts'
import { builtInDatabase } from './roles.ts'
import type { Progress } from './terminal.ts'

export interface PostgresOptions {
  readonly dataFolder: DataFolder
  /** The owner's; fixed at the first start. */
  readonly password: string
  /** false trades safety at a power cut for speed: throw-away clusters of tests. */
  readonly durable?: boolean
  /** The port of the run before, when clients wait for the server to come back; else a free one. */
  readonly port?: number
  readonly progress?: Progress
}

export interface RunningPostgres {
  /** Address of the owner in the database `feedstock`; holds the password. */
  readonly ownerUrl: string
  readonly port: number
  readonly version: string
  readonly process: ChildProcess
  /** Fast shutdown: running transactions are rolled back, everything committed is on disk. */
  readonly stop: () => Promise<void>
}

const owner = 'feedstock'

/** The environment of the engine: nothing of ours that is secret, and no PG* variable that would change what it does. */
const engineEnvironment = (): NodeJS.ProcessEnv => ({
  ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(PG|FEEDSTOCK_|S3_|DATABASE_URL|LD_PRELOAD|NODE_)/.test(name))), LC_ALL: 'C',
})

const asAccount = ({ account }: Engine) => account ? { uid: account.uid, gid: account.gid } : {}

/** Creates the cluster aside and moves it into place, so that a start cut short leaves nothing half made. */
const createCluster = async (engine: Engine, cluster: string, options: PostgresOptions, log: string): Promise<Result<void>> => {
  const aside = `${cluster}.new`
  const passwordFile = path.join(path.dirname(cluster), '.password')
  rmSync(aside, { recursive: true, force: true })
  mkdirSync(aside, { mode: 0o700 })
  writeFileSync(passwordFile, options.password, { mode: 0o600 })
  if (engine.account) for (const place of [aside, passwordFile]) chownSync(place, engine.account.uid, engine.account.gid)
  const output = openSync(log, 'a', 0o600)
  try {
    const child = spawn(engine.program('initdb'), [
      '-D', engine.dataArgument(aside), '-U', owner, '--pwfile', engine.dataArgument(aside) === aside ? passwordFile : '../.password',
      // The built-in provider sorts by code point and is the same on every system and C library.
      '-A', 'scram-sha-256', '-E', 'UTF8', '--locale-provider', 'builtin', '--builtin-locale', 'C.UTF-8', '--locale', 'C',
      ...(options.durable === false ? ['--no-sync'] : []),
    ], { cwd: aside, env: engineEnvironment(), stdio: ['ignore', output, output], windowsHide: true, ...asAccount(engine) })
    const ended = await endOf(child)
    if (ended !== 'code 0') return fail(startFailure(log, `initdb: ${ended}`))
    renameSync(aside, cluster)
    return ok(undefined)
  } finally {
    closeSync(output)
    rmSync(passwordFile, { force: true })
  }
}

const endOf = (child: ChildProcess): Promise<string> => new Promise(resolve => {
  child.once('error', error => resolve(error.message))
  child.once('exit', (code, signal) => resolve(signal ?? `code ${code}`))
})

const lastLines = (file: string): string => existsSync(file) ? readFileSync(file, 'utf8').slice(-4_000) : ''

/** @param from bytes of the log that were there before */
const linesSince = (file: string, from: number): string => existsSync(file) ? readFileSync(file).subarray(from).toString('utf8') : ''

const startFailure = (log: string, ended: string): Failure => {
  const words = lastLines(log)
  if (/No space left on device|Disk quota exceeded/.test(words)) return storageFailure({ code: 'ENOSPC' }, log)
  const reason = words.split('\n').findLast(line => /(FATAL|PANIC|error):/i.test(line))?.replace(/^.*?(FATAL|PANIC|error):\s*/i, '')
  return hostFailures.engineFailed({ reason: reason ?? ended, log })
}

/** Containers often have a /dev/shm too small for parallel queries; segments in files work everywhere. */
const sharedMemoryKind = (): string | null => {
  if (process.platform !== 'linux') return null
  try {
    const { blocks, bsize } = statfsSync('/dev/shm')
    return blocks * bsize < 256 * 2 ** 20 ? 'mmap' : null
  } catch {
    return 'mmap'
  }
}

const serverArguments = (engine: Engine, cluster: string, port: number, durable: boolean): string[] => {
  const memory = sharedMemoryKind()
  const settings: Record<string, string> = {
    // Loopback with a password only: a socket file would add a second way in and a limit on the length of the path.
    listen_addresses: '127.0.0.1', port: String(port), unix_socket_directories: '',
    shared_buffers: durable ? '256MB' : '64MB', max_connections: '100', timezone: 'UTC', log_timezone: 'UTC', jit: 'off', log_checkpoints: 'off',
    ...(memory && { dynamic_shared_memory_type: memory }),
    ...(!durable && { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }),
  }
  return ['-D', engine.dataArgument(cluster), ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])]
}

const launch = (engine: Engine, cluster: string, log: string, port: number, durable: boolean): ChildProcess => {
  const output = openSync(log, 'a', 0o600)
  try {
    return spawn(engine.program('postgres'), serverArguments(engine, cluster, port, durable), {
      cwd: cluster, env: engineEnvironment(), windowsHide: true, ...asAccount(engine),
      // Its own session: Ctrl-C goes to us alone, and the database is the last to stop. Its log is a file, which outlives us.
      detached: process.platform !== 'win32', stdio: ['ignore', output, output],
    })
  } finally {
    closeSync(output)
  }
}

const urlOf = (password: string, port: number, name: string): string => `postgres://${owner}:${encodeURIComponent(password)}@127.0.0.1:${port}/${name}`

/** Connects until it succeeds; recovery after a crash may take minutes, the end of the process ends the wait. */
const untilReady = async (child: ChildProcess, url: string, log: string): Promise<Result<void>> => {
  const state = { ended: '' }
  void endOf(child).then(ended => { state.ended = ended })
  for (;;) {
    const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 })
    try {
      await client.connect()
      const { rowCount } = await client.query('select from pg_database where datname = $1', [builtInDatabase])
      if (rowCount === 0) await client.query(`create database ${builtInDatabase}`)
      await client.end()
      return ok(undefined)
    } catch (error) {
      await client.end().catch(() => undefined)
      if (state.ended) return fail(startFailure(log, state.ended))
      const code = (error as { code?: string }).code ?? ''
      // 57P03: starting up. Anything else that PostgreSQL itself answers will not change by waiting.
      if (/^[0-9A-Z]{5}$/.test(code) && code !== '57P03') {
        child.kill('SIGINT')
        return fail(hostFailures.engineFailed({ reason: error instanceof Error ? error.message : code, log }))
      }
      await sleep(100)
    }
  }
}

const stopServer = async (child: ChildProcess, engine: Engine, cluster: string): Promise<void> => {
  const isOver = (): boolean => child.exitCode !== null || child.signalCode !== null
  if (isOver()) return
  const ended = endOf(child)
  if (process.platform === 'win32') spawnSync(engine.program('pg_ctl'), ['stop', '-m', 'fast', '-D', cluster], { windowsHide: true })
  else child.kill('SIGINT')
  await Promise.race([ended, sleep(30_000, undefined, { ref: false })])
  if (!isOver()) child.kill('SIGQUIT')
  await ended
}

/** The address of the server that another process runs on the data folder now, else null: its port stands in its pid file. */
export const runningPostgres = (postgresFolder: string, password: string): string | null => {
  for (const major of existsSync(postgresFolder) ? readdirSync(postgresFolder) : []) {
    const file = path.join(postgresFolder, major, 'postmaster.pid'), port = existsSync(file) ? Number(readFileSync(file, 'utf8').split('\n')[3]) : 0
    if (port > 0) return urlOf(password, port, builtInDatabase)
  }
  return null
}

const attempts = 20

/** Starts the built-in PostgreSQL on the data folder; creates the cluster first when there is none, ends a leftover server first when there is one. */
export const startPostgres = async (options: PostgresOptions): Promise<Result<RunningPostgres>> => {
  const { dataFolder, progress, durable = true } = options
  try {
    const opened = openEngine(dataFolder)
    if (!opened.ok) return opened
    const engine = opened.value
    const cluster = path.join(dataFolder.postgres, engine.major)
    const log = path.join(dataFolder.logs, 'postgres.log')
    if (!existsSync(cluster)) {
      progress?.(hostMessages.databaseCreating)
      const created = await createCluster(engine, cluster, options, log)
      if (!created.ok) return created
    }
    const leftover = await stopLeftover(cluster)
    if (!leftover.ok) return leftover
    if (leftover.value !== null) progress?.(hostMessages.leftoverStopped, { pid: leftover.value })
    for (let attempt = 1; ; attempt++) {
      const port = options.port ?? await freeLoopbackPort()
      const before = existsSync(log) ? statSync(log).size : 0
      const child = launch(engine, cluster, log, port, durable)
      const ready = await untilReady(child, urlOf(options.password, port, 'postgres'), log)
      if (ready.ok) {
        return ok({ ownerUrl: urlOf(options.password, port, builtInDatabase), port, version: engine.version, process: child, stop: () => stopServer(child, engine, cluster) })
      }
      // After a killed server its back ends take a moment to leave, and write their last words into the same log; a port found free may be gone.
      const passing = /shared memory block|could not bind|could not create any TCP/.test(linesSince(log, before))
      if (!passing || attempt === attempts) return ready
      await sleep(250)
    }
  } catch (error) {
    return fail(storageFailure(error, dataFolder.path))
  }
}

import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Failure } from '../../kernel/failure.ts'
import { fail, ok, type Result } from '../../kernel/result.ts'
import { openDataFolder, type DataFolder } from './data-folder.ts'
import { hostFailures } from './errors.ts'
import { keepLogsSmall } from './log-files.ts'
import { hostMessages } from './messages.ts'
import { connectOwner, migrate } from './migrate.ts'
import { choosePort } from './ports.ts'
import { startPostgres, type RunningPostgres } from './postgres.ts'
import { childEnvironment, type ProcessConfig } from './process-config.ts'
import { databaseUrls, type DatabaseUrls } from './roles.ts'
import { databaseSecrets, openSecrets, type Secrets } from './secrets.ts'
import type { Settings } from './settings.ts'
import { renewSetupToken, setupLink } from './setup-link.ts'
import { backOffSeconds, superviseProgram, type SupervisedProgram } from './supervised-program.ts'
import type { Progress } from './terminal.ts'

export interface SupervisorOptions {
  readonly settings: Settings
  /** The .ts files of server and worker. */
  readonly programs: { readonly server: string, readonly worker: string }
  readonly migrationsFolder: string
  readonly webRoot: string
  readonly progress: Progress
  readonly env: NodeJS.ProcessEnv
  /** Stops the start at its next step. */
  readonly signal?: AbortSignal
}

export interface Installation {
  readonly address: string
  /** The one-time link of the first administrator, or null when there is one. */
  readonly setup: string | null
  /** Resolves when the installation cannot go on by itself. */
  readonly broken: Promise<Failure>
  readonly pids: () => { readonly server: number | undefined, readonly worker: number | undefined, readonly postgres: number | undefined }
}

export interface StartedInstallation extends Installation {
  /** Stops everything in order: programs, database, lock. */
  readonly stop: () => Promise<void>
}

type Cleanup = () => Promise<void> | void
const readySeconds = 60

interface Postgres { readonly pid: () => number | undefined, readonly untilRuns: () => Promise<void> }

/** Starts the built-in database and keeps it running at the same port. */
const keepPostgres = async (folder: DataFolder, password: string, progress: Progress, cleanups: Cleanup[], onBroken: (failure: Failure) => void) => {
  const first = await startPostgres({ dataFolder: folder, password, progress })
  if (!first.ok) return first
  let current: RunningPostgres = first.value
  let stopping = false
  let restart: Promise<void> = Promise.resolve()

  const watch = (): void => {
    current.process.once('exit', (code, signal) => {
      if (!stopping) restart = revive(signal ?? `exit ${code}`)
    })
  }
  const revive = async (reason: string): Promise<void> => {
    for (let attempt = 1; !stopping; attempt++) {
      const seconds = backOffSeconds(attempt)
      progress(hostMessages.died, { name: 'PostgreSQL', reason, seconds })
      await sleep(seconds * 1_000)
      const next = await startPostgres({ dataFolder: folder, password, port: current.port, progress })
      if (next.ok) {
        current = next.value
        progress(hostMessages.revived, { name: 'PostgreSQL' })
        return watch()
      }
      if (attempt === 5) return onBroken(next.failure)
    }
  }
  watch()
  cleanups.push(async () => {
    stopping = true
    await restart
    await current.stop()
  })
  return ok({ ownerUrl: current.ownerUrl, pid: () => current.process.pid, untilRuns: () => restart })
}

/** The address at which this machine reaches a server that listens at `host`. */
export const localAddress = (host: string, port: number): string => {
  const reached = host === '0.0.0.0' || host === '' ? '127.0.0.1' : host === '::' ? '::1' : host
  return `http://${reached.includes(':') ? `[${reached}]` : reached}:${port}`
}

const untilServes = async (address: string, isBroken: () => boolean): Promise<boolean> => {
  const deadline = Date.now() + readySeconds * 1_000
  while (Date.now() < deadline && !isBroken()) {
    const ready = await fetch(`${address}/readyz`, { signal: AbortSignal.timeout(2_000) }).then(reply => reply.ok, () => false)
    if (ready) return true
    await sleep(50)
  }
  return false
}

const prepareDatabase = async (ownerUrl: string, passwords: { app: string, scheduler: string }, options: SupervisorOptions): Promise<Result<{ urls: DatabaseUrls, token: string | null }>> => {
  const migrated = await migrate(ownerUrl, { appPassword: passwords.app, schedulerPassword: passwords.scheduler, migrationsFolder: options.migrationsFolder })
  if (!migrated.ok) return migrated
  options.progress(hostMessages.migrated, { n: migrated.value.applied.length })
  const owner = await connectOwner(ownerUrl)
  if (!owner.ok) return owner
  try {
    return ok({ urls: databaseUrls(ownerUrl, passwords), token: await renewSetupToken(owner.value) })
  } finally {
    await owner.value.end()
  }
}

/** What server and worker are told. */
export const processConfig = (settings: Settings, secrets: Secrets, database: { app: string, scheduler: string }, rest: { port: number, setupToken: string | null, webRoot: string }): ProcessConfig => ({
  dataFolder: settings.dataFolder, host: settings.host, port: rest.port, logLevel: settings.logLevel,
  database: { app: database.app, scheduler: database.scheduler },
  blobs: settings.s3 ? { kind: 's3', ...settings.s3 } : { kind: 'folder', path: path.join(settings.dataFolder, 'blobs') },
  masterSecret: secrets.master.toString('hex'), signingKeyPath: secrets.signingKeyPath,
  publicUrl: settings.publicUrl ?? `http://localhost:${rest.port}`, setupToken: rest.setupToken, webRoot: rest.webRoot,
  providers: settings.providers, trustedProxies: settings.trustedProxies, storageHosts: settings.storageHosts, requestsPerMinute: settings.requestsPerMinute, slots: settings.slots,
})

const startPrograms = (options: SupervisorOptions, config: ProcessConfig, folder: DataFolder, postgres: Postgres, cleanups: Cleanup[], onBroken: (failure: Failure) => void) => {
  const env = childEnvironment(config, options.env)
  const run = (name: 'server' | 'worker'): SupervisedProgram => superviseProgram({
    name, program: options.programs[name], env, log: path.join(folder.logs, `${name}.log`), onGiveUp: onBroken,
    untilPossible: postgres.untilRuns,
    onDeath: (reason, seconds) => options.progress(hostMessages.died, { name, reason, seconds }),
    onRevival: () => options.progress(hostMessages.revived, { name }),
  })
  const server = run('server')
  const worker = run('worker')
  cleanups.push(async () => { await Promise.all([server.stop(), worker.stop()]) })
  return { server, worker }
}

const startAll = async (options: SupervisorOptions, cleanups: Cleanup[]): Promise<Result<Installation>> => {
  const { settings, progress, signal } = options
  const broken = Promise.withResolvers<Failure>()
  let brokenBy: Failure | null = null
  const onBroken = (failure: Failure): void => {
    brokenBy ??= failure
    broken.resolve(failure)
  }
  const opened = openDataFolder(settings.dataFolder)
  if (!opened.ok) return opened
  const folder = opened.value
  cleanups.push(folder.release)
  progress(hostMessages.dataFolder, { folder: folder.path })
  if (folder.takenOverFrom) progress(hostMessages.lockTaken, { pid: folder.takenOverFrom })
  cleanups.push(keepLogsSmall(folder.logs))
  const port = await choosePort(settings.host, settings.port, settings.portChosen, folder.takenOverFrom !== null)
  if (!port.ok) return port
  if (port.value !== settings.port) progress(hostMessages.portMoved, { wanted: settings.port, port: port.value })
  const secrets = openSecrets(folder.secrets, settings.secret)
  if (!secrets.ok) return secrets
  const passwords = databaseSecrets(secrets.value.master)

  let ownerUrl = settings.databaseUrl
  let postgres: Postgres = { pid: () => undefined, untilRuns: () => Promise.resolve() }
  if (ownerUrl === null) {
    progress(hostMessages.databaseStarting)
    const started = Date.now()
    const kept = await keepPostgres(folder, passwords.owner, progress, cleanups, onBroken)
    if (!kept.ok) return kept
    progress(hostMessages.databaseReady, { seconds: ((Date.now() - started) / 1_000).toFixed(1) })
    ownerUrl = kept.value.ownerUrl
    postgres = kept.value
  } else {
    progress(hostMessages.databaseOutside, { host: new URL(ownerUrl).host })
  }
  const prepared = await prepareDatabase(ownerUrl, passwords, options)
  if (!prepared.ok) return prepared
  signal?.throwIfAborted()

  progress(hostMessages.programsStarting)
  const { urls, token } = prepared.value
  const config = processConfig(settings, secrets.value, urls, { port: port.value, setupToken: token, webRoot: options.webRoot })
  const { server, worker } = startPrograms(options, config, folder, postgres, cleanups, onBroken)
  const serves = await untilServes(localAddress(settings.host, port.value), () => brokenBy !== null || signal?.aborted === true)
  if (brokenBy) return fail(brokenBy)
  signal?.throwIfAborted()
  if (!serves) return fail(hostFailures.notReady({ seconds: readySeconds, log: path.join(folder.logs, 'server.log') }))
  for (const program of [server, worker]) program.markHealthy()
  return ok({
    address: config.publicUrl, setup: token === null ? null : setupLink(config.publicUrl, token), broken: broken.promise,
    pids: () => ({ server: server.pid(), worker: worker.pid(), postgres: postgres.pid() }),
  })
}

/**
 * Starts a whole installation: data folder, database, schema, server and worker, and keeps them running.
 * When the start fails everything that was started is stopped again.
 * @throws the signal's reason when the start was aborted
 */
export const startInstallation = async (options: SupervisorOptions): Promise<Result<StartedInstallation>> => {
  const cleanups: Cleanup[] = []
  let stopped: Promise<void> | null = null
  const stop = (): Promise<void> => stopped ??= (async () => {
    for (const cleanup of cleanups.toReversed()) await cleanup()
  })()
  let started = false
  try {
    const installation = await startAll(options, cleanups)
    started = installation.ok
    return installation.ok ? ok({ ...installation.value, stop }) : installation
  } finally {
    if (!started) await stop()
  }
}

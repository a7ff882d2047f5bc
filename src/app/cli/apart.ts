import { spawn } from 'node:child_process'
import { existsSync, mkdirSync } from 'node:fs'
import path from 'node:path'
import { fail, ok, type Result } from '../../kernel/result.ts'
import { storageFailure } from '../host/data-folder.ts'
import { hostFailures } from '../host/errors.ts'
import { hostMessages } from '../host/messages.ts'
import { connectOwner, migrate } from '../host/migrate.ts'
import { childEnvironment } from '../host/process-config.ts'
import { databaseUrls, rolesOf } from '../host/roles.ts'
import { databaseSecrets, openSecrets, type Secrets } from '../host/secrets.ts'
import { readSettings, type Settings } from '../host/settings.ts'
import { renewSetupToken, setupLink } from '../host/setup-link.ts'
import { processConfig } from '../host/supervisor.ts'
import { failureText, terminalLocale, terminalProgress } from '../host/terminal.ts'
import { migrationsFolder, programs, webRoot } from './places.ts'

interface Team { readonly settings: Settings, readonly databaseUrl: string, readonly secrets: Secrets }

/** Settings of one process of a team deployment, where the database runs elsewhere. The data folder holds keys and scratch files only. */
const readTeam = (command: string, argv: readonly string[]): Result<Team> => {
  const settings = readSettings(argv, process.env)
  if (!settings.ok) return settings
  const { dataFolder, databaseUrl, secret } = settings.value
  if (databaseUrl === null) return fail(hostFailures.needsDatabaseUrl({ command }))
  try {
    for (const name of ['secrets', 'blobs', 'logs', 'tmp']) mkdirSync(path.join(dataFolder, name), { recursive: true, mode: 0o700 })
    const secrets = openSecrets(path.join(dataFolder, 'secrets'), secret)
    return secrets.ok ? ok({ settings: settings.value, databaseUrl, secrets: secrets.value }) : secrets
  } catch (error) {
    return fail(storageFailure(error, dataFolder))
  }
}

const report = (failure: Parameters<typeof failureText>[0]): number => {
  console.error(failureText(failure, terminalLocale(process.env)))
  return 1
}

/** `feedstock server` and `feedstock worker`: one process, its log on the terminal. DATABASE_URL may name the owner or the role of the application. */
export const runProgram = async (name: 'server' | 'worker', argv: readonly string[]): Promise<number> => {
  const team = readTeam(name, argv)
  if (!team.ok) return report(team.failure)
  if (!existsSync(programs[name])) return report(hostFailures.programMissing({ path: programs[name] }))
  const { settings, databaseUrl, secrets } = team.value
  const derived = databaseUrls(databaseUrl, databaseSecrets(secrets.master))
  const isApp = new URL(databaseUrl).username === rolesOf(databaseUrl).app
  const config = processConfig(settings, secrets, { ...derived, ...(isApp && { app: databaseUrl }) }, { port: settings.port, setupToken: null, webRoot })
  const child = spawn(process.execPath, [programs[name]], { env: childEnvironment(config, process.env), stdio: 'inherit', windowsHide: true })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => child.kill(signal))
  return new Promise(resolve => {
    child.once('error', () => resolve(1))
    child.once('exit', (code, signal) => resolve(code ?? (signal === 'SIGTERM' || signal === 'SIGINT' ? 0 : 1)))
  })
}

/** `feedstock migrate`: as the owner; prints the first administrator's link while there is none. */
export const runMigrate = async (argv: readonly string[]): Promise<number> => {
  const team = readTeam('migrate', argv)
  if (!team.ok) return report(team.failure)
  const { settings, databaseUrl, secrets } = team.value
  const progress = terminalProgress(terminalLocale(process.env))
  const passwords = databaseSecrets(secrets.master)
  const migrated = await migrate(databaseUrl, {
    appPassword: passwords.app, schedulerPassword: passwords.scheduler, migrationsFolder, log: name => console.log(name),
  })
  if (!migrated.ok) return report(migrated.failure)
  progress(hostMessages.migrated, { n: migrated.value.applied.length })
  const owner = await connectOwner(databaseUrl)
  if (!owner.ok) return report(owner.failure)
  const token = await renewSetupToken(owner.value)
  await owner.value.end()
  if (token !== null) {
    progress(hostMessages.setup)
    console.log(`\n  ${setupLink(settings.publicUrl ?? `http://localhost:${settings.port}`, token)}\n`)
  }
  return 0
}

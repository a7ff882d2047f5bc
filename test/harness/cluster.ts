import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import pg from 'pg'
import type { TestProject } from 'vitest/node'
import { openDataFolder } from '../../src/app/host/data-folder.ts'
import { stopLeftover } from '../../src/app/host/leftover.ts'
import { migrate } from '../../src/app/host/migrate.ts'
import { startPostgres } from '../../src/app/host/postgres.ts'
import { processIdentity } from '../../src/app/host/process-identity.ts'
import type { Failure } from '../../src/kernel/failure.ts'
import type { Result } from '../../src/kernel/result.ts'

/** What a test needs to make its own database; see database.ts. */
export interface Cluster { readonly adminUrl: string, readonly template: string, readonly passwords: { readonly app: string, readonly scheduler: string } }

declare module 'vitest' {
  export interface ProvidedContext { cluster: Cluster }
}

const prefix = 'feedstock-test-'
const template = 'template_feedstock'
const passwords = { owner: 'test-owner', app: 'test-app', scheduler: 'test-scheduler' } as const
const migrationsFolder = path.resolve(import.meta.dirname, '../../migrations')

const need = <T>(result: Result<T, Failure>): T => {
  if (!result.ok) throw new Error(`${result.failure.code} ${JSON.stringify(result.failure.parameters)} ${JSON.stringify(result.failure.place ?? '')}`)
  return result.value
}

/** A run that was killed leaves its server: whoever comes next ends it. */
const sweep = async (): Promise<void> => {
  for (const name of readdirSync(tmpdir()).filter(entry => entry.startsWith(prefix))) {
    const folder = path.join(tmpdir(), name)
    try {
      const owner = JSON.parse(readFileSync(path.join(folder, 'LOCK'), 'utf8')) as { pid: number, identity: string }
      if (processIdentity(owner.pid) === owner.identity) continue
      for (const major of readdirSync(path.join(folder, 'postgres'))) await stopLeftover(path.join(folder, 'postgres', major))
      rmSync(folder, { recursive: true, force: true })
    } catch {
      // Being made or removed by another run at this moment.
    }
  }
}

/** One throw-away cluster a run, migrated once into a template that each test file copies. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  await sweep()
  const folder = need(openDataFolder(mkdtempSync(path.join(tmpdir(), prefix))))
  const postgres = need(await startPostgres({ dataFolder: folder, password: passwords.owner, durable: false }))
  const templateUrl = new URL(postgres.ownerUrl)
  templateUrl.pathname = `/${template}`
  const admin = new pg.Client({ connectionString: postgres.ownerUrl })
  await admin.connect()
  await admin.query(`create database ${template}`)
  await admin.end()
  need(await migrate(templateUrl.href, { appPassword: passwords.app, schedulerPassword: passwords.scheduler, migrationsFolder }))
  project.provide('cluster', { adminUrl: postgres.ownerUrl, template, passwords })
  return async () => {
    await postgres.stop()
    folder.release()
    rmSync(folder.path, { recursive: true, force: true })
  }
}

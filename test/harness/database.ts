import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { inject } from 'vitest'
import { databaseUrls, rolesOf } from '../../src/app/host/roles.ts'

/** A migrated, empty database of one test file, with the queue's schema. The names of the addresses are those of the roles. */
export interface FreshDatabase {
  readonly ownerUrl: string
  readonly appUrl: string
  readonly schedulerUrl: string
  readonly drop: () => Promise<void>
}

const asAdmin = async (url: string, sql: string): Promise<void> => {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(sql)
  } finally {
    await client.end()
  }
}

/** Copies the template of the run's cluster (about 50 ms). For files of the projects `database` and `e2e`. */
export const freshDatabase = async (): Promise<FreshDatabase> => {
  const { adminUrl, template, passwords } = inject('cluster')
  const name = `test_${randomBytes(6).toString('hex')}`
  await asAdmin(adminUrl, `create database ${name} template ${template}`)
  const at = (database: string): string => new URL(`/${database}`, adminUrl).href
  // A copy gives its rights to the roles of its template.
  const { owner, app, scheduler } = databaseUrls(at(name), passwords, rolesOf(at(template)))
  return { ownerUrl: owner, appUrl: app, schedulerUrl: scheduler, drop: () => asAdmin(adminUrl, `drop database ${name} with (force)`) }
}

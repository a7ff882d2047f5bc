import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { chownSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { freePort } from './installation.ts'
import { outsideServers } from './outside.ts'

/** A PostgreSQL of the system's packages in a throw-away folder, as an administrator would run it for several programs. */
export interface DebianPostgres {
  readonly version: string
  /** A database and its owner, who may create roles and is no superuser. @returns the owner's address */
  database(name: string): Promise<string>
  stop(): Promise<void>
}

/** Whom PostgreSQL runs as: it refuses root. */
const account = (): { uid: number, gid: number } | null => {
  if (process.getuid?.() !== 0) return null
  const line = readFileSync('/etc/passwd', 'utf8').split('\n').find(entry => /^(postgres|nobody):/.test(entry))
  if (!line) throw new Error('root cannot run PostgreSQL and there is no account postgres or nobody')
  const [, , uid, gid] = line.split(':')
  return { uid: Number(uid), gid: Number(gid) }
}

export const startDebianPostgres = async (): Promise<DebianPostgres> => {
  const bin = outsideServers.postgres.find()
  if (bin === null) throw new Error('no PostgreSQL of the system: apt-get install postgresql')
  const folder = mkdtempSync(path.join(tmpdir(), 'feedstock-debian-pg-')), passwordFile = path.join(folder, 'password'), data = path.join(folder, 'data')
  const owner = account(), as = owner ?? {}, password = 'super'
  writeFileSync(passwordFile, password)
  if (owner) for (const place of [folder, passwordFile]) chownSync(place, owner.uid, owner.gid)
  const made = spawnSync(path.join(bin, 'initdb'), ['-D', data, '-U', 'super', '-A', 'scram-sha-256', '--pwfile', passwordFile, '-E', 'UTF8', '--locale', 'C.UTF-8', '--no-sync'], { ...as, cwd: folder, encoding: 'utf8' })
  if (made.status !== 0) throw new Error(`initdb: ${made.stderr}`)
  const port = await freePort(), urlOf = (user: string, secret: string, database: string): string => `postgres://${user}:${secret}@127.0.0.1:${port}/${database}`
  const server = spawn(path.join(bin, 'postgres'), ['-D', data, '-p', String(port), '-c', 'listen_addresses=127.0.0.1', '-c', 'unix_socket_directories=', '-c', 'fsync=off'], { ...as, cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] })
  let log = ''
  server.stderr.on('data', piece => { log += String(piece) })
  const admin = async <T extends pg.QueryResultRow>(sql: string): Promise<T[]> => {
    const client = new pg.Client({ connectionString: urlOf('super', password, 'postgres') })
    client.on('error', () => undefined)
    try {
      await client.connect()
      return (await client.query<T>(sql)).rows
    } finally { await client.end().catch(() => undefined) }
  }
  for (const end = Date.now() + 20_000; ;) {
    if (await admin('select 1').catch(() => null)) break
    if (server.exitCode !== null || Date.now() > end) throw new Error(`PostgreSQL did not start: ${log}`)
    await new Promise(resolve => { setTimeout(resolve, 50) })
  }
  const [found] = await admin<{ version: string }>(`select current_setting('server_version') as version`)
  return {
    version: found!.version,
    async database(name) {
      await admin(`create role "owner of ${name}" login createrole password 'owner'`)
      await admin(`create database "${name}" owner "owner of ${name}"`)
      return urlOf(encodeURIComponent(`owner of ${name}`), 'owner', encodeURIComponent(name))
    },
    async stop() {
      const ended = once(server, 'exit')
      server.kill('SIGINT')
      await ended
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

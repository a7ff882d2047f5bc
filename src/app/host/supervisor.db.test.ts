import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { afterAll, afterEach, describe, expect, test } from 'vitest'
import { freeLoopbackPort } from './ports.ts'
import { waitForEnd } from './process-identity.ts'
import type { ProcessConfig } from './process-config.ts'
import { readSettings } from './settings.ts'
import { startInstallation } from './supervisor.ts'

const scratch = mkdtempSync(path.join(tmpdir(), 'feedstock-supervisor-'))
const data = path.join(scratch, 'data')
const fixture = (name: string): string => path.join(import.meta.dirname, 'fixtures', name)

interface Ready { readonly address: string, readonly setup: string | null, readonly milliseconds: number, readonly pids: { readonly server: number, readonly worker: number, readonly postgres: number } }
interface Host { readonly child: ChildProcess, readonly ready: Ready, readonly output: () => string }

const hosts: ChildProcess[] = []

/** Starts fixtures/host.ts: a supervisor with the two smallest programs. */
const launch = (...args: string[]): { child: ChildProcess, output: () => string } => {
  const child = spawn(process.execPath, [fixture('host.ts'), '--data', data, ...args], { stdio: ['ignore', 'pipe', 'pipe'] })
  hosts.push(child)
  const chunks: Buffer[] = []
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk: Buffer) => chunks.push(chunk))
  return { child, output: () => Buffer.concat(chunks).toString() }
}

const until = async <T>(what: () => T | Promise<T>, milliseconds = 15_000): Promise<NonNullable<T>> => {
  const deadline = Date.now() + milliseconds
  for (;;) {
    const value = await what()
    if (value) return value
    if (Date.now() > deadline) throw new Error('waited in vain')
    await sleep(50)
  }
}

const startHost = async (...args: string[]): Promise<Host> => {
  const { child, output } = launch(...args)
  const line = await until(() => {
    if (child.exitCode !== null) throw new Error(output())
    return output().split('\n').find(text => text.startsWith('{"ready"'))
  }, 30_000)
  return { child, output, ready: JSON.parse(line) as Ready }
}

const ask = (port: number): Promise<{ pid: number, config: ProcessConfig } | null> =>
  fetch(`http://127.0.0.1:${port}/readyz`).then(reply => reply.json() as Promise<{ pid: number, config: ProcessConfig }>, () => null)

const stopHost = async ({ child }: Host): Promise<number | null> => {
  const ended = once(child, 'exit')
  child.kill('SIGTERM')
  await ended
  return child.exitCode
}

const addressAnswers = async (url: string, sql = 'select 1'): Promise<boolean> => {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 1_000 })
  client.on('error', () => undefined)
  try {
    await client.connect()
    await client.query(sql)
    return true
  } catch {
    return false
  } finally {
    await client.end().catch(() => undefined)
  }
}

afterEach(async () => {
  for (const child of hosts.splice(0)) {
    if (child.exitCode !== null || child.signalCode !== null) continue
    const ended = once(child, 'exit')
    child.kill('SIGTERM')
    await ended
  }
})
afterAll(() => rmSync(scratch, { recursive: true, force: true }))

describe('supervisor', () => {
  test('It starts everything, tells the programs what they need, and stops everything in order; the second start takes less than 5 s and makes a new link.', async () => {
    const port = await freeLoopbackPort()
    const host = await startHost('--port', String(port))
    expect(host.ready.address).toBe(`http://localhost:${port}`)
    expect(host.ready.setup).toMatch(new RegExp(`^http://localhost:${port}/setup\\?token=[\\w-]{43}$`))
    const config = (await ask(port))?.config
    expect(config).toMatchObject({ dataFolder: data, port, host: '127.0.0.1', logLevel: 'info', blobs: { kind: 'folder', path: path.join(data, 'blobs') }, publicUrl: host.ready.address })
    expect([config?.database.app, config?.database.scheduler].map(url => new URL(url ?? '').username)).toEqual(['feedstock_app', 'feedstock_scheduler'])
    expect(host.ready.setup).toContain(config?.setupToken)
    expect(await stopHost(host)).toBe(0)
    const { server, worker, postgres } = host.ready.pids
    for (const pid of [server, worker, postgres]) expect(await waitForEnd(pid, 0)).toBe(true)
    expect(existsSync(path.join(data, 'LOCK'))).toBe(false)
    const second = await startHost('--port', String(port))
    expect(second.ready.milliseconds).toBeLessThan(5_000)
    expect(second.ready.setup).not.toBe(host.ready.setup)
    await stopHost(second)
  })

  test('A killed server, worker and database come back by themselves at the same addresses, and what was acknowledged is there.', async () => {
    const port = await freeLoopbackPort()
    const host = await startHost('--port', String(port))
    const { server, worker, postgres } = host.ready.pids
    const app = (await ask(port))?.config.database.app ?? ''
    const { rows } = await (async () => {
      const client = new pg.Client({ connectionString: app })
      await client.connect()
      const answer = await client.query('update installation set created_at = $1 returning created_at', ['2000-01-01T00:00:00Z'])
      await client.end()
      return answer
    })()
    expect(rows).toHaveLength(1)
    for (const pid of [server, worker, postgres]) process.kill(pid, 'SIGKILL')
    const revived = await until(async () => {
      const answer = await ask(port)
      return answer !== null && answer.pid !== server ? answer : null
    })
    expect(revived.config.database.app).toBe(app)
    await until(() => addressAnswers(app, `select 1 / count(*) from installation where created_at = '2000-01-01T00:00:00Z'`))
    await until(() => host.output().includes('worker is running again'))
    expect(await stopHost(host)).toBe(0)
    expect(await addressAnswers(app)).toBe(false)
  })

  test('When the supervisor is killed its programs end, and the next start stops the orphaned database and recovers alone.', async () => {
    const port = await freeLoopbackPort()
    const host = await startHost('--port', String(port))
    const { server, worker, postgres } = host.ready.pids
    host.child.kill('SIGKILL')
    for (const pid of [server, worker]) expect(await waitForEnd(pid, 5_000)).toBe(true)
    const next = await startHost('--port', String(port))
    expect(next.output()).toContain(`Stopped the PostgreSQL that the last run left (process ${postgres})`)
    expect(next.ready.address).toBe(host.ready.address)
    expect(await waitForEnd(postgres, 0)).toBe(true)
    expect(next.ready.milliseconds).toBeLessThan(5_000)
    await stopHost(next)
  })

  test('A folder in use and a port in use are told in one sentence, and the running installation is not disturbed.', async () => {
    const port = await freeLoopbackPort()
    const host = await startHost('--port', String(port))
    const folderTaken = launch('--port', String(await freeLoopbackPort()))
    await once(folderTaken.child, 'exit')
    expect(folderTaken.output().trim()).toMatch(/is in use by another Feedstock \(process \d+, started .*host\.folder-in-use]$/)
    const portTaken = launch('--data', path.join(scratch, 'other'), '--port', String(port))
    await once(portTaken.child, 'exit')
    expect(portTaken.output().trim()).toMatch(new RegExp(`Port ${port} on 127.0.0.1 is used by another program.*host\\.port-taken]$`))
    expect((await ask(port))?.pid).toBe(host.ready.pids.server)
  })

  test('A program that ends right after every start makes the start fail with its last words, and nothing stays running.', async () => {
    const settings = readSettings(['--data', path.join(scratch, 'broken'), '--port', String(await freeLoopbackPort())], {})
    if (!settings.ok) throw new Error(settings.failure.code)
    const started = await startInstallation({
      settings: settings.value, programs: { server: fixture('broken.ts'), worker: fixture('worker.ts') }, migrationsFolder: fixture('migrations'),
      webRoot: scratch, progress: () => undefined, env: process.env,
    })
    expect(started).toMatchObject({ ok: false, failure: { code: 'host.program-keeps-failing', parameters: { name: 'server', reason: expect.stringContaining('this program ends at once') } } })
    expect(existsSync(path.join(scratch, 'broken', 'LOCK'))).toBe(false)
    expect(existsSync(path.join(scratch, 'broken', 'postgres', '18', 'postmaster.pid'))).toBe(false)
  })
})

import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'

const root = path.join(import.meta.dirname, '../..')
const program = path.join(root, 'src/app/cli/main.ts')
const environment = { ...process.env, LANG: 'C.UTF-8', LC_ALL: 'C.UTF-8' }

export const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as { port: number }
  server.close()
  return port
}

/** The whole product as a person starts it: supervisor, PostgreSQL, server, worker. */
export interface Installation { readonly url: string, readonly data: string, readonly setupLink: string | null, readonly seconds: number, readonly process: ChildProcess, stop(): Promise<number | null> }

export const install = (): Promise<string> => mkdtemp(path.join(tmpdir(), 'feedstock-e2e-'))
export const uninstall = (data: string): Promise<void> => rm(data, { recursive: true, force: true })

/** Starts it on this data folder and waits until it says that it is ready. @param env settings beside the machine's. @throws with its output when it ends before */
export const start = async (data: string, port: number, env: NodeJS.ProcessEnv = {}): Promise<Installation> => {
  const began = Date.now(), child = spawn(process.execPath, [path.join(root, 'scripts/start.mjs'), '--data', data, '--port', String(port), '--no-open'], { cwd: root, env: { ...environment, ...env }, stdio: ['ignore', 'pipe', 'pipe'] })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', piece => { output += String(piece) })
  while (!/Feedstock is ready/.test(output)) {
    if (child.exitCode !== null || Date.now() - began > 120_000) throw new Error(`not ready: ${output}`)
    await new Promise(resolve => { setTimeout(resolve, 50) })
  }
  const seconds = (Date.now() - began) / 1000
  await new Promise(resolve => { setTimeout(resolve, 200) })
  return {
    url: `http://localhost:${port}`, data, seconds, process: child, setupLink: output.match(/http:\S+\/setup\?token=\S+/)?.[0] ?? null,
    async stop() {
      if (child.exitCode === null) { child.kill('SIGINT'); await once(child, 'exit') }
      return child.exitCode
    },
  }
}

/** One process of the product, running: `server` or `worker` apart. */
export interface Running { readonly pid: number, readonly output: () => string, /** It ended, by itself or not. */ readonly ended: Promise<void>, stop(): Promise<number | null> }

const launch = (env: NodeJS.ProcessEnv, argv: readonly string[]) => {
  const child = spawn(process.execPath, [program, ...argv], { cwd: root, env: { ...environment, ...env }, stdio: ['ignore', 'pipe', 'pipe'] })
  const said = { stdout: '', stderr: '' }
  child.stdout.on('data', piece => { said.stdout += String(piece) })
  child.stderr.on('data', piece => { said.stderr += String(piece) })
  return { child, said }
}

/** Runs a command of the product to its end, with settings beside the machine's. */
export const commandWith = async (env: NodeJS.ProcessEnv, ...argv: string[]): Promise<{ code: number | null, stdout: string, stderr: string }> => {
  const { child, said } = launch(env, argv)
  const [code] = await once(child, 'close') as [number | null]
  return { code, ...said }
}
/** Runs a command of the product to its end. */
export const command = (...argv: string[]) => commandWith({}, ...argv)

/** Starts one process apart; a caller waits for what it does. */
export const runApart = (env: NodeJS.ProcessEnv, ...argv: string[]): Running => {
  const { child, said } = launch(env, argv)
  return {
    pid: child.pid!, output: () => said.stdout + said.stderr, ended: new Promise(resolve => { child.once('exit', () => resolve()) }),
    async stop() {
      if (child.exitCode === null && child.signalCode === null) { child.kill('SIGTERM'); await once(child, 'exit') }
      return child.exitCode
    },
  }
}

/** Waits for /readyz. @param within milliseconds */
export const untilReady = async (url: string, within = 60_000): Promise<void> => {
  for (const end = Date.now() + within; !(await fetch(`${url}/readyz`).then(reply => reply.ok, () => false));) {
    if (Date.now() > end) throw new Error(`${url} was not ready within ${within} ms`)
    await new Promise(resolve => { setTimeout(resolve, 100) })
  }
}

/** Processes below this one, by the program that they run; of Linux alone. */
export const processesBelow = async (ancestor: number): Promise<Map<string, number>> => {
  const found = new Map<string, number>()
  const children = async (pid: number): Promise<number[]> => (await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8').catch(() => '')).split(' ').filter(Boolean).map(Number)
  const below = async (pid: number): Promise<number[]> => (await Promise.all((await children(pid)).map(async child => [child, ...(await below(child))]))).flat()
  for (const pid of await below(ancestor)) {
    const line = (await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')).replaceAll('\0', ' ')
    const name = /server\/main\.ts/.test(line) ? 'server' : /worker\/main\.ts/.test(line) ? 'worker' : /bin\/postgres -D|bin\/postgres /.test(line) ? 'database' : null
    if (name && !found.has(name)) found.set(name, pid)
  }
  return found
}
/** For tests that kill them. */
export const processesOf = (installation: Installation): Promise<Map<string, number>> => processesBelow(installation.process.pid!)

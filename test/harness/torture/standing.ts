import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { openDataFolder } from '../../../src/app/host/data-folder.ts'
import { startPostgres } from '../../../src/app/host/postgres.ts'
import { builtInDatabase } from '../../../src/app/host/roles.ts'
import { databaseSecrets, openSecrets } from '../../../src/app/host/secrets.ts'
import type { Failure } from '../../../src/kernel/failure.ts'
import type { Result } from '../../../src/kernel/result.ts'
import { commandWith, freePort, processesBelow, processesOf, runApart, start, untilReady, type Running } from '../installation.ts'

export const programs = ['server', 'worker', 'database'] as const
export type Program = (typeof programs)[number]

/** An installation whose programs can be killed: server, worker and database are processes of their own. */
export interface Standing {
  readonly url: string
  /** Address of the owner of the tables: what the checks read with. */
  readonly ownerUrl: string
  /** The one-time link of the first administrator, when there is none yet. */
  readonly setupLink: string | null
  /** Kills these with SIGKILL and returns when others have taken their place and serve. */
  kill(names: readonly Program[]): Promise<void>
  /** The last words of the programs, as far as they are kept. */
  output(): string
  stop(): Promise<void>
}

const patience = 60_000
const pause = (milliseconds: number): Promise<void> => new Promise(resolve => { setTimeout(resolve, milliseconds) })
const need = <T>(result: Result<T, Failure>): T => {
  if (!result.ok) throw new Error(`${result.failure.code} ${JSON.stringify(result.failure.parameters)}`)
  return result.value
}

/** The whole product, whose supervisor heals what was killed. */
export const standSupervised = async (data: string): Promise<Standing> => {
  const product = await start(data, await freePort()), { master } = need(openSecrets(path.join(data, 'secrets'), null))
  const cluster = path.join(data, 'postgres', readdirSync(path.join(data, 'postgres'))[0]!), port = readFileSync(path.join(cluster, 'postmaster.pid'), 'utf8').split('\n')[3]!
  return {
    url: product.url, setupLink: product.setupLink, ownerUrl: `postgres://feedstock:${databaseSecrets(master).owner}@127.0.0.1:${port}/${builtInDatabase}`,
    async kill(names) {
      const before = await processesOf(product)
      for (const name of names) process.kill(before.get(name)!, 'SIGKILL')
      for (const end = Date.now() + patience; ;) {
        const now = await processesOf(product)
        if (names.every(name => now.has(name) && now.get(name) !== before.get(name))) break
        if (Date.now() > end) throw new Error(`${names.join(', ')} did not come back`)
        await pause(100)
      }
      await untilReady(product.url, patience)
    },
    output: () => '',
    async stop() { await product.stop() },
  }
}

/** A program that is started again whenever it ends, as an orchestrator does: one that finds no database at its start gives up. */
const keep = (env: NodeJS.ProcessEnv, name: 'server' | 'worker') => {
  let running: Running, isKept = true
  const begin = (): void => {
    running = runApart(env, name)
    void running.ended.then(async () => {
      await pause(200)
      if (isKept) begin()
    })
  }
  begin()
  return {
    name, output: () => running.output(),
    pid: async () => (await processesBelow(running.pid)).get(name),
    async stop() { isKept = false; await running.stop() },
  }
}

/** Server and worker apart on a durable database, each started again at once: more kills in the same time than a supervisor that takes its breath. */
export const standApart = async (data: string, port: number): Promise<Standing> => {
  const folder = need(openDataFolder(data)), { master } = need(openSecrets(folder.secrets, null)), password = databaseSecrets(master).owner
  let database = need(await startPostgres({ dataFolder: folder, password }))
  const { ownerUrl } = database, url = `http://localhost:${port}`
  const env = { DATABASE_URL: ownerUrl, FEEDSTOCK_SECRET: master.toString('hex'), FEEDSTOCK_DATA: path.join(folder.path, 'program'), FEEDSTOCK_PORT: String(port), FEEDSTOCK_LOG: 'warn' }
  const migrated = await commandWith(env, 'migrate')
  if (migrated.code !== 0) throw new Error(migrated.stderr)
  const kept = (['server', 'worker'] as const).map(name => keep(env, name)), output = (): string => kept.map(program => `${program.name}: ${program.output().slice(-4000)}`).join('\n')
  /** Another than before runs. */
  const replaced = async ({ name, pid }: (typeof kept)[number], before: number | undefined): Promise<void> => {
    for (const end = Date.now() + patience; ;) {
      const now = await pid()
      if (now !== undefined && now !== before) return
      if (Date.now() > end) throw new Error(`${name} did not come back\n${output()}`)
      await pause(50)
    }
  }
  await untilReady(url)
  return {
    url, ownerUrl, setupLink: /http:\S+\/setup\?token=\S+/.exec(migrated.stdout)?.[0] ?? null, output,
    async kill(names) {
      const victims = await Promise.all(kept.filter(({ name }) => names.includes(name)).map(async program => ({ program, before: await program.pid() })))
      for (const pid of [...victims.map(victim => victim.before), ...(names.includes('database') ? [database.process.pid] : [])]) if (pid) process.kill(pid, 'SIGKILL')
      if (names.includes('database')) database = need(await startPostgres({ dataFolder: folder, password, port: database.port }))
      for (const { program, before } of victims) await replaced(program, before)
      await untilReady(url, patience).catch((error: unknown) => { throw new Error(`${String(error)}\n${output()}`) })
    },
    async stop() {
      await Promise.all(kept.map(program => program.stop()))
      await database.stop()
      folder.release()
    },
  }
}

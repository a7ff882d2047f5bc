import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, existsSync, openSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { pathToFileURL } from 'node:url'
import type { Failure } from '../../kernel/failure.ts'
import { hostFailures } from './errors.ts'
import { lastWords } from './log-files.ts'

export interface ProgramOptions {
  readonly name: string
  /** A .ts file that Node runs. */
  readonly program: string
  readonly env: NodeJS.ProcessEnv
  /** Receives standard output and error; a file, so that no pipe breaks with the supervisor. */
  readonly log: string
  /** Resolves when a restart makes sense: the database is there. */
  readonly untilPossible?: () => Promise<void>
  readonly onDeath: (reason: string, seconds: number) => void
  readonly onRevival: () => void
  /** The first starts all ended at once: restarting makes no sense. */
  readonly onGiveUp: (failure: Failure) => void
}

export interface SupervisedProgram {
  readonly pid: () => number | undefined
  /** The installation has worked with this program: from now on it is restarted for ever. */
  readonly markHealthy: () => void
  readonly stop: () => Promise<void>
}

/** Pause before a restart: 0.5 s, doubled with each quick death, at most 15 s. A run of half a minute counts as healthy. */
export const backOffSeconds = (quickDeaths: number): number => Math.min(15, 0.5 * 2 ** (quickDeaths - 1))
const healthyMilliseconds = 30_000
/** Deaths in a row of a program that never was healthy, after which the installation gives up. */
const deathsToGiveUp = 4
const stopMilliseconds = 15_000

const guard = pathToFileURL(path.join(import.meta.dirname, 'guard.ts')).href

const launch = ({ program, env, log }: ProgramOptions): ChildProcess => {
  const output = openSync(log, 'a', 0o600)
  try {
    return spawn(process.execPath, ['--import', guard, program], {
      // Its own session: Ctrl-C reaches the supervisor, which stops its programs in order.
      env, windowsHide: true, detached: process.platform !== 'win32', stdio: ['ignore', output, output, 'ipc'],
    })
  } finally {
    closeSync(output)
  }
}

const endOf = (child: ChildProcess): Promise<string> => new Promise(resolve => {
  child.once('error', error => resolve(error.message))
  child.once('exit', (code, signal) => resolve(signal ?? `exit ${code}`))
})

/** Runs the program and starts it again whenever it ends, until stopped. */
export const superviseProgram = (options: ProgramOptions): SupervisedProgram => {
  const stopping = new AbortController()
  const aborted = once(stopping.signal, 'abort')
  let child: ChildProcess | null = null
  let wasHealthy = false

  const run = async (): Promise<void> => {
    for (let quickDeaths = 0; !stopping.signal.aborted;) {
      if (!existsSync(options.program)) return options.onGiveUp(hostFailures.programMissing({ path: options.program }))
      const started = Date.now()
      child = launch(options)
      if (quickDeaths > 0) options.onRevival()
      const reason = await endOf(child)
      if (stopping.signal.aborted) return
      const lived = Date.now() - started
      wasHealthy ||= lived > healthyMilliseconds
      quickDeaths = lived > healthyMilliseconds ? 1 : quickDeaths + 1
      if (!wasHealthy && quickDeaths >= deathsToGiveUp) {
        return options.onGiveUp(hostFailures.programKeepsFailing({ name: options.name, times: quickDeaths, reason: lastWords(options.log), log: options.log }))
      }
      const seconds = backOffSeconds(quickDeaths)
      options.onDeath(reason, seconds)
      await sleep(seconds * 1_000, undefined, { signal: stopping.signal }).catch(() => undefined)
      await Promise.race([options.untilPossible?.(), aborted])
    }
  }
  const finished = run()

  return {
    pid: () => child?.pid,
    markHealthy: () => { wasHealthy = true },
    stop: async () => {
      stopping.abort()
      const running = child
      if (running?.connected) running.send('stop', () => undefined)
      const patience = setTimeout(() => running?.kill('SIGKILL'), stopMilliseconds)
      await finished
      clearTimeout(patience)
    },
  }
}

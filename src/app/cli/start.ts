import { spawn } from 'node:child_process'
import { commandSummaries, hostMessages } from '../host/messages.ts'
import { readSettings } from '../host/settings.ts'
import { startInstallation } from '../host/supervisor.ts'
import { failureText, terminalLocale, terminalProgress } from '../host/terminal.ts'
import { migrationsFolder, programs, webRoot } from './places.ts'

export const summary = commandSummaries.start

/** Opens the page in the person's browser where there is a screen to show it on. */
const openBrowser = (address: string): void => {
  const { platform, env } = process
  if (platform === 'linux' && !env['DISPLAY'] && !env['WAYLAND_DISPLAY']) return
  const [command, args] = platform === 'darwin' ? ['open', [address]] as const
    : platform === 'win32' ? ['cmd', ['/c', 'start', '""', address]] as const
      : ['xdg-open', [address]] as const
  const browser = spawn(command, args, { detached: true, stdio: 'ignore', windowsHide: true })
  // No browser is no failure: the address stands in the terminal.
  browser.once('error', () => undefined)
  browser.unref()
}

/** Aborts at the first request to stop, in whatever form the system sends it. */
const untilTold = (): AbortController => {
  const told = new AbortController()
  const stop = (): void => told.abort()
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop)
  // scripts/start.mjs holds the other end of the channel: when it is killed this run ends in order.
  if (process.channel) process.once('disconnect', stop)
  return told
}

const whenAborted = (signal: AbortSignal): Promise<null> => new Promise(resolve => {
  if (signal.aborted) resolve(null)
  else signal.addEventListener('abort', () => resolve(null), { once: true })
})

/** `feedstock start`: everything on this machine, until it is told to stop. */
export const run = async (argv: readonly string[]): Promise<number> => {
  const locale = terminalLocale(process.env)
  const progress = terminalProgress(locale)
  const settings = readSettings(argv, process.env)
  if (!settings.ok) {
    console.error(failureText(settings.failure, locale))
    return 2
  }
  const told = untilTold()
  const began = Date.now()
  try {
    const started = await startInstallation({
      settings: settings.value, programs, migrationsFolder, webRoot, progress, env: process.env, signal: told.signal,
    })
    // A step that was interrupted by the request to stop did not fail.
    if (!started.ok && told.signal.aborted) return 0
    if (!started.ok) {
      console.error(failureText(started.failure, locale))
      return 1
    }
    const { address, setup, broken, stop } = started.value
    progress(hostMessages.ready, { address, seconds: ((Date.now() - began) / 1_000).toFixed(1) })
    if (setup !== null) {
      progress(hostMessages.setup)
      console.log(`\n  ${setup}\n`)
    }
    progress(hostMessages.stopHint)
    if (settings.value.open) openBrowser(setup ?? address)
    const failure = await Promise.race([broken, whenAborted(told.signal)])
    if (failure) console.error(failureText(failure, locale))
    progress(hostMessages.stopping)
    await stop()
    progress(hostMessages.stopped)
    return failure ? 1 : 0
  } catch (error) {
    if (told.signal.aborted) return 0
    throw error
  }
}

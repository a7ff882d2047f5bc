import { existsSync, readFileSync, readlinkSync, realpathSync, rmSync } from 'node:fs'
import { spawnSync } from 'node:child_process'
import path from 'node:path'
import { fail, ok, type Result } from '../../kernel/result.ts'
import { hostFailures } from './errors.ts'
import { processIdentity, waitForEnd } from './process-identity.ts'

/** Whether the living process is the server of this cluster and not another program that got its number. */
const servesCluster = (pid: number, cluster: string): boolean => {
  try {
    // Every process of a cluster works in its data directory.
    if (process.platform === 'linux') return readlinkSync(`/proc/${pid}/cwd`) === realpathSync(cluster)
  } catch {
    return false
  }
  const [command, args] = process.platform === 'win32'
    ? ['tasklist', ['/FI', `PID eq ${pid}`, '/NH']] as const
    : ['ps', ['-o', 'command=', '-p', String(pid)]] as const
  return /postgres/.test(spawnSync(command, args, { encoding: 'utf8' }).stdout ?? '')
}

/**
 * Ends the server that an unclean stop left running on the cluster, and removes a postmaster.pid that names nobody of ours.
 * @returns the process that was stopped, or null
 */
export const stopLeftover = async (cluster: string): Promise<Result<number | null>> => {
  const file = path.join(cluster, 'postmaster.pid')
  if (!existsSync(file)) return ok(null)
  const pid = Number(readFileSync(file, 'utf8').split('\n')[0])
  if (!(pid > 0) || processIdentity(pid) === null || !servesCluster(pid, cluster)) {
    rmSync(file, { force: true })
    return ok(null)
  }
  // Fast shutdown first; then immediate, which the write-ahead log makes good at the next start.
  for (const [signal, milliseconds] of [['SIGINT', 20_000], ['SIGQUIT', 5_000]] as const) {
    try {
      process.kill(pid, signal)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ESRCH') return fail(hostFailures.leftoverNotStopped({ pid }))
    }
    if (await waitForEnd(pid, milliseconds)) return ok(pid)
  }
  return fail(hostFailures.leftoverNotStopped({ pid }))
}

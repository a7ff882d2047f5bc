import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'

/**
 * When a living process started, as text that only compares with itself on the same machine; null when no such process lives.
 * A process id alone names nobody: after a crash the same number may belong to another program. A zombie counts as dead.
 */
export const processIdentity = (pid: number): string | null => {
  if (process.platform === 'linux') return linuxIdentity(pid)
  try {
    process.kill(pid, 0)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return null
  }
  const [command, args] = process.platform === 'win32'
    ? ['powershell.exe', ['-NoProfile', '-Command', `(Get-Process -Id ${pid}).StartTime.Ticks`]] as const
    : ['ps', ['-o', 'lstart=', '-p', String(pid)]] as const
  return spawnSync(command, args, { encoding: 'utf8', env: { ...process.env, LC_ALL: 'C' } }).stdout?.trim() || 'alive'
}

// proc(5): the name in field 2 may hold spaces and brackets, so fields are counted from the last bracket; state is 3, start time is 22.
const linuxIdentity = (pid: number): string | null => {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()
    return fields[0] === 'Z' || fields[0] === 'X' ? null : `${boot}/${fields[19]}`
  } catch {
    return null
  }
}

/** Waits until the process is gone. @returns whether it is */
export const waitForEnd = async (pid: number, milliseconds: number): Promise<boolean> => {
  const deadline = Date.now() + milliseconds
  while (processIdentity(pid) !== null) {
    if (Date.now() > deadline) return false
    await new Promise(resolve => setTimeout(resolve, 50))
  }
  return true
}

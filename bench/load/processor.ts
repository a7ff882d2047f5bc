import { readdir, readFile } from 'node:fs/promises'

/** Linux counts processor time in hundredths of a second. */
const ticksPerSecond = 100
/** Milliseconds of processor time by name of the program, and of the whole machine: all of it, and what was not idle. */
export interface Used { readonly programs: ReadonlyMap<string, number>, readonly whole: number, readonly busy: number }

interface Process { readonly pid: number, readonly parent: number, readonly own: number, readonly ended: number }
const processes = async (): Promise<Process[]> => {
  const all = await Promise.all((await readdir('/proc').catch(() => [])).filter(name => /^\d+$/.test(name)).map(async name => {
    // The name of the program stands in brackets and may hold anything; what is counted comes after it.
    const fields = (await readFile(`/proc/${name}/stat`, 'utf8').catch(() => '')).split(') ').at(-1)!.split(' ')
    return { pid: Number(name), parent: Number(fields[1]), own: Number(fields[11]) + Number(fields[12]), ended: Number(fields[13]) + Number(fields[14]) }
  }))
  return all.filter(process => Number.isFinite(process.own))
}

/** What these programs and their children have used so far. Null without /proc. */
export const usedBy = async (pids: ReadonlyMap<string, number>): Promise<Used | null> => {
  const all = await processes(), text = await readFile('/proc/stat', 'utf8').catch(() => null)
  if (text === null) return null
  const [, user = 0, nice = 0, system = 0, idle = 0, waiting = 0, ...rest] = text.split('\n')[0]!.split(/\s+/).map(Number), inMilliseconds = 1000 / ticksPerSecond
  const of = (pid: number): number => {
    const self = all.find(p => p.pid === pid)
    return (self ? self.own + self.ended : 0) + all.filter(p => p.parent === pid).reduce((sum, child) => sum + of(child.pid), 0)
  }
  const busy = user + nice + system + rest.slice(0, 3).reduce((sum, n) => sum + n, 0)
  return { programs: new Map([...pids].map(([name, pid]) => [name, of(pid) * inMilliseconds])), busy: busy * inMilliseconds, whole: (busy + idle + waiting) * inMilliseconds }
}

/** One line: processor time by call, which does not depend on what else the machine does, and how much else it did. */
export const toldUse = (before: Used, after: Used, calls: number): string => {
  const each = [...after.programs].map(([name, used]) => [name, used - (before.programs.get(name) ?? 0)] as const), sum = each.reduce((total, [, used]) => total + used, 0)
  const whole = after.whole - before.whole, share = (part: number): string => `${(part / whole * 100).toFixed(0)} %`
  return `processor      ${each.map(([name, used]) => `${name} ${(used / calls).toFixed(2)} ms`).join(', ')} a call; these used ${share(sum)} of the cores, everything on the machine ${share(after.busy - before.busy)}`
}

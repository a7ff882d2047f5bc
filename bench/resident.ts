import { readdirSync, readFileSync } from 'node:fs'

/** Resident set of a process in MiB; 0 when it is gone. Linux only: read from /proc. */
export const residentOf = (pid: number): number => { try { return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024 } catch { return 0 } }
export const childrenOf = (pid: number): number[] => readdirSync('/proc').filter(name => /^\d+$/.test(name)).map(Number)
  .filter(id => { try { return Number(/^PPid:\s+(\d+)/m.exec(readFileSync(`/proc/${id}/status`, 'utf8'))?.[1]) === pid } catch { return false } })
const commandOf = (pid: number): string => { try { return readFileSync(`/proc/${pid}/cmdline`, 'utf8') } catch { return '' } }
/** Processes below this one whose command line names the program. */
export const below = (pid: number, program: string): number[] => childrenOf(pid).flatMap(child => [...(commandOf(child).includes(program) ? [child] : []), ...below(child, program)])

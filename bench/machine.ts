import os from 'node:os'

/** The line that every benchmark begins with. */
export const machine = (): string => `machine: ${os.cpus()[0]?.model ?? 'unknown'}, ${os.cpus().length} cores, ${os.type()} ${os.release()}, Node ${process.version}`

/** Milliseconds of the middle one of several runs, after one that does not count. */
export const median = (runs: number, work: () => void): number => {
  work()
  const times = Array.from({ length: runs }, () => { const start = performance.now(); work(); return performance.now() - start })
  return times.sort((a, b) => a - b)[Math.floor(runs / 2)]!
}

import { readFile } from 'node:fs/promises'

/** Resident memory of a process in MiB; null when it cannot be read. */
const residentOf = async (pid: number): Promise<number | null> => {
  const found = /VmRSS:\s+(\d+) kB/.exec(await readFile(`/proc/${pid}/status`, 'utf8').catch(() => ''))?.[1]
  return found ? Number(found) / 1024 : null
}

export interface Growth { readonly name: string, readonly first: number, readonly last: number, readonly most: number, readonly flat: boolean }
/** Flat: the mean of the last third exceeds that of the first by no more than this share, or by no more than so many MiB. */
export const flatBound = { share: 0.15, mebibytes: 32 } as const
const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length

export const growthOf = (name: string, samples: readonly number[]): Growth => {
  const third = Math.max(1, Math.floor(samples.length / 3)), first = mean(samples.slice(0, third)), last = mean(samples.slice(-third))
  return { name, first, last, most: Math.max(...samples), flat: last - first <= Math.max(flatBound.mebibytes, first * flatBound.share) }
}

/** Looks at the memory of server and worker until it is stopped. @param every milliseconds */
export const watchMemory = (programs: ReadonlyMap<string, number>, every = 2000): { stop(): readonly Growth[] } => {
  const pids = [...programs].filter(([name]) => name !== 'database')
  const samples = new Map<string, number[]>(pids.map(([name]) => [name, []]))
  const timer = setInterval(() => {
    for (const [name, pid] of pids) void residentOf(pid).then(size => { if (size !== null) samples.get(name)!.push(size) })
  }, every)
  return {
    stop() {
      clearInterval(timer)
      return [...samples].filter(([, sizes]) => sizes.length > 2).map(([name, sizes]) => growthOf(name, sizes))
    },
  }
}

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { openDataFolder } from '../src/app/host/data-folder.ts'
import { startPostgres } from '../src/app/host/postgres.ts'
import { freePort, install, start, uninstall } from '../test/harness/installation.ts'
import { machine } from './machine.ts'

/**
 * From the command to a healthy product: on an empty folder, and on one that exists; against starting the same PostgreSQL alone.
 * The web pages are built before and do not count.
 * Run: `npm run bench start`
 */
const again = 5
const middle = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!

/** Seconds of PostgreSQL alone: the first start, and the middle one of those after. */
const alone = async (): Promise<{ first: number, next: number }> => {
  const place = mkdtempSync(path.join(tmpdir(), 'feedstock-bench-')), times: number[] = []
  for (let i = 0; i <= again; i++) {
    const folder = openDataFolder(place), began = performance.now()
    if (!folder.ok) throw new Error(folder.failure.code)
    const postgres = await startPostgres({ dataFolder: folder.value, password: 'bench' })
    if (!postgres.ok) throw new Error(postgres.failure.code)
    times.push((performance.now() - began) / 1000)
    await postgres.value.stop()
    folder.value.release()
  }
  rmSync(place, { recursive: true, force: true })
  return { first: times[0]!, next: middle(times.slice(1)) }
}

console.log(machine())
console.log(`method: seconds from the command to a reply of /readyz, the middle one of ${again} for later starts`)
const build = await install(), port = await freePort()
await (await start(build, port)).stop()
await uninstall(build)
const data = await install(), times: number[] = []
for (let i = 0; i <= again; i++) {
  const product = await start(data, port)
  times.push(product.seconds)
  await product.stop()
}
await uninstall(data)
const { first, next } = await alone(), later = middle(times.slice(1))
console.log(`first start    ${times[0]!.toFixed(1)} s, ${(times[0]! / first).toFixed(1)} times as long as PostgreSQL alone (${first.toFixed(1)} s)`)
console.log(`later start    ${later.toFixed(1)} s, ${(later / next).toFixed(1)} times as long as PostgreSQL alone (${next.toFixed(1)} s)`)

import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { freePort } from '../test/harness/installation.ts'
import { standApart } from '../test/harness/torture/standing.ts'
import { openState, told, torture } from '../test/harness/torture/torture.ts'
import { machine } from './machine.ts'

/**
 * Server, worker and database are killed at random moments while people annotate and review and imports, preparations and releases run.
 * Every write that the server acknowledged is in a file of its own beforehand; after every few kills all of it is looked for: there, with
 * its content, once. Stopped by Ctrl-C or killed itself, it goes on when it is started again with the same folder.
 * Run: `npm run torture -- --kills 1000 --seed 7 --folder ./torture`
 */
const { values } = parseArgs({ options: { kills: { type: 'string', default: '1000' }, seed: { type: 'string' }, folder: { type: 'string' }, every: { type: 'string', default: '10' } } })
const folder = path.resolve(values.folder ?? mkdtempSync(path.join(tmpdir(), 'feedstock-torture-'))), state = openState(folder, Number(values.seed ?? Date.now() % 1_000_000))
const stopping = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => { console.log('stopping in good order'); stopping.abort() })

console.log(machine())
console.log(`torture: seed ${state.seed}, folder ${folder}, ${values.kills} kills, ${told(state.kills)} so far`)
const standing = await standApart(path.join(folder, 'data'), await freePort())
try {
  const { kills, acknowledged, lost, doubled, runs, resent, journal, findings } = await torture({ folder, standing, state, kills: Number(values.kills), every: Number(values.every), say: line => console.log(line), signal: stopping.signal })
  for (const finding of findings.slice(0, 50)) console.log(`finding        ${finding}`)
  console.log(`${findings.length === 0 ? 'passed' : 'FAILED'}: killed ${told(kills)}; ${acknowledged} writes acknowledged, ${lost} lost, ${doubled} doubled; ${runs} runs, all ended once; ${resent} calls went without an answer and were sent again; journal of ${journal.entries} entries in ${journal.seals} seals ${findings.some(f => f.startsWith('journal')) ? 'BROKEN' : 'intact'}; seed ${state.seed}`)
  if (findings.length > 0) process.exitCode = 1
} catch (error) {
  console.log(standing.output())
  console.log(`FAILED after ${told(state.kills)}: ${error instanceof Error ? error.stack : String(error)}; seed ${state.seed}, folder ${folder}`)
  process.exitCode = 1
} finally { await standing.stop() }
process.exit()

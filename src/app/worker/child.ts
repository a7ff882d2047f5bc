import { connect, inScope } from '../../workspace/database/connect.ts'
import { systemClock } from '../../kernel/clock.ts'
import type { OrganisationId, RunId } from '../../kernel/ids.ts'
import { poisonOf, type Work } from '../../workspace/runs/kind.ts'
import { readProcessConfig } from '../host/process-config.ts'
import { kinds } from '../kinds.ts'
import { loadPlugins, loadPluginServers } from '../plugins/load.ts'
import { openAllBytes, readSigner, readVault } from '../services.ts'
import type { FromChild, Task, ToChild } from './pool.ts'

/** Decodes untrusted bytes: the only process of the product that does. */
const config = readProcessConfig()
if (!config.ok) process.exit(2)
const { db } = connect(config.value.database.app, 2)
const [plugins, servers] = [await loadPlugins(), await loadPluginServers()]
const unavailable = (): never => { throw new Error('a shard starts no run') }
const own = { db, clock: systemClock, vault: readVault(config.value), storage: { hosts: config.value.storageHosts } }
const services = { ...own, plugins, servers, blobs: openAllBytes(config.value, own), signer: readSigner(config.value), externalLogin: { publicUrl: '', providers: [] }, runs: { start: unavailable, control: unavailable, weigh: unavailable, kindOf: unavailable } }
const reply = (message: FromChild): void => { process.send?.(message) }
let current: AbortController | null = null

const carryOut = async (task: Task): Promise<FromChild> => {
  const kind = kinds.get(task.kind), stage = kind?.stages[task.stage]
  if (!stage) return { error: `no code for ${task.kind}` }
  const organisation = task.job.organisation as OrganisationId
  current = new AbortController()
  const work: Work<unknown> = { run: task.job.run as RunId, organisation, spec: task.spec, services, signal: current.signal, read: look => inScope(db, { organisation }, look) }
  try { return { worked: await stage.work(work as never, task.input) } }
  catch (error) {
    const poison = poisonOf(error)
    return poison ? { poison } : { error: error instanceof Error ? error.stack ?? error.message : String(error) }
  }
  finally { current = null }
}

process.on('message', (message: ToChild) => {
  if ('cancel' in message) current?.abort()
  else void carryOut(message.task).then(reply)
})
// The parent is gone: its shards are given to others, so nothing here may go on.
process.on('disconnect', () => process.exit(0))
process.on('SIGINT', () => {})
reply({ ready: true })

import { existsSync, readFileSync } from 'node:fs'
import { createHub } from '../../support/overview/live/hub.ts'
import { readProcessConfig } from '../host/process-config.ts'
import { challengeWriter, openServices } from '../services.ts'
import { wire } from '../wiring.ts'
import { endpoints } from './endpoints.ts'
import { buildServer } from './server.ts'

const read = readProcessConfig()
if (!read.ok) {
  process.stderr.write(`${read.failure.code}\n`)
  process.exit(2)
}
const config = read.value
wire()
const { version } = JSON.parse(readFileSync(new URL('../../../package.json', import.meta.url), 'utf8')) as { version: string }
const { services, close } = await openServices(config, false)
const hub = createHub(services, config.database.app, error => { app.log.error({ err: error }, 'live stream') })
const app = await buildServer({ services, endpoints: endpoints(challengeWriter(config), hub), webRoot: existsSync(config.webRoot) ? config.webRoot : null, logLevel: config.logLevel, version, trustedProxies: config.trustedProxies, requestsPerMinute: config.requestsPerMinute })
await app.listen({ host: config.host, port: config.port })

let stopping = false
const stop = async (): Promise<void> => {
  if (stopping) return
  stopping = true
  // Streams never end by themselves, and the server waits for what is open.
  await hub.close()
  await app.close()
  await close()
  process.exit(0)
}
process.on('SIGTERM', () => { void stop() })
process.on('SIGINT', () => { void stop() })
// The supervisor is gone: nobody would stop us later.
process.on('disconnect', () => { void stop() })

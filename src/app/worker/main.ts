import { availableParallelism } from 'node:os'
import pino from 'pino'
import { sweptBefore } from '../../chain/1-source/upload/sessions.ts'
import { connect } from '../../workspace/database/connect.ts'
import { startSealing } from '../../workspace/journal/service.ts'
import { runEngine } from '../../workspace/runs/engine.ts'
import { startSchedules } from '../../workspace/runs/schedule/service.ts'
import { logStream } from '../host/log-stream.ts'
import { childEnvironment, readProcessConfig } from '../host/process-config.ts'
import { kinds } from '../kinds.ts'
import { openServices } from '../services.ts'
import { wire } from '../wiring.ts'
import { childPool } from './pool.ts'

const environment = { ...process.env }
const read = readProcessConfig()
if (!read.ok) {
  process.stderr.write(`${read.failure.code}\n`)
  process.exit(2)
}
const config = read.value
wire()
const log = pino({ level: config.logLevel, name: 'worker' }, logStream())
const slots = config.slots ?? Math.max(1, availableParallelism() - 1)
const { services, boss, close } = await openServices(config, true)
const { db: scheduler } = connect(config.database.scheduler, 2)
const pool = childPool(slots, childEnvironment(config, environment))
const engine = await runEngine({ boss, kinds, services, scheduler, slots, execute: pool.execute, report: error => log.error({ err: error }, 'run engine') })
const sealing = startSealing({ db: services.db, scheduler, key: services.signer, clock: services.clock, report: error => log.error({ err: error }, 'journal sealing') })

const schedules = startSchedules(services, scheduler, error => log.error({ err: error }, 'schedules'))

const day = 24 * 3600 * 1000
const sweep = (): void => { services.blobs.sweepParts(sweptBefore(services.clock.now())).catch((error: unknown) => log.error({ err: error }, 'sweep of unfinished uploads')) }
sweep()
const sweeping = setInterval(sweep, day)
log.info({ slots, kinds: [...kinds.keys()] }, 'worker ready')

let stopping = false
const stop = async (): Promise<void> => {
  if (stopping) return
  stopping = true
  clearInterval(sweeping)
  await Promise.allSettled([engine.stop(), sealing.stop(), schedules.stop()])
  pool.close()
  await Promise.allSettled([close(), scheduler.destroy()])
  process.exit(0)
}
process.on('SIGTERM', () => { void stop() })
process.on('SIGINT', () => { void stop() })
process.on('disconnect', () => { void stop() })

import type { BatchId } from '../../../kernel/ids.ts'
import { can, type Actor } from '../../../workspace/access/model.ts'
import type { Tx } from '../../../workspace/database/connect.ts'
import { displayNumber } from '../../../workspace/project/model.ts'
import { enterBatch } from '../../3-production/service.ts'
import type { EffortView } from './contract.ts'
import { leastTasks, measure, type Measured } from './model.ts'
import * as rows from './repository.ts'

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0)
const minutesOf = (efforts: readonly rows.Effort[]): Measured | null => measure(efforts.map(e => e.seconds / 60))
const written = (measured: Measured | null): EffortView['minutes'] => measured && { ...measured, interval: measured.interval && [...measured.interval] }

export const readEffort = async (tx: Tx, actor: Actor, id: BatchId): Promise<EffortView> => {
  const batch = await enterBatch(tx, actor, id, 'inspection.read'), efforts = await rows.effortsOf(tx, id), seconds = sum(efforts.map(e => e.seconds)), shapes = sum(efforts.map(e => e.shapes))
  const people = can(actor, 'batch.manage', { project: batch.project }) ? [...Map.groupBy(efforts, e => e.person).values()] : []
  const pilot = await rows.lastPilot(tx, batch.project, id), piloted = pilot && minutesOf(await rows.effortsOf(tx, pilot.id as BatchId))
  return {
    minutes: written(minutesOf(efforts)), mean: efforts.length > 0 ? seconds / 60 / efforts.length : null, perShape: shapes > 0 ? seconds / shapes : null, returned: efforts.filter(e => e.returns > 0).length,
    people: people.map(own => ({ person: own[0]!.person, name: own[0]!.name, n: own.length, minutes: own.length < leastTasks ? null : written(minutesOf(own)) })).sort((a, b) => b.n - a.n),
    pilot: pilot && piloted ? { batch: pilot.id, display: displayNumber('batch', pilot.number), median: piloted.median, p90: piloted.p90 } : null,
  }
}

import { refuse } from '../../kernel/failure.ts'
import type { RunId } from '../../kernel/ids.ts'
import { demand } from '../access/service.ts'
import type { Actor } from '../access/model.ts'
import type { Tx } from '../database/connect.ts'
import type { RunView, ThroughputView } from './contract.ts'
import { runFailures } from './errors.ts'
import { partsToRetry, share } from './model.ts'
import * as rows from './repository.ts'
import { retryingOf, type RunStarter } from './starter.ts'
import './policy.ts'

/** Runs with their stages and problem counts, in the order given. */
export const viewRuns = async (tx: Tx, starter: Pick<RunStarter, 'kindOf'>, found: readonly rows.RunSummary[]): Promise<RunView[]> => {
  const ids = found.map(r => r.id)
  const stages = Map.groupBy(await rows.stagesOf(tx, ids), s => s.run), problems = Map.groupBy(await rows.countProblems(tx, ids), p => p.run)
  return found.map(r => {
    const kind = starter.kindOf(r.kind), titles = new Map(kind?.stages.map(s => [s.name, s.title]))
    const own = (stages.get(r.id) ?? []).map(({ name, total, done, dead, items }) => ({ name, title: { ...(titles.get(name) ?? { en: name }) }, total, done, dead, items }))
    return {
      id: r.id, project: r.project, kind: r.kind, title: r.title as Record<string, string>, state: r.state, stages: own, share: r.state === 'done' ? 1 : share(own),
      problems: (problems.get(r.id) ?? []).map(p => ({ code: p.code, count: p.n, warning: p.warning })), keeps: kind?.keeps ? { ...kind.keeps } : null, weight: r.weight, retries: partsToRetry(r.state, own, retryingOf(kind)), failure: r.failure, result: r.result,
      createdAt: r.created_at.toISOString(), endedAt: r.ended_at?.toISOString() ?? null,
    }
  })
}

const steps = [5, 15, 60, 300, 900, 3600, 14_400, 86_400] as const
/** Seconds that a step must have for the life of the run to be drawn in at most 120 of them. */
const stepOf = (lifeSeconds: number): number => steps.find(s => lifeSeconds / s <= 120) ?? steps.at(-1)!

export const throughput = async (tx: Tx, run: rows.RunSummary, now: Date): Promise<ThroughputView> => {
  const life = ((run.ended_at ?? now).getTime() - run.created_at.getTime()) / 1000, seconds = stepOf(life), id = run.id as RunId
  const found = await rows.throughputOf(tx, id, seconds), window = Math.min(60, Math.max(1, life))
  return {
    seconds, steps: found.map(({ at, items }) => ({ at: at.toISOString(), items: Number(items) })),
    lastMinute: run.state === 'running' ? Number(await rows.itemsSince(tx, id, new Date(now.getTime() - window * 1000))) / window : null,
  }
}

/** The run, if the actor may see it where it belongs. */
export const seeRun = async (tx: Tx, actor: Actor, id: RunId, permission: 'run.read' | 'run.control'): Promise<rows.RunSummary> => {
  const run = await rows.findSummary(tx, id)
  if (!run) return refuse(runFailures.unknown())
  demand(actor, permission, { project: run.project as never })
  return run
}

export { defineRun, Poison, runKinds, type RunKind, type RunKinds, type RunRef, type StageDefinition, type Work, type Worked } from './kind.ts'
export { countProblems, outputsOf, runChannel } from './repository.ts'
